#pragma once
#include "records/certificate.h"

namespace lastmile::records {

/// Records as lines of a certificate.
std::vector<CertificateLine> lines_of(Call& call, const std::vector<RecordRow>& records);

/// The services a certificate counted whose records were changed since it was issued, oldest first:
/// corrected, disputed, frozen, waiting again or void. A better grade takes nothing back.
std::vector<ChangedLine> changed_lines(Call& call, const CertificateRow& certificate);

}  // namespace lastmile::records

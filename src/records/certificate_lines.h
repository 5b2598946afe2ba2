#pragma once
#include "records/certificate.h"

namespace lastmile::records {

/// A record as a line of a certificate.
CertificateLine line_of(Call& call, const RecordRow& record);

/// The services a certificate counted whose records were changed since it was issued, oldest first:
/// corrected, disputed, frozen, waiting again or void. A better grade takes nothing back.
std::vector<ChangedLine> changed_lines(Call& call, const CertificateRow& certificate);

}  // namespace lastmile::records

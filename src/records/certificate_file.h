#pragma once
#include "merkle/note.h"
#include "records/certificate.h"

namespace lastmile::records {

/// One's own, or of who is at home where the actor's role shows names and reads records; to
/// everybody else it is only its public face.
bool may_hold(Call& call, const CertificateRow& certificate);

/// Whose key signs every certificate of the town.
merkle::Verifier verifier_of_town(const Call& call);

/// The signed text with the proof of its leaf as the journal stands now. Notes the reading.
/// Refuses certificate_unknown once the holder is erased.
Result<CertificateFile> file_of(Call& call, const CertificateRow& certificate);

}  // namespace lastmile::records

#pragma once
#include "records/certificate.h"

namespace lastmile::records {

/// The certificate of a serial number as people type it.
std::optional<CertificateRow> load_certificate(Call& call, std::string_view typed_serial);
/// The newest hundred of a person.
std::vector<CertificateRow> load_certificates_of(Call& call, PersonId who);

/// What stands for the name of a holder whose data was erased.
inline constexpr std::string_view holder_erased = "***";
/// A hundred that still name a person.
std::vector<CertificateRow> load_certificates_naming(Call& call, PersonId who);

/// Its text as it was signed; nothing once the holder is erased.
std::optional<std::string> open_text(Call& call, const CertificateRow& certificate);
/// Seals text and note for the holder.
vault::Sealed seal_text(Call& call, const CertificateRow& certificate, std::string_view text);
vault::Sealed seal_note(Call& call, const CertificateRow& certificate, std::string_view note);
std::optional<std::string> open_note(Call& call, const CertificateRow& certificate);

/// One version of a record that was changed after a moment.
struct LaterVersion {
  RecordId record;
  std::int64_t version = 1;
  RecordState state = RecordState::pending;
  Grade grade = Grade::b;
  std::int64_t minutes = 0;
  std::vector<Interval> intervals;
  Instant changed_at{};
  std::string category;
  places::SiteId site;
};
BOOST_DESCRIBE_STRUCT(LaterVersion, (),
                      (record, version, state, grade, minutes, intervals, changed_at, category,
                       site))
/// All versions, in order, of a person's records that were changed after `since`.
std::vector<LaterVersion> load_changed_since(storage::Tx& tx, int region,
                                             const people::Profiles& who, Instant since);

}  // namespace lastmile::records

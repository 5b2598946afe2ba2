#include "records/certificate_store.h"

#include "records/certificate_text.h"

namespace lastmile::records {
namespace {

const storage::Sql certificate_by_serial{"records.certificate_by_serial", R"(
  select region, serial, volunteer, from_day, to_day, minutes_a, minutes_b, minutes_c, minutes_d,
         records, holder, payload, payload_hash, signature, issued_at, revoked_at, revoke_reason,
         revoke_note
  from certificate where region = $1 and serial = $2)"};
const storage::Sql certificates_of{"records.certificates_of_volunteer", R"(
  select region, serial, volunteer, from_day, to_day, minutes_a, minutes_b, minutes_c, minutes_d,
         records, holder, payload, payload_hash, signature, issued_at, revoked_at, revoke_reason,
         revoke_note
  from certificate where region = $1 and volunteer {in $2} order by issued_at desc limit 100)"};
const storage::Sql certificates_naming{"records.certificates_naming", R"(
  select region, serial, volunteer, from_day, to_day, minutes_a, minutes_b, minutes_c, minutes_d,
         records, holder, payload, payload_hash, signature, issued_at, revoked_at, revoke_reason,
         revoke_note
  from certificate where region = $1 and volunteer {in $2} and holder <> $3 limit 100)"};
const storage::Sql changed_since{"records.records_changed_since", R"(
  select v.record, v.version, v.state, v.grade, v.minutes, v.intervals, v.changed_at, r.category,
         r.site
  from record r cross join record_version v
  where v.region = r.region and v.record = r.id
    and r.region = $1 and r.volunteer {in $2} and r.changed_at > $3
  order by v.record, v.version)"};

vault::Spot text_spot(const std::string& serial) { return {"certificate", serial, "payload"}; }
vault::Spot revoke_note_spot(const std::string& serial) {
  return {"certificate", serial, "revoke_note"};
}

}  // namespace

std::optional<CertificateRow> load_certificate(Call& call, std::string_view typed) {
  return call.tx.row<CertificateRow>(certificate_by_serial, call.region(), serial_of(typed));
}

std::vector<CertificateRow> load_certificates_of(Call& call, PersonId who) {
  return call.tx.rows<CertificateRow>(certificates_of, call.region(),
                                      storage::in_list(people::profiles_of(call, who)));
}

std::vector<CertificateRow> load_certificates_naming(Call& call, PersonId who) {
  return call.tx.rows<CertificateRow>(certificates_naming, call.region(),
                                      storage::in_list(people::profiles_of(call, who)),
                                      holder_erased);
}

std::optional<std::string> open_text(Call& call, const CertificateRow& c) {
  return call.vault.open(call.tx, c.region, c.volunteer, text_spot(c.serial), c.payload);
}

vault::Sealed seal_text(Call& call, const CertificateRow& c, std::string_view text) {
  return call.vault.seal(call.tx, c.region, c.volunteer, text_spot(c.serial), text);
}

vault::Sealed seal_note(Call& call, const CertificateRow& c, std::string_view note) {
  return call.vault.seal(call.tx, c.region, c.volunteer, revoke_note_spot(c.serial), note);
}

std::optional<std::string> open_note(Call& call, const CertificateRow& c) {
  if (!c.revoke_note) return std::nullopt;
  return call.vault.open(call.tx, c.region, c.volunteer, revoke_note_spot(c.serial),
                         *c.revoke_note);
}

std::vector<LaterVersion> load_changed_since(storage::Tx& tx, int region,
                                             const people::Profiles& who, Instant since) {
  return tx.rows<LaterVersion>(changed_since, region, storage::in_list(who), since);
}

}  // namespace lastmile::records

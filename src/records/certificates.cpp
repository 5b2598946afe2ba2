#include <fmt/format.h>

#include "base/base64.h"
#include "journal/head.h"
#include "journal/log.h"
#include "merkle/note.h"
#include "needs/needs.h"
#include "people/residents.h"
#include "places/places.h"
#include "records/certificate.h"
#include "records/certificate_text.h"
#include "records/record_facts.h"

namespace lastmile::records {
namespace {

const storage::Sql certificate_by_serial{"records.certificate_by_serial", R"(
  select region, serial, volunteer, from_day, to_day, minutes_a, minutes_b, minutes_c, minutes_d,
         records, holder, payload, payload_hash, signature, issued_at, revoked_at, revoke_reason
  from certificate where region = $1 and serial = $2)"};
const storage::Sql certificates_of{"records.certificates_of_volunteer", R"(
  select region, serial, volunteer, from_day, to_day, minutes_a, minutes_b, minutes_c, minutes_d,
         records, holder, payload, payload_hash, signature, issued_at, revoked_at, revoke_reason
  from certificate where region = $1 and volunteer = $2 order by issued_at desc limit 100)"};

constexpr std::int64_t lines_max = 200;

vault::Spot text_spot(const std::string& serial) { return {"certificate", serial, "payload"}; }

std::optional<CertificateRow> load(Call& call, std::string_view serial) {
  return call.tx.row<CertificateRow>(certificate_by_serial, call.region(), serial);
}

std::string verify_address(const Call& call, const std::string& serial) {
  return call.settings.public_url + "/verify/" + serial;
}

CertificateView view(const Call& call, const CertificateRow& c) {
  return {c.serial,     c.from_day,
          c.to_day,     c.minutes_a + c.minutes_b + c.minutes_c + c.minutes_d,
          c.minutes_a,  c.minutes_b,
          c.minutes_c,  c.minutes_d,
          c.records,    c.holder,
          c.issued_at,  c.revoked_at.has_value(),
          c.revoked_at, verify_address(call, c.serial)};
}

// Twelve letters and digits that cannot be mistaken for each other: about 10^18 serials a city.
std::string make_serial(Call& call) {
  constexpr std::string_view alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  std::string serial = fmt::format("LM{}-", call.region());
  for (int i = 0; i < 12; ++i) {
    if (i > 0 && i % 4 == 0) serial += '-';
    serial += alphabet[call.rng.below(alphabet.size())];
  }
  return serial;
}

void add_line(Call& call, const RecordRow& r, CertificateText& text) {
  const auto category = needs::find_category(call, r.category);
  const auto site = places::find_site(call, r.site);
  text.lines.push_back({to_text(call.settings.zone.day_of(r.from_at)), r.category,
                        category.ok() ? category->name_zh : r.category,
                        category.ok() ? category->name_en : r.category, r.minutes, r.grade,
                        site.ok() ? site->name : ""});
}

Result<CertificateText> text_of(Call& call, PersonId who, const IssueCertificate& cmd) {
  const Zone& zone = call.settings.zone;
  const Day to = cmd.to.value_or(zone.day_of(call.now));
  const TimeWindow period{cmd.from ? zone.at(*cmd.from, 0) : at_ms(0),
                          zone.at(to + std::chrono::days{1}, 0)};
  CertificateText text;
  for (const auto& g : load_minutes(call.tx, call.region(), who, period)) {
    text.minutes += g.minutes;
    text.services += g.records;
    if (g.grade == Grade::a) text.minutes_a = g.minutes;
    if (g.grade == Grade::b) text.minutes_b = g.minutes;
    if (g.grade == Grade::c) text.minutes_c = g.minutes;
    if (g.grade == Grade::d) text.minutes_d = g.minutes;
  }
  if (text.minutes == 0) return nothing_to_certify;
  const auto counted = load_counted(call.tx, call.region(), who, period, lines_max);
  for (const auto& r : counted) add_line(call, r, text);
  const auto first = first_counted(call.tx, call.region(), who, period);
  ASSERT(first.has_value());
  ASSIGN_OR_RETURN(const people::PersonView holder, people::show_me(call, {}));
  text.holder = holder.name;
  text.id_number = holder.id_number;
  text.from = to_text(cmd.from.value_or(zone.day_of(*first)));
  text.to = to_text(to);
  text.issued_at = to_text(call.now);
  if (const auto home = people::home_of(call, who)) {
    text.issuer = home->name;
    text.issuer_phone = home->phone;
  }
  return text;
}

// Own, or to staff of the volunteer's home who may see the name; else it is only its public face.
bool may_hold(Call& call, const CertificateRow& c) {
  if (call.actor.person == c.volunteer) return true;
  const auto home = people::home_of(call, c.volunteer);
  return home && access::may(call.actor, access::Right::record_read, home->path) &&
         access::may_see(call.actor, access::FieldClass::contact, home->path);
}

}  // namespace

Result<CertificateView> issue_certificate(Call& call, const IssueCertificate& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  ASSIGN_OR_RETURN(CertificateText text, text_of(call, me, cmd));
  text.serial = make_serial(call);
  text.verify_at = verify_address(call, text.serial);
  const std::string payload = to_json(text);
  CertificateRow c;
  c.region = call.region();
  c.serial = text.serial;
  c.volunteer = me;
  c.from_day = text.from;
  c.to_day = text.to;
  c.minutes_a = text.minutes_a;
  c.minutes_b = text.minutes_b;
  c.minutes_c = text.minutes_c;
  c.minutes_d = text.minutes_d;
  c.records = text.services;
  c.holder = people::masked_name(text.holder);
  c.payload = call.vault.seal(call.tx, call.region(), me, text_spot(c.serial), payload);
  c.payload_hash = text_hash(payload);
  c.signature = to_base64(call.vault.sign(signed_bytes(payload)));
  c.issued_at = call.now;
  ASSERT(call.tx.insert(c));
  const auto home = people::home_of(call, me);
  call.journal.append(CertificateIssued{c.serial, c.payload_hash},
                      {certificate_subject(c.serial), home ? home->path : "", {me}});
  return view(call, c);
}

Result<Page<CertificateView>> list_my_certificates(Call& call, const ListMyCertificates&) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  Page<CertificateView> page;
  for (const auto& c : call.tx.rows<CertificateRow>(certificates_of, call.region(), me)) {
    page.items.push_back(view(call, c));
  }
  return page;
}

Result<CertificateView> show_certificate(Call& call, const ShowCertificate& q) {
  const auto c = load(call, q.serial);
  if (!c) return certificate_unknown;
  return view(call, *c);
}

Result<CertificateFile> show_certificate_file(Call& call, const ShowCertificate& q) {
  RETURN_IF_REFUSED(access::require_person(call));
  const auto c = load(call, q.serial);
  if (!c || !may_hold(call, *c)) return certificate_unknown;
  if (c->revoked_at) return certificate_revoked;
  const auto text =
      call.vault.open(call.tx, call.region(), c->volunteer, text_spot(c->serial), c->payload);
  if (!text) return certificate_unknown;
  const auto told =
      journal::entries_about(call.tx, call.region(), certificate_subject(c->serial), 0, 1);
  ASSERT(!told.empty());
  ASSIGN_OR_RETURN(const journal::InclusionProof proof,
                   journal::prove_inclusion(call.tx, call.region(), told.front().seq, 0));
  const auto line =
      merkle::verifier_line({journal::origin_of(call.region()), call.vault.public_key()});
  ASSERT(line.has_value());
  access::note_reading(call, c->volunteer, "certificate", c->serial);
  return CertificateFile{std::string(certificate_format),
                         {*text},
                         c->signature,
                         *line,
                         journal::leaf_bytes(told.front()),
                         proof.leaf_index,
                         proof.tree_size,
                         proof.path,
                         proof.checkpoint};
}

Result<CertificateView> revoke_certificate(Call& call, const RevokeCertificate& cmd) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto c = load(call, cmd.serial);
  if (!c) return certificate_unknown;
  const auto home = people::home_of(call, c->volunteer);
  RETURN_IF_REFUSED(
      access::require(call, access::Right::certificate_revoke, home ? home->path : ""));
  if (c->revoked_at) return certificate_revoked;
  c->revoked_at = call.now;
  c->revoke_reason = cmd.reason_code.str();
  ASSERT(call.tx.update(*c));
  call.journal.append(CertificateRevoked{c->serial, cmd.reason_code.str()},
                      {certificate_subject(c->serial), home ? home->path : "", {c->volunteer}});
  return view(call, *c);
}

Uuid certificate_subject(std::string_view serial) {
  // A serial is no uuid; the journal's subject is made from its hash, so that the two can be
  // matched.
  Uuid subject;
  const auto hash = from_base64(text_hash(serial));
  std::copy_n(hash->begin(), subject.bytes.size(), subject.bytes.begin());
  return subject;
}

}  // namespace lastmile::records

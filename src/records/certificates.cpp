#include <fmt/format.h>

#include "base/base64.h"
#include "base/hex.h"
#include "needs/need_reasons.h"
#include "people/residents.h"
#include "places/places.h"
#include "places/sites.h"
#include "records/certificate_file.h"
#include "records/certificate_lines.h"
#include "records/certificate_store.h"
#include "records/certificate_text.h"
#include "records/record_facts.h"

namespace lastmile::records {
namespace {

constexpr int notice_days = 7;  // the practice of 2015

std::string verify_address(const Call& call, const std::string& serial) {
  return call.settings.public_url + "/verify/" + serial;
}

CertificateView view(const Call& call, const CertificateRow& c) {
  CertificateView v{
      c.serial,    c.from_day,  c.to_day,    c.minutes_a + c.minutes_b + c.minutes_c + c.minutes_d,
      c.minutes_a, c.minutes_b, c.minutes_c, c.minutes_d,
      c.records,   c.holder,    c.issued_at};
  v.revoked = c.revoked_at.has_value();
  v.revoked_at = c.revoked_at;
  if (c.revoke_reason) {
    v.revoke_reason = parse_enum<RevokeReason>(*c.revoke_reason).value_or(RevokeReason::other);
  }
  v.verify_at = verify_address(call, c.serial);
  return v;
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

// The city at the top of the tree: its key signs for every site beneath it.
std::optional<std::string> town_of(Call& call, const places::Site& site) {
  const auto top = RegionCode::parse(site.path.substr(0, site.path.find('/')));
  if (!top) return std::nullopt;
  const auto city = places::site_of_area(call, *top);
  return city.ok() ? std::optional(city->name) : std::nullopt;
}

void name_issuer(Call& call, PersonId holder, CertificateText& text) {
  text.key_id = to_hex(merkle::key_id(verifier_of_town(call)));
  const auto home = people::home_of(call, holder);
  if (!home) return;
  text.issuer = home->name;
  text.issuer_phone = home->phone;
  const auto site = places::show_site(call, {home->id});
  if (site.ok() && !site->contacts.empty()) {
    const auto& post = site->contacts.front();
    text.responsible = post.role.str() + " " + post.phone.str();
    if (!text.issuer_phone) text.issuer_phone = post.phone.str();
  }
  text.town = town_of(call, *home);
}

Result<CertificateText> text_of(Call& call, PersonId who, const IssueCertificate& cmd) {
  const Zone& zone = call.settings.zone;
  const Day to = cmd.to.value_or(zone.day_of(call.now));
  if (to > zone.day_of(call.now) || (cmd.from && *cmd.from > to)) {
    return bad_field("/to", "range", {"must lie between `from` and today", "应在 from 与今天之间"});
  }
  const TimeWindow period{cmd.from ? zone.at(*cmd.from, 0) : at_ms(0),
                          zone.at(to + std::chrono::days{1}, 0)};
  CertificateText text;
  const auto profiles = people::profiles_of(call, who);
  for (const auto& g : load_minutes(call.tx, call.region(), profiles, period)) {
    text.minutes += g.minutes;
    text.services += g.records;
    if (g.grade == Grade::a) text.minutes_a = g.minutes;
    if (g.grade == Grade::b) text.minutes_b = g.minutes;
    if (g.grade == Grade::c) text.minutes_c = g.minutes;
    if (g.grade == Grade::d) text.minutes_d = g.minutes;
  }
  if (text.minutes == 0) return nothing_to_certify;
  const auto counted =
      load_counted(call.tx, call.region(), profiles, period, certificate_lines_max);
  text.lines = lines_of(call, counted);
  const auto first = first_counted(call.tx, call.region(), profiles, period);
  ASSERT(first.has_value());
  ASSIGN_OR_RETURN(const people::PersonView holder, people::show_me(call, {}));
  text.holder = holder.name;
  if (!holder.minor) text.id_number = holder.id_number;
  text.from = to_text(cmd.from.value_or(zone.day_of(*first)));
  text.to = to_text(to);
  text.issued_at = to_text(call.now);
  text.notice_until = to_text(zone.day_of(call.now) + std::chrono::days{notice_days});
  name_issuer(call, who, text);
  return text;
}

// What its text says beyond the figures, and what became of its services.
CertificateView whole_view(Call& call, const CertificateRow& c) {
  CertificateView v = view(call, c);
  if (may_hold(call, c)) v.revoke_note = open_note(call, c);
  v.changed = changed_lines(call, c);
  const auto opened = open_text(call, c);
  if (!opened) return v;
  auto text = from_json<CertificateText>(*opened);
  ASSERT(text.ok());
  v.id_number = std::move(text->id_number);
  v.issuer = std::move(text->issuer);
  v.issuer_phone = std::move(text->issuer_phone);
  v.responsible = std::move(text->responsible);
  v.notice_until = std::move(text->notice_until);
  v.town = std::move(text->town);
  v.key_id = std::move(text->key_id);
  v.lines = std::move(text->lines);
  return v;
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
  c.payload = seal_text(call, c, payload);
  c.payload_hash = text_hash(payload);
  c.signature = to_base64(call.vault.sign(signed_bytes(payload)));
  c.issued_at = call.now;
  ASSERT(call.tx.insert(c));
  const auto home = people::home_of(call, me);
  call.journal.append(CertificateIssued{c.serial, c.payload_hash},
                      {certificate_subject(c.serial), home ? home->path : "", {me}});
  return whole_view(call, c);
}

Result<Page<CertificateView>> list_my_certificates(Call& call, const ListMyCertificates&) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  Page<CertificateView> page;
  for (const auto& c : load_certificates_of(call, me)) page.items.push_back(view(call, c));
  return page;
}

Result<CertificateView> show_certificate(Call& call, const ShowCertificate& q) {
  const auto c = load_certificate(call, q.serial);
  if (!c) return certificate_unknown;
  return whole_view(call, *c);
}

Result<CertificateView> revoke_certificate(Call& call, const RevokeCertificate& cmd) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto c = load_certificate(call, cmd.serial);
  if (!c) return certificate_unknown;
  const auto home = people::home_of(call, c->volunteer);
  RETURN_IF_REFUSED(
      access::require(call, access::Right::certificate_revoke, home ? home->path : ""));
  if (c->revoked_at) return certificate_revoked;
  RETURN_IF_REFUSED(needs::told(cmd.reason_code, cmd.note));
  c->revoked_at = call.now;
  c->revoke_reason = to_text(cmd.reason_code);
  if (cmd.note) c->revoke_note = seal_note(call, *c, cmd.note->str());
  ASSERT(call.tx.update(*c));
  call.journal.append(CertificateRevoked{c->serial, cmd.reason_code},
                      {certificate_subject(c->serial), home ? home->path : "", {c->volunteer}});
  return whole_view(call, *c);
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

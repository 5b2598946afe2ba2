#include "people/families.h"

#include <algorithm>

#include "access/access_errors.h"
#include "people/consent_book.h"
#include "people/family_errors.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/person_secrets.h"
#include "people/spoken_codes.h"

namespace lastmile::people {
namespace {

constexpr std::size_t links_max = 20;
constexpr std::chrono::days code_lives{7};

vault::Spot spot_of(const std::string& link) { return {"family_link", link, "contact"}; }

void note(Call& call, const PersonRow& person, const FamilyLinkRow& row) {
  journal::About what = about(person, row.id.uuid);
  if (row.relative) what.people.push_back(*row.relative);
  call.journal.append(FamilyLinkSet{row.id.uuid, row.person, std::string(to_text(row.kind)),
                                    std::string(to_text(row.state)), row.relative},
                      std::move(what));
}

bool sees(Call& call, const PersonRow& row) { return sight_of(call, row) != Sight::masked; }

/// How much of the one on the other end of a link is shown. Whoever names an account as a relative
/// learns nothing by it until a station, or a code handed over, vouched for the two; till then only
/// a station that sees the relative anyway knows whom to ask.
enum class Shown { nothing, masked, full };
Shown shown_of_relative(Call& call, const FamilyLinkRow& row,
                        const std::optional<PersonRow>& relative) {
  if (call.actor.system || (relative && is_own(call, relative->id))) return Shown::full;
  if (row.relative && !row.verified_how) {
    return relative && sees(call, *relative) ? Shown::masked : Shown::nothing;
  }
  return is_own(call, row.person) ? Shown::full : Shown::masked;
}

void note_relative(Call& call, const PersonRow& relative, Shown shown) {
  if (is_minor_now(call, relative.birth_day)) {
    note_shown(call, relative.id, access::FieldClass::minor, "family");
  } else if (shown == Shown::full) {
    note_shown(call, relative.id, access::FieldClass::contact, "family");
  } else {
    note_shown(call, relative.id, access::FieldClass::basic, "family");
  }
}

/// Staff look a person up to read the name; a link shows it to the two alone.
std::string shown_name(Call& call, const PersonRow& person) {
  return is_own(call, person.id) ? person.name : masked_name(person.name);
}

FamilyLinkView view(Call& call, const FamilyLinkRow& row, const PersonRow& person) {
  FamilyLinkView v{.link = row.id,
                   .person = row.person,
                   .person_name = shown_name(call, person),
                   .kind = row.kind,
                   .relation = row.relation,
                   .relative = row.relative,
                   .name = {},
                   .phone = {},
                   .state = row.state,
                   .verified_how = row.verified_how,
                   .until = row.until_day};
  const auto relative = row.relative ? canonical_row(call, *row.relative) : std::nullopt;
  const Shown shown = shown_of_relative(call, row, relative);
  if (shown == Shown::nothing) return v;
  std::optional<Phone> phone;
  if (relative) {
    v.name = relative->name;
    phone = open_phone(call, *relative);
    note_relative(call, *relative, shown);
  } else if (const auto contact = open_family_contact(call, row)) {
    v.name = contact->name;
    if (contact->phone) phone = Phone::parse(*contact->phone);
  }
  const bool full = shown == Shown::full;
  if (!full) v.name = masked_name(v.name);
  if (phone) v.phone = full ? phone->text() : phone->masked();
  return v;
}

FamilyList family_of(Call& call, const PersonRow& person) {
  FamilyList list;
  for (const auto& row : load_family_of(call.tx, call.region(), person.id)) {
    list.items.push_back(view(call, row, person));
  }
  return list;
}

void note_ward(Call& call, const PersonRow& ward) {
  const bool minor = is_minor_now(call, ward.birth_day);
  note_shown(call, ward.id, minor ? access::FieldClass::minor : access::FieldClass::basic, "wards");
}

/// A minor's guardian speaks until the 18th birthday.
std::optional<Day> guardian_until(const Call& call, const PersonRow& person, FamilyKind kind) {
  if (kind != FamilyKind::guardian || !is_minor_now(call, person.birth_day)) return std::nullopt;
  return years_after(*person.birth_day, 18);
}

Check may_be_guardian(Call& call, const std::optional<PersonId>& relative, FamilyKind kind) {
  if (kind != FamilyKind::guardian || !relative) return Done{};
  const auto row = canonical_row(call, *relative);
  const Day today = call.settings.zone.day_of(call.now);
  if (!row || age_band(row->birth_day, today) == AgeBand::adult) return Done{};
  if (age_band(row->birth_day, today) == AgeBand::unknown) return Done{};
  return guardian_not_adult;
}

Check may_link(Call& call, const PersonRow& person, const std::optional<PersonId>& relative) {
  if (relative == person.id) return family_of_self;
  const auto links = load_family_of(call.tx, call.region(), person.id);
  const auto same = std::ranges::find_if(
      links, [&](const auto& link) { return relative && link.relative == relative; });
  if (same != links.end()) {
    return Refused{family_linked_already, {}, std::string(to_text(same->kind))};
  }
  if (links.size() >= links_max) return family_full;
  return Done{};
}

Result<FamilyLinkRow> new_link(Call& call, const PersonRow& person, const AddFamily& cmd) {
  if (!cmd.relative && (!cmd.name || !cmd.phone)) return family_contact_empty;
  // A guardian may also be known on paper only: called, but never signing in.
  if (cmd.kind == FamilyKind::proxy && !cmd.relative) return family_contact_speaks_for_none;
  std::optional<PersonId> relative;
  if (cmd.relative) {
    const auto known = canonical_row(call, *cmd.relative);
    // A station names whom it sees; who it does not see is as unknown to it as nobody.
    const bool named = known && (is_own(call, person.id) || sees(call, *known));
    if (!named || known->state != PersonState::active) {
      return at_field("/relative", person_unknown);
    }
    relative = known->id;
  }
  RETURN_IF_REFUSED(may_link(call, person, relative));
  RETURN_IF_REFUSED(may_be_guardian(call, relative, cmd.kind));
  const bool waits = relative || cmd.kind != FamilyKind::contact;  // till somebody vouches for it
  FamilyLinkRow row{.region = call.region(),
                    .id = call.make_id<FamilyLinkTag>(),
                    .person = person.id,
                    .kind = cmd.kind,
                    .relation = cmd.relation,
                    .relative = relative,
                    .contact = {},
                    .state = waits ? FamilyState::asked : FamilyState::verified,
                    .verified_how = {},
                    .decided_by = {},
                    .decided_at = {},
                    .until_day = guardian_until(call, person, cmd.kind),
                    .entered_by = call.actor.person,
                    .entered_at = call.now};
  if (!relative) {
    set_family_contact(call, row, FamilyContact{cmd.name->str(), cmd.phone->text()});
  }
  return row;
}

/// Whom the person has named already, and nobody vouched for, the code vouches for.
Result<FamilyLinkRow> link_by_code(Call& call, const PersonRow& person, const AddFamily& link) {
  for (FamilyLinkRow& row : load_family_of(call.tx, call.region(), person.id)) {
    if (row.relative != link.relative || row.verified_how || row.kind == FamilyKind::guardian) {
      continue;
    }
    row.kind = link.kind;
    row.relation = link.relation;
    return std::move(row);
  }
  return new_link(call, person, link);
}

/// A link with the person it belongs to, seen by either of the two or by staff.
struct SeenLink {
  FamilyLinkRow link;
  PersonRow person;
};
Result<SeenLink> see_link(Call& call, FamilyLinkId id) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  auto link = load_family_link(call.tx, call.region(), id);
  if (!link || link->state == FamilyState::ended) return family_link_unknown;
  auto person = canonical_row(call, link->person);
  if (!person) return family_link_unknown;
  const bool relative = link->relative && is_own(call, *link->relative);
  if (!relative && sight_of(call, *person) == Sight::masked) return family_link_unknown;
  return SeenLink{std::move(*link), std::move(*person)};
}

/// Whom a child trusts with their affairs is for the guardian to say (PIPL 31), and a bare code
/// tells no station who that is.
Check may_hand_code(const Call& call, const PersonRow& person) {
  const AgeBand band = age_band(person.birth_day, call.settings.zone.day_of(call.now));
  if (band == AgeBand::under_8 || band == AgeBand::under_14) return guardian_by_station;
  return Done{};
}

bool is_in_force(const Call& call, const FamilyLinkRow& link) {
  const Day today = call.settings.zone.day_of(call.now);
  return link.state == FamilyState::verified && (!link.until_day || today < *link.until_day);
}

/// However the minor comes by it, as the ward or by speaking for the guardian.
Check may_end(Call& call, const SeenLink& seen) {
  const FamilyLinkRow& link = seen.link;
  const bool guards = link.kind == FamilyKind::guardian && link.state == FamilyState::verified;
  if (guards && is_minor_alone(call, seen.person)) return guardian_stays;
  return Done{};
}

}  // namespace

std::optional<FamilyContact> open_family_contact(Call& call, const FamilyLinkRow& row) {
  if (!row.contact) return std::nullopt;
  const std::string id = row.id.text();
  const auto plain = call.vault.open(call.tx, call.region(), row.person, spot_of(id), *row.contact);
  if (!plain) return std::nullopt;
  auto contact = from_json<FamilyContact>(*plain);
  return contact ? std::optional(std::move(*contact)) : std::nullopt;
}

void set_family_contact(Call& call, FamilyLinkRow& row,
                        const std::optional<FamilyContact>& contact) {
  row.contact.reset();
  if (!contact) return;
  const std::string id = row.id.text();
  row.contact = call.vault.seal(call.tx, call.region(), row.person, spot_of(id), to_json(*contact));
}

void follow_link_end(Call& call, const FamilyLinkRow& link) {
  if (link.kind != FamilyKind::guardian || !link.verified_how) return;
  const auto person = canonical_row(call, link.person);
  if (!person || !is_minor_now(call, person->birth_day)) return;
  const auto links = load_family_of(call.tx, call.region(), person->id);
  const bool guarded = std::ranges::any_of(links, [&](const FamilyLinkRow& other) {
    return other.kind == FamilyKind::guardian && is_in_force(call, other);
  });
  if (!guarded) end_guardian_consent(call, *person);
}

bool is_guardian(Call& call, PersonId actor, PersonId person) {
  const PersonId who = canonical(call, actor), whom = canonical(call, person);
  return std::ranges::any_of(load_family_of(call.tx, call.region(), whom), [&](const auto& link) {
    return link.kind == FamilyKind::guardian && link.relative == who && is_in_force(call, link);
  });
}

Profiles spoken_for(Call& call, PersonId actor) {
  Profiles all;
  for (const auto& link : load_wards_of(call.tx, call.region(), canonical(call, actor))) {
    if (link.kind == FamilyKind::contact || !is_in_force(call, link)) continue;
    const Profiles ward = profiles_of(call, link.person);
    all.insert(all.end(), ward.begin(), ward.end());
  }
  return all;
}

Result<FamilyList> list_family(Call& call, const ListFamily& query) {
  ASSIGN_OR_RETURN(const PersonRow person, see_person(call, query.person));
  note_shown(call, person.id, access::FieldClass::contact, "family");
  return family_of(call, person);
}

Result<MyFamily> list_my_family(Call& call, const ListMyFamily&) {
  ASSIGN_OR_RETURN(const PersonRow me, own_row(call));
  return MyFamily{family_of(call, me).items, wards_of(call, me.id).items};
}

Result<FamilyList> list_wards(Call& call, const ListWards&) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  return wards_of(call, canonical(call, me));
}

FamilyList wards_of(Call& call, PersonId relative) {
  FamilyList list;
  for (const auto& row : load_wards_of(call.tx, call.region(), relative)) {
    const auto ward = canonical_row(call, row.person);
    ASSERT(ward);
    note_ward(call, *ward);
    list.items.push_back(view(call, row, *ward));
  }
  return list;
}

Result<FamilyLinkView> add_family(Call& call, const AddFamily& cmd) {
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_person(call, cmd.person, access::Right::people_write));
  ASSIGN_OR_RETURN(const FamilyLinkRow row, new_link(call, person, cmd));
  ASSERT(call.tx.insert(row));
  note(call, person, row);
  return view(call, row, person);
}

Result<FamilyLinkView> verify_family(Call& call, const VerifyFamily& cmd) {
  ASSIGN_OR_RETURN(SeenLink seen, see_link(call, cmd.link));
  FamilyLinkRow& row = seen.link;
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, seen.person.site_path));
  if (call.actor.person == row.person || (row.relative && call.actor.person == row.relative)) {
    return family_verifier_involved;
  }
  if (row.kind == FamilyKind::contact && !row.relative) return family_needs_no_word;
  if (row.verified_how) return family_verified_already;
  if (row.relative) {
    const auto relative = canonical_row(call, *row.relative);
    if (!relative || !sees(call, *relative)) return family_relative_elsewhere;
  }
  RETURN_IF_REFUSED(may_be_guardian(call, row.relative, row.kind));
  row.state = FamilyState::verified;
  row.verified_how = VerifiedHow::station;
  row.decided_by = call.actor.person;
  row.decided_at = call.now;
  row.until_day = guardian_until(call, seen.person, row.kind);
  call.tx.update(row);
  note(call, seen.person, row);
  return view(call, row, seen.person);
}

Result<FamilyLinkView> end_family(Call& call, const EndFamily& cmd) {
  ASSIGN_OR_RETURN(SeenLink seen, see_link(call, cmd.link));
  FamilyLinkRow& row = seen.link;
  const bool relative = row.relative && is_own(call, *row.relative);
  if (!relative) {
    RETURN_IF_REFUSED(access_person(call, seen.person.id, access::Right::people_write));
  }
  RETURN_IF_REFUSED(may_end(call, seen));
  FamilyLinkView ended = view(call, row, seen.person);  // with the contact, which the row loses
  ended.state = row.state = FamilyState::ended;
  row.decided_by = call.actor.person;
  row.decided_at = call.now;
  row.contact.reset();
  call.tx.update(row);
  note(call, seen.person, row);
  follow_link_end(call, row);
  return ended;
}

Result<FamilyCodeView> make_family_code(Call& call, const MakeFamilyCode&) {
  ASSIGN_OR_RETURN(const PersonRow me, own_row(call));
  RETURN_IF_REFUSED(may_hand_code(call, me));
  const std::string code = draw_code(call.rng);
  FamilyCodeRow row{.region = call.region(),
                    .code_index = call.vault.blind_index("family_code", code),
                    .person = me.id,
                    .kind = FamilyKind::proxy,
                    .expires_at = call.now + code_lives};
  row.tag = code_tag(call, "family_code_tag", row);
  delete_family_codes(call.tx, call.region(), me.id);
  delete_family_codes_before(call.tx, call.region(), call.now);
  if (load_family_code(call.tx, call.region(), row.code_index)) {
    return make_family_code(call, {});  // drawn before, once in 10⁸ times: draw again
  }
  save_family_code(call.tx, row);
  return FamilyCodeView{in_halves(code), row.expires_at};
}

Result<FamilyLinkView> use_family_code(Call& call, const UseFamilyCode& cmd) {
  ASSIGN_OR_RETURN(const PersonRow me, own_row(call));
  if (!may_try_codes(call, me.id)) return family_code_tries_over;
  const std::string index = call.vault.blind_index("family_code", digits_of(cmd.code));
  auto code = load_family_code(call.tx, call.region(), index);
  if (code && code->tag != code_tag(call, "family_code_tag", *code)) code.reset();
  const auto person = code ? canonical_row(call, code->person) : std::nullopt;
  if (!code || code->expires_at <= call.now || !person || person->state != PersonState::active) {
    return wrong_code(call, me.id, Refused{family_code_wrong});
  }
  RETURN_IF_REFUSED(may_hand_code(call, *person));
  const AddFamily link{person->id, code->kind, cmd.relation, me.id, {}, {}};
  ASSIGN_OR_RETURN(FamilyLinkRow row, link_by_code(call, *person, link));
  row.state = FamilyState::verified;
  row.verified_how = VerifiedHow::code;
  row.decided_by = person->id;
  row.decided_at = call.now;
  call.tx.put(row);
  delete_family_codes(call.tx, call.region(), person->id);
  note(call, *person, row);
  note_ward(call, *person);
  return view(call, row, *person);
}

}  // namespace lastmile::people

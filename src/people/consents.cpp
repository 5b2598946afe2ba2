#include "people/consents.h"

#include "access/access_errors.h"
#include "people/consent_book.h"
#include "people/consent_errors.h"
#include "people/families.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/volunteering.h"

namespace lastmile::people {
namespace {

ConsentView view(const ConsentRow& row) {
  return {row.id,       row.kind,     row.wording_version, row.how,
          row.given_by, row.given_at, row.withdrawn_by,    row.withdrawn_at};
}

/// A child's joining is agreed to by another: a guardian, or the station that was told.
Check may_agree(Call& call, const PersonRow& person, ConsentKind kind) {
  if (kind != ConsentKind::guardian_joining) return Done{};
  if (access::may(call.actor, access::Right::people_write, person.site_path)) return Done{};
  if (call.actor.person && is_guardian(call, *call.actor.person, person.id)) return Done{};
  return consent_guardian_only;
}

void take_back(Call& call, const PersonRow& person, ConsentRow& row) {
  row.withdrawn_by = call.actor.person;
  row.withdrawn_at = call.now;
  call.tx.update(row);
  call.journal.append(ConsentWithdrawn{person.id, std::string(to_text(row.kind))}, about(person));
  if (row.kind == ConsentKind::guardian_joining) stop_child_volunteering(call, person);
}

}  // namespace

void end_guardian_consent(Call& call, const PersonRow& person) {
  auto last = load_last_consent(call.tx, call.region(), person.id, ConsentKind::guardian_joining);
  if (last && !last->withdrawn_at) take_back(call, person, *last);
}

ConsentRow record_consent(Call& call, const PersonRow& person, ConsentKind kind,
                          std::string_view how) {
  const ConsentRow row{.region = call.region(),
                       .id = call.make_id<ConsentTag>(),
                       .person = person.id,
                       .kind = kind,
                       .wording_version = load_wording_version(call.tx, kind),
                       .how = std::string(how),
                       .given_by = call.actor.person,
                       .given_at = call.now,
                       .withdrawn_by = {},
                       .withdrawn_at = {}};
  ASSERT(call.tx.insert(row));
  call.journal.append(ConsentGiven{person.id, std::string(to_text(kind)), row.wording_version},
                      about(person));
  return row;
}

bool has_consent(Call& call, PersonId person, ConsentKind kind) {
  const auto last = load_last_consent(call.tx, call.region(), person, kind);
  return last && !last->withdrawn_at;
}

Result<std::vector<ConsentView>> consents_of(Call& call, PersonId person) {
  std::vector<ConsentView> all;
  for (const auto& row : load_consents_of(call.tx, call.region(), person)) all.push_back(view(row));
  return all;
}

Result<ConsentList> list_consents(Call& call, const ListConsents& query) {
  ASSIGN_OR_RETURN(const PersonRow person, see_person(call, query.person));
  note_shown(call, person.id, access::FieldClass::basic, "consents");
  ASSIGN_OR_RETURN(auto items, consents_of(call, person.id));
  return ConsentList{std::move(items)};
}

Result<WordingList> list_wordings(Call& call, const ListWordings&) {
  return WordingList{load_wordings(call.tx)};
}

Result<ConsentView> give_consent(Call& call, const GiveConsent& cmd) {
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_person(call, cmd.person, access::Right::people_write));
  RETURN_IF_REFUSED(may_agree(call, person, cmd.kind));
  if (cmd.wording_version != load_wording_version(call.tx, cmd.kind)) return consent_wording_old;
  const auto last = load_last_consent(call.tx, call.region(), person.id, cmd.kind);
  const bool stands = last && !last->withdrawn_at && last->wording_version == cmd.wording_version;
  if (stands) return view(*last);  // saying yes twice is saying it once
  return view(record_consent(call, person, cmd.kind, cmd.how));
}

Result<ConsentView> withdraw_consent(Call& call, const WithdrawConsent& cmd) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  auto row = load_consent(call.tx, call.region(), cmd.consent);
  if (!row) return consent_unknown;
  const auto seen = see_person(call, row->person);
  if (!seen) return consent_unknown;
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_person(call, row->person, access::Right::people_write));
  RETURN_IF_REFUSED(may_agree(call, person, row->kind));
  if (row->kind == ConsentKind::record) return consent_record_stays;
  if (row->withdrawn_at) return consent_withdrawn_already;
  take_back(call, person, *row);
  return view(*row);
}

}  // namespace lastmile::people

#include "people/reach.h"

#include "access/account_store.h"
#include "people/consent_store.h"
#include "people/families.h"
#include "people/person_access.h"
#include "people/person_secrets.h"

namespace lastmile::people {
namespace {

bool is_in_force(const FamilyLinkRow& link, Day today) {
  return link.state == FamilyState::verified && (!link.until_day || *link.until_day > today);
}

std::vector<PersonId> relatives_of(Call& call, PersonId person, bool guardians_only) {
  std::vector<PersonId> all;
  const Day today = call.settings.zone.day_of(call.now);
  for (const auto& link : load_family_of(call.tx, call.region(), canonical(call, person))) {
    const bool speaks =
        link.kind == FamilyKind::guardian || (link.kind == FamilyKind::proxy && !guardians_only);
    if (speaks && link.relative && is_in_force(link, today)) {
      all.push_back(canonical(call, *link.relative));
    }
  }
  return each_once(all);
}

std::optional<Phone> phone_of_guardian(Call& call, const PersonRow& minor) {
  const Day today = call.settings.zone.day_of(call.now);
  for (const auto& link : load_family_of(call.tx, call.region(), minor.id)) {
    if (link.kind != FamilyKind::guardian || !is_in_force(link, today)) continue;
    if (link.relative) {
      const auto guardian = canonical_row(call, *link.relative);
      if (!guardian || guardian->state != PersonState::active) continue;
      if (auto phone = open_phone(call, *guardian)) return phone;
    } else if (const auto known = open_family_contact(call, link); known && known->phone) {
      return Phone::parse(*known->phone);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reach> reach_of(Call& call, PersonId person) {
  const auto row = canonical_row(call, person);
  if (row && row->state == PersonState::erased) return std::nullopt;
  Reach reach{.person = row ? row->id : person};
  if (const auto account = access::find_account(call.tx, call.region(), reach.person)) {
    reach.lang = account->lang;
  }
  if (!row) return reach;
  reach.phone =
      is_minor_now(call, row->birth_day) ? phone_of_guardian(call, *row) : open_phone(call, *row);
  const auto said = load_last_consent(call.tx, call.region(), row->id, ConsentKind::notices);
  reach.wants_no_messages = said && said->withdrawn_at;
  return reach;
}

std::vector<PersonId> speakers_of(Call& call, PersonId person) {
  return relatives_of(call, person, false);
}

std::vector<PersonId> guardians_of(Call& call, PersonId person) {
  return relatives_of(call, person, true);
}

}  // namespace lastmile::people

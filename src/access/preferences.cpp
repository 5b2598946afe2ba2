#include "access/preferences.h"

#include "access/access_facts.h"
#include "access/accounts.h"
#include "access/preference_store.h"

namespace lastmile::access {
namespace {

PreferenceRow kept_of(Call& call, PersonId person) {
  if (auto row = find_preference(call.tx, call.region(), person)) return std::move(*row);
  return {.region = call.region(), .person = person};
}

void tell(Call& call, PersonId person, std::string_view what) {
  call.journal.append(AccountChanged{person, std::string(what)},
                      {.subject = person.uuid, .people = {person}});
}

// Whether this choice is another than the one kept.
template <class T>
bool take(std::optional<T>& kept, const std::optional<T>& chosen) {
  if (!chosen || kept == chosen) return false;
  kept = chosen;
  return true;
}

PreferencesView view(Call& call, const PreferenceRow& row) {
  const auto account = find_account(call.tx, call.region(), row.person);
  return {account ? account->lang : std::nullopt, row.type_step, row.scheme, row.key_maps};
}

}  // namespace

Result<PreferencesView> show_preferences(Call& call, const ShowPreferences&) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  return view(call, kept_of(call, person));
}

Result<PreferencesView> choose_preferences(Call& call, const ChoosePreferences& cmd) {
  ASSIGN_OR_RETURN(const PersonId person, require_person(call));
  if (cmd.lang) RETURN_IF_REFUSED(choose_language(call, {*cmd.lang}));
  PreferenceRow row = kept_of(call, person);
  const bool type = take(row.type_step, cmd.type_step);
  const bool scheme = take(row.scheme, cmd.scheme);
  const bool keys = take(row.key_maps, cmd.key_maps);
  if (type || scheme || keys) {
    call.tx.put(row);
    tell(call, person, "preferences");
  }
  return view(call, row);
}

void forget_preferences(Call& call, PersonId person) {
  const auto row = find_preference(call.tx, call.region(), person);
  if (!row) return;
  call.tx.erase(*row);
  tell(call, person, "preferences_erased");
}

}  // namespace lastmile::access

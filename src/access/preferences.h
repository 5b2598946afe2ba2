#pragma once
#include "access/access.h"
#include "base/text.h"

/// How a person reads and presses, kept for every device they sign in on.
namespace lastmile::access {

struct ShowPreferences {};
BOOST_DESCRIBE_STRUCT(ShowPreferences, (), ())

using TypeStep = Bounded<0, 3>;  // 0 is the standard type, 1 to 3 are 22, 26 and 30 px

enum class Scheme { device, light, dark };
BOOST_DESCRIBE_ENUM(Scheme, device, light, dark)

/// What is left out was never chosen: the device decides.
struct PreferencesView {
  std::optional<Lang> lang;
  std::optional<TypeStep> type_step;
  std::optional<Scheme> scheme;
  std::optional<bool> key_maps;  // single keys work; false: they sleep
};
BOOST_DESCRIBE_STRUCT(PreferencesView, (), (lang, type_step, scheme, key_maps))
/// `not_signed_in`.
Result<PreferencesView> show_preferences(Call& call, const ShowPreferences& query);

/// What it leaves out stays as it was.
struct ChoosePreferences {
  std::optional<Lang> lang;
  std::optional<TypeStep> type_step;
  std::optional<Scheme> scheme;
  std::optional<bool> key_maps;
};
BOOST_DESCRIBE_STRUCT(ChoosePreferences, (), (lang, type_step, scheme, key_maps))
/// All that is kept now; `not_signed_in`.
Result<PreferencesView> choose_preferences(Call& call, const ChoosePreferences& cmd);

/// With the account.
void forget_preferences(Call& call, PersonId person);

}  // namespace lastmile::access

#pragma once
#include "needs/need_moves.h"

/// Thanks from the one served to one who came: between the two of them, counted nowhere.
namespace lastmile::needs {

struct ThankHelper {
  NeedId need;
  PersonId helper;
  Text<1, 500> words;
};
BOOST_DESCRIBE_STRUCT(ThankHelper, (), (need, helper, words))
struct ThanksView {
  NeedId need;
  PersonId helper;
  std::string helper_name;
  std::string words;
  Instant thanked_at;
  std::optional<Instant> answered_at;  // the helper was glad of it
};
BOOST_DESCRIBE_STRUCT(ThanksView, (), (need, helper, helper_name, words, thanked_at, answered_at))
/// By the recipient's side, once for each who served, after it was confirmed. Refuses, in order:
/// need_unknown, thanks_only_recipient, not_served_by, need_not_there_yet, thanked_already.
Result<ThanksView> thank_helper(Call& call, const ThankHelper& cmd);

struct ListThanks {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ListThanks, (), (need))
/// Those the recipient's side said, and to a helper their own; the station reads none. At most one
/// for each who came.
Result<Page<ThanksView>> list_thanks(Call& call, const ListThanks& query);

struct AnswerThanks {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(AnswerThanks, (), (need))
/// The helper was glad of it; once more changes nothing. `need_unknown`, `not_thanked`.
Result<ThanksView> answer_thanks(Call& call, const AnswerThanks& cmd);

/// All that were said by or to a person, under whichever of their profiles, for the copy of their
/// own data. Checks no access: the caller has.
std::vector<ThanksView> thanks_of(Call& call, const people::Profiles& person);

}  // namespace lastmile::needs

#pragma once
#include "needs/need_reasons.h"
#include "needs/need_view.h"

/// 点单 and 代点单: a need is asked for, by the person or on their behalf.
namespace lastmile::needs {

/// What a need says, whoever writes it down. Only category and details must be given.
struct Wanted {
  Text<2, 4> category;
  Words2000 details;
  std::optional<Urgency> urgency;  // default three_days; `now` is refused: call 110/119/120
  std::optional<TimeWindow> window;
  std::optional<Bounded<5, 1440>> effort_minutes;  // default 60
  std::optional<Bounded<1, 50>> people_wanted;     // default 1
  std::optional<Line> address;                     // default, with point: the recipient's home
  std::optional<places::MapPoint> point;
  std::vector<Text<1, 40>> skills;  // of the dictionary, beyond those of the category
  std::vector<Text<1, 20>> languages;
  std::optional<Risk> risk;  // may only raise the category's
};
BOOST_DESCRIBE_STRUCT(Wanted, (),
                      (category, details, urgency, window, effort_minutes, people_wanted, address,
                       point, skills, languages, risk))

/// For oneself, or for one whom one may speak for.
struct AskForHelp {
  Wanted wanted;
  std::optional<PersonId> recipient;   // default: the caller
  std::optional<places::SiteId> site;  // default: the recipient's home site
  std::optional<bool> draft;           // true: keep it, do not send it yet
};
BOOST_DESCRIBE_STRUCT(AskForHelp, (), (wanted, recipient, site, draft))
/// Refuses not_signed_in, not_for_this_person, emergency_elsewhere, window_*, codes in no
/// dictionary, asked_too_often, site_missing, site_inactive, category_unknown and
/// category_not_asked_for.
Result<NeedView> ask_for_help(Call& call, const AskForHelp& cmd);

/// At the counter, by phone, on a home visit: a worker writes it down for a resident, known or new.
struct AskOnBehalf {
  Wanted wanted;
  places::SiteId site;
  Source source;                                // not self
  std::optional<PersonId> recipient;            // known here
  std::optional<people::FindOrEnter> resident;  // else found by phone, or entered anew
};
BOOST_DESCRIBE_STRUCT(AskOnBehalf, (), (wanted, site, source, recipient, resident))
/// Right need_assist over the site.
Result<NeedView> ask_on_behalf(Call& call, const AskOnBehalf& cmd);

/// Sends a draft, or a returned need after its details were completed.
struct SubmitNeed {
  NeedId need;
  std::optional<Words2000> details;
  std::optional<TimeWindow> window;
  std::optional<Line> address;  // a new one leaves the old point behind
  std::optional<places::MapPoint> point;
};
BOOST_DESCRIBE_STRUCT(SubmitNeed, (), (need, details, window, address, point))
Result<NeedView> submit_need(Call& call, const SubmitNeed& cmd);

/// The asker changes what was asked, until someone is on the way.
struct ChangeNeed {
  NeedId need;
  std::optional<Words2000> details;
  std::optional<std::optional<TimeWindow>> window;
  std::optional<std::optional<Line>> address;
  std::optional<places::MapPoint> point;
  std::optional<Bounded<1, 50>> people_wanted;
};
BOOST_DESCRIBE_STRUCT(ChangeNeed, (), (need, details, window, address, point, people_wanted))
Result<NeedView> change_need(Call& call, const ChangeNeed& cmd);

struct WithdrawNeed {
  NeedId need;
  WithdrawReason reason_code;
  std::optional<Line> note;
};
BOOST_DESCRIBE_STRUCT(WithdrawNeed, (), (need, reason_code, note))
Result<NeedView> withdraw_need(Call& call, const WithdrawNeed& cmd);

}  // namespace lastmile::needs

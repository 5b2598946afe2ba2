#pragma once
#include "base/page.h"
#include "needs/need_reasons.h"
#include "needs/need_view.h"

/// 审核: a worker looks at what came in and decides. Right need_triage over the site.
namespace lastmile::needs {

struct TriageNeed {
  NeedId need;
  Decision decision;
  std::optional<TriageReason> reason_code;  // one that fits; must be given unless kept or accepted
  std::optional<Line> note;                 // said to the asker; e.g. what detail is missing
  // What triage sets right on the way:
  std::optional<Text<2, 4>> category;
  std::optional<Urgency> urgency;  // `now` is only referred
  std::optional<Risk> risk;
  std::optional<TimeWindow> window;
  std::optional<Bounded<5, 1440>> effort_minutes;
  std::optional<Bounded<1, 50>> people_wanted;
};
BOOST_DESCRIBE_STRUCT(TriageNeed, (),
                      (need, decision, reason_code, note, category, urgency, risk, window,
                       effort_minutes, people_wanted))
/// The second of two who triage the same need meets need_already_triaged; `seen` names the first,
/// what they decided and when, in the reader's language.
Result<NeedView> triage_need(Call& call, const TriageNeed& cmd);

/// Takes a triage decision back while nothing else has happened (10 minutes, or until dispatched).
struct UntriageNeed {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(UntriageNeed, (), (need))
Result<NeedView> untriage_need(Call& call, const UntriageNeed& cmd);

/// From kept to dispatch.
struct ReleaseNeed {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ReleaseNeed, (), (need))
Result<NeedView> release_need(Call& call, const ReleaseNeed& cmd);

/// Several at once, each decided by itself: the answer tells which were and which were not.
struct TriageMany {
  std::vector<TriageNeed> decisions;  // at most 50
};
BOOST_DESCRIBE_STRUCT(TriageMany, (), (decisions))
struct TriageOutcome {
  NeedId need;
  bool done = false;
  std::string code = {};  // the refusal, when not done
  std::string seen = {};
  std::string says = {};  // what the refusal says, in the reader's language
};
BOOST_DESCRIBE_STRUCT(TriageOutcome, (), (need, done, code, seen, says))
Result<Page<TriageOutcome>> triage_many(Call& call, const TriageMany& cmd);

/// 挂起: the step's clock stops until a moment and then runs on with the time that was left;
/// hold_until is shown to the asker. Whoever is asked to help is asked no more: the need waits for
/// dispatch, and those who had agreed still come.
struct HoldNeed {
  NeedId need;
  Instant until;  // within 90 days
  HoldReason reason_code;
  std::optional<Line> note;  // said to the asker
};
BOOST_DESCRIBE_STRUCT(HoldNeed, (), (need, until, reason_code, note))
Result<NeedView> hold_need(Call& call, const HoldNeed& cmd);
struct UnholdNeed {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(UnholdNeed, (), (need))
Result<NeedView> unhold_need(Call& call, const UnholdNeed& cmd);

/// A closed need is opened again, with new facts or because it was refused in error.
struct ReopenNeed {
  NeedId need;
  ReopenReason reason_code;
  std::optional<Line> note;
};
BOOST_DESCRIBE_STRUCT(ReopenNeed, (), (need, reason_code, note))
Result<NeedView> reopen_need(Call& call, const ReopenNeed& cmd);

}  // namespace lastmile::needs

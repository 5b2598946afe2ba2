#pragma once
#include "dispatch/roster.h"

/// 精准对接: who fits a need, best first, with reasons; and why the others are not there.
namespace lastmile::dispatch {

struct RankForNeed {
  needs::NeedId need;
  std::optional<Bounded<1, 100>> limit;   // default 20
  std::optional<PersonId> volunteer;      // only this one: fit or bar
};
BOOST_DESCRIBE_STRUCT(RankForNeed, (), (need, limit, volunteer))

struct Candidate {
  PersonId volunteer;
  std::string name;
  std::int64_t score = 0;                 // 0–100
  std::vector<Reason> reasons;
  std::string says;                       // the reasons in the reader's language
  std::vector<people::TeamId> teams;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (volunteer, name, score, reasons, says, teams))

struct TeamCandidate {
  people::TeamId team;
  std::string name;
  std::int64_t score = 0;                 // mean of its best people, as many as are wanted
  std::int64_t fitting = 0;               // members who fit
};
BOOST_DESCRIBE_STRUCT(TeamCandidate, (), (team, name, score, fitting))

struct Barred {
  PersonId volunteer;
  std::string name;
  Bar bar;
  std::string says;
};
BOOST_DESCRIBE_STRUCT(Barred, (), (volunteer, name, bar, says))

struct BarCount {
  Bar bar;
  std::string says;
  std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(BarCount, (), (bar, says, people))

struct Ranking {
  needs::NeedId need;
  std::vector<Candidate> candidates;      // best first; ties by fewer services, then id
  std::vector<TeamCandidate> teams;       // at most 10
  std::int64_t fitting = 0;               // how many fit in all
  std::int64_t considered = 0;
  std::vector<BarCount> barred;           // why the others are not there
  std::vector<Barred> nearest_barred;     // the 20 who come closest, each with the reason
};
BOOST_DESCRIBE_STRUCT(Ranking, (), (need, candidates, teams, fitting, considered, barred,
                                    nearest_barred))

/// Right need_dispatch over the need. One pass over the roster; ≤ 20 ms at 100,000 volunteers.
Result<Ranking> rank_for_need(Call& call, const RankForNeed& query);

/// One who fits, before names are looked up.
struct Fitting {
  std::size_t place = 0;  // in the picture
  Fit fit;
};
struct Ranked {
  std::shared_ptr<const Roster::Picture> picture;
  std::vector<Fitting> fitting;                            // best first, busy ones taken out
  std::vector<std::pair<std::size_t, Bar>> barred;
};
/// The ranking itself, for other verbs of dispatch. At most `best` fitting people are kept.
Ranked rank(Call& call, const needs::NeedBrief& need, std::size_t best);

/// One need against single volunteers, as they stand in this transaction: bar, else fit.
struct Judged {
  std::optional<Bar> bar;
  Fit fit;
};
struct KnownOfNeed;
class Judge {
 public:
  Judge(Call& call, const needs::NeedBrief& need);
  ~Judge();
  /// `volunteer_unknown`. A few look-ups.
  Result<Judged> of(PersonId volunteer);

 private:
  Call& call_;
  const needs::NeedBrief& need_;
  std::unique_ptr<KnownOfNeed> known_;
};
/// The same as a check: `does_not_fit`, whose `seen` names the bar and the volunteer.
Result<Fit> require_fit(Judge& judge, PersonId volunteer);

}  // namespace lastmile::dispatch

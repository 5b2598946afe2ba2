#pragma once
#include <map>

#include "dispatch/roster.h"

/// 精准对接: who fits a need, best first, with reasons; and why the others are not there.
namespace lastmile::dispatch {

struct RankForNeed {
  needs::NeedId need;
  std::optional<Bounded<1, 100>> limit;  // default 20
  std::optional<PersonId> volunteer;     // only this one: fit or bar
};
BOOST_DESCRIBE_STRUCT(RankForNeed, (), (need, limit, volunteer))

struct Candidate {
  PersonId volunteer;
  std::string name;
  std::int64_t score = 0;  // 0–100
  std::vector<Reason> reasons;
  std::string says;  // the reasons in the reader's language
  std::vector<people::TeamId> teams;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (volunteer, name, score, reasons, says, teams))

struct TeamCandidate {
  people::TeamId team;
  std::string name;
  std::int64_t score = 0;    // mean of its best people, as many as are wanted
  std::int64_t fitting = 0;  // members who fit
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
  std::vector<Candidate> candidates;  // best first; ties by id
  std::vector<TeamCandidate> teams;   // at most 10
  std::int64_t fitting = 0;           // how many fit in all
  std::int64_t considered = 0;
  std::vector<BarCount> barred;        // why the others are not there
  std::vector<Barred> nearest_barred;  // the 20 who come closest, each with the reason
};
BOOST_DESCRIBE_STRUCT(Ranking, (),
                      (need, candidates, teams, fitting, considered, barred, nearest_barred))

/// Right need_dispatch over the need. One pass over the roster; ≤ 20 ms at 100,000 volunteers.
Result<Ranking> rank_for_need(Call& call, const RankForNeed& query);

/// One who fits, before names are looked up.
struct Fitting {
  std::size_t place = 0;  // in the picture
  Fit fit;
};
/// One of those a worker would miss, and why they are not asked.
struct NearBarred {
  std::size_t place = 0;
  Bar bar;
};
struct Ranked {
  std::shared_ptr<const Roster::Picture> picture;
  std::vector<Fitting> fitting;                     // best first, busy ones taken out
  std::int64_t fitting_people = 0;                  // in all
  std::map<Bar, std::int64_t> barred;               // how many by each
  std::vector<NearBarred> near;                     // the 20 nearest whom not distance bars
  std::map<people::TeamId, std::int64_t> in_teams;  // members who fit
};
/// The ranking itself, for other verbs of dispatch. At most `best` fitting people are kept. Who is
/// busy is asked for the best only, so `fitting_people` may hold a few who are.
Ranked rank(Call& call, const needs::NeedBrief& need, std::size_t best);

}  // namespace lastmile::dispatch

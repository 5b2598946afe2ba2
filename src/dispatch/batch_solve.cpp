#include <algorithm>
#include <map>
#include <set>

#include "dispatch/batch.h"
#include "dispatch/offer_store.h"
#include "dispatch/roster.h"
#include "solver/assign/solve.h"

namespace lastmile::dispatch {
namespace {

namespace assign = solver::assign;
using Picture = Roster::Picture;

constexpr int needs_max = 10'000;
constexpr std::size_t candidates_max = 64;     // for each need: the nearest who fit
constexpr std::int64_t services_a_run_max = 3;  // nobody gets more than three offers at once
constexpr std::int64_t repeat_cost = 15;       // points a second service of the same person costs
constexpr std::int64_t left_out_penalty = 200;  // above any pair: nobody is left out for points

// What hangs on pairs of a need and a person, read for all needs at once where it can be.
struct Background {
  std::map<PersonId, std::vector<TimeWindow>> busy;
  std::set<std::pair<PersonId, PersonId>> apart;
};

struct Candidate {
  std::size_t place;
  Fit fit;
};

Background background_of(Call& call, const std::vector<needs::NeedBrief>& waiting, const Picture& p) {
  Background b;
  std::vector<PersonId> recipients;
  TimeWindow span{call.now, call.now};
  for (const auto& need : waiting) {
    recipients.push_back(need.recipient);
    if (need.window) span.end = std::max(span.end, need.window->end);
  }
  for (const auto& [x, y] : people::kept_apart(call, recipients)) {
    b.apart.emplace(x, y);
    b.apart.emplace(y, x);
  }
  // Only those who said yes to anything lately can be busy.
  std::vector<PersonId> active;
  for (const auto& [person, times] : p.loads) active.push_back(person);
  constexpr std::size_t at_once = 1000;
  for (std::size_t i = 0; i < active.size(); i += at_once) {
    const auto first = active.begin() + static_cast<std::ptrdiff_t>(i);
    const auto last = active.begin() + static_cast<std::ptrdiff_t>(std::min(i + at_once, active.size()));
    for (const auto& busy : needs::busy_windows(call, {first, last}, span)) {
      b.busy[busy.person].push_back({busy.start, busy.end});
    }
  }
  return b;
}

// The few offers and former services of one need; empty for most.
struct Former {
  std::set<PersonId> said_no;
  std::map<PersonId, needs::Continuity> before;
};

Former former_of(Call& call, const needs::NeedBrief& need) {
  Former f;
  for (const auto& offer : load_offers_of_need(call.tx, call.region(), need.id)) {
    if (offer.state == OfferState::declined || offer.state == OfferState::expired) f.said_no.insert(offer.volunteer);
  }
  for (const auto& c : needs::continuity_with(call, need.recipient)) f.before[c.volunteer] = c;
  return f;
}

class Finder {
 public:
  Finder(Call& call, const Picture& picture, Background background)
      : call_(call), p_(picture), background_(std::move(background)) {}

  /// The nearest who fit, and the familiar faces whatever their distance.
  std::vector<Candidate> candidates(const needs::NeedBrief& need) {
    const Instant begins = need.window ? need.window->start : call_.now;
    const Wanted wanted{need, call_.settings.zone.day_of(begins), call_.now};
    const Former former = former_of(call_, need);
    std::vector<Candidate> found;
    std::set<std::size_t> tried;
    const auto consider = [&](std::size_t place) {
      if (!p_.volunteers[place] || !tried.insert(place).second) return false;
      const auto& who = *p_.volunteers[place];
      const Circumstances c = circumstances(need, who.person, former);
      if (bar_of(wanted, who, c, call_.settings.zone)) return false;
      found.push_back({place, fit_of(wanted, who, c)});
      return true;
    };
    for (const auto& [person, before] : former.before) {
      if (const auto at = p_.place.find(person); at != p_.place.end()) consider(at->second);
    }
    if (need.point) {
      p_.nearest->nearest({need.point->lat, need.point->lon}, candidates_max,
                          [&](std::uint32_t i) { return consider(p_.with_point[i]); },
                          static_cast<double>(reach_metres(people::Transport::drive)));
    } else {
      for (std::size_t i = 0; i < p_.volunteers.size() && found.size() < candidates_max; ++i) consider(i);
    }
    return found;
  }

 private:
  Circumstances circumstances(const needs::NeedBrief& need, PersonId who, const Former& former) const {
    Circumstances c;
    if (const auto load = p_.loads.find(who); load != p_.loads.end()) c.services_30_days = load->second;
    if (const auto b = former.before.find(who); b != former.before.end()) {
      c.times_with_recipient = b->second.times;
      c.stars_from_recipient = b->second.stars;
    }
    c.said_no = former.said_no.contains(who);
    c.kept_apart = background_.apart.contains({need.recipient, who});
    if (const auto busy = background_.busy.find(who); busy != background_.busy.end()) c.busy = busy->second;
    return c;
  }

  Call& call_;
  const Picture& p_;
  Background background_;
};

// Two needs of one person in one run may overlap in time: the cheaper pair stays.
void take_out_clashes(const std::vector<needs::NeedBrief>& waiting, std::vector<assign::Edge>& pairs) {
  std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.column, a.cost) < std::tuple(b.column, b.cost);
  });
  std::vector<assign::Edge> kept;
  for (const auto& pair : pairs) {
    const auto& window = waiting[pair.row].window;
    const bool clash = std::any_of(kept.begin(), kept.end(), [&](const assign::Edge& k) {
      const auto& other = waiting[k.row].window;
      return k.column == pair.column && (!window || !other || window->overlaps(*other));
    });
    if (!clash) kept.push_back(pair);
  }
  pairs = std::move(kept);
}

}  // namespace

Solved solve_batch(Call& call, std::string_view under, const std::function<bool()>& out_of_time) {
  const auto picture = call.settings.caches->of<Roster>().picture(call);
  const auto waiting = needs::awaiting_dispatch(call, under, needs_max);
  Finder finder(call, *picture, background_of(call, waiting, *picture));
  assign::Input input;
  input.columns.assign(picture->volunteers.size(), {services_a_run_max, repeat_cost});
  std::vector<std::vector<Candidate>> candidates;
  for (std::size_t row = 0; row < waiting.size(); ++row) {
    input.rows.push_back({static_cast<std::int32_t>(waiting[row].people_wanted), left_out_penalty});
    candidates.push_back(finder.candidates(waiting[row]));
    for (const auto& c : candidates.back()) {
      input.edges.push_back({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(c.place), 100 - c.fit.score});
    }
  }
  Solved solved;
  solved.needs = static_cast<std::int64_t>(waiting.size());
  if (waiting.empty()) return solved;
  auto problem = assign::make_problem(std::move(input));
  ASSERT(problem.ok());
  auto plan = assign::solve(*problem, {.out_of_time = out_of_time}, 1);
  solved.cost = plan.cost;
  solved.lower_bound = plan.lower_bound;
  take_out_clashes(waiting, plan.pairs);
  std::set<std::uint32_t> matched;
  for (const auto& pair : plan.pairs) {
    matched.insert(pair.row);
    const auto& all = candidates[pair.row];
    const auto chosen = std::find_if(all.begin(), all.end(), [&](const Candidate& c) { return c.place == pair.column; });
    solved.proposal.pairs.push_back({waiting[pair.row].id, picture->volunteers[pair.column]->person,
                                     chosen->fit.score, chosen->fit.reasons,
                                     static_cast<std::int64_t>(all.size())});
  }
  for (std::uint32_t row = 0; row < waiting.size(); ++row) {
    if (matched.contains(row)) continue;
    solved.proposal.left_out.push_back({waiting[row].id, static_cast<std::int64_t>(candidates[row].size())});
  }
  std::sort(solved.proposal.pairs.begin(), solved.proposal.pairs.end(),
            [](const Pair& a, const Pair& b) { return std::tuple(a.need, -a.score) < std::tuple(b.need, -b.score); });
  return solved;
}

}  // namespace lastmile::dispatch

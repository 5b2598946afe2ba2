#include "dispatch/batch_problem.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "dispatch/judge.h"
#include "dispatch/offer_store.h"
#include "geo/nearest.h"
#include "solver/assign/solve.h"

namespace lastmile::dispatch {
namespace {

namespace assign = solver::assign;
using Picture = Roster::Picture;

// What hangs on pairs of a need and a person, read for all needs at once.
struct Background {
  std::unordered_map<PersonId, std::vector<TimeWindow>> busy;
  std::set<std::pair<PersonId, PersonId>> apart;  // either way round
};

Background background_of(Call& call, const std::vector<needs::NeedBrief>& waiting) {
  Background b;
  std::set<PersonId> sides;
  TimeWindow span{call.now, call.now};
  for (const auto& need : waiting) {
    sides.insert({need.recipient, need.asker});
    if (!need.window) continue;
    span.start = std::min(span.start, need.window->start);
    span.end = std::max(span.end, need.window->end);
  }
  for (const auto& [x, y] : people::kept_apart(call, {sides.begin(), sides.end()})) {
    b.apart.emplace(x, y);
    b.apart.emplace(y, x);
  }
  // Only those who said yes to anything can be busy; a yes older than a year is no longer awaited.
  std::vector<PersonId> active;
  for (const auto& load : needs::loads_since(call, call.now - std::chrono::hours{24 * 366}))
    active.push_back(load.person);
  constexpr std::size_t at_once = 1000;
  for (std::size_t i = 0; i < active.size(); i += at_once) {
    const auto first = active.begin() + static_cast<std::ptrdiff_t>(i);
    const auto last =
        active.begin() + static_cast<std::ptrdiff_t>(std::min(i + at_once, active.size()));
    for (const auto& busy : needs::busy_windows(call, {first, last}, span)) {
      b.busy[busy.person].push_back({busy.start, busy.end});
    }
  }
  return b;
}

// Where people live: by the map, and by home path for those who are not on it.
struct Homes {
  geo::NearestIndex nearest;
  std::vector<std::size_t> on_map;  // of each point: the volunteer's place
  std::map<std::string, std::vector<std::size_t>, std::less<>> off_map;  // by home path
  std::map<std::string, std::vector<std::size_t>, std::less<>> all;
};

Homes homes_of(const Picture& p) {
  std::vector<geo::Point> points;
  std::vector<std::size_t> on_map;
  std::map<std::string, std::vector<std::size_t>, std::less<>> off_map, all;
  for (std::size_t i = 0; i < p.volunteers.size(); ++i) {
    if (!p.volunteers[i]) continue;
    const auto& who = *p.volunteers[i];
    all[who.home_path].push_back(i);
    if (!who.point) {
      off_map[who.home_path].push_back(i);
      continue;
    }
    points.push_back({who.point->lat, who.point->lon});
    on_map.push_back(i);
  }
  return {geo::NearestIndex(points), std::move(on_map), std::move(off_map), std::move(all)};
}

class Finder {
 public:
  Finder(Call& call, const Picture& picture, Background background)
      : call_(call), p_(picture), background_(std::move(background)), homes_(homes_of(picture)) {}

  std::vector<BatchCandidate> candidates(const needs::NeedBrief& need, std::size_t limit) {
    if (need.window && need.window->end <= call_.now) return {};
    const Wanted wanted = wanted_of(call_, need);
    const Scan scan(wanted, p_.book, call_.settings.zone);
    const KnownOfNeed known = known_of_need(need);
    std::unordered_set<std::size_t> closer = closer_look(need, known);
    std::vector<BatchCandidate> found;
    const auto judge = [&](std::size_t place) {
      const auto& who = *p_.volunteers[place];
      Circumstances c = known.of(who.person);
      c.services_30_days = p_.load(place);
      c.kept_apart = is_apart(need, who.person);
      if (const auto busy = background_.busy.find(who.person); busy != background_.busy.end())
        c.busy = busy->second;
      if (bar_of(wanted, who, c, call_.settings.zone)) return false;
      found.push_back({place, fit_of(wanted, who, c)});
      return true;
    };
    const auto consider = [&](std::size_t place) {
      if (closer.contains(place)) return false;  // looked at already
      if (scan.bar(p_.glances[place], *p_.volunteers[place])) return false;
      return judge(place);
    };
    for (const auto place : closer) judge(place);
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.place < b.place; });
    if (!need.point) {
      take_best(each_near_home(homes_.all, need, consider), limit, found);
      return found;
    }
    homes_.nearest.nearest(
        {need.point->lat, need.point->lon}, limit,
        [&](std::uint32_t i) { return consider(homes_.on_map[i]); },
        static_cast<double>(reach_metres(people::Transport::drive)) + 1);
    take_best(each_near_home(homes_.off_map, need, consider), limit, found);
    return found;
  }

 private:
  KnownOfNeed known_of_need(const needs::NeedBrief& need) {
    KnownOfNeed k;
    k.said_no = who_said_no(call_, need.id);
    for (const auto& c : needs::continuity_with(call_, need.recipient)) k.before[c.volunteer] = c;
    return k;
  }

  bool is_apart(const needs::NeedBrief& need, PersonId who) const {
    return background_.apart.contains({need.recipient, who}) ||
           background_.apart.contains({need.asker, who});
  }

  // Those of whom more is known than a glance tells; familiar faces are among them.
  std::unordered_set<std::size_t> closer_look(const needs::NeedBrief& need,
                                              const KnownOfNeed& known) const {
    std::unordered_set<std::size_t> places;
    const auto add = [&](PersonId who) {
      const auto at = p_.place.find(who);
      if (at != p_.place.end() && p_.volunteers[at->second]) places.insert(at->second);
    };
    add(need.recipient);
    add(need.asker);
    for (const auto& helper : need.helpers) add(helper.person);
    for (const auto who : known.said_no) add(who);
    for (const auto& [who, before] : known.before) add(who);
    return places;
  }

  template <class Consider>
  std::size_t each_near_home(
      const std::map<std::string, std::vector<std::size_t>, std::less<>>& homes,
      const needs::NeedBrief& need, const Consider& consider) {
    const std::string near = nearby_path(need.site_path);
    std::size_t added = 0;
    for (auto at = homes.lower_bound(near); at != homes.end() && at->first.starts_with(near);
         ++at) {
      for (const auto place : at->second) added += consider(place) ? 1 : 0;
    }
    return added;
  }

  // Of the last `added`, those that score best; without a place on the map none is nearer.
  static void take_best(std::size_t added, std::size_t limit, std::vector<BatchCandidate>& found) {
    if (added <= limit) return;
    const auto first = found.end() - static_cast<std::ptrdiff_t>(added);
    std::stable_sort(first, found.end(),
                     [](const auto& a, const auto& b) { return a.fit.score > b.fit.score; });
    found.erase(first + static_cast<std::ptrdiff_t>(limit), found.end());
  }

  Call& call_;
  const Picture& p_;
  Background background_;
  Homes homes_;
};

// What is settled: pairs that clash with nothing, and what is left of rows and columns after them.
struct Settled {
  std::vector<assign::Edge> pairs;
  std::vector<std::vector<std::uint32_t>> rows_of;  // by column
  std::vector<std::int64_t> filled;                 // by row
};

// The problem that is left: free places, free people, and no pair that clashes with a settled one.
assign::Input remaining(const BatchProblem& problem, const assign::Input& whole,
                        const Settled& settled) {
  assign::Input input{whole.rows, whole.columns, {}};
  for (std::size_t row = 0; row < input.rows.size(); ++row) {
    input.rows[row].places -= static_cast<std::int32_t>(settled.filled[row]);
  }
  for (std::size_t column = 0; column < input.columns.size(); ++column) {
    input.columns[column].capacity -= static_cast<std::int32_t>(settled.rows_of[column].size());
  }
  for (const auto& edge : whole.edges) {
    const auto& rows = settled.rows_of[edge.column];
    const bool free = input.rows[edge.row].places > 0 &&
                      std::none_of(rows.begin(), rows.end(), [&](std::uint32_t row) {
                        return row == edge.row || problem.clash(row, edge.row);
                      });
    if (!free) continue;
    const auto repeats = static_cast<std::int64_t>(rows.size()) * batch_repeat_cost;
    input.edges.push_back({edge.row, edge.column, edge.cost + repeats});
  }
  // A row without places is no row: its place stays empty at no cost.
  for (auto& row : input.rows) {
    if (row.places == 0) row = {1, 0};
  }
  return input;
}

// Takes the pairs over, the cheaper of two that clash; true when any had to be left.
bool settle(const BatchProblem& problem, std::vector<assign::Edge> pairs, Settled& settled) {
  std::stable_sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.column, a.cost) < std::tuple(b.column, b.cost);
  });
  bool left = false;
  for (const auto& pair : pairs) {
    auto& rows = settled.rows_of[pair.column];
    const bool clash = std::any_of(rows.begin(), rows.end(),
                                   [&](std::uint32_t row) { return problem.clash(row, pair.row); });
    left = left || clash;
    if (clash) continue;
    rows.push_back(pair.row);
    ++settled.filled[pair.row];
    settled.pairs.push_back(pair);
  }
  return left;
}

std::int64_t cost_of(const BatchProblem& problem, const Settled& settled) {
  std::int64_t cost = 0;
  for (const auto& pair : settled.pairs) {
    for (const auto& c : problem.candidates[pair.row]) {
      if (c.place == pair.column) cost += 100 - c.fit.score;
    }
  }
  for (const auto& rows : settled.rows_of) {
    const auto n = static_cast<std::int64_t>(rows.size());
    cost += batch_repeat_cost * n * (n - 1) / 2;
  }
  for (std::size_t row = 0; row < problem.waiting.size(); ++row) {
    cost += batch_empty_penalty * (problem.places(row) - settled.filled[row]);
  }
  return cost;
}

Proposal proposal_of(const BatchProblem& problem, const Settled& settled) {
  Proposal proposal;
  for (const auto& pair : settled.pairs) {
    const auto& all = problem.candidates[pair.row];
    const auto chosen =
        std::find_if(all.begin(), all.end(), [&](const auto& c) { return c.place == pair.column; });
    proposal.pairs.push_back({problem.waiting[pair.row].id,
                              problem.picture->volunteers[pair.column]->person, chosen->fit.score,
                              chosen->fit.reasons, static_cast<std::int64_t>(all.size())});
  }
  for (std::size_t row = 0; row < problem.waiting.size(); ++row) {
    if (settled.filled[row] > 0) continue;
    proposal.left_out.push_back(
        {problem.waiting[row].id, static_cast<std::int64_t>(problem.candidates[row].size())});
  }
  std::sort(proposal.pairs.begin(), proposal.pairs.end(), [](const Pair& a, const Pair& b) {
    return std::tuple(a.need, -a.score, a.volunteer) < std::tuple(b.need, -b.score, b.volunteer);
  });
  return proposal;
}

}  // namespace

bool BatchProblem::clash(std::size_t a, std::size_t b) const {
  return waiting[a].window && waiting[b].window && waiting[a].window->overlaps(*waiting[b].window);
}

std::int64_t BatchProblem::places(std::size_t row) const {
  const auto& need = waiting[row];
  const auto coming =
      std::count_if(need.helpers.begin(), need.helpers.end(),
                    [](const needs::Helper& h) { return needs::is_expected(h.state); });
  return std::max<std::int64_t>(1, need.people_wanted - coming);
}

BatchProblem batch_problem(Call& call, std::string_view under) {
  BatchProblem problem;
  problem.picture = call.settings.caches->of<Roster>().picture(call);
  problem.waiting = needs::awaiting_dispatch(call, under, batch_needs_max);
  Finder finder(call, *problem.picture, background_of(call, problem.waiting));
  for (const auto& need : problem.waiting) {
    problem.candidates.push_back(finder.candidates(need, batch_candidates_max));
  }
  return problem;
}

bool widen(Call& call, BatchProblem& problem, const Solved& solved, std::size_t limit) {
  std::map<needs::NeedId, std::int64_t> filled;
  for (const auto& pair : solved.proposal.pairs) ++filled[pair.need];
  std::vector<std::size_t> short_of;
  for (std::size_t row = 0; row < problem.waiting.size(); ++row) {
    const bool cut_off = problem.candidates[row].size() * batch_widening >= limit;
    if (cut_off && filled[problem.waiting[row].id] < problem.places(row)) short_of.push_back(row);
  }
  if (short_of.empty() || short_of.size() * limit > batch_wider_edges_max) return false;
  Finder finder(call, *problem.picture, background_of(call, problem.waiting));
  for (const auto row : short_of) {
    problem.candidates[row] = finder.candidates(problem.waiting[row], limit);
  }
  return true;
}

assign::Input batch_input(const BatchProblem& problem) {
  assign::Input input;
  input.columns.assign(problem.picture->volunteers.size(), {batch_services_max, batch_repeat_cost});
  for (std::size_t row = 0; row < problem.waiting.size(); ++row) {
    input.rows.push_back({static_cast<std::int32_t>(problem.places(row)), batch_empty_penalty});
    for (const auto& c : problem.candidates[row]) {
      input.edges.push_back({static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(c.place),
                             100 - c.fit.score});
    }
  }
  return input;
}

Solved solve(const BatchProblem& problem, const std::function<bool()>& out_of_time) {
  Solved solved;
  solved.needs = static_cast<std::int64_t>(problem.waiting.size());
  if (problem.waiting.empty()) return solved;
  const assign::Input whole = batch_input(problem);
  Settled settled{{},
                  std::vector<std::vector<std::uint32_t>>(whole.columns.size()),
                  std::vector<std::int64_t>(whole.rows.size())};
  // The first plan knows no clocks and bounds the cost from below; what clashes in it is taken out
  // and planned again beside what stands, until nothing clashes.
  constexpr int rounds_max = 10;
  for (int round = 0; round < rounds_max; ++round) {
    auto stated = assign::make_problem(round == 0 ? whole : remaining(problem, whole, settled));
    ASSERT(stated.ok());
    auto plan = assign::solve(*stated, {.out_of_time = out_of_time}, 1);
    if (round == 0) solved.lower_bound = plan.lower_bound;
    const bool again = settle(problem, std::move(plan.pairs), settled);
    if (!again || (out_of_time && out_of_time())) break;
  }
  solved.cost = cost_of(problem, settled);
  solved.proposal = proposal_of(problem, settled);
  return solved;
}

Solved solve_batch(Call& call, std::string_view under, const std::function<bool()>& out_of_time) {
  BatchProblem problem = batch_problem(call, under);
  Solved solved = solve(problem, out_of_time);
  std::size_t limit = batch_candidates_max * batch_widening;
  while (!(out_of_time && out_of_time()) && widen(call, problem, solved, limit)) {
    solved = solve(problem, out_of_time);
    limit *= batch_widening;
  }
  return solved;
}

}  // namespace lastmile::dispatch

#include "dispatch/ranking.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "dispatch/judge.h"

namespace lastmile::dispatch {

namespace {

constexpr std::size_t near_shown = 20;

// The nearest so far of those whom not distance bars: a heap whose top is the farthest of them.
class NearestBarred {
 public:
  void add(float remoteness, std::size_t place, Bar bar) {
    if (bar == Bar::too_far) return;
    const One one{remoteness, place, bar};
    if (heap_.size() == near_shown && !(one < heap_.front())) return;
    if (heap_.size() == near_shown) {
      std::pop_heap(heap_.begin(), heap_.end());
      heap_.pop_back();
    }
    heap_.push_back(one);
    std::push_heap(heap_.begin(), heap_.end());
  }
  std::vector<NearBarred> take() {
    std::sort_heap(heap_.begin(), heap_.end());
    std::vector<NearBarred> all;
    for (const auto& one : heap_) all.push_back({one.place, one.bar});
    return all;
  }

 private:
  struct One {
    float remoteness;
    std::size_t place;
    Bar bar;
    bool operator<(const One& o) const {
      return std::pair(remoteness, place) < std::pair(o.remoteness, o.place);
    }
  };
  std::vector<One> heap_;
};

// Those who fit by the most they can score; judged in full from the top down, only as many as
// asked.
class Shortlist {
 public:
  explicit Shortlist(const Roster::Picture& p) : p_(p) {}

  void add(std::size_t place, std::int64_t score_at_most) {
    by_most_[static_cast<std::size_t>(score_at_most)].push_back(static_cast<std::uint32_t>(place));
  }
  void add_judged(Fitting f) { judged_.push_back(std::move(f)); }

  /// The next best, in order; at least `wanted` when there are so many. Empty: that was all.
  template <class FitOf>
  std::vector<Fitting> next(std::size_t wanted, const FitOf& fit_of) {
    std::size_t sure = 0;  // nobody unjudged can come before these
    do {
      if (most_ >= 0) {
        for (const auto place : by_most_[static_cast<std::size_t>(most_)])
          judged_.push_back({place, fit_of(place)});
        --most_;
      }
      std::sort(judged_.begin(), judged_.end(),
                [&](const Fitting& a, const Fitting& b) { return is_before(a, b); });
      sure = static_cast<std::size_t>(
          std::partition_point(judged_.begin(), judged_.end(),
                               [&](const Fitting& f) { return f.fit.score > most_; }) -
          judged_.begin());
    } while (sure < wanted && most_ >= 0);
    const auto end = judged_.begin() + static_cast<std::ptrdiff_t>(sure);
    std::vector<Fitting> best{std::make_move_iterator(judged_.begin()),
                              std::make_move_iterator(end)};
    judged_.erase(judged_.begin(), end);
    return best;
  }

 private:
  bool is_before(const Fitting& a, const Fitting& b) const {
    if (a.fit.score != b.fit.score) return a.fit.score > b.fit.score;
    return p_.volunteers[a.place]->person < p_.volunteers[b.place]->person;
  }

  const Roster::Picture& p_;
  std::array<std::vector<std::uint32_t>, 101> by_most_;
  int most_ = 100;
  std::vector<Fitting> judged_;
};

// Who is expected elsewhere then: asked of the database for the best only, a few hundred at a time.
std::set<PersonId> busy_among(Call& call, const Wanted& wanted, const Roster::Picture& p,
                              const std::vector<Fitting>& some) {
  std::set<PersonId> busy;
  if (!wanted.need.window) return busy;
  std::vector<PersonId> people;
  for (const auto& f : some) people.push_back(p.volunteers[f.place]->person);
  for (const auto& b : needs::busy_windows(call, people, *wanted.need.window))
    busy.insert(b.person);
  return busy;
}

// Places of the few of whom more is known than their profile.
std::vector<std::size_t> known_places(const needs::NeedBrief& need, const KnownOfNeed& known,
                                      const Roster::Picture& p) {
  std::set<PersonId> people{need.recipient, need.asker};
  for (const auto& helper : need.helpers) people.insert(helper.person);
  people.insert(known.said_no.begin(), known.said_no.end());
  people.insert(known.apart.begin(), known.apart.end());
  for (const auto& [who, before] : known.before) people.insert(who);
  std::vector<std::size_t> places;
  for (const auto who : people) {
    if (const auto at = p.place.find(who); at != p.place.end()) places.push_back(at->second);
  }
  std::sort(places.begin(), places.end());
  return places;
}

std::string says(const std::vector<Reason>& reasons, Lang lang);
std::vector<TeamCandidate> teams_of(Call& call, const needs::NeedBrief& need, const Ranked& r);
void add_names(Call& call, Ranking& ranking);
Result<Ranking> judge_one(Call& call, const needs::NeedBrief& need, PersonId volunteer);

}  // namespace

Ranked rank(Call& call, const needs::NeedBrief& need, std::size_t best) {
  Ranked r;
  r.picture = call.settings.caches->of<Roster>().picture(call);
  const auto& p = *r.picture;
  const auto known = known_of(call, need);
  const Wanted wanted = wanted_of(call, need);
  const Zone& zone = call.settings.zone;
  const Scan scan(wanted, p.book, zone);
  const auto circumstances = [&](std::size_t place) {
    Circumstances c = known.of(p.volunteers[place]->person);
    c.services_30_days = p.load(place);
    return c;
  };
  const auto places = known_places(need, known, p);
  auto special = places.begin();
  NearestBarred near;
  Shortlist shortlist(p);
  std::vector<std::int64_t> in_teams(p.book.teams.size());
  for (std::size_t i = 0; i < p.glances.size(); ++i) {
    const Glance& g = p.glances[i];
    const bool is_special = special != places.end() && *special == i;
    if (is_special) ++special;
    if (!g.present) continue;
    const auto& who = *p.volunteers[i];
    const auto bar = is_special ? bar_of(wanted, who, circumstances(i), zone) : scan.bar(g, who);
    if (bar) {
      ++r.barred[*bar];
      near.add(scan.remoteness(g), i, *bar);
      continue;
    }
    ++r.fitting_people;
    for (std::size_t k = 0; k < g.teams; ++k) ++in_teams[p.book.pool[g.pool_at + g.hours + k]];
    if (is_special)
      shortlist.add_judged({i, fit_of(wanted, who, circumstances(i))});
    else
      shortlist.add(i, scan.score_at_most(g));
  }
  r.near = near.take();
  for (std::size_t t = 0; t < in_teams.size(); ++t) {
    if (in_teams[t] > 0) r.in_teams[p.book.teams[t]] = in_teams[t];
  }
  constexpr std::size_t at_once = 300;
  while (r.fitting.size() < best) {
    auto some = shortlist.next(std::min(at_once, best), [&](std::size_t place) {
      return fit_of(wanted, *p.volunteers[place], circumstances(place));
    });
    if (some.empty()) break;
    const auto busy = busy_among(call, wanted, p, some);
    for (auto& f : some) {
      if (!busy.contains(p.volunteers[f.place]->person)) {
        if (r.fitting.size() < best) r.fitting.push_back(std::move(f));
        continue;
      }
      --r.fitting_people;
      ++r.barred[Bar::busy];
      if (r.near.size() < near_shown) r.near.push_back({f.place, Bar::busy});
    }
  }
  return r;
}

Result<Ranking> rank_for_need(Call& call, const RankForNeed& q) {
  ASSIGN_OR_RETURN(const needs::NeedBrief need,
                   needs::access_need(call, q.need, access::Right::need_dispatch));
  if (q.volunteer) return judge_one(call, need, *q.volunteer);
  const std::size_t limit = q.limit ? static_cast<std::size_t>(q.limit->value) : 20;
  constexpr std::size_t kept_for_teams = 200;
  const Ranked r = rank(call, need, std::max(limit, kept_for_teams));
  const auto& p = *r.picture;
  const Lang lang = call.actor.lang;
  Ranking ranking;
  ranking.need = need.id;
  ranking.considered = p.active;
  ranking.fitting = r.fitting_people;
  for (const auto& f : r.fitting) {
    if (ranking.candidates.size() == limit) break;
    const auto& who = *p.volunteers[f.place];
    ranking.candidates.push_back(
        {who.person, {}, f.fit.score, f.fit.reasons, says(f.fit.reasons, lang), who.teams});
  }
  for (const auto& [bar, people] : r.barred) {
    ranking.barred.push_back({bar, std::string(words_of(bar).in(lang)), people});
  }
  ranking.teams = teams_of(call, need, r);
  for (const auto& b : r.near) {
    ranking.nearest_barred.push_back(
        {p.volunteers[b.place]->person, {}, b.bar, std::string(words_of(b.bar).in(lang))});
  }
  add_names(call, ranking);
  return ranking;
}

namespace {

Result<Ranking> judge_one(Call& call, const needs::NeedBrief& need, PersonId volunteer) {
  Judge judge(call, need);
  ASSIGN_OR_RETURN(const Judged judged, judge.of(volunteer));
  const Lang lang = call.actor.lang;
  Ranking ranking;
  ranking.need = need.id;
  ranking.considered = 1;
  if (judged.bar) {
    const std::string why(words_of(*judged.bar).in(lang));
    ranking.barred.push_back({*judged.bar, why, 1});
    ranking.nearest_barred.push_back({judged.volunteer, {}, *judged.bar, why});
  } else {
    ranking.fitting = 1;
    ranking.candidates.push_back({judged.volunteer,
                                  {},
                                  judged.fit.score,
                                  judged.fit.reasons,
                                  says(judged.fit.reasons, lang),
                                  people::teams_of(call, judged.volunteer)});
  }
  add_names(call, ranking);
  return ranking;
}

std::string say(const Reason& r, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (r.virtue) {
    case Virtue::distance:
      if (r.value < 0) return zh ? "同一片区" : "same neighbourhood";
      return fmt::format(fmt::runtime(zh ? "距离 {:.1f} km" : "{:.1f} km away"),
                         static_cast<double>(r.value) / 1000);
    case Virtue::load:
      return fmt::format(fmt::runtime(zh ? "近 30 天 {} 次" : "services in 30 days: {}"), r.value);
    case Virtue::continuity:
      return fmt::format(
          fmt::runtime(zh ? "服务过这位居民 {} 次" : "visits to this resident before: {}"), r.value);
    case Virtue::language:
      if (r.value == 0) return "";
      return zh ? "语言相通" : "speaks their language";
    case Virtue::transport:
      return fmt::format(fmt::runtime(zh ? "路上约 {} 分钟" : "about {} min on the way"),
                         r.value);
  }
  return "";
}

std::string says(const std::vector<Reason>& reasons, Lang lang) {
  std::string out;
  for (const auto& r : reasons) {
    const std::string one = say(r, lang);
    if (one.empty()) continue;
    if (!out.empty()) out += lang == Lang::zh ? "，" : ", ";
    out += one;
  }
  return out;
}

// Teams by the mean of their best people, as many as the need wants, among the best of all.
std::vector<TeamCandidate> teams_of(Call& call, const needs::NeedBrief& need, const Ranked& r) {
  std::map<people::TeamId, std::vector<std::int64_t>> scores;  // best first, as r.fitting is
  for (const auto& f : r.fitting) {
    for (const auto team : r.picture->volunteers[f.place]->teams)
      scores[team].push_back(f.fit.score);
  }
  const auto wanted = static_cast<std::size_t>(need.people_wanted);
  std::vector<TeamCandidate> teams;
  for (const auto& [team, members] : scores) {
    if (members.size() < wanted) continue;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < wanted; ++i) sum += members[i];
    const auto fitting = r.in_teams.find(team);
    teams.push_back(
        {team, {}, sum / need.people_wanted, fitting == r.in_teams.end() ? 0 : fitting->second});
  }
  std::sort(teams.begin(), teams.end(), [](const TeamCandidate& a, const TeamCandidate& b) {
    return std::tuple(-a.score, -a.fitting, a.team) < std::tuple(-b.score, -b.fitting, b.team);
  });
  constexpr std::size_t teams_max = 10;
  std::vector<TeamCandidate> best;
  for (auto& team : teams) {
    if (best.size() == teams_max) break;
    if (people::team_is_open(call, team.team).ok()) best.push_back(std::move(team));
  }
  return best;
}

void add_names(Call& call, Ranking& ranking) {
  std::vector<PersonId> people;
  for (const auto& c : ranking.candidates) people.push_back(c.volunteer);
  for (const auto& b : ranking.nearest_barred) people.push_back(b.volunteer);
  people::Names names = people::names_of(call, std::move(people));
  for (auto& c : ranking.candidates) c.name = names[c.volunteer];
  for (auto& b : ranking.nearest_barred) b.name = names[b.volunteer];
  for (auto& t : ranking.teams) t.name = people::team_name(call, t.team);
}

}  // namespace
}  // namespace lastmile::dispatch

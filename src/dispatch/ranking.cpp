#include "dispatch/ranking.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dispatch/dispatch_errors.h"
#include "dispatch/offer_store.h"

namespace lastmile::dispatch {

// What is known about this need and these people, beside their profiles.
struct KnownOfNeed {
  std::set<PersonId> said_no;
  std::set<PersonId> apart;
  std::map<PersonId, needs::Continuity> before;
};

namespace {

KnownOfNeed known_of(Call& call, const needs::NeedBrief& need) {
  KnownOfNeed k;
  for (const auto& offer : load_offers_of_need(call.tx, call.region(), need.id)) {
    if (offer.state == OfferState::declined) k.said_no.insert(offer.volunteer);
  }
  for (const auto& [a, b] : people::kept_apart(call, {need.recipient, need.asker})) {
    k.apart.insert(a);
    k.apart.insert(b);
  }
  for (const auto& c : needs::continuity_with(call, need.recipient)) k.before[c.volunteer] = c;
  return k;
}

Circumstances circumstances(const KnownOfNeed& k, const Roster::Picture& p, PersonId who) {
  Circumstances c;
  if (const auto load = p.loads.find(who); load != p.loads.end()) c.services_30_days = load->second;
  if (const auto before = k.before.find(who); before != k.before.end()) {
    c.times_with_recipient = before->second.times;
    c.stars_from_recipient = before->second.stars;
  }
  c.said_no = k.said_no.contains(who);
  c.kept_apart = k.apart.contains(who);
  return c;
}

Wanted wanted_of(const Call& call, const needs::NeedBrief& need) {
  const Instant begins = need.window ? need.window->start : call.now;
  return {need, call.settings.zone.day_of(begins), call.now};
}

struct Better {
  const Roster::Picture& p;
  bool operator()(const Fitting& a, const Fitting& b) const {
    if (a.fit.score != b.fit.score) return a.fit.score > b.fit.score;
    return p.volunteers[a.place]->person < p.volunteers[b.place]->person;
  }
};

// Who is expected elsewhere then: asked of the database for the best only, a few hundred at a time.
void take_out_busy(Call& call, const needs::NeedBrief& need, std::size_t best, Ranked& r) {
  if (!need.window) {
    if (r.fitting.size() > best) r.fitting.resize(best);
    return;
  }
  std::vector<Fitting> free;
  constexpr std::size_t at_once = 300;
  for (std::size_t i = 0; i < r.fitting.size() && free.size() < best; i += at_once) {
    const std::size_t end = std::min(i + at_once, r.fitting.size());
    std::vector<PersonId> people;
    for (std::size_t k = i; k < end; ++k) people.push_back(r.picture->volunteers[r.fitting[k].place]->person);
    std::set<PersonId> busy;
    for (const auto& b : needs::busy_windows(call, people, *need.window)) busy.insert(b.person);
    for (std::size_t k = i; k < end; ++k) {
      const PersonId who = people[k - i];
      if (busy.contains(who)) r.barred.emplace_back(r.fitting[k].place, Bar::busy);
      else if (free.size() < best) free.push_back(std::move(r.fitting[k]));
    }
  }
  r.fitting = std::move(free);
}

std::string says(const std::vector<Reason>& reasons, Lang lang);
std::vector<TeamCandidate> teams_of(Call& call, const needs::NeedBrief& need, const Ranked& r);
std::vector<Barred> nearest_barred(Call& call, const needs::NeedBrief& need, const Ranked& r);
void add_names(Call& call, Ranking& ranking);

}  // namespace

Ranked rank(Call& call, const needs::NeedBrief& need, std::size_t best) {
  Ranked r;
  r.picture = call.settings.caches->of<Roster>().picture(call);
  const auto& p = *r.picture;
  const auto known = known_of(call, need);
  const Wanted wanted = wanted_of(call, need);
  for (std::size_t i = 0; i < p.volunteers.size(); ++i) {
    if (!p.volunteers[i]) continue;
    const auto& who = *p.volunteers[i];
    const Circumstances c = circumstances(known, p, who.person);
    if (const auto bar = bar_of(wanted, who, c, call.settings.zone)) r.barred.emplace_back(i, *bar);
    else r.fitting.push_back({i, fit_of(wanted, who, c)});
  }
  std::sort(r.fitting.begin(), r.fitting.end(), Better{p});
  take_out_busy(call, need, best, r);
  return r;
}

Judge::Judge(Call& call, const needs::NeedBrief& need)
    : call_(call), need_(need), known_(std::make_unique<KnownOfNeed>(known_of(call, need))) {}

Judge::~Judge() = default;

Result<Judged> Judge::of(PersonId volunteer) {
  ASSIGN_OR_RETURN(const people::VolunteerProfile who, people::find_volunteer(call_, volunteer));
  const auto picture = call_.settings.caches->of<Roster>().picture(call_);
  Circumstances c = circumstances(*known_, *picture, volunteer);
  if (need_.window) {
    for (const auto& b : needs::busy_windows(call_, {volunteer}, *need_.window)) {
      c.busy.push_back({b.start, b.end});
    }
  }
  const Wanted wanted = wanted_of(call_, need_);
  if (const auto bar = bar_of(wanted, who, c, call_.settings.zone)) return Judged{bar, {}};
  return Judged{std::nullopt, fit_of(wanted, who, c)};
}

Result<Fit> require_fit(Judge& judge, PersonId volunteer) {
  ASSIGN_OR_RETURN(Judged judged, judge.of(volunteer));
  if (!judged.bar) return std::move(judged.fit);
  Refused refused{does_not_fit};
  refused.seen = std::string(to_text(*judged.bar)) + " " + volunteer.text();
  return refused;
}

Result<Ranking> rank_for_need(Call& call, const RankForNeed& q) {
  ASSIGN_OR_RETURN(const needs::NeedBrief need,
                   needs::access_need(call, q.need, access::Right::need_dispatch));
  const std::size_t limit = q.limit ? static_cast<std::size_t>(q.limit->value) : 20;
  constexpr std::size_t kept_for_teams = 500;
  const Ranked r = rank(call, need, std::max(limit, kept_for_teams));
  const auto& p = *r.picture;
  Ranking ranking;
  ranking.need = need.id;
  ranking.considered = static_cast<std::int64_t>(p.place.size());
  ranking.fitting = ranking.considered - static_cast<std::int64_t>(r.barred.size());
  for (const auto& f : r.fitting) {
    const auto& who = *p.volunteers[f.place];
    if (q.volunteer && who.person != *q.volunteer) continue;
    if (ranking.candidates.size() == limit) break;
    ranking.candidates.push_back({who.person, {}, f.fit.score, f.fit.reasons,
                                  says(f.fit.reasons, call.actor.lang), who.teams});
  }
  std::map<Bar, std::int64_t> counts;
  for (const auto& [place, bar] : r.barred) ++counts[bar];
  for (const auto& [bar, people] : counts) {
    ranking.barred.push_back({bar, std::string(words_of(bar).in(call.actor.lang)), people});
  }
  ranking.teams = teams_of(call, need, r);
  ranking.nearest_barred = nearest_barred(call, need, r);
  if (q.volunteer) {
    std::erase_if(ranking.nearest_barred, [&](const Barred& b) { return b.volunteer != *q.volunteer; });
    const auto at = p.place.find(*q.volunteer);
    for (const auto& [place, bar] : r.barred) {
      if (at == p.place.end() || place != at->second || !ranking.nearest_barred.empty()) continue;
      ranking.nearest_barred.push_back({*q.volunteer, {}, bar, std::string(words_of(bar).in(call.actor.lang))});
    }
  }
  add_names(call, ranking);
  return ranking;
}

namespace {

std::string say(const Reason& r, Lang lang) {
  const bool zh = lang == Lang::zh;
  switch (r.virtue) {
    case Virtue::distance:
      if (r.value < 0) return zh ? "同一片区" : "same neighbourhood";
      return fmt::format(fmt::runtime(zh ? "距离 {:.1f} km" : "{:.1f} km away"), static_cast<double>(r.value) / 1000);
    case Virtue::load:
      return fmt::format(fmt::runtime(zh ? "近 30 天 {} 次" : "{} services in 30 days"), r.value);
    case Virtue::continuity:
      return fmt::format(fmt::runtime(zh ? "服务过这位居民 {} 次" : "served this resident {} times"), r.value);
    case Virtue::language:
      if (r.value == 0) return "";
      return zh ? "语言相通" : "speaks their language";
    case Virtue::transport:
      return fmt::format(fmt::runtime(zh ? "路上约 {} 分钟" : "about {} minutes on the way"), r.value);
  }
  return "";
}

std::string says(const std::vector<Reason>& reasons, Lang lang) {
  std::string out;
  for (const auto& r : reasons) {
    const std::string one = say(r, lang);
    if (one.empty()) continue;
    if (!out.empty()) out += lang == Lang::zh ? ",": ", ";
    out += one;
  }
  return out;
}

std::vector<TeamCandidate> teams_of(Call&, const needs::NeedBrief& need, const Ranked& r) {
  std::map<people::TeamId, std::vector<std::int64_t>> scores;  // best first, as r.fitting is
  for (const auto& f : r.fitting) {
    for (const auto team : r.picture->volunteers[f.place]->teams) scores[team].push_back(f.fit.score);
  }
  std::vector<TeamCandidate> teams;
  for (const auto& [team, members] : scores) {
    const auto wanted = static_cast<std::size_t>(need.people_wanted);
    if (members.size() < wanted) continue;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < wanted; ++i) sum += members[i];
    teams.push_back({team, {}, sum / need.people_wanted, static_cast<std::int64_t>(members.size())});
  }
  std::sort(teams.begin(), teams.end(), [](const TeamCandidate& a, const TeamCandidate& b) {
    return std::tuple(-a.score, -a.fitting, a.team) < std::tuple(-b.score, -b.fitting, b.team);
  });
  constexpr std::size_t teams_max = 10;
  if (teams.size() > teams_max) teams.resize(teams_max);
  return teams;
}

// Those whom a worker would miss: near by, and barred by something that is not distance.
std::vector<Barred> nearest_barred(Call& call, const needs::NeedBrief& need, const Ranked& r) {
  std::vector<std::pair<std::int64_t, std::size_t>> near;  // metres, index into r.barred
  for (std::size_t i = 0; i < r.barred.size(); ++i) {
    if (r.barred[i].second == Bar::too_far) continue;
    const auto metres = metres_between(need, *r.picture->volunteers[r.barred[i].first]);
    near.emplace_back(metres.value_or(1'000'000), i);
  }
  constexpr std::size_t shown = 20;
  const auto end = near.begin() + static_cast<std::ptrdiff_t>(std::min(shown, near.size()));
  std::partial_sort(near.begin(), end, near.end());
  std::vector<Barred> barred;
  for (auto it = near.begin(); it != end; ++it) {
    const auto& [place, bar] = r.barred[it->second];
    barred.push_back({r.picture->volunteers[place]->person, {}, bar,
                      std::string(words_of(bar).in(call.actor.lang))});
  }
  return barred;
}

void add_names(Call& call, Ranking& ranking) {
  std::vector<PersonId> people;
  for (const auto& c : ranking.candidates) people.push_back(c.volunteer);
  for (const auto& b : ranking.nearest_barred) people.push_back(b.volunteer);
  std::map<PersonId, std::string> names;
  for (auto& n : people::names_of(call, people)) names[n.person] = std::move(n.name);
  for (auto& c : ranking.candidates) c.name = names[c.volunteer];
  for (auto& b : ranking.nearest_barred) b.name = names[b.volunteer];
  for (auto& t : ranking.teams) t.name = people::team_name(call, t.team);
}

}  // namespace
}  // namespace lastmile::dispatch

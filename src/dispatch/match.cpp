#include "dispatch/match.h"

#include <algorithm>

#include "geo/travel.h"

namespace lastmile::dispatch {
namespace {

geo::TravelMode mode_of(people::Transport transport) {
  switch (transport) {
    case people::Transport::walk:
      return geo::TravelMode::walking;
    case people::Transport::cycle:
      return geo::TravelMode::cycling;
    case people::Transport::drive:
      return geo::TravelMode::driving;
  }
  return geo::TravelMode::walking;
}

bool is_barred_by_age(const Wanted& w, const people::VolunteerProfile& who, const Zone& zone) {
  if (is_too_young(who, w.need.risk, w.day)) return true;
  return w.need.window && !people::age_allows(who, *w.need.window, zone);
}

bool is_too_far(const Wanted& w, const people::VolunteerProfile& who) {
  if (const auto metres = metres_between(w.need, who)) return *metres > reach_metres(who.transport);
  return !who.home_path.starts_with(nearby_path(w.need.site_path));
}

std::int64_t shared_languages(const Wanted& w, const people::VolunteerProfile& who) {
  return std::count_if(w.need.languages.begin(), w.need.languages.end(), [&](const std::string& l) {
    return std::find(who.languages.begin(), who.languages.end(), l) != who.languages.end();
  });
}

}  // namespace

bool is_too_young(const people::VolunteerProfile& who, needs::Risk risk, Day day) {
  const bool ordinary = risk == needs::Risk::ordinary;
  if (!who.birth_day) return !ordinary;  // not where 18+ is law
  return people::age_on(*who.birth_day, day) < (ordinary ? alone_age : adult_age);
}

Words words_of(Bar bar) {
  switch (bar) {
    case Bar::paused:
      return {"is taking a break", "暂停服务中"};
    case Bar::is_recipient:
      return {"is the one who asked", "是求助人本人"};
    case Bar::already_helping:
      return {"has said yes already", "已接此单"};
    case Bar::said_no:
      return {"declined this need", "已谢绝此单"};
    case Bar::kept_apart:
      return {"one of the two asked not to be matched", "其中一方要求不匹配"};
    case Bar::minor:
      return {"is too young for this work", "年龄不符合要求"};
    case Bar::not_insured:
      return {"has no insurance, which this work asks for", "缺少所需保险"};
    case Bar::not_trained:
      return {"has no training for risky work", "未接受风险培训"};
    case Bar::skill_missing:
      return {"lacks a skill asked for", "缺少所需技能"};
    case Bar::licence_missing:
      return {"has no licence valid then", "没有在有效期内的资质"};
    case Bar::not_free:
      return {"is not free then", "该时段没有空"};
    case Bar::busy:
      return {"has another service then", "该时段已有服务"};
    case Bar::too_far:
      return {"lives too far away", "距离太远"};
  }
  return {"", ""};
}

std::optional<Bar> bar_of(const Wanted& w, const people::VolunteerProfile& who,
                          const Circumstances& known, const Zone& zone) {
  const auto& need = w.need;
  if (!who.active) return Bar::paused;
  if (who.person == need.recipient || who.person == need.asker) return Bar::is_recipient;
  for (const auto& helper : need.helpers) {
    if (helper.person == who.person && needs::is_expected(helper.state)) {
      return Bar::already_helping;
    }
  }
  if (known.said_no) return Bar::said_no;
  if (known.kept_apart) return Bar::kept_apart;
  if (is_barred_by_age(w, who, zone)) return Bar::minor;
  if (need.risk == needs::Risk::high && !people::is_insured(who, service_window(w), zone)) {
    return Bar::not_insured;
  }
  if (need.risk == needs::Risk::high && !who.trained_for_risk) return Bar::not_trained;
  if (!has_all(who.skills, need.skills)) return Bar::skill_missing;
  if (need.licence && !people::holds_licence(who, *need.licence, service_window(w), zone)) {
    return Bar::licence_missing;
  }
  if (need.window && !people::is_free(who, *need.window, zone)) return Bar::not_free;
  const bool busy =
      need.window && std::any_of(known.busy.begin(), known.busy.end(),
                                 [&](const TimeWindow& b) { return b.overlaps(*need.window); });
  if (busy) return Bar::busy;
  if (is_too_far(w, who)) return Bar::too_far;
  return std::nullopt;
}

Fit fit_of(const Wanted& w, const people::VolunteerProfile& who, const Circumstances& known) {
  Fit fit;
  fit.reasons.reserve(5);
  const auto add = [&](Virtue virtue, std::int64_t points, std::int64_t value) {
    fit.reasons.push_back({virtue, points, value});
    fit.score += points;
  };
  const auto metres = metres_between(w.need, who);
  add(Virtue::distance,
      metres ? distance_points(*metres, reach_metres(who.transport)) : distance_points_unknown,
      metres.value_or(-1));
  add(Virtue::load, load_points(known.services_30_days), known.services_30_days);
  // 25 points for a face the resident knows and likes.
  const bool liked = known.stars_from_recipient == 0 || known.stars_from_recipient >= 3;
  const std::int64_t familiar =
      known.times_with_recipient == 0 ? 0
      : liked ? 15 + std::min<std::int64_t>(10, 5 * known.times_with_recipient)
              : -20;
  if (familiar != 0) add(Virtue::continuity, familiar, known.times_with_recipient);
  const std::int64_t shared = shared_languages(w, who);
  add(Virtue::language, shared > 0 || w.need.languages.empty() ? language_points : 0, shared);
  std::int64_t minutes = 0;
  if (metres && w.need.point && who.point) {
    const auto way =
        geo::travel_time({who.point->lat, who.point->lon}, {w.need.point->lat, w.need.point->lon},
                         geo::model_of(mode_of(who.transport)));
    minutes = std::chrono::ceil<std::chrono::minutes>(way).count();
  }
  add(Virtue::transport, std::max<std::int64_t>(0, transport_points_max - minutes / 12), minutes);
  fit.score = std::clamp<std::int64_t>(fit.score, 0, 100);
  return fit;
}

std::int64_t distance_points(std::int64_t metres, std::int64_t reach) {
  return 40 * std::max<std::int64_t>(0, reach - metres) / reach;
}

std::int64_t load_points(std::int64_t services_30_days) {
  return std::max<std::int64_t>(0, 20 - 4 * services_30_days);
}

bool has_all(const std::vector<std::string>& held, const std::vector<std::string>& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& skill) {
    return std::find(held.begin(), held.end(), skill) != held.end();
  });
}

TimeWindow service_window(const Wanted& w) {
  return w.need.window.value_or(TimeWindow{w.now, w.now + std::chrono::hours{24}});
}

std::optional<std::int64_t> metres_between(const needs::NeedBrief& need,
                                           const people::VolunteerProfile& who) {
  if (!need.point || !who.point) return std::nullopt;
  return static_cast<std::int64_t>(
      geo::distance_metres({need.point->lat, need.point->lon}, {who.point->lat, who.point->lon}));
}

std::int64_t reach_metres(people::Transport transport) {
  switch (transport) {
    case people::Transport::walk:
      return 3'000;
    case people::Transport::cycle:
      return 10'000;
    case people::Transport::drive:
      return 40'000;
  }
  return 3'000;
}

std::string nearby_path(std::string_view site_path) {
  // "4112/411202/411202001/411202001001/": the first three parts are the subcenter's path.
  std::size_t end = 0;
  for (int parts = 0; parts < 3; ++parts) {
    const auto slash = site_path.find('/', end);
    if (slash == site_path.npos) break;
    end = slash + 1;
  }
  return std::string(site_path.substr(0, end));
}

}  // namespace lastmile::dispatch

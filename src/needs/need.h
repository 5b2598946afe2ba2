#pragma once
#include <optional>
#include <string>
#include <vector>

#include "attendance/attendance.h"

/// The need: what a resident asks for, and the closed loop it goes round.
namespace lastmile::needs {

using NeedId = Id<struct NeedTag>;

/// 点单 → 审核 → 派单 → 接单 → 服务 → 确认 → 评单 → 办结 (see the table in need_rules.cpp).
enum class NeedState {
  draft,      // being written, or taken down offline
  submitted,  // waits for triage
  returned,   // back to the asker for detail
  refused,    // with reason; final
  referred,   // to 12345/110/119/120 or another body; final
  accepted,   // triaged, kept for later (appointment, material missing)
  awaiting_dispatch,
  offered,                // invited, open for claim, or handed to a lower site
  taken,                  // someone said yes; time not fixed
  scheduled,              // who comes and when is fixed
  in_service,             // checked in
  awaiting_confirmation,  // checked out; the one served has not yet said it happened
  awaiting_rating,
  archived,   // closed; final unless reopened
  withdrawn,  // by the one who asked; final
  merged,     // into another need; final unless undone
};
BOOST_DESCRIBE_ENUM(NeedState, draft, submitted, returned, refused, referred, accepted,
                    awaiting_dispatch, offered, taken, scheduled, in_service, awaiting_confirmation,
                    awaiting_rating, archived, withdrawn, merged)

enum class Urgency { now, same_day, three_days, appointment };
BOOST_DESCRIBE_ENUM(Urgency, now, same_day, three_days, appointment)
enum class Source {
  self,
  family,
  grid_worker,
  hotline,
  counter,
  team,
  home_visit,
  inspection,
  device
};
BOOST_DESCRIBE_ENUM(Source, self, family, grid_worker, hotline, counter, team, home_visit,
                    inspection, device)
enum class Risk { ordinary, raised, high };
BOOST_DESCRIBE_ENUM(Risk, ordinary, raised, high)

/// Where the point of a need comes from: it was asked for there, it is the recipient's home, or it
/// stands for the whole neighbourhood of the station.
enum class PointFrom { asked, home, station };
BOOST_DESCRIBE_ENUM(PointFrom, asked, home, station)

/// A service category "0405": L1 + L2 of the ten fields; table is data.
struct Category {
  std::string code;
  std::string name_zh;
  std::string name_en;
  Risk risk = Risk::ordinary;
  std::optional<std::string> licence;  // dictionary code that licensed work needs
  std::vector<std::string> skills;     // required of everyone who does it
  bool counts_hours = true;            // training and meetings do not
};
BOOST_DESCRIBE_STRUCT(Category, (), (code, name_zh, name_en, risk, licence, skills, counts_hours))

/// One who said yes to a need.
enum class HelperState { taken, in_service, served, left };
BOOST_DESCRIBE_ENUM(HelperState, taken, in_service, served, left)
/// Expected, or at the door; whoever served has done their part.
constexpr bool is_expected(HelperState state) {
  return state == HelperState::taken || state == HelperState::in_service;
}

struct Helper {
  PersonId person;
  std::optional<people::TeamId> team;
  HelperState state = HelperState::taken;
};
BOOST_DESCRIBE_STRUCT(Helper, (), (person, team, state))

/// What the modules above need to know of a need; texts and exact address stay in needs. People
/// are named as they are now: a profile that was merged is the one kept.
struct NeedBrief {
  NeedId id;
  std::string number;   // read out by phone, e.g. "H3-0412-7": see need_number.h
  places::SiteId site;  // the site responsible now
  std::string site_path;
  NeedState state = NeedState::submitted;
  std::string category;
  Urgency urgency = Urgency::three_days;
  Risk risk = Risk::ordinary;
  PersonId recipient;  // the one served
  PersonId asker;      // the one who asked (may be the recipient)
  Source source = Source::self;
  std::optional<TimeWindow> window;  // when it should happen
  std::int64_t effort_minutes = 60;  // work only
  std::int64_t people_wanted = 1;
  std::vector<std::string> skills;
  std::optional<std::string> licence;
  std::vector<std::string> languages;
  std::optional<places::MapPoint> point;  // of the place of service, blurred to the community
  std::vector<Helper> helpers;
  Instant submitted_at;
  std::optional<Instant> due_at;  // of the present step
};
BOOST_DESCRIBE_STRUCT(NeedBrief, (),
                      (id, number, site, site_path, state, category, urgency, risk, recipient,
                       asker, source, window, effort_minutes, people_wanted, skills, licence,
                       languages, point, helpers, submitted_at, due_at))

}  // namespace lastmile::needs

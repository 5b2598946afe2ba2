#include <fmt/format.h>

#include <algorithm>

#include "access/demo_logins.h"
#include "demo/names.h"
#include "demo/stage.h"
#include "people/consents.h"
#include "people/licences.h"
#include "people/residents.h"
#include "people/teams.h"
#include "people/volunteers.h"
#include "places/places.h"
#include "places/sites.h"

/// Who lives and helps in the demo town.
namespace lastmile::demo {
namespace {

std::string make_name(Stage& s) {
  std::string name = s.pick(surnames);
  if (s.chance(75)) name += s.pick(given_first);
  return name + s.pick(given_second);
}

// Numbers of a block that no network gives out to people.
Phone make_phone(int n) { return fitting(Phone::parse(fmt::format("199{:08}", 10'000'000 + n))); }

Day make_birth_day(Stage& s, int youngest, int oldest) {
  const auto age =
      youngest + static_cast<int>(s.below(static_cast<std::uint64_t>(oldest - youngest)));
  const Day today = s.town().settings().zone.day_of(s.now());
  return today - std::chrono::days{365 * age + static_cast<int>(s.below(365))};
}

places::MapPoint near(Stage& s, const places::MapPoint& at, double degrees) {
  return {at.lat + (s.rng().unit() - 0.5) * degrees, at.lon + (s.rng().unit() - 0.5) * degrees};
}

PersonId enter(Stage& s, const Actor& worker, const places::Site& home, Day born, int phone) {
  people::EnterResident cmd;
  cmd.name = fitting(Name::parse(make_name(s)));
  cmd.sex = s.chance(50) ? people::Sex::female : people::Sex::male;
  cmd.birth_day = born;
  if (phone >= 0) cmd.phone = make_phone(phone);
  cmd.address = fitting(Line::parse(fmt::format("{}号楼{}单元{}室", s.below(30) + 1, s.below(4) + 1,
                                                (s.below(6) + 1) * 100 + s.below(3) + 1)));
  if (home.point) cmd.point = near(s, *home.point, 0.006);
  cmd.home_site = home.id;
  cmd.consent = fitting(Line::parse("入户登记时口头同意"));
  cmd.anyway = true;
  return s.as(worker, people::enter_resident, cmd).person;
}

// Whoever comes to them is told where they live, and their phone.
PersonId enter_resident(Stage& s, const Actor& worker, const places::Site& home, int phone) {
  const PersonId who = enter(s, worker, home, make_birth_day(s, 58, 92), phone);
  people::GiveConsent cmd{.person = who, .kind = people::ConsentKind::contact_sharing};
  cmd.wording_version = 1;
  cmd.how = fitting(Line::parse("入户登记时口头同意"));
  s.as(worker, people::give_consent, cmd);
  return who;
}

constexpr std::array<const char*, 12> skills{
    "companionship", "errands",  "housework", "haircut",   "carrying", "repairs",
    "escort",        "tutoring", "digital",   "mediation", "cleaning", "first_aid"};

std::vector<people::FreeHours> make_hours(Stage& s) {
  std::vector<people::FreeHours> hours;
  if (s.chance(40)) return hours;  // free whenever asked
  for (int day = 0; day < 7; ++day) {
    if (!s.chance(60)) continue;
    const bool morning = s.chance(50);
    hours.push_back({{day}, {morning ? 8 * 60 : 13 * 60}, {morning ? 13 * 60 : 21 * 60}});
  }
  return hours;
}

void add_licence(Stage& s, const Actor& worker, PersonId who) {
  constexpr std::array<const char*, 5> codes{"doctor", "nurse", "lawyer", "counsellor",
                                             "first_aid"};
  const Day today = s.town().settings().zone.day_of(s.now());
  people::EnterLicence cmd;
  cmd.person = who;
  cmd.code = fitting(Text<1, 40>::parse(s.pick(codes)));
  cmd.number = fitting(Text<1, 60>::parse(fmt::format("YX{:08}", s.below(100'000'000))));
  cmd.from = today - std::chrono::days{400};
  cmd.until = today + std::chrono::days{s.chance(10) ? 5 : 700};
  const auto view = s.as(worker, people::enter_licence, cmd);
  s.as(worker, people::verify_licence, people::VerifyLicence{view.licence});
}

// Those behind the demo's logins take anything simple at any hour.
void join(Stage& s, const Actor& worker, PersonId who, bool is_shown) {
  people::JoinAsVolunteer cmd;
  cmd.person = who;
  if (is_shown) cmd.skills = {"companionship", "errands", "housework"};
  for (int i = 0; i < 3; ++i) {
    const std::string skill = s.pick(skills);
    if (std::find(cmd.skills.begin(), cmd.skills.end(), skill) == cmd.skills.end())
      cmd.skills.push_back(skill);
  }
  cmd.languages = {"zh"};
  if (s.chance(70)) cmd.languages.push_back("zh_henan");
  if (!is_shown) cmd.free_hours = make_hours(s);
  cmd.transport = s.chance(20)   ? people::Transport::drive
                  : s.chance(60) ? people::Transport::cycle
                                 : people::Transport::walk;
  s.as(worker, people::join_as_volunteer, cmd);
  if (s.chance(12)) add_licence(s, worker, who);
}

void open_teams(Stage& s, Cast& cast, int teams) {
  for (int i = 0; i < teams; ++i) {
    const auto& site = cast.stations[static_cast<std::size_t>(i) % cast.stations.size()];
    people::MakeTeam cmd;
    cmd.name = fitting(Name::parse(
        fmt::format("{}{}志愿服务队", std::string(site.name).substr(0, site.name.find("新时代")),
                    team_kinds[static_cast<std::size_t>(i) % team_kinds.size()])));
    cmd.site = site.id;
    cast.teams.push_back(s.as(cast.workers.at(site.path), people::make_team, cmd).team);
  }
}

void join_team(Stage& s, const Actor& worker, people::TeamId team, PersonId who, bool leads) {
  s.as(person(who), people::ask_to_join, people::AskToJoin{team});
  s.as(worker, people::answer_request, people::AnswerRequest{team, who, true});
  if (leads) s.as(worker, people::set_team_leader, people::SetTeamLeader{team, who, true});
}

}  // namespace

Actor person(PersonId id) {
  Actor actor;
  actor.person = id;
  return actor;
}

void enter_people(Stage& s, Cast& cast, int volunteers, int teams) {
  const std::size_t stations = cast.stations.size();
  cast.residents.resize(stations);
  cast.volunteers.resize(stations);
  s.scene([&](Stage&) { open_teams(s, cast, teams); });
  int phone = 0;
  for (std::size_t i = 0; i < stations; ++i) {
    const auto& site = cast.stations[i];
    const Actor& worker = cast.workers.at(site.path);
    const int helpers = volunteers / static_cast<int>(stations) +
                        (static_cast<int>(i) < volunteers % static_cast<int>(stations) ? 1 : 0);
    s.scene([&](Stage&) {
      for (int k = 0; k < 16; ++k) {
        cast.residents[i].push_back(enter_resident(s, worker, site, phone++));
      }
      for (int k = 0; k < helpers; ++k) {
        const PersonId who = enter(s, worker, site, make_birth_day(s, 18, 66), phone++);
        join(s, worker, who, i == 0 && k < shown_volunteers);
        cast.volunteers[i].push_back(who);
        // A team of the own station, where there is one.
        if (i < cast.teams.size()) join_team(s, worker, cast.teams[i], who, k == 0);
      }
    });
  }
}

}  // namespace lastmile::demo

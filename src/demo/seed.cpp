#include "demo/seed.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/demo_logins.h"
#include "access/password.h"
#include "demo/stage.h"
#include "places/site_store.h"
#include "places/sites.h"

namespace lastmile::demo {
namespace {

constexpr std::string_view county = "411202";  // 湖滨区

Actor with_role(PersonId id, access::Role role, const std::string& scope) {
  Actor actor = person(id);
  actor.grants.push_back({std::string(to_text(role)), scope});
  return actor;
}

// The real division files hold no coordinates: each township gets an invented centre around
// 34.77 N 111.19 E, and its stations lie within a kilometre or two of it.
void put_on_the_map(Stage& s, Cast& cast, const Actor& staff) {
  std::map<std::string, places::MapPoint> townships;
  for (auto& site : cast.stations) {
    const std::string township = site.code.substr(0, 9);
    auto at = townships.find(township);
    if (at == townships.end()) {
      at = townships
               .emplace(township, places::MapPoint{34.745 + s.rng().unit() * 0.06,
                                                   111.14 + s.rng().unit() * 0.12})
               .first;
    }
    site.point = places::MapPoint{at->second.lat + (s.rng().unit() - 0.5) * 0.025,
                                  at->second.lon + (s.rng().unit() - 0.5) * 0.03};
    places::ChangeSite cmd;
    cmd.site = site.id;
    cmd.point = std::optional<places::MapPoint>(site.point);
    cmd.phone = std::optional<Text<3, 20>>(
        fitting(Text<3, 20>::parse(fmt::format("0398-28{:05}", s.below(100'000)))));
    std::vector<places::OpeningHours> hours;
    for (int day = 0; day < 6; ++day) hours.push_back({{day}, {8 * 60}, {18 * 60}});
    cmd.opening_hours = hours;
    cmd.pilot = s.chance(15);
    cmd.demonstration = s.chance(8);
    s.as(staff, places::change_site, cmd);
  }
}

PersonId employ(Stage& s, const access::OfferStaff& offer) {
  return s.run(Actor{.system = true},
               [&](Call& call) { return access::offer_demo_staff(call, offer); });
}

Cast find_sites(app::Town& town) {
  Cast cast;
  town.db().read([&](storage::Tx& tx) {
    const int region = town.settings().region;
    const auto center = places::load_site_by_code(tx, region, county);
    if (!center) {
      throw std::runtime_error(
          "the demo plays at the sites of 湖滨区 in 4112, and none stand here: run "
          "`lastmile import-divisions` first, without --no-sites (again, if the divisions are in), "
          "in a town made by `lastmile init --demo --city 4112`");
    }
    cast.center = {center->id,    center->code, center->path, center->kind,
                   center->state, center->name, {},           {}};
    for (const auto& row : places::load_sites_under(tx, region, center->path)) {
      if (row.kind != places::SiteKind::station) continue;
      cast.stations.push_back({row.id, row.code, row.path, row.kind, row.state, row.name, {}, {}});
    }
  });
  return cast;
}

// A story broken off lies in the middle of its days, and told twice everybody would be there twice.
void refuse_where_one_began(app::Town& town) {
  bool has_begun = false;
  const auto looked = town.commands().run(Actor{.system = true}, [&](Call& call) -> Check {
    ASSIGN_OR_RETURN(const access::DemoLogins people, access::list_demo_logins(call, {}));
    has_begun = !people.items.empty();
    return Done{};
  });
  ASSERT(looked.ok());
  if (!has_begun) return;
  throw std::runtime_error(fmt::format(
      "a demo was filled in here before, to its end or broken off, and cannot be gone on with: "
      "remove {} (on PostgreSQL empty the database too), or give another --data; then init --demo "
      "and import-divisions again",
      town.options().dir.string()));
}

void appoint(Stage& s, Cast& cast) {
  const std::string hash = access::hash_password(access::demo_password());
  const std::string city = fmt::format("{}/", s.town().settings().region);
  const auto& first = cast.stations.front();
  const std::string subcenter =
      first.path.substr(0, first.path.rfind('/', first.path.size() - 2) + 1);
  s.scene([&](Stage&) {
    const PersonId worker = employ(s, {"worker",
                                       5,
                                       "陈站长",
                                       {"station worker", "社区工作者"},
                                       access::Role::station_worker,
                                       first.path,
                                       hash});
    const PersonId sub = employ(s, {"subcenter",
                                    6,
                                    "刘所长",
                                    {"subcenter staff", "实践所工作人员"},
                                    access::Role::subcenter_staff,
                                    subcenter,
                                    hash});
    const PersonId center = employ(s, {"center",
                                       7,
                                       "赵主任",
                                       {"center staff", "实践中心工作人员"},
                                       access::Role::center_staff,
                                       cast.center.path,
                                       hash});
    employ(s, {"city",
               8,
               "孙科长",
               {"civilization office", "文明办"},
               access::Role::city_office,
               city,
               hash});
    employ(s, {"auditor", 9, "周审计", {"auditor", "审计员"}, access::Role::auditor, city, hash});
    employ(s, {"security",
               10,
               "吴安全",
               {"security administrator", "安全管理员"},
               access::Role::security_admin,
               city,
               hash});
    employ(s, {"system",
               11,
               "郑系统",
               {"system administrator", "系统管理员"},
               access::Role::system_admin,
               city,
               hash});
    for (const auto& site : cast.stations) {
      cast.workers.emplace(site.path, with_role(worker, access::Role::station_worker, site.path));
    }
    cast.subcenter = with_role(sub, access::Role::subcenter_staff, subcenter);
    cast.center_staff = with_role(center, access::Role::center_staff, cast.center.path);
    put_on_the_map(s, cast, cast.center_staff);
  });
}

void offer_phones(Stage& s, const Cast& cast) {
  const auto offer = [&](PersonId who, int phone, const char* name, Words role,
                         std::int64_t place) {
    access::OfferPhone o;
    o.person = who;
    o.phone = fitting(Phone::parse(fmt::format("199{:08}", 10'000'000 + phone)));
    o.place = place;
    o.name = name;
    o.role = role;
    s.run(Actor{.system = true}, [&](Call& call) { return access::offer_demo_phone(call, o); });
  };
  // enter_people gives phones in order: a station's 16 residents, then its volunteers.
  s.scene([&](Stage&) {
    offer(cast.residents[0][0], 0, "居民（求助）", {"resident", "居民"}, 1);
    offer(cast.volunteers[0][0], 16, "志愿者（队长）", {"volunteer, team leader", "志愿者、队长"},
          2);
    const int shown = std::min(shown_volunteers, static_cast<int>(cast.volunteers[0].size()));
    for (int i = 1; i < shown; ++i) {
      const auto who = cast.volunteers[0][static_cast<std::size_t>(i)];
      offer(who, 16 + i, i == 1 ? "志愿者（队员甲）" : "志愿者（队员乙）", {"volunteer", "志愿者"},
            2 + i);
    }
  });
}

}  // namespace

void Stage::stop(const Refused& refused) {
  std::string what =
      "the demo's story was refused: " + std::string(refused.refusal.code) + " " + refused.seen;
  for (const auto& bad : refused.fields) what += " " + bad.path + ": " + bad.en + ";";
  throw std::runtime_error(what);
}

void seed(const SeedOptions& options, const std::function<void(const std::string&)>& say) {
  const Instant today = options.now.value_or(
      std::chrono::floor<std::chrono::hours>(std::chrono::system_clock::now()));
  Instant clock = today - std::chrono::hours{24} * (options.days + 1);
  app::TownOptions where = options.town;
  where.clock = [&clock] { return clock; };
  where.seed = options.seed;
  app::Town town(where);
  if (!town.settings().demo) throw app::WrongTown("this town is no demo: init it with --demo");
  if (auto done = app::prepare(town); !done.ok())
    throw std::runtime_error(std::string(done.refused().refusal.code));
  refuse_where_one_began(town);
  Cast cast = find_sites(town);
  Stage stage(town, clock, options.seed);
  say(fmt::format("{} stations of {}", cast.stations.size(), cast.center.name));
  appoint(stage, cast);
  enter_people(stage, cast, options.volunteers, options.teams);
  offer_phones(stage, cast);
  stage.settle();
  say(fmt::format("{} volunteers in {} teams", options.volunteers, options.teams));
  const Zone& zone = town.settings().zone;
  const Day last = zone.day_of(today);
  play_history(stage, cast, last - std::chrono::days{options.days - 1}, last);
  say(fmt::format("{} days of history", options.days));
  clock = today;
  fill_inbox(stage, cast);
  say("today's inbox");
}

}  // namespace lastmile::demo

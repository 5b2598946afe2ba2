#include "world.h"

#include "access/access_routes.h"
#include "access/grants.h"
#include "access/sessions.h"
#include "access/staff_accounts.h"
#include "app/household_reads.h"
#include "app/town.h"
#include "jobs/test_jobs.h"
#include "makers.h"
#include "needs/categories.h"
#include "places/divisions.h"
#include "places/places.h"
#include "places/places_fixture.h"

namespace lastmile::authorization {
namespace {

std::map<std::string, Make>& all_objects() {
  static std::map<std::string, Make> all;
  return all;
}

// Everybody at once from one address: the limits of admission are tested elsewhere.
http::ServeOptions without_limits() {
  http::ServeOptions options;
  options.anonymous_posts = {.per_minute = 1e9, .burst = 1e9};
  return options;
}

std::string code_of(Where where) {
  std::string path = path_of(where);
  path.pop_back();
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

Objects::Objects(std::map<std::string, Make> objects) {
  for (auto& [name, make] : objects) {
    if (!all_objects().emplace(name, std::move(make)).second) {
      throw std::logic_error("two factories make " + name);
    }
  }
}

Make maker_of(const std::string& object) {
  const auto found = all_objects().find(object);
  return found == all_objects().end() ? Make() : found->second;
}

std::string path_of(Where where) {
  switch (where) {
    case Where::own:
      return "4112/411202/411202001/411202001001/";
    case Where::sibling:
      return "4112/411202/411202001/411202001002/";
    case Where::parent:
      return "4112/411202/411202001/";
    case Where::far:
      return "4112/411202/411202002/411202002001/";
  }
  return {};
}

World::World(storage::On on) : bench_(on) {
  bench_.settings.demo = true;
  town_ = std::make_unique<http::TestServe>(
      bench_, app::add_routes, app::http_hooks(bench_.settings.region), without_limits());
  open_sites();
  add_residents();
  add_staff(Who::worker, "station_worker", path_of(Where::own));
  add_staff(Who::worker_sibling, "station_worker", path_of(Where::sibling));
  add_staff(Who::worker_far, "station_worker", path_of(Where::far));
  add_staff(Who::subcenter, "subcenter_staff", path_of(Where::parent));
  add_staff(Who::subcenter_far, "subcenter_staff", "4112/411202/411202002/");
  add_staff(Who::center, "center_staff", "4112/411202/");
  add_staff(Who::city_office, "city_office", "4112/");
  add_staff(Who::auditor, "auditor", "4112/");
  add_staff(Who::security_admin, "security_admin", path_of(Where::parent));
  add_staff(Who::system_admin, "system_admin", "4112/");
}

void World::open_sites() {
  const auto commands = jobs::commands_of(bench_);
  const places::DivisionFiles files;
  must(places::import_divisions(*commands, files.path(), "4112", {}));
  must(places::open_sites(*commands, "4112"));
  set_up([&](Call& call) {
    needs::enter_categories(call);
    for (const Where where : all_of<Where>()) {
      sites_[where] = must(places::site_of_area(call, given<RegionCode>(code_of(where))));
    }
    return Done{};
  });
}

void World::add_residents() {
  people_[Who::proxy] = make_somebody(*this, Where::own).id;
  people_[Who::resident] = make_resident(*this, Where::own).id;
  people_[Who::neighbour] = make_somebody(*this, Where::far).id;
  people_[Who::volunteer] = make_volunteer(*this, Where::own).id;
  people_[Who::other_volunteer] = make_volunteer(*this, Where::far).id;
  people_[Who::leader] = make_volunteer(*this, Where::own).id;
}

void World::add_staff(Who who, const std::string& role, const std::string& scope) {
  const std::string login(to_text(who));
  people_[who] = must_run(TestBench::system(), [&](Call& call) -> Result<PersonId> {
    ASSIGN_OR_RETURN(
        const auto invited,
        access::create_staff_account(call, {given<access::LoginName>(login), given<Name>(login),
                                            given<access::SitePath>(scope), std::nullopt}));
    RETURN_IF_REFUSED(
        access::grant_role(call, {invited.person, must(parse_enum<access::Role>(role)),
                                  given<access::SitePath>(scope), std::nullopt, std::nullopt}));
    return invited.person;
  });
  grants_[who] = {{role, scope}};
}

Actor World::clerk() {
  Actor clerk = TestBench::person(PersonId{Uuid{{7}}});
  clerk.system = true;
  return clerk;
}

Actor World::actor(Who who) const {
  if (who == Who::anonymous) return {};
  const auto grants = grants_.find(who);
  return TestBench::person(person(who),
                           grants == grants_.end() ? std::vector<Grant>{} : grants->second);
}

http::Client World::client(Who who, const Try& about) {
  if (who == Who::anonymous) return town_->nobody();
  const auto played = about.played.find(who);
  if (played != about.played.end()) return sign_in(who, played->second);
  auto known = clients_.find(who);
  if (known == clients_.end()) known = clients_.emplace(who, sign_in(who, person(who))).first;
  return known->second;
}

http::Client World::sign_in(Who who, PersonId person) {
  const auto method = grants_.contains(who) ? access::Method::staff : access::Method::code;
  const auto view = must_run(TestBench::system(), [&](Call& call) -> Result<access::SignedInView> {
    access::OpenSession how;
    how.person = person;
    how.method = method;
    return access::open_session(call, how);
  });
  return town_->bearing(view.token);
}

}  // namespace lastmile::authorization

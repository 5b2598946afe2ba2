#include "world.h"

#include "access/access_routes.h"

namespace lastmile::authorization {
namespace {

std::vector<Feature>& all_features() {
  static std::vector<Feature> all;
  return all;
}

// Everybody at once from one address: the limits of admission are tested elsewhere.
http::ServeOptions without_limits() {
  http::ServeOptions options;
  options.anonymous_posts = {.per_minute = 1e9, .burst = 1e9};
  return options;
}

void add_all_routes(http::Router& r) {
  for (const Feature& feature : features()) feature.add_routes(r);
}

}  // namespace

Registered::Registered(Feature feature) { all_features().push_back(std::move(feature)); }
const std::vector<Feature>& features() { return all_features(); }

std::string path_of(Where where) {
  switch (where) {
    case Where::own: return "4112/411202/411202001/";
    case Where::sibling: return "4112/411202/411202002/";
    case Where::parent: return "4112/411202/";
    case Where::child: return "4112/411202/411202001/411202001001/";
  }
  return {};
}

World::World(storage::On on) : bench_(on) {
  bench_.settings.demo = true;
  town_ = std::make_unique<http::TestServe>(
      bench_, add_all_routes, access::http_hooks(bench_.settings.region), without_limits());
  for (const Who who : {Who::resident, Who::volunteer, Who::other_volunteer, Who::leader}) {
    add_caller(who, {});
  }
  add_caller(Who::worker_own, {{"subcenter_staff", path_of(Where::own)}});
  add_caller(Who::worker_sibling, {{"subcenter_staff", path_of(Where::sibling)}});
  add_caller(Who::worker_parent, {{"center_staff", path_of(Where::parent)}});
  add_caller(Who::worker_child, {{"station_worker", path_of(Where::child)}});
  add_caller(Who::auditor, {{"auditor", "4112/"}});
  add_caller(Who::security_admin, {{"security_admin", path_of(Where::own)}});
  add_caller(Who::system_admin, {{"system_admin", "4112/"}});
  for (const Feature& feature : features()) {
    if (feature.set_up) feature.set_up(*this);
  }
}

void World::add_caller(Who who, std::vector<Grant> grants) {
  using namespace access;
  if (grants.empty()) {
    people_[who] = must_run(TestBench::system(), [&](Call& call) -> Result<PersonId> {
      const PersonId person = call.make_id<PersonTag>();
      RETURN_IF_REFUSED(open_account(call, person, must(Phone::parse(fresh_phone()))));
      return person;
    });
    return;
  }
  std::string login(to_text(who));
  people_[who] = must_run(TestBench::system(), [&](Call& call) {
                   return create_staff_account(
                       call, {must(LoginName::parse(login)), must(Name::parse(login)),
                              must(ScopePath::parse(grants[0].scope)), std::nullopt});
                 }).person;
  for (const Grant& grant : grants) {
    must_run(TestBench::system(), [&](Call& call) {
      return grant_role(call, {people_[who], must(parse_enum<Role>(grant.role)),
                               must(ScopePath::parse(grant.scope)), std::nullopt, std::nullopt});
    });
  }
  grants_[who] = std::move(grants);
}

const std::vector<Grant>& World::grants(Who who) const {
  static const std::vector<Grant> none;
  const auto found = grants_.find(who);
  return found == grants_.end() ? none : found->second;
}

Actor World::actor(Who who) const {
  if (who == Who::anonymous) return {};
  return TestBench::person(person(who), grants(who));
}

http::Client World::client(Who who) {
  if (who == Who::anonymous) return town_->nobody();
  const auto method = grants(who).empty() ? access::Method::code : access::Method::staff;
  const auto view = must_run(TestBench::system(), [&](Call& call) -> Result<access::SignedInView> {
    access::OpenSession how;
    how.person = person(who);
    how.method = method;
    return access::open_session(call, how);
  });
  return town_->bearing(view.token);
}

std::string World::fresh_phone() { return fmt::format("139{:08}", fresh()); }

}  // namespace lastmile::authorization

#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "access/access_bench.h"
#include "http/test_client.h"

/// The town in which every route is tried by everybody: four sites in line and beside each other,
/// and one caller of each kind, signed in afresh for each try.
namespace lastmile::authorization {

enum class Who {
  anonymous,
  resident,
  volunteer,
  other_volunteer,
  leader,
  worker_own,
  worker_sibling,
  worker_parent,
  worker_child,
  auditor,
  security_admin,
  system_admin,
};
BOOST_DESCRIBE_ENUM(Who, anonymous, resident, volunteer, other_volunteer, leader, worker_own,
                    worker_sibling, worker_parent, worker_child, auditor, security_admin,
                    system_admin)

/// Where the object lies, seen from the own site.
enum class Where { own, sibling, parent, child };
BOOST_DESCRIBE_ENUM(Where, own, sibling, parent, child)

/// The path of that site.
std::string path_of(Where where);

/// One request about one fresh object.
struct Try {
  std::string target;  // with the path parameters filled in
  std::string body = "{}";
  std::string content_type = "application/json";
  /// What the answer may show, by the name a `shows` line of the table gives it.
  std::map<std::string, std::string> marks = {};
};

class World;
/// Makes a fresh object at a place and the request about it that would succeed for whoever may.
using Make = std::function<Try(World&, Who caller, Where where)>;

/// What one feature brings. A file of its own registers it:
///   const Registered needs{{add_need_routes, set_up_needs, {{"need", make_need}}}};
struct Feature {
  http::TestServe::AddRoutes add_routes;
  std::function<void(World&)> set_up;      // sites, profiles, teams for the callers; may be empty
  std::map<std::string, Make> objects;     // by the name the table uses
};
struct Registered {
  explicit Registered(Feature feature);
};
const std::vector<Feature>& features();

class World {
 public:
  explicit World(storage::On on);

  TestBench& bench() { return bench_; }
  http::TestServe& town() { return *town_; }
  /// The person of a caller; nobody for the anonymous one.
  PersonId person(Who who) const { return people_.at(who); }
  /// Their grants, as the policy is asked.
  const std::vector<Grant>& grants(Who who) const;
  /// A client of that caller in a session just opened; `anonymous` has none.
  http::Client client(Who who);
  /// The caller as a verb sees it, for factories that act as somebody.
  Actor actor(Who who) const;

  /// Runs a verb that must succeed.
  template <class F>
  auto must_run(const Actor& by, F&& verb) {
    auto result = bench_.run(by, std::forward<F>(verb));
    if (!result.ok()) {
      throw std::runtime_error("set-up refused: " + std::string(result.refused().refusal.code));
    }
    return std::move(result).value();
  }
  /// A number that was never used before, for phones and names.
  int fresh() { return ++fresh_; }
  std::string fresh_phone();

 private:
  void add_caller(Who who, std::vector<Grant> grants);

  TestBench bench_;
  std::unique_ptr<http::TestServe> town_;
  std::map<Who, PersonId> people_;
  std::map<Who, std::vector<Grant>> grants_;
  int fresh_ = 0;
};

}  // namespace lastmile::authorization

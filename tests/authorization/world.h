#pragma once
#include <fmt/format.h>

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "call/test_call.h"
#include "http/test_client.h"
#include "places/place.h"

/// The town in which every route is tried by everybody: sites in line and beside each other, and
/// one caller of each kind. It serves the routes of the program itself, with its own hooks.
namespace lastmile::authorization {

enum class Who {
  anonymous,
  resident,         // the one it is about: recipient, owner
  neighbour,        // a resident of another village
  proxy,            // family, vouched for, of `resident`
  volunteer,        // who took it, or whose hours they are
  other_volunteer,  // of another village
  leader,           // leads the team that the object names, a volunteer too
  worker,           // of the own station
  worker_sibling,   // of the station beside it
  worker_far,       // of a station of another subcenter
  subcenter,
  subcenter_far,
  center,
  city_office,
  auditor,
  security_admin,  // of the own subcenter, to see that scope counts for them too
  system_admin,
};
BOOST_DESCRIBE_ENUM(Who, anonymous, resident, neighbour, proxy, volunteer, other_volunteer, leader,
                    worker, worker_sibling, worker_far, subcenter, subcenter_far, center,
                    city_office, auditor, security_admin, system_admin)

/// Where the object lies: at the own station, the station beside it, the subcenter above both, a
/// station of another subcenter.
enum class Where { own, sibling, parent, far };
BOOST_DESCRIBE_ENUM(Where, own, sibling, parent, far)

/// The path of that site.
std::string path_of(Where where);

/// One request about one object, good for everybody until somebody's command succeeds.
struct Try {
  std::string target;  // with the path parameters filled in
  std::string body = "{}";
  std::string content_type = "application/json";
  /// What the answer may show, by the name a `shows` line of the table gives it. What no line
  /// shows must appear for nobody.
  std::map<std::string, std::string> marks = {};
  /// Whose personal data it is: readings by others are looked for in the log.
  std::optional<PersonId> whom = {};
  /// Callers played by somebody made for this object.
  std::map<Who, PersonId> played = {};
  /// The path that counts, where it is not that of the place.
  std::string path = {};
};

class World;
/// Makes an object at a place and the request about it that would succeed for whoever may.
using Make = std::function<Try(World&, Where where)>;

/// What the table's object names mean. A file for each module registers its own:
///   const Objects needs{{{"need", make_need}}};
class Objects {
 public:
  explicit Objects(std::map<std::string, Make> objects);
};
/// Nothing when nobody makes such objects.
Make maker_of(const std::string& object);

/// A value from its text, or a value that must be there; a mistake of the test otherwise.
template <class T>
T must(std::optional<T> value) {
  if (!value) throw std::runtime_error("set-up: a value that does not parse");
  return std::move(*value);
}
template <class T>
T must(Result<T> result) {
  if (!result.ok()) {
    throw std::runtime_error(
        fmt::format("set-up refused: {} {}", result.refused().refusal.code, result.refused().seen));
  }
  return std::move(result).value();
}
template <class T>
T given(std::string_view text) {
  return authorization::must(T::parse(text));  // access has a `must` of its own
}

class World {
 public:
  explicit World(storage::On on);

  TestBench& bench() { return bench_; }
  http::TestServe& town() { return *town_; }
  /// The site as it was opened.
  const places::Site& site(Where where) const { return sites_.at(where); }

  /// The person of a caller; nobody for the anonymous one.
  PersonId person(Who who) const { return people_.at(who); }
  /// True for those who hold a role.
  bool is_staff(Who who) const { return grants_.contains(who); }
  /// The caller as the policy sees them.
  Actor actor(Who who) const;
  /// A client of a caller, or of whoever plays them; `anonymous` has no session.
  http::Client client(Who who, const Try& about);
  /// The caller's session may be over: the next client opens another.
  void forget_client(Who who) { clients_.erase(who); }

  /// Someone with all rights for the set-up, who is none of the callers.
  static Actor clerk();
  /// Runs a verb that must succeed, as one command.
  template <class F>
  auto must_run(const Actor& by, F&& verb) {
    return authorization::must(bench_.run(by, std::forward<F>(verb)));
  }
  /// The same for the set-up's own steps; `f(Call&)` returns anything but a Result.
  template <class F>
  auto set_up(F&& f) {
    return must_run(clerk(), [&](Call& call) { return Result(f(call)); });
  }
  /// A number that was never used before, for phones and names.
  int fresh() { return ++fresh_; }
  std::string fresh_phone() { return fmt::format("139{:08}", fresh()); }

 private:
  void open_sites();
  void add_residents();
  void add_staff(Who who, const std::string& role, const std::string& scope);
  http::Client sign_in(Who who, PersonId person);

  TestBench bench_;
  std::unique_ptr<http::TestServe> town_;
  std::map<Where, places::Site> sites_;
  std::map<Who, PersonId> people_;
  std::map<Who, std::vector<Grant>> grants_;
  std::map<Who, http::Client> clients_;
  int fresh_ = 0;
};

/// Another acts within the same command of the set-up, now or at another time.
template <class F>
auto as(Call& call, const Actor& actor, F&& verb, std::optional<Instant> at = {}) {
  Call inner{call.tx, actor, at.value_or(call.now), call.rng, call.vault, call.settings};
  inner.journal = std::move(call.journal);
  auto result = authorization::must(verb(inner));
  call.journal = std::move(inner.journal);
  return result;
}

}  // namespace lastmile::authorization

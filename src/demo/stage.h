#pragma once
#include <map>

#include "app/town.h"
#include "call/command.h"
#include "people/people.h"
#include "places/place.h"

/// Plays people's commands into a town at any moment of the past: the demo's history is made by the
/// program's own verbs, so every figure has its records.
namespace lastmile::demo {

/// A scene: commands by different people, committed together. A command that is refused stops the
/// seeding with the refusal's code, for the story was written wrongly.
class Stage {
 public:
  Stage(app::Town& town, Instant& clock, std::uint64_t seed)
      : town_(town), clock_(clock), rng_(seed) {}

  /// Runs f(scene) on the lane; `scene.as(actor, verb, command)` are its commands.
  template <class F>
  void scene(F&& f) {
    town_.db().write([&](storage::Tx& tx) {
      tx_ = &tx;
      f(*this);
    });
  }

  template <class Command, class View>
  View as(const Actor& actor, Result<View> (*verb)(Call&, const Command&), const Command& command) {
    return run(actor, [&](Call& call) { return verb(call, command); });
  }

  template <class F>
  auto run(const Actor& actor, F&& verb) {
    Call call{*tx_, actor, clock_, rng_, town_.vault(), town_.settings()};
    auto decided = as_command(call, town_.log(), verb);
    if (!decided.result.ok()) stop(decided.result.refused());
    return std::move(decided.result).value();
  }

  /// What `f(call)` finds in the town as it stands between two scenes.
  template <class F>
  auto look(const Actor& actor, F&& f) {
    return town_.db().reading([&](storage::Tx& tx) {
      Call call{tx, actor, clock_, rng_, town_.vault(), town_.settings()};
      return f(call);
    });
  }

  Instant now() const { return clock_; }
  void set_now(Instant t) { clock_ = t; }
  /// Lets followers and clocked work catch up with the story.
  void settle() { jobs::drain(town_.commands(), town_.registry()); }

  std::uint64_t below(std::uint64_t n) { return rng_.below(n); }
  bool chance(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }
  template <class C>
  const auto& pick(const C& choices) {
    return choices[below(std::size(choices))];
  }
  Rng& rng() { return rng_; }
  app::Town& town() { return town_; }

 private:
  [[noreturn]] static void stop(const Refused& refused);

  app::Town& town_;
  Instant& clock_;
  Rng rng_;
  storage::Tx* tx_ = nullptr;
};

/// Everybody in the demo town, as later scenes need them.
struct Cast {
  std::vector<places::Site> stations;  // the 94 of 湖滨区
  places::Site center;
  std::map<std::string, Actor> workers;  // by station path
  Actor subcenter;                       // approves what stations attest
  Actor center_staff;
  std::vector<std::vector<PersonId>> residents;   // by station
  std::vector<std::vector<PersonId>> volunteers;  // by station
  std::vector<people::TeamId> teams;
};

/// As many of the first station's volunteers have a login of the demo; the first leads a team.
inline constexpr int shown_volunteers = 3;

Actor person(PersonId id);

void enter_people(Stage& stage, Cast& cast, int volunteers, int teams);
void play_history(Stage& stage, const Cast& cast, Day from, Day to);
void fill_inbox(Stage& stage, const Cast& cast);

/// The demo's own text as the field's type; a text that does not fit stops the seeding.
template <class T>
T fitting(std::optional<T> value) {
  if (!value) throw std::runtime_error("the demo's own text does not fit its field");
  return std::move(*value);
}

}  // namespace lastmile::demo

#pragma once
#include <gmock/gmock.h>

#include "attendance/attendance.h"
#include "attendance/attendance_rules.h"
#include "attendance/attendance_store.h"
#include "base/base64.h"
#include "call/test_call.h"

namespace lastmile::attendance {

using namespace std::chrono_literals;

std::string refusal(const auto& result) {
  return result ? std::string() : std::string(result.refused().refusal.code);
}

/// Two things that happen at one site on 2026-03-02 from 09:00 to 11:00, and people who come.
struct AttendanceTown : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    garden = subject();
    kitchen = subject();
    zhao = someone();
    sun = someone();
  }
  Subject subject() {
    const Instant nine = parse_instant("2026-03-02T09:00:00+08:00").value();
    return {Uuid::make(bench().now(), bench().rng()), "4112/411202/", {nine, nine + 2h}};
  }
  Actor someone() {
    Actor actor = TestBench::person(PersonId::make(bench().now(), bench().rng()));
    actor.session = Uuid::make(bench().now(), bench().rng());
    return actor;
  }
  ShownCode shown(const Subject& at) {
    return bench().look(Actor{}, [&](Call& call) { return code_for(call, at.id); });
  }
  std::string pin(const Subject& at) {
    return bench().look(Actor{}, [&](Call& call) { return pin_for(call, at.id); });
  }
  static Evidence code(std::string_view text) { return {.code = Text<1, 200>::parse(text)}; }
  static Evidence by_pin(std::string_view text) { return {.pin = Text<4, 8>::parse(text)}; }
  static Evidence by_ticket(std::string_view text) {
    return {.ticket = Text<1, 2000>::parse(text)};
  }

  Result<Sitting> in(const Actor& who, const Subject& at, const Evidence& evidence) {
    return bench().run(who, [&](Call& call) { return check_in(call, at, *who.person, evidence); });
  }
  Result<Sitting> out(const Actor& who, const Subject& at, const Evidence& evidence) {
    return bench().run(who, [&](Call& call) { return check_out(call, at, *who.person, evidence); });
  }
  Result<Sitting> in(const Actor& who, const Subject& at) {
    return in(who, at, code(shown(at).code));
  }
  Result<Sitting> out(const Actor& who, const Subject& at) {
    return out(who, at, code(shown(at).code));
  }
  /// What this person's device writes when it has no network.
  std::string ticket(const Actor& who, Ticket t) {
    const std::string key =
        bench().look(who, [&](Call& call) { return device_key_for(call, *who.person); });
    CodeKey raw{};
    const auto bytes = from_base64url(key).value();
    std::copy(bytes.begin(), bytes.end(), raw.begin());
    return signed_ticket(raw, t);
  }
  Result<Sitting> close(const Actor& who, const Subject& at) {
    return bench().run(TestBench::system(),
                       [&](Call& call) { return close_at_planned_end(call, at, *who.person); });
  }
  std::ptrdiff_t open_stays(const Actor& who) {
    const auto stays = all_of(who);
    return std::count_if(stays.begin(), stays.end(), [](const Sitting& s) { return !s.to; });
  }
  std::vector<Sitting> all_of(const Actor& who) {
    return bench().look(who, [&](Call& call) {
      return overlapping(call, *who.person, {Instant{}, bench().now() + 24h * 365});
    });
  }
  Subject garden, kitchen;
  Actor zhao, sun;
};

}  // namespace lastmile::attendance

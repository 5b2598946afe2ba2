#include "attendance/attendance.h"

#include <gmock/gmock.h>

#include "attendance/attendance_jobs.h"
#include "attendance/attendance_rules.h"
#include "base/base64.h"
#include "jobs/test_jobs.h"

namespace lastmile::attendance {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

std::string refusal(const auto& result) {
  return result ? std::string() : std::string(result.refused().refusal.code);
}

/// Two things that happen at one site on 2026-03-02 from 09:00 to 11:00, and people who come.
struct Attendance : OnEachBench {
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
  std::vector<Sitting> all_of(const Actor& who) {
    return bench().look(who, [&](Call& call) {
      return overlapping(call, *who.person, {Instant{}, bench().now() + 24h * 365});
    });
  }
  Subject garden, kitchen;
  Actor zhao, sun;
};
EACH_DATABASE(Attendance);

TEST_P(Attendance, ACodeOpensAndClosesAStay) {
  const auto opened = in(zhao, garden);
  ASSERT_EQ(refusal(opened), "");
  EXPECT_EQ(opened->proof_in, Proof::code);
  EXPECT_EQ(opened->to, std::nullopt);
  bench().tick(55min);
  const auto closed = out(zhao, garden);
  ASSERT_EQ(refusal(closed), "");
  EXPECT_EQ(*closed->to - closed->from, 55min);
  EXPECT_FALSE(closed->flagged);
  EXPECT_EQ(refusal(out(zhao, garden)), "not_checked_in");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Attendance, CodesHoldForTheirSlotAndItsNeighboursOnly) {
  struct Case {
    std::chrono::seconds age;  // of the slot's beginning
    const char* code;
    const char* digits;
  };
  // 09:00:00 begins a slot. Digits that ran out are like any other wrong digits.
  for (const Case& c : {Case{0s, "", ""}, Case{14s, "", ""}, Case{15s, "", ""}, Case{29s, "", ""},
                        Case{30s, "code_old", "code_wrong"}, Case{45s, "code_old", "code_wrong"},
                        Case{3600s, "code_old", "code_wrong"}, Case{-15s, "", ""},
                        Case{-16s, "code_old", "code_wrong"}}) {
    const ShownCode then = shown(garden);
    bench().tick(c.age);
    EXPECT_EQ(refusal(in(someone(), garden, code(then.code))), c.code) << c.age.count();
    EXPECT_EQ(refusal(in(someone(), garden, code(then.digits))), c.digits) << c.age.count();
    bench().tick(-c.age);
  }
}

TEST_P(Attendance, NoCodeIsTakenAfterFortyFiveSeconds) {
  for (int i = 0; i < 200; ++i) {
    const ShownCode then = shown(garden);
    bench().tick(45s);
    ASSERT_EQ(refusal(in(someone(), garden, code(then.code))), "code_old");
    ASSERT_EQ(refusal(in(someone(), garden, code(then.digits))), "code_wrong");
    bench().tick(-45s + std::chrono::milliseconds(bench().rng().below(20'000)));
  }
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Attendance, OnlyWhatBelongsHereOpensTheDoor) {
  const std::string right = shown(garden).code;
  std::string bent = right;
  bent.back() = bent.back() == 'A' ? 'B' : 'A';
  struct Case {
    Evidence shown;
    const char* refusal;
  };
  const std::vector<Case> cases{
      {{}, "evidence_missing"},
      {{.code = Text<1, 200>::parse(right), .pin = Text<4, 8>::parse("1234")}, "evidence_missing"},
      {code(shown(kitchen).code), "code_wrong"},
      {code(shown(kitchen).digits), "code_wrong"},
      {code(bent), "code_wrong"},
      {code("v1"), "code_wrong"},
      {code("v1." + garden.id.text() + ".-1.x.y"), "code_wrong"},
      {code("v1." + garden.id.text() + ".99999999999999999999.x.y"), "code_wrong"},
      {code("0000000"), "code_wrong"},
      {by_pin(pin(garden) == "0000" ? "0001" : "0000"), "pin_wrong"},
      {by_pin(pin(garden) + "0"), "pin_wrong"},
      {by_ticket("t1"), "ticket_wrong"},
      {by_ticket("t1.a.b.c.d.e"), "ticket_wrong"},
      {code(right), ""},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(refusal(in(someone(), garden, cases[i].shown)), cases[i].refusal) << i;
  }
  EXPECT_EQ(refusal(in(sun, garden, by_pin(pin(garden)))), "");
}

TEST_P(Attendance, ACodeServesAPersonOnceEachWay) {
  const std::string once = shown(garden).code;
  ASSERT_EQ(refusal(in(zhao, garden, code(once))), "");
  EXPECT_EQ(refusal(in(zhao, garden, code(once))), "already_checked_in");
  bench().tick(1s);
  ASSERT_EQ(refusal(out(zhao, garden, code(once))), "");  // the other way
  EXPECT_EQ(refusal(in(zhao, garden, code(once))), "code_used");
  EXPECT_EQ(refusal(in(zhao, garden, code(shown(garden).digits))),
            "code_used");                               // its digits alike
  EXPECT_EQ(refusal(in(sun, garden, code(once))), "");  // another person's own
  bench().tick(30s);
  EXPECT_EQ(refusal(in(zhao, garden)), "");
}

TEST_P(Attendance, WrongTriesRunOutAndTheCountOutlivesTheRefusal) {
  const std::string wrong = pin(garden) == "9999" ? "9998" : "9999";
  for (int i = 0; i < wrong_tries_max; ++i) {
    ASSERT_EQ(refusal(in(zhao, garden, by_pin(wrong))), "pin_wrong") << i;
  }
  const auto stopped = in(zhao, garden, by_pin(pin(garden)));
  ASSERT_EQ(refusal(stopped), "too_many_tries");
  EXPECT_EQ(stopped.refused().retry_after_seconds, 900);
  EXPECT_EQ(refusal(in(sun, garden, by_pin(pin(garden)))), "");     // others go on
  EXPECT_EQ(refusal(in(zhao, kitchen, by_pin(pin(kitchen)))), "");  // and elsewhere, too
  bench().restart();
  EXPECT_EQ(refusal(in(zhao, garden, by_pin(pin(garden)))), "too_many_tries");
  bench().tick(15min + 1s);
  EXPECT_EQ(refusal(out(zhao, kitchen, by_pin(pin(kitchen)))), "");
  EXPECT_EQ(refusal(in(zhao, garden, by_pin(pin(garden)))), "");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Attendance, HasItsHours) {
  struct Case {
    const char* at;
    const char* refusal;
  };
  for (const Case& c :
       {Case{"2026-03-02T08:29:59+08:00", "too_early"}, Case{"2026-03-02T08:30:00+08:00", ""},
        Case{"2026-03-02T10:59:59+08:00", ""}, Case{"2026-03-02T11:00:00+08:00", "too_late"},
        Case{"2026-03-03T09:00:00+08:00", "too_late"}}) {
    bench().set_now(c.at);
    EXPECT_EQ(refusal(in(someone(), garden)), c.refusal) << c.at;
  }
}

TEST_P(Attendance, ThreeStaysADayAreEnough) {
  for (int i = 0; i < sittings_a_day_max; ++i) {
    ASSERT_EQ(refusal(in(zhao, garden)), "");
    bench().tick(1min);
    ASSERT_EQ(refusal(out(zhao, garden)), "");
    bench().tick(1min);
  }
  EXPECT_EQ(refusal(in(zhao, garden)), "too_many_sittings");
  EXPECT_EQ(refusal(in(zhao, kitchen)), "");
}

TEST_P(Attendance, NobodyIsInTwoPlaces) {
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  bench().tick(10min);
  EXPECT_EQ(refusal(in(zhao, kitchen)), "overlaps_other");
  ASSERT_EQ(refusal(out(zhao, garden)), "");
  EXPECT_EQ(refusal(in(zhao, kitchen)), "");  // half-open: one ends as the other begins
}

TEST_P(Attendance, TicketsCountAtTheTimeOfTheCodeShown) {
  bench().tick(10min);
  const Instant then = bench().now();
  const std::string start =
      ticket(zhao, {garden.id, Direction::in, then + 4min, shown(garden).code});
  bench().tick(50min);
  const std::string end =
      ticket(zhao, {garden.id, Direction::out, bench().now(), shown(garden).digits});
  bench().tick(10h);
  const auto opened = in(zhao, garden, by_ticket(start));
  ASSERT_EQ(refusal(opened), "");
  EXPECT_EQ(opened->from, then);  // the code's time, not the device's
  EXPECT_EQ(opened->proof_in, Proof::ticket);
  EXPECT_TRUE(opened->flagged);
  const auto closed = out(zhao, garden, by_ticket(end));
  ASSERT_EQ(refusal(closed), "");
  EXPECT_EQ(*closed->to - closed->from, 50min);
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(start))), "overlaps_other");  // that time is taken
}

TEST_P(Attendance, TicketsAreJudgedStrictly) {
  Actor other_device = zhao;
  other_device.session = Uuid::make(bench().now(), bench().rng());
  const Instant now = bench().now();
  const std::string here = shown(garden).code, digits = shown(garden).digits;
  const std::string good = ticket(zhao, {garden.id, Direction::in, now, here});
  std::string bent = good;
  bent[bent.size() - 3] = bent[bent.size() - 3] == 'A' ? 'B' : 'A';
  struct Case {
    const char* what;
    Actor who;
    std::string text;
    const char* refusal;
  };
  const std::vector<Case> cases{
      {"another person's", sun, good, "ticket_wrong"},
      {"another device's", other_device, good, "ticket_wrong"},
      {"bent", zhao, bent, "ticket_wrong"},
      {"of another thing", zhao, ticket(zhao, {kitchen.id, Direction::in, now, here}),
       "ticket_wrong"},
      {"the other way", zhao, ticket(zhao, {garden.id, Direction::out, now, here}), "ticket_wrong"},
      {"another thing's code", zhao,
       ticket(zhao, {garden.id, Direction::in, now, shown(kitchen).code}), "code_wrong"},
      {"wrong PIN", zhao,
       ticket(zhao, {garden.id, Direction::in, now, pin(garden) == "0000" ? "0001" : "0000"}),
       "pin_wrong"},
      {"clock a day ahead", zhao, ticket(zhao, {garden.id, Direction::in, now + 24h, here}),
       "device_clock_off"},
      {"clock a day behind", zhao, ticket(zhao, {garden.id, Direction::in, now - 24h, here}),
       "device_clock_off"},
      {"the same with digits", zhao, ticket(zhao, {garden.id, Direction::in, now - 24h, digits}),
       "device_clock_off"},
      {"and ahead", zhao, ticket(zhao, {garden.id, Direction::in, now + 24h, digits}),
       "device_clock_off"},
      {"wrong digits", zhao,
       ticket(zhao, {garden.id, Direction::in, now, digits == "111111" ? "111112" : "111111"}),
       "code_wrong"},
      {"neither code nor PIN", zhao, ticket(zhao, {garden.id, Direction::in, now, "let me in"}),
       "code_wrong"},
      {"good", zhao, good, ""},
  };
  for (const Case& c : cases) {
    const auto result = in(c.who, garden, by_ticket(c.text));
    EXPECT_EQ(refusal(result), c.refusal) << c.what;
  }
}

TEST_P(Attendance, TicketsKeepForThreeDays) {
  const std::string early =
      ticket(zhao, {garden.id, Direction::in, bench().now(), shown(garden).code});
  const std::string late = ticket(sun, {garden.id, Direction::in, bench().now(), pin(garden)});
  bench().tick(72h);
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(early))), "");
  bench().tick(1h);
  EXPECT_EQ(refusal(in(sun, garden, by_ticket(late))), "ticket_late");
}

TEST_P(Attendance, WhatNobodyClosedEndsAsPlannedAndIsMarked) {
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  bench().tick(5h);
  const auto closed = bench().run(TestBench::system(), [&](Call& call) {
    return close_at_planned_end(call, garden, *zhao.person);
  });
  ASSERT_EQ(refusal(closed), "");
  EXPECT_EQ(closed->to, garden.planned.end);
  EXPECT_EQ(closed->proof_out, Proof::closed);
  EXPECT_TRUE(closed->flagged);
  EXPECT_EQ(closed->flag_reason, "closed_at_planned_end");
  EXPECT_EQ(refusal(bench().run(
                TestBench::system(),
                [&](Call& call) { return close_at_planned_end(call, garden, *sun.person); })),
            "not_checked_in");
}

TEST_P(Attendance, ClosingLeavesAStayThatATicketBroughtLaterAlone) {
  // 09:00–09:20 in the garden, offline; 09:30–10:00 in the kitchen, online; the way out is lost.
  const std::string start =
      ticket(zhao, {garden.id, Direction::in, bench().now(), shown(garden).code});
  bench().tick(30min);
  ASSERT_EQ(refusal(in(zhao, kitchen)), "");
  bench().tick(30min);
  ASSERT_EQ(refusal(out(zhao, kitchen)), "");
  ASSERT_EQ(refusal(in(zhao, garden, by_ticket(start))), "");
  EXPECT_EQ(refusal(out(zhao, garden)), "overlaps_other");
  bench().tick(5h);
  const auto closed = bench().run(TestBench::system(), [&](Call& call) {
    return close_at_planned_end(call, garden, *zhao.person);
  });
  ASSERT_EQ(refusal(closed), "");
  EXPECT_EQ(closed->to, garden.planned.start + 30min);
}

TEST_P(Attendance, ASheetOfCodesCoversTheWindow) {
  const auto sheet =
      bench().look(Actor{}, [&](Call& call) { return codes_for(call, garden.id, garden.planned); });
  ASSERT_EQ(sheet.size(), 480u);  // two hours of 15 seconds
  EXPECT_EQ(sheet.front().from, garden.planned.start);
  EXPECT_EQ(sheet.front().code, shown(garden).code);
  EXPECT_EQ(bench()
                .look(Actor{},
                      [&](Call& call) {
                        return codes_for(call, garden.id,
                                         {garden.planned.start, garden.planned.start + 24h * 30});
                      })
                .size(),
            2880u);
}

TEST_P(Attendance, OldCodesAndTriesAreForgotten) {
  jobs::Registry registry;
  add_attendance_jobs(registry);
  const auto commands = jobs::commands_of(bench());
  const auto rows = [&] {
    return bench().db().reading([](storage::Tx& tx) {
      const auto s = tx.start_text(
          "select (select count(*) from used_code) + (select count(*) from wrong_try)", {});
      return s->step() ? s->integer(0) : -1;
    });
  };
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  ASSERT_EQ(refusal(in(sun, garden, code("nonsense"))), "code_wrong");
  jobs::drain(*commands, registry);
  EXPECT_EQ(rows(), 2);  // a ticket may still bring that code
  bench().tick(74h);
  jobs::drain(*commands, registry);
  EXPECT_EQ(rows(), 0);
}

// R3: whatever comes, however often and in whatever order, no two stays of a person overlap.
TEST_P(Attendance, StaysNeverOverlapWhateverHappens) {
  const int rounds = GetParam() == storage::On::sqlite ? 30 : 5;
  for (int round = 0; round < rounds; ++round) {
    const Actor who = someone();
    std::vector<std::pair<Subject, std::string>> tickets_in, tickets_out;
    Rng chance(static_cast<std::uint64_t>(round) + 100);
    bench().set_now("2026-03-02T08:35:00+08:00");
    for (int step = 0; step < 60; ++step) {
      bench().tick(std::chrono::seconds(chance.below(300)));
      const Subject& at = chance.below(2) == 0 ? garden : kitchen;
      const auto any = [&](auto& list) -> auto& { return list[chance.below(list.size())]; };
      switch (chance.below(8)) {
        case 0:
          (void)in(who, at);
          break;
        case 1:
          (void)out(who, at);
          break;
        case 2:
          tickets_in.emplace_back(
              at, ticket(who, {at.id, Direction::in, bench().now(), shown(at).code}));
          break;
        case 3:
          tickets_out.emplace_back(at,
                                   ticket(who, {at.id, Direction::out, bench().now(), pin(at)}));
          break;
        case 4:
          if (!tickets_in.empty()) {
            auto& [subject_of_it, text] = any(tickets_in);
            (void)in(who, subject_of_it, by_ticket(text));
          }
          break;
        case 5:
          if (!tickets_out.empty()) {
            auto& [subject_of_it, text] = any(tickets_out);
            (void)out(who, subject_of_it, by_ticket(text));
          }
          break;
        case 6:
          (void)in(who, at, by_pin(pin(at)));
          break;
        default:
          (void)bench().run(TestBench::system(), [&](Call& call) {
            return close_at_planned_end(call, at, *who.person);
          });
      }
    }
    const auto stays = all_of(who);
    int open = 0;
    for (std::size_t i = 0; i < stays.size(); ++i) {
      open += stays[i].to ? 0 : 1;
      if (stays[i].to) {
        ASSERT_LT(stays[i].from, *stays[i].to) << round;
      }
      for (std::size_t k = i + 1; k < stays.size(); ++k) {
        const bool apart = (stays[i].to && *stays[i].to <= stays[k].from) ||
                           (stays[k].to && *stays[k].to <= stays[i].from);
        ASSERT_TRUE(apart) << "round " << round << ", stays " << i << " and " << k;
      }
    }
    ASSERT_LE(open, 1) << round;
  }
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST(AttendanceRules, DigitsAreSixAndDifferBySlot) {
  CodeKey key{};
  key[0] = 7;
  int same = 0;
  for (std::int64_t slot = 1000; slot < 2000; ++slot) {
    const std::string digits = code_digits(key, slot);
    ASSERT_EQ(digits.size(), 6u);
    same += digits == code_digits(key, slot + 1) ? 1 : 0;
  }
  EXPECT_LE(same, 1);
  EXPECT_EQ(slot_start(slot_of(at_ms(1'772'413'215'000))),
            at_ms(1'772'413'215'000 / 15'000 * 15'000));
}

}  // namespace
}  // namespace lastmile::attendance

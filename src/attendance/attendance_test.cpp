#include "attendance/attendance_fixture.h"
#include "attendance/attendance_jobs.h"
#include "base/typing_fixture.h"
#include "jobs/test_jobs.h"

namespace lastmile::attendance {
namespace {

using testing::IsEmpty;

struct Attendance : AttendanceTown {};
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
  // 09:00:00 begins a slot. Digits that ran out long ago are like any other wrong digits.
  for (const Case& c : {Case{0s, "", ""}, Case{14s, "", ""}, Case{15s, "", ""}, Case{29s, "", ""},
                        Case{30s, "code_old", "code_old"}, Case{300s, "code_old", "code_old"},
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
    ASSERT_EQ(refusal(in(someone(), garden, code(then.digits))), "code_old");
    bench().tick(-45s + std::chrono::milliseconds(bench().rng().below(20'000)));
  }
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Attendance, CodesThatRanOutAreNoGuesses) {
  const ShownCode then = shown(garden);
  bench().tick(60s);
  for (int i = 0; i < 6; ++i) {
    ASSERT_EQ(refusal(in(zhao, garden, code(then.digits))), "code_old");
    ASSERT_EQ(refusal(in(zhao, garden, code(then.code))), "code_old");
  }
  EXPECT_EQ(refusal(in(zhao, garden)), "");
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

TEST_P(Attendance, TakesDigitsOfAChineseKeyboard) {
  EXPECT_EQ(refusal(in(sun, garden, by_pin(full_width(pin(garden))))), "");
  EXPECT_EQ(refusal(in(zhao, garden, code(full_width(shown(garden).digits)))), "");
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

TEST_P(Attendance, NobodyWasThereBeforeTheySaidYes) {
  bench().set_now("2026-03-02T09:00:00+08:00");
  Subject since = garden;
  since.agreed = bench().now() + clock_slack + 1s;
  EXPECT_EQ(refusal(in(zhao, since)), "before_agreed");
  since.agreed = bench().now() + clock_slack;  // a device's clock may be that far behind
  EXPECT_EQ(refusal(in(zhao, since)), "");
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

TEST_P(Attendance, StaysNeverOverlapWhateverHappens) {
  const int rounds = GetParam() == storage::On::sqlite ? 30 : 5;
  std::size_t stays_in_all = 0;
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
    ASSERT_LE(open_stays(who), 1) << round;
    for (const Subject& at : {garden, kitchen}) (void)close(who, at);
    const auto stays = all_of(who);
    for (std::size_t i = 0; i < stays.size(); ++i) {
      ASSERT_TRUE(stays[i].to && stays[i].from < *stays[i].to) << to_json(stays[i]);
      for (std::size_t k = i + 1; k < stays.size(); ++k) {
        const bool apart = *stays[i].to <= stays[k].from || *stays[k].to <= stays[i].from;
        ASSERT_TRUE(apart) << "round " << round << ": " << to_json(stays[i]) << to_json(stays[k]);
      }
    }
    stays_in_all += stays.size();
  }
  EXPECT_GT(stays_in_all, static_cast<std::size_t>(rounds));
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

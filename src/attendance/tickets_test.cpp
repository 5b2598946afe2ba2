#include <algorithm>
#include <array>
#include <limits>

#include "attendance/attendance_fixture.h"
#include "base/encode.h"

namespace lastmile::attendance {
namespace {

using testing::IsEmpty;

/// What comes late: tickets signed by a device that had no network, and stays nobody ended.
struct Tickets : AttendanceTown {};
EACH_DATABASE(Tickets);

TEST_P(Tickets, TicketsCountAtTheTimeOfTheCodeShown) {
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
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(start))), "stay_known");  // that time is taken
}

TEST_P(Tickets, TicketsAreJudgedStrictly) {
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
    bench().db().write([&](storage::Tx& tx) { purge(tx, 4112, now + 1s); });  // the wrong tries
  }
}

TEST_P(Tickets, TicketsKeepForThreeDays) {
  const std::string early =
      ticket(zhao, {garden.id, Direction::in, bench().now(), shown(garden).code});
  const std::string late = ticket(sun, {garden.id, Direction::in, bench().now(), pin(garden)});
  bench().tick(72h);
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(early))), "");
  bench().tick(1h);
  EXPECT_EQ(refusal(in(sun, garden, by_ticket(late))), "ticket_late");
}

TEST_P(Tickets, OnesOwnWithAFaultAreNoGuesses) {
  const Instant now = bench().now();
  const std::string late = ticket(zhao, {garden.id, Direction::in, now - 73h, pin(garden)});
  const std::string ahead = ticket(zhao, {garden.id, Direction::in, now + 24h, pin(garden)});
  const std::string elsewhere = ticket(zhao, {kitchen.id, Direction::in, now, pin(kitchen)});
  for (int i = 0; i < wrong_tries_max; ++i) {
    EXPECT_EQ(refusal(in(zhao, garden, by_ticket(late))), "ticket_late");
    EXPECT_EQ(refusal(in(zhao, garden, by_ticket(ahead))), "device_clock_off");
    EXPECT_EQ(refusal(in(zhao, garden, by_ticket(elsewhere))), "ticket_wrong");
  }
  const std::string good = ticket(zhao, {garden.id, Direction::in, now, pin(garden)});
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(good))), "");
}

TEST_P(Tickets, OfAClockOffWithinTheSlackPass) {
  const Instant now = bench().now();
  const ShownCode here = shown(garden);
  for (const auto off : {-9min, -2min, 2min, 9min}) {
    for (const std::string& what : {pin(garden), here.digits, here.code}) {
      const Actor who = someone();
      const std::string in_text = ticket(who, {garden.id, Direction::in, now + off, what});
      const auto opened = in(who, garden, by_ticket(in_text));
      ASSERT_EQ(refusal(opened), "") << what << " " << off.count();
      EXPECT_EQ(opened->from, what.size() == pin_digits ? std::min(now, now + off) : now);
    }
  }
  // Digits brought later are found around the time signed, and none of this is a guess.
  const std::string late = ticket(zhao, {garden.id, Direction::in, now + 2min, here.digits});
  const auto sheet =
      bench().look(Actor{}, [&](Call& call) { return codes_for(call, garden.id, garden.planned); });
  const std::string ahead =
      ticket(zhao, {garden.id, Direction::in, now + 5min, sheet.at(20).digits});
  for (int i = 0; i < wrong_tries_max; ++i) {
    EXPECT_EQ(refusal(in(zhao, garden, by_ticket(ahead))), "device_clock_off");
  }
  bench().tick(1h);
  const auto opened = in(zhao, garden, by_ticket(late));
  ASSERT_EQ(refusal(opened), "");
  EXPECT_EQ(opened->from, now);
}

TEST_P(Tickets, GuessesInThemRunOut) {
  const Instant now = bench().now();
  const std::string wrong = pin(garden) == "0000" ? "0001" : "0000";
  const std::string of_another = ticket(sun, {garden.id, Direction::in, now, pin(garden)});
  for (int i = 0; i < wrong_tries_max; i += 2) {
    const std::string guess = ticket(zhao, {garden.id, Direction::in, now, wrong});
    EXPECT_EQ(refusal(in(zhao, garden, by_ticket(guess))), "pin_wrong");
    EXPECT_EQ(refusal(in(zhao, garden, by_ticket(of_another))), "ticket_wrong");
  }
  const std::string good = ticket(zhao, {garden.id, Direction::in, now, pin(garden)});
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(good))), "too_many_tries");
}

TEST_P(Tickets, TicketsOfNoTimeAtAllAreLateOrOff) {
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  const auto brought = [&](std::int64_t ms, const std::string& what) {
    return refusal(
        in(zhao, garden, by_ticket(ticket(zhao, {garden.id, Direction::in, at_ms(ms), what}))));
  };
  EXPECT_EQ(brought(lowest, pin(garden)), "ticket_late");
  EXPECT_EQ(brought(-1, pin(garden)), "ticket_late");
  EXPECT_EQ(brought(lowest, shown(garden).code), "device_clock_off");
  EXPECT_EQ(brought(highest, pin(garden)), "device_clock_off");
}

TEST_P(Tickets, ClosingLeavesAStayThatATicketBroughtLaterAlone) {
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

TEST_P(Tickets, SayWhenAStayEndedThatTheProgramClosed) {
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  bench().tick(40min);
  const Instant then = bench().now();
  const std::string end = ticket(zhao, {garden.id, Direction::out, then, shown(garden).code});
  bench().tick(4h);
  ASSERT_EQ(refusal(close(zhao, garden)), "");
  EXPECT_EQ(refusal(out(zhao, garden)), "not_checked_in");  // a code says who is here now
  const auto ended = out(zhao, garden, by_ticket(end));
  ASSERT_EQ(refusal(ended), "");
  EXPECT_EQ(ended->to, then);
  EXPECT_EQ(ended->proof_out, Proof::ticket);
  EXPECT_EQ(ended->flag_reason, "offline_ticket");
  EXPECT_EQ(refusal(out(zhao, garden, by_ticket(end))), "not_checked_in");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Tickets, DrawOutNoStayBeyondTheHourTheProgramWaited) {
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  bench().tick(5h);
  ASSERT_EQ(refusal(close(zhao, garden)), "");
  for (const std::chrono::minutes late : {181min, 840min}) {
    const Instant at = garden.planned.start + late;
    const std::string end = ticket(zhao, {garden.id, Direction::out, at, pin(garden)});
    bench().tick(14h);
    EXPECT_EQ(refusal(out(zhao, garden, by_ticket(end))), "not_checked_in");
  }
  const Instant at = garden.planned.start + 3h;
  const std::string end = ticket(zhao, {garden.id, Direction::out, at, pin(garden)});
  EXPECT_EQ(refusal(out(zhao, garden, by_ticket(end))), "");
}

TEST_P(Tickets, EndNoStayBeforeItBegan) {
  const std::string end = ticket(zhao, {garden.id, Direction::out, bench().now(), pin(garden)});
  bench().tick(30min);
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  const auto by_pin_at_once = out(zhao, garden, by_pin(pin(garden)));
  ASSERT_EQ(refusal(by_pin_at_once), "ended_before_start");
  EXPECT_EQ(by_pin_at_once.refused().fields.at(0).path, "/evidence/pin");
  bench().tick(30min);
  for (int i = 0; i < wrong_tries_max; ++i) {
    const auto ended = out(zhao, garden, by_ticket(end));
    ASSERT_EQ(refusal(ended), "ended_before_start");
    EXPECT_EQ(ended.refused().fields.at(0).path, "/evidence/ticket");
  }
  EXPECT_EQ(refusal(out(zhao, garden)), "");
}

TEST_P(Tickets, CorrectNoStayThatBeganLater) {
  const std::string end = ticket(zhao, {garden.id, Direction::out, bench().now(), pin(garden)});
  bench().tick(30min);
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  bench().tick(4h);
  ASSERT_EQ(refusal(close(zhao, garden)), "");
  EXPECT_EQ(refusal(out(zhao, garden, by_ticket(end))), "not_checked_in");
}

TEST_P(Tickets, OpenNoStayAroundOneThatIsOver) {
  const std::string start = ticket(zhao, {garden.id, Direction::in, bench().now(), pin(garden)});
  bench().tick(10min);
  const std::string within = ticket(zhao, {garden.id, Direction::in, bench().now(), pin(garden)});
  bench().tick(-5min);
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(start))), "already_checked_in");
  bench().tick(30min);
  ASSERT_EQ(refusal(out(zhao, garden)), "");
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(start))), "stay_known");
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(within))), "stay_known");
  ASSERT_EQ(all_of(zhao).size(), 1u);
  EXPECT_EQ(all_of(zhao)[0].proof_in, Proof::code);
  EXPECT_EQ(refusal(in(zhao, garden)), "");  // from now on is another stay
  EXPECT_EQ(refusal(in(sun, garden)), "");
}

TEST_P(Tickets, OpenNoStayAroundOneOfAnotherDay) {
  garden.planned.end = garden.planned.start + 72h;
  const std::string start = ticket(zhao, {garden.id, Direction::in, bench().now(), pin(garden)});
  bench().tick(50h);
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  bench().tick(1h);
  ASSERT_EQ(refusal(out(zhao, garden)), "");
  EXPECT_EQ(refusal(in(zhao, garden, by_ticket(start))), "stay_known");
}

// Whatever comes in whatever order, and once more from a phone that heard no answer: nobody is held
// at a door, and no two stays overlap.
TEST_P(Tickets, InAnyOrderHoldNobody) {
  enum Way { ticket_in, ticket_out, code_in, code_out };
  std::array order{ticket_in, ticket_out, code_in, code_out};
  do {
    const Actor who = someone();
    bench().set_now("2026-03-02T09:00:00+08:00");
    const std::string came = ticket(who, {garden.id, Direction::in, bench().now(), pin(garden)});
    bench().tick(10min);
    const std::string left = ticket(who, {garden.id, Direction::out, bench().now(), pin(garden)});
    std::string tried;
    const auto send = [&](Way way) {
      bench().tick(5min);
      const auto done = way == ticket_in    ? in(who, garden, by_ticket(came))
                        : way == ticket_out ? out(who, garden, by_ticket(left))
                        : way == code_in    ? in(who, garden)
                                            : out(who, garden);
      tried += std::to_string(way) + (done.ok() ? " " : ":" + refusal(done) + " ");
    };
    for (const Way way : order) send(way);
    for (const Way way : order) send(way);
    bench().tick(5min);
    if (open_stays(who) > 0) {
      EXPECT_EQ(refusal(out(who, garden)), "") << tried;
    }
    EXPECT_EQ(refusal(in(who, kitchen)), "") << tried;
    const auto stays = all_of(who);  // by their beginning
    for (std::size_t i = 1; i < stays.size(); ++i) {
      ASSERT_TRUE(stays[i - 1].to && *stays[i - 1].to <= stays[i].from) << tried;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Tickets, ClosingCountsNothingPastThePlannedEnd) {
  bench().tick(2h - 20s);
  ASSERT_EQ(refusal(in(zhao, garden)), "");
  bench().tick(1h);
  const auto closed = close(zhao, garden);
  ASSERT_EQ(refusal(closed), "");
  EXPECT_EQ(closed->to, garden.planned.end);
}

}  // namespace
}  // namespace lastmile::attendance

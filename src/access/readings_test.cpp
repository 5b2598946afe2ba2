#include "access/readings.h"

#include <gmock/gmock.h>

#include "access/access_bench.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

const PersonId lan{Uuid{{1}}}, bao{Uuid{{2}}}, wang{Uuid{{3}}};

struct Readings : OnEachBench {
  // Shows data as a verb does, and logs it as http does before the answer leaves.
  void show(const Actor& reader, PersonId whom, FieldClass field, const char* reason = "") {
    const auto shown = bench().run(reader, [&](Call& call) -> Check {
      note_reading(call, whom, field, reason);
      record_readings(call);
      return Done{};
    });
    EXPECT_TRUE(shown.ok());
    bench().tick(1s);
  }
  std::vector<MyReadView> mine(PersonId who) {
    return bench()
        .look(TestBench::person(who), [&](Call& c) { return readings_of(c, {who}, {}); })
        .value()
        .items;
  }
  Page<ReadView> reads(const Actor& by, const ListReads& query = {}) {
    return bench().look(by, [&](Call& c) { return list_reads(c, query); }).value();
  }
  const Actor worker = TestBench::person(bao, {{"station_worker", "4112/411202/411202001/"}});
  const Actor volunteer = TestBench::person(wang);
  const Actor auditor = TestBench::person(PersonId{Uuid{{9}}}, {{"auditor", "4112/"}});
};
EACH_DATABASE(Readings);

TEST_P(Readings, AreToldToThePersonRead) {
  show(worker, lan, FieldClass::contact, "call back");
  show(volunteer, lan, FieldClass::address);
  const auto seen = mine(lan);
  ASSERT_THAT(seen, SizeIs(2));
  EXPECT_EQ(seen[0].field_class, FieldClass::address) << "newest first";
  EXPECT_EQ(seen[0].reader_role, std::nullopt);
  EXPECT_EQ(seen[1].reader_role, Role::station_worker);
  EXPECT_EQ(seen[1].reader_scope, "4112/411202/411202001/");
  EXPECT_EQ(seen[1].reason, "call back");
  EXPECT_THAT(mine(wang), IsEmpty());
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Readings, LeaveOutOneselfTheProgramAndRepeats) {
  show(TestBench::person(lan), lan, FieldClass::contact);
  show(TestBench::system(), lan, FieldClass::contact);
  EXPECT_THAT(mine(lan), IsEmpty());
  (void)bench().run(worker, [&](Call& call) -> Check {
    for (int i = 0; i < 3; ++i) note_reading(call, lan, FieldClass::contact, "list");
    note_reading(call, lan, FieldClass::address, "list");
    record_readings(call);
    return Done{};
  });
  EXPECT_THAT(mine(lan), SizeIs(2)) << "one a kind and call";
}

TEST_P(Readings, TellANameOnceAndNotBesideMore) {
  (void)bench().run(worker, [&](Call& call) -> Check {
    note_name(call, lan);
    note_name(call, wang);
    note_name(call, wang);
    note_reading(call, lan, FieldClass::contact, "call back");
    record_readings(call);
    return Done{};
  });
  ASSERT_THAT(mine(lan), SizeIs(1));
  EXPECT_EQ(mine(lan)[0].field_class, FieldClass::contact);
  ASSERT_THAT(mine(wang), SizeIs(1));
  EXPECT_EQ(mine(wang)[0].reason, "names");
}

TEST_P(Readings, AreAuditedByScope) {
  show(worker, lan, FieldClass::contact);
  show(volunteer, lan, FieldClass::contact);
  show(TestBench::person(bao, {{"center_staff", "4112/411203/"}}), lan, FieldClass::identity,
       "insurance");
  EXPECT_THAT(reads(auditor).items, SizeIs(3)) << "the whole city, and readers without a role";
  const Actor county = TestBench::person(PersonId{Uuid{{8}}}, {{"auditor", "4112/411202/"}});
  ASSERT_THAT(reads(county).items, SizeIs(1));
  EXPECT_EQ(reads(county).items[0].reader, bao);
  EXPECT_THAT(reads(auditor, {.reader = wang}).items, SizeIs(1));
  EXPECT_THAT(reads(auditor, {.whom = bao}).items, IsEmpty());
  EXPECT_THAT(reads(auditor, {.scope = SitePath::parse("4112/411203/")}).items, SizeIs(1));
  EXPECT_THAT(reads(auditor, {.since = bench().now()}).items, IsEmpty());
  EXPECT_THAT(reads(auditor, {.until = bench().now() - 2500ms}).items, SizeIs(1));
  EXPECT_EQ(code_of(bench().look(worker, [](Call& c) { return list_reads(c, {}); })), "not_yours");
  const Actor admin = TestBench::person(PersonId{Uuid{{7}}}, {{"system_admin", "4112/"}});
  EXPECT_EQ(code_of(bench().look(admin, [](Call& c) { return list_reads(c, {}); })), "not_yours");
}

// An empty list would read as "nobody looked".
TEST_P(Readings, RefuseARangeThatEndsBeforeItBegins) {
  const auto asked = [&](const Actor& by, Instant since, Instant until) {
    return bench().look(by,
                        [&](Call& c) { return list_reads(c, {.since = since, .until = until}); });
  };
  const Instant now = bench().now();
  const auto refused = asked(auditor, now, now - 1ms);
  ASSERT_EQ(code_of(refused), "bad_request");
  EXPECT_EQ(refused.refused().fields.at(0).path, "/until");
  EXPECT_EQ(code_of(asked(auditor, now, now)), "yes");
  EXPECT_EQ(code_of(asked(worker, now, now - 1ms)), "not_yours");
}

TEST_P(Readings, FlagMinors) {
  show(worker, lan, FieldClass::minor, "guardian asked");
  show(worker, lan, FieldClass::contact);
  const auto minors = reads(auditor, {.minors = true}).items;
  ASSERT_THAT(minors, SizeIs(1));
  EXPECT_TRUE(minors[0].minor);
}

TEST_P(Readings, ComeInPages) {
  for (int i = 0; i < 7; ++i) show(worker, lan, FieldClass::contact, std::to_string(i).c_str());
  ListReads query{.limit = PageLimit{3}};
  std::string reasons;
  for (int page = 0; page < 4; ++page) {
    const auto list = reads(auditor, query);
    for (const auto& r : list.items) reasons += r.reason;
    if (!list.next) break;
    query.cursor = Cursor{*list.next};
  }
  EXPECT_EQ(reasons, "6543210");
}

TEST_P(Readings, CountTowardsACap) {
  const auto count = [&] {
    return bench().look(worker, [&](Call& c) {
      return readings_since(c, FieldClass::identity, bench().now() - 24h);
    });
  };
  EXPECT_EQ(count(), 0);
  show(worker, lan, FieldClass::identity);
  show(worker, wang, FieldClass::identity);
  show(worker, wang, FieldClass::contact);
  EXPECT_EQ(count(), 2);
  bench().tick(24h);
  EXPECT_EQ(count(), 0);
}

TEST_P(Readings, AreKeptThreeYears) {
  show(worker, lan, FieldClass::contact, "old");
  bench().tick(2 * 366 * 24h);
  show(worker, lan, FieldClass::contact, "new");
  const auto purge = [&] {
    (void)bench().run(TestBench::system(), [](Call& c) -> Check {
      purge_readings(c);
      return Done{};
    });
  };
  purge();
  EXPECT_THAT(mine(lan), SizeIs(2));
  bench().tick(366 * 24h);
  purge();
  ASSERT_THAT(mine(lan), SizeIs(1));
  EXPECT_EQ(mine(lan)[0].reason, "new");
  EXPECT_THAT(bench().verify(), IsEmpty()) << "a purge leaves its mark, unlike an edit";
}

}  // namespace
}  // namespace lastmile::access

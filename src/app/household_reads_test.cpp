#include "app/household_reads.h"

#include "people/own_data.h"
#include "people/people_fixture.h"
#include "places/grounds.h"

namespace lastmile::app {
namespace {

struct HouseholdReads : people::PeopleTown {
  places::HouseholdId household(std::string_view address) {
    places::AddHousehold cmd{.site = mao.id};
    cmd.address = people::line_of(address);
    return run(worker, places::add_household, cmd)->id;
  }
  PersonId living_at(places::HouseholdId where, std::string_view name) {
    people::EnterResident cmd = resident(name);
    cmd.household = where;
    return run(worker, people::enter_resident, cmd)->person;
  }
  /// Whose address a query is put down to.
  std::vector<PersonId> read_by(const Actor& reader, auto query) {
    return bench().look(reader, [&](Call& call) {
      EXPECT_TRUE(query(call).ok());
      put_down_to_members(call);
      std::vector<PersonId> whose;
      for (const Reading& reading : call.readings) {
        EXPECT_EQ(reading.field_class, "address");
        whose.push_back(reading.whom);
      }
      std::ranges::sort(whose);
      return whose;
    });
  }
  static auto showing(places::HouseholdId which) {
    return [=](Call& call) { return places::show_household(call, {which}); };
  }
};
EACH_DATABASE(HouseholdReads);

TEST_P(HouseholdReads, AreOfEachWhoLivesThere) {
  const auto home = household("黄河路 1 号"), empty = household("黄河路 2 号");
  const PersonId wang = living_at(home, "王桂兰"), li = living_at(home, "李建国");
  enter("别处的人");
  const std::vector both{std::min(wang, li), std::max(wang, li)};
  EXPECT_EQ(read_by(worker, showing(home)), both);
  EXPECT_TRUE(read_by(worker, showing(empty)).empty());
  EXPECT_EQ(read_by(worker, [&](Call& c) { return places::list_households(c, {mao.id}); }), both);
  places::ListHouseholds first{mao.id};
  first.limit = PageLimit{1};  // the row behind the page is not sent, so not read
  EXPECT_EQ(read_by(worker,
                    [&](Call& c) {
                      auto page = places::list_households(c, first);
                      EXPECT_EQ(page->items.size(), 1u);
                      EXPECT_EQ(c.readings.size(), 1u);
                      return page;
                    })
                .empty(),
            std::min(home, empty) == empty);
  Actor inside = worker;
  inside.person = wang;
  EXPECT_EQ(read_by(inside, showing(home)), std::vector{li}) << "one's own is no reading";
}

TEST_P(HouseholdReads, AreSeenByThem) {
  const auto home = household("黄河路 1 号");
  const PersonId wang = living_at(home, "王桂兰");
  const auto hooks = http_hooks(4112);
  const auto shown = bench().run(worker, [&](Call& call) -> Check {
    EXPECT_TRUE(showing(home)(call).ok());
    hooks.record_reads(call.tx, call);
    return Done{};
  });
  ASSERT_TRUE(shown.ok());
  const auto mine = look(as(wang), people::list_my_reads, access::ListMyReads{});
  ASSERT_TRUE(mine.ok());
  ASSERT_EQ(mine->items.size(), 1u);
  EXPECT_EQ(mine->items[0].reader, worker.person);
  EXPECT_EQ(mine->items[0].field_class, access::FieldClass::address);
}

TEST_P(HouseholdReads, AreNoneWhereTheAddressIsNotShown) {
  const auto home = household("黄河路 1 号");
  people::EnterResident cmd = resident("王桂兰");
  cmd.household = home;
  const auto readings = bench().run(worker, [&](Call& call) -> Result<std::vector<Reading>> {
    EXPECT_TRUE(people::enter_resident(call, cmd).ok());
    return call.readings;
  });
  for (const Reading& reading : *readings) EXPECT_NE(reading.field_class, "address");
  cmd.home_site = huang.id;
  EXPECT_EQ(people::code_of(run(chief, people::enter_resident, cmd)), "household_elsewhere");
}

}  // namespace
}  // namespace lastmile::app

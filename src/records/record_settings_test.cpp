#include "records/record_settings.h"

#include "access/account_store.h"
#include "records/record_facts.h"
#include "records/record_making.h"
#include "records/records_fixture.h"

namespace lastmile::records {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

struct StaffPut {
  static constexpr std::string_view kind = "staff_put";
  static constexpr int version = 1;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(StaffPut, (), (person))

struct RecordSettings : RecordsTown {};
EACH_DATABASE(RecordSettings);

// Whoever shows up at the door twice within a minute did not serve, or forgot to check in before.
TEST_P(RecordSettings, TooShortWaitForPeopleAndCountForNobody) {
  const auto who = town().volunteer();
  served(who, std::chrono::seconds{20});
  auto r = only();
  EXPECT_EQ(r.minutes, 0);
  EXPECT_EQ(r.state, RecordState::pending);
  EXPECT_EQ(reason_of(r), PendingReason::too_short);
  const auto hours = [&] {
    return bench().look(Town::as(who), [&](Call& call) { return show_my_hours(call, {}); }).value();
  };
  EXPECT_EQ(hours().records, 0);
  const auto queue = bench().look(town().worker, [&](Call& call) {
    return list_record_queue(call, {given<access::SitePath>(town().station.path)});
  });
  ASSERT_THAT(queue->items, SizeIs(1));
  EXPECT_EQ(queue->items[0].pending_reason, PendingReason::too_short);
  ASSERT_TRUE(attest(town().worker, r.id).ok());
  ASSERT_TRUE(approve(town().subcenter_staff, r.id).ok());
  EXPECT_EQ(hours().records, 1);  // people say that it was service all the same
}

// A worker sees the codes of the doors; so two others vouch for what a worker serves.
TEST_P(RecordSettings, HoursOfStaffWaitForTwoOthers) {
  const auto who = town().volunteer();
  ASSERT_TRUE(by(TestBench::system(), [&](Call& call) -> Result<Done> {
                call.tx.insert(access::StaffRow{.region = call.region(),
                                                .person = who,
                                                .login = "wang",
                                                .name = "王",
                                                .scope = town().station.path,
                                                .entered_at = call.now});
                call.journal.append(StaffPut{who}, {.subject = who.uuid});
                return Done{};
              }).ok());
  served(who, std::chrono::minutes{60});
  const auto r = only();
  EXPECT_EQ(r.state, RecordState::pending);
  EXPECT_EQ(reason_of(r), PendingReason::of_staff);
  EXPECT_EQ(minutes(who), 0);
  EXPECT_FALSE(approve(Town::as(who), r.id).ok());
  ASSERT_TRUE(attest(town().worker, r.id).ok());
  ASSERT_TRUE(approve(town().subcenter_staff, r.id).ok());
  EXPECT_EQ(minutes(who), 60);
}

TEST_P(RecordSettings, TooShortCountByThemselvesOnceAFurtherStayMakesThemLongEnough) {
  const auto who = town().volunteer();
  const auto need = served(who, std::chrono::seconds{20});
  const auto r = only();
  stay_on(need, r);
  EXPECT_EQ(only().state, RecordState::counted);
  EXPECT_EQ(minutes(who), 20);
}

TEST_P(RecordSettings, HowShortIsTooShortIsSetByThePlace) {
  const auto set = [&](const Actor& actor, const std::string& path, std::int64_t least) {
    return by(actor, [&](Call& call) {
      return set_record_rule(call, {given<access::SitePath>(path), Bounded<0, 480>{least}});
    });
  };
  Actor manager = town().staff(access::Role::city_office, town().city);
  EXPECT_REFUSED(set(Actor{}, town().station.path, 10), "not_signed_in");
  EXPECT_REFUSED(set(town().worker, town().station.path, 10), "not_yours");
  EXPECT_REFUSED(set(manager, town().city.path + "999999/", 10), "bad_request");
  ASSERT_TRUE(set(manager, town().center.path, 30).ok());
  ASSERT_TRUE(set(manager, town().station.path, 10).ok());
  served(town().volunteer(), std::chrono::minutes{9});
  EXPECT_EQ(reason_of(rows().front()), PendingReason::too_short);
  served(town().volunteer(), std::chrono::minutes{10});
  EXPECT_EQ(rows().front().state, RecordState::counted);
  served(town().volunteer(), std::chrono::minutes{29}, {}, town().neighbour.id);
  EXPECT_EQ(reason_of(rows().front()), PendingReason::too_short);
  ASSERT_TRUE(set(manager, town().station.path, 0).ok());
  served(town().volunteer(), std::chrono::seconds{20});
  EXPECT_EQ(rows().front().state, RecordState::counted);
  const auto rules = bench().look(town().worker, [&](Call& call) {
    return list_record_rules(call, {given<access::SitePath>(town().station.path)});
  });
  ASSERT_THAT(rules->items, SizeIs(2));
  EXPECT_EQ(rules->items[0].minutes_min, 30);
  EXPECT_EQ(rules->items[1].minutes_min, 0);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(RecordSettings, StarsAreSetByThePlaceOneIsAtHome) {
  using Hours = std::vector<std::int64_t>;
  const auto set = [&](const places::Site& site, std::optional<std::optional<Hours>> hours) {
    return by(town().staff(access::Role::city_office, town().city), [&](Call& call) {
      return set_record_rule(call, {given<access::SitePath>(site.path), Bounded<0, 480>{1}, hours});
    });
  };
  const std::optional<std::optional<Hours>> as_above{std::in_place}, as_it_was;
  const auto hours_of = [&](PersonId who) {
    return bench().look(Town::as(who), [&](Call& call) { return show_my_hours(call, {}); }).value();
  };
  const auto who = town().volunteer();
  const auto away = town().volunteer({.home = town().far_station.id});
  served(who, std::chrono::hours{2});
  town().drain();
  EXPECT_EQ(hours_of(who).stars, 0);
  EXPECT_EQ(hours_of(who).next_star_hours, 100);
  ASSERT_TRUE(set(town().city, Hours{50, 60, 70, 80, 90}).ok());
  EXPECT_EQ(hours_of(who).next_star_hours, 50);
  ASSERT_TRUE(set(town().subcenter, Hours{1, 2, 4, 8, 16}).ok());
  EXPECT_EQ(hours_of(who).stars, 2);
  EXPECT_EQ(hours_of(who).next_star_hours, 4);
  EXPECT_EQ(hours_of(away).next_star_hours, 50);
  ASSERT_TRUE(set(town().subcenter, as_it_was).ok());
  ASSERT_TRUE(set(town().station, as_it_was).ok());  // a rule that says nothing of stars
  EXPECT_EQ(hours_of(who).stars, 2);
  EXPECT_REFUSED(set(town().station, Hours{1, 2, 3, 4}), "star_hours_wrong");
  const auto rules = bench().look(town().worker, [&](Call& call) {
    return list_record_rules(call, {given<access::SitePath>(town().station.path)});
  });
  ASSERT_THAT(rules->items, SizeIs(3));
  EXPECT_EQ(rules->items[1].star_hours, (Hours{1, 2, 4, 8, 16}));
  EXPECT_EQ(rules->items[2].star_hours, std::nullopt);
  ASSERT_TRUE(set(town().subcenter, as_above).ok());
  EXPECT_EQ(hours_of(who).next_star_hours, 50);
  ASSERT_TRUE(set(town().city, as_above).ok());
  EXPECT_EQ(hours_of(who).next_star_hours, 100);
  bench().look(TestBench::system(), [&](Call& call) {
    std::vector<std::optional<Hours>> told;
    for (const auto& e : journal::entries(call.tx, call.region(), 0, 1000)) {
      if (e.kind == RecordRuleSet::kind)
        told.push_back(from_json<RecordRuleSet>(e.body).value().star_hours);
    }
    EXPECT_EQ(
        told,
        (std::vector<std::optional<Hours>>{
            Hours{50, 60, 70, 80, 90}, Hours{1, 2, 4, 8, 16}, Hours{1, 2, 4, 8, 16}, {}, {}, {}}));
    return 0;
  });
  EXPECT_THAT(bench().verify(), IsEmpty());
}

}  // namespace
}  // namespace lastmile::records

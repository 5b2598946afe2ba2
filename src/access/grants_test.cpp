#include "access/grants.h"

#include <gmock/gmock.h>

#include "access/access_bench.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct Grants : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    lin = staff_with(bench(), "lin", Role::security_admin, "4112/");
    sun = staff_with(bench(), "sun", Role::security_admin, "4112/411202/");
    worker = enrol_staff(bench(), invite_staff(bench(), TestBench::system(), "worker", "4112/"));
  }
  Actor as(const Staff& staff) { return *actor_of(bench(), staff.token); }
  Result<GrantView> grant(const Staff& by, const Staff& to, Role role, const char* scope,
                          std::optional<Instant> from = {}, std::optional<Instant> until = {}) {
    return bench().run(as(by), [&](Call& c) {
      return grant_role(c, {to.person, role, *SitePath::parse(scope), from, until});
    });
  }
  template <class Verb>
  Result<GrantView> change(const Staff& by, GrantId id, Verb verb) {
    return bench().run(as(by), [&](Call& c) { return verb(c, GrantRef{id}); });
  }

  Staff lin, sun, worker;
};
EACH_DATABASE(Grants);

TEST_P(Grants, HoldFromTheNextRequestOn) {
  EXPECT_FALSE(may(as(worker), Right::need_triage, "4112/411202/"));
  const auto given = grant(sun, worker, Role::station_worker, "4112/411202/411202001/");
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given.value().state, GrantState::active);
  EXPECT_EQ(given.value().login, "worker");
  EXPECT_TRUE(may(as(worker), Right::need_triage, "4112/411202/411202001/411202001001/"));
  EXPECT_FALSE(may(as(worker), Right::need_triage, "4112/411202/"));
  ASSERT_TRUE(change(sun, given.value().id, revoke_grant).ok());
  EXPECT_THAT(as(worker).grants, IsEmpty()) << "at once, the clock did not move";
  EXPECT_EQ(code_of(change(sun, given.value().id, revoke_grant)), "grant_over");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Grants, BeginAndEndByTheClock) {
  const Instant now = bench().now();
  ASSERT_TRUE(grant(lin, worker, Role::center_staff, "4112/411202/", now + 5min, now + 10min).ok());
  EXPECT_THAT(as(worker).grants, IsEmpty());
  bench().tick(5min);
  EXPECT_THAT(as(worker).grants, SizeIs(1));
  bench().tick(5min);
  EXPECT_THAT(as(worker).grants, IsEmpty());
}

TEST_P(Grants, StayWithinTheGrantersScope) {
  EXPECT_EQ(code_of(grant(sun, worker, Role::station_worker, "4112/")), "not_yours");
  EXPECT_EQ(code_of(grant(sun, worker, Role::station_worker, "4112/411203/")), "not_yours");
  EXPECT_EQ(code_of(grant(worker, lin, Role::station_worker, "4112/411202/")), "not_yours");
  EXPECT_EQ(code_of(grant(sun, sun, Role::center_staff, "4112/411202/")), "grant_to_self");
  Staff ghost;
  EXPECT_EQ(code_of(grant(sun, ghost, Role::station_worker, "4112/411202/")), "account_unknown");
  const auto above = grant(lin, worker, Role::city_office, "4112/");
  EXPECT_EQ(code_of(change(sun, above.value().id, revoke_grant)), "grant_unknown")
      << "what lies above one's scope is not there";
  EXPECT_EQ(code_of(change(lin, GrantId{}, revoke_grant)), "grant_unknown");
}

TEST_P(Grants, OfACenterAreNotGivenAtAStation) {
  const char* station = "4112/411202/411202001/411202001001/";
  EXPECT_EQ(code_of(grant(sun, worker, Role::city_office, station)), "role_not_for_place");
  EXPECT_EQ(code_of(grant(sun, worker, Role::center_staff, station)), "role_not_for_place");
  EXPECT_EQ(code_of(grant(sun, worker, Role::subcenter_staff, station)), "role_not_for_place");
  EXPECT_EQ(code_of(grant(sun, worker, Role::station_worker, station)), "yes");
  EXPECT_FALSE(may(as(worker), Right::record_approve, station));
}

TEST_P(Grants, OfOverseersWaitForASecondPerson) {
  const auto proposed = grant(lin, worker, Role::auditor, "4112/411202/");
  ASSERT_TRUE(proposed.ok());
  EXPECT_EQ(proposed.value().state, GrantState::proposed);
  EXPECT_THAT(as(worker).grants, IsEmpty());
  EXPECT_EQ(code_of(change(lin, proposed.value().id, approve_grant)), "second_must_differ");
  EXPECT_EQ(code_of(change(worker, proposed.value().id, approve_grant)), "grant_unknown");
  const auto approved = change(sun, proposed.value().id, approve_grant);
  ASSERT_TRUE(approved.ok());
  EXPECT_EQ(approved.value().approved_by, sun.person);
  EXPECT_THAT(as(worker).grants, ElementsAre(Grant{"auditor", "4112/411202/"}));
  const auto again = change(sun, proposed.value().id, approve_grant);
  EXPECT_EQ(code_of(again), "grant_not_proposed");
  EXPECT_EQ(again.refused().seen, "active");
}

TEST_P(Grants, OverTheWholeCityWaitForASecondPerson) {
  const Staff zhou = staff_with(bench(), "zhou", Role::security_admin, "4112/");
  for (const Role role : {Role::station_worker, Role::subcenter_staff, Role::center_staff,
                          Role::city_office, Role::auditor}) {
    const auto proposed = grant(lin, worker, role, "4112/");
    ASSERT_TRUE(proposed.ok()) << to_text(role);
    EXPECT_EQ(proposed.value().state, GrantState::proposed) << to_text(role);
    EXPECT_THAT(as(worker).grants, IsEmpty()) << to_text(role);
    EXPECT_EQ(code_of(change(lin, proposed.value().id, approve_grant)), "second_must_differ");
    EXPECT_EQ(code_of(change(sun, proposed.value().id, approve_grant)), "grant_unknown")
        << "of a district only";
    EXPECT_EQ(code_of(change(zhou, proposed.value().id, approve_grant)), "yes");
    EXPECT_THAT(as(worker).grants, SizeIs(1)) << to_text(role);
    ASSERT_TRUE(change(zhou, proposed.value().id, revoke_grant).ok());
  }
  EXPECT_EQ(grant(lin, worker, Role::center_staff, "4112/411202/").value().state,
            GrantState::active);
}

// Whoever alone invites somebody does not come into a role that two must give.
TEST_P(Grants, OfTwoWaitForTheHolderToEnrol) {
  const auto invited = invite_staff(bench(), as(lin), "qian", "4112/411202/");
  Staff qian;
  qian.person = invited.person;
  const auto proposed = grant(lin, qian, Role::auditor, "4112/411202/");
  ASSERT_TRUE(proposed.ok());
  EXPECT_EQ(code_of(change(sun, proposed.value().id, approve_grant)), "grantee_not_enrolled");
  qian = enrol_staff(bench(), invited);
  EXPECT_EQ(code_of(change(sun, proposed.value().id, approve_grant)), "yes");
  EXPECT_THAT(as(qian).grants, SizeIs(1));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Grants, OfTwoEndAnInvitationSentBefore) {
  const auto again =
      bench().run(as(lin), [&](Call& c) { return invite_again(c, {worker.person}); }).value();
  const auto proposed = grant(lin, worker, Role::auditor, "4112/411202/");
  EXPECT_EQ(code_of(look_at_invitation(bench(), nobody(), again.invitation)), "yes");
  ASSERT_EQ(code_of(change(sun, proposed.value().id, approve_grant)), "yes");
  EXPECT_EQ(code_of(look_at_invitation(bench(), nobody(), again.invitation)), "invitation_unknown");
  EXPECT_THAT(as(worker).grants, SizeIs(1)) << "who enrolled goes on";
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Grants, KeepOverseersApart) {
  const auto audits = grant(lin, worker, Role::auditor, "4112/411202/");
  const auto refused = grant(sun, worker, Role::system_admin, "4112/411202/");
  EXPECT_EQ(code_of(refused), "role_exclusive") << "already when the first is only proposed";
  EXPECT_EQ(refused.refused().seen, "auditor");
  EXPECT_EQ(code_of(grant(sun, worker, Role::station_worker, "4112/411202/")), "yes");
  ASSERT_TRUE(change(lin, audits.value().id, revoke_grant).ok());
  EXPECT_EQ(code_of(grant(sun, worker, Role::system_admin, "4112/411202/")), "yes");
}

TEST_P(Grants, CanBeGivenUp) {
  const auto given = grant(sun, worker, Role::station_worker, "4112/411202/");
  EXPECT_EQ(code_of(grant(sun, worker, Role::station_worker, "4112/411202/")), "grant_exists");
  EXPECT_EQ(code_of(change(worker, given.value().id, revoke_grant)), "yes");
}

TEST_P(Grants, LeaveSomebodyWhoGrants) {
  const auto held = [&](const Staff& who) {
    return bench().look(TestBench::system(), [&](Call& c) {
      return grants_standing(c.tx, c.region(), who.person, c.now).at(0).id;
    });
  };
  const auto suspend = [&](const Staff& by, const Staff& who) {
    return code_of(
        bench().run(as(by), [&](Call& c) { return suspend_staff(c, StaffPerson{who.person}); }));
  };
  EXPECT_EQ(code_of(change(lin, held(lin), revoke_grant)), "last_security_admin");
  EXPECT_EQ(suspend(lin, lin), "suspend_self");
  // An account that the district answers for, with the role over the city.
  const Staff zhou =
      enrol_staff(bench(), invite_staff(bench(), TestBench::system(), "zhou", "4112/411202/"));
  ASSERT_TRUE(
      bench()
          .run(TestBench::system(),
               [&](Call& c) {
                 return grant_role(
                     c, {zhou.person, Role::security_admin, *SitePath::parse("4112/"), {}, {}});
               })
          .ok());
  EXPECT_EQ(suspend(zhou, lin), "yes");
  EXPECT_EQ(suspend(sun, zhou), "last_security_admin");
  EXPECT_EQ(code_of(change(zhou, held(lin), revoke_grant)), "yes") << "nobody acts by it";
  EXPECT_EQ(code_of(change(zhou, held(sun), revoke_grant)), "yes") << "zhou grants there too";
  EXPECT_EQ(code_of(change(zhou, held(zhou), revoke_grant)), "last_security_admin");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Grants, AreListedByScopeInPages) {
  for (int i = 0; i < 7; ++i) {
    const std::string path = "4112/411202/41120200" + std::to_string(i) + "/";
    ASSERT_TRUE(grant(lin, worker, Role::station_worker, path.c_str()).ok());
    bench().tick(1s);
  }
  ASSERT_TRUE(grant(lin, worker, Role::station_worker, "4112/411203/").ok());
  std::vector<std::string> seen;
  ListGrants query{.role = Role::station_worker, .limit = PageLimit{3}};
  for (int page = 0; page < 5; ++page) {
    const auto list = bench().look(as(sun), [&](Call& c) { return list_grants(c, query); });
    ASSERT_TRUE(list.ok());
    for (const auto& g : list.value().items) seen.push_back(g.scope);
    if (!list.value().next) break;
    query.cursor = Cursor{*list.value().next};
  }
  ASSERT_THAT(seen, SizeIs(7)) << "not the one beside the scope";
  EXPECT_TRUE(std::ranges::is_sorted(seen));
  query = {.scope = SitePath::parse("4112/411202/411202003/"), .limit = PageLimit{3}};
  EXPECT_THAT(bench().look(as(lin), [&](Call& c) { return list_grants(c, query); }).value().items,
              SizeIs(1));
  EXPECT_EQ(
      code_of(bench().look(
          as(sun),
          [&](Call& c) { return list_grants(c, {.scope = SitePath::parse("4112/411203/")}); })),
      "not_yours");
  EXPECT_EQ(code_of(bench().look(
                as(worker), [&](Call& c) { return list_grants(c, {.cursor = Cursor{"junk"}}); })),
            "not_yours");
  EXPECT_EQ(code_of(bench().look(
                as(sun), [&](Call& c) { return list_grants(c, {.cursor = Cursor{"junk"}}); })),
            "bad_cursor");
}

// An edit behind the program's back, such as a role for oneself, is found and named.
TEST_P(Grants, CannotBeSlippedIn) {
  const auto given = grant(sun, worker, Role::station_worker, "4112/411202/");
  const storage::Sql widen{storage::Sql::Unlisted{}, "widen",
                           "update role_grant set scope = '4112/' where id = $1"};
  bench().db().write([&](storage::Tx& tx) { tx.run(widen, given.value().id); });
  const auto findings = bench().verify();
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].table, "role_grant");
  EXPECT_THAT(findings[0].row, testing::HasSubstr(given.value().id.text()));
}

}  // namespace
}  // namespace lastmile::access

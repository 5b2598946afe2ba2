#include "access/grant_rules.h"

#include <gtest/gtest.h>

#include "access/access_errors.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;

const Instant now = at_ms(1'772'355'600'000);
const PersonId lan{Uuid{{1}}}, bao{Uuid{{2}}}, chen{Uuid{{3}}};

std::string said(const Check& check) {
  return check.ok() ? "yes" : std::string(check.refused().refusal.code);
}

GrantRow held_by_lan(Role role, const char* scope) {
  GrantRow row;
  row.person = lan;
  row.role = role;
  row.scope = scope;
  row.state = GrantState::active;
  row.from_at = now - 24h;
  return row;
}

TEST(GrantRules, RefuseInOrder) {
  const auto worker = held_by_lan(Role::station_worker, "4112/411202/");
  const auto audits = held_by_lan(Role::auditor, "4112/");
  struct Case {
    const char* what;
    GrantAsked asked;
    std::vector<GrantRow> held;
    std::optional<PersonId> granter;
    const char* answer;
  };
  const GrantAsked asked{lan, Role::station_worker, "4112/411202/", now, std::nullopt};
  GrantAsked empty = asked, past = asked, other_place = asked, admin = asked, later = asked;
  empty.from = now + 2h, empty.until = now + 2h;
  past.from = now - 48h, past.until = now;
  other_place.scope = "4112/411203/";
  admin.role = Role::system_admin;
  later.from = now + 48h;
  GrantAsked too_deep = asked, empty_there = empty, deep_admin = admin;
  too_deep.role = Role::city_office;
  empty_there.role = Role::city_office;
  deep_admin.scope = "4112/411202/411202001/411202001001/";
  auto ending = worker;
  ending.until_at = now + 24h;
  for (const Case& c : {Case{"first", asked, {}, bao, "yes"},
                        {"to oneself", asked, {}, lan, "grant_to_self"},
                        {"to oneself, empty", empty, {}, lan, "grant_to_self"},
                        {"empty window", empty, {}, bao, "grant_window_empty"},
                        {"over already", past, {}, bao, "grant_window_empty"},
                        {"the city's role over a county", too_deep, {}, bao, "role_not_for_place"},
                        {"that, to oneself", too_deep, {}, lan, "grant_to_self"},
                        {"that, empty", empty_there, {}, bao, "grant_window_empty"},
                        {"an admin of a station", deep_admin, {}, bao, "yes"},
                        {"same again", asked, {worker}, bao, "grant_exists"},
                        {"elsewhere", other_place, {worker}, bao, "yes"},
                        {"overlapping", asked, {ending}, bao, "grant_exists"},
                        {"after the first ended", later, {ending}, bao, "yes"},
                        {"admin who audits", admin, {audits}, bao, "role_exclusive"},
                        {"worker who audits", asked, {audits}, bao, "yes"},
                        {"by the program", admin, {}, std::nullopt, "yes"}}) {
    EXPECT_EQ(said(check_grant(c.asked, c.held, c.granter, now)), c.answer) << c.what;
  }
}

TEST(GrantRules, AskForASecondPerson) {
  GrantRow grant = held_by_lan(Role::auditor, "4112/");
  grant.state = GrantState::proposed;
  grant.granted_by = bao;
  const auto admin = held_by_lan(Role::security_admin, "4112/");
  EXPECT_EQ(said(check_approval(grant, {}, chen)), "yes");
  EXPECT_EQ(said(check_approval(grant, {}, bao)), "second_must_differ");
  EXPECT_EQ(said(check_approval(grant, {}, lan)), "grant_to_self");
  const Check exclusive_now = check_approval(grant, std::span(&admin, 1), chen);
  EXPECT_EQ(said(exclusive_now), "role_exclusive");
  EXPECT_EQ(exclusive_now.refused().seen, "security_admin");
  grant.state = GrantState::active;
  EXPECT_EQ(said(check_approval(grant, {}, chen)), "grant_not_proposed");
}

}  // namespace
}  // namespace lastmile::access

#include "access/policy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

namespace lastmile::access {
namespace {

// The table as people read it: one row a right, one column a role in the order of the enum:
// station worker, subcenter staff, center staff, city office, auditor, security, system admin.
const std::map<std::string, std::string> expected{
    {"site_manage", "x x x x - - -"},     {"people_read", "x x x - - - -"},
    {"people_write", "x x x - - - -"},    {"identity_read", "- - x - - - -"},
    {"team_manage", "x x x - - - -"},     {"need_read", "x x x x x - -"},
    {"need_assist", "x x x - - - -"},     {"need_triage", "x x x - - - -"},
    {"need_dispatch", "x x x - - - -"},   {"need_escalate", "- x x x - - -"},
    {"record_read", "x x x x x - -"},     {"record_attest", "x x x - - - -"},
    {"record_approve", "- x x x - - -"},  {"certificate_revoke", "- - x x - - -"},
    {"stats_read", "x x x x x - -"},      {"stats_rows", "x x x x x - -"},
    {"settings_manage", "- - x x - - x"}, {"role_grant", "- - - - - x -"},
    {"audit_read", "- - - - x x -"},      {"debug", "- - - - - - x"},
};

const std::map<std::string, std::string> expected_fields{
    {"basic", "x x x x x - -"},    {"contact", "x x x - - - -"}, {"address", "x x x - - - -"},
    {"identity", "- - x - - - -"}, {"health", "x x x - - - -"},  {"minor", "x x x - - - -"},
};

std::string row(const auto& holds) {
  std::string out;
  for (const Role role : all_of<Role>()) {
    out += (out.empty() ? "" : " ") + std::string(holds(role) ? "x" : "-");
  }
  return out;
}

TEST(Policy, IsTheTableBelow) {
  ASSERT_EQ(expected.size(), all_of<Right>().size());
  for (const Right right : all_of<Right>()) {
    EXPECT_EQ(row([&](Role role) { return carries(role, right); }),
              expected.at(std::string(to_text(right))))
        << to_text(right);
  }
}

TEST(Policy, OpensFieldsAsTheTableBelow) {
  ASSERT_EQ(expected_fields.size(), all_of<FieldClass>().size());
  for (const FieldClass field : all_of<FieldClass>()) {
    EXPECT_EQ(row([&](Role role) { return opens(role, field); }),
              expected_fields.at(std::string(to_text(field))))
        << to_text(field);
  }
}

TEST(Policy, ListsAreSortedAsTheEnums) {
  for (const Role role : all_of<Role>()) {
    EXPECT_TRUE(std::ranges::is_sorted(rights_of(role))) << to_text(role);
    EXPECT_TRUE(std::ranges::is_sorted(fields_of(role))) << to_text(role);
  }
}

TEST(Policy, KeepsOverseersApart) {
  const auto oversees = [](Role r) {
    return r == Role::auditor || r == Role::security_admin || r == Role::system_admin;
  };
  for (const Role a : all_of<Role>()) {
    for (const Role b : all_of<Role>()) {
      EXPECT_EQ(exclusive(a, b), exclusive(b, a));
      EXPECT_EQ(exclusive(a, b), a != b && oversees(a) && oversees(b))
          << to_text(a) << ' ' << to_text(b);
    }
  }
}

// One column a depth: city, center, station.
TEST(Policy, AsksForASecondPersonForOverseersAndTheWholeCity) {
  const std::map<Role, std::string> waits_at{
      {Role::station_worker, "x - -"}, {Role::subcenter_staff, "x - -"},
      {Role::center_staff, "x - -"},   {Role::city_office, "x - -"},
      {Role::auditor, "x x x"},        {Role::security_admin, "x x x"},
      {Role::system_admin, "x x x"},
  };
  for (const Role role : all_of<Role>()) {
    std::string waits;
    for (const char* path : {"4112/", "4112/411202/", "4112/411202/411202001/411202001001-2/"}) {
      waits += (waits.empty() ? "" : " ") + std::string(needs_second(role, path) ? "x" : "-");
    }
    EXPECT_EQ(waits, waits_at.at(role)) << to_text(role);
  }
}

// One column a depth: city, center, subcenter, station.
TEST(Policy, PlacesRolesNoDeeperThanTheirOwnLevel) {
  const std::map<Role, std::string> deepest{
      {Role::station_worker, "x x x x"}, {Role::subcenter_staff, "x x x -"},
      {Role::center_staff, "x x - -"},   {Role::city_office, "x - - -"},
      {Role::auditor, "x x x x"},        {Role::security_admin, "x x x x"},
      {Role::system_admin, "x x x x"},
  };
  for (const Role role : all_of<Role>()) {
    std::string fits_at;
    for (const char* path : {"4112/", "4112/411202/", "4112/411202/411202001/",
                             "4112/411202/411202001/411202001001-2/"}) {
      fits_at += (fits_at.empty() ? "" : " ") + std::string(fits(role, path) ? "x" : "-");
    }
    EXPECT_EQ(fits_at, deepest.at(role)) << to_text(role);
  }
}

// Whoever sees a field in the clear must hold the right that such a reading asks for.
TEST(Policy, ClearFieldsGoWithTheirRights) {
  for (const Role role : all_of<Role>()) {
    EXPECT_EQ(opens(role, FieldClass::contact), carries(role, Right::people_read));
    EXPECT_EQ(opens(role, FieldClass::identity), carries(role, Right::identity_read));
  }
}

}  // namespace
}  // namespace lastmile::access

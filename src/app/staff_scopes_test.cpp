#include "app/staff_scopes.h"

#include "needs/needs_fixture.h"

namespace lastmile::app {
namespace {

struct StaffScopes : needs::NeedsTown {
  template <class T>
  std::string field_of(const Result<T>& result) {
    return result.ok()
               ? ""
               : result.refused().fields.at(0).path + " " + result.refused().fields.at(0).code;
  }
  access::CreateStaff staff_at(const std::string& login, const std::string& scope) {
    return {
        .login = {login}, .name = *Name::parse("孙立"), .scope = *access::SitePath::parse(scope)};
  }
};
EACH_DATABASE(StaffScopes);

TEST_P(StaffScopes, LieWhereASiteStands) {
  const Actor system = TestBench::system();
  EXPECT_EQ(field_of(run(system, create_staff_account, staff_at("sun", "4112/999999/"))),
            "/scope unknown");
  const auto made = run(system, create_staff_account, staff_at("sun", mao.path));
  ASSERT_TRUE(made.ok()) << "the refused one left its login free";
  const auto grant = [&](const std::string& scope) {
    access::GrantRole cmd;
    cmd.person = made->person;
    cmd.role = access::Role::station_worker;
    cmd.scope = *access::SitePath::parse(scope);
    return field_of(run(system, grant_role, cmd));
  };
  EXPECT_EQ(grant("4112/999999/"), "/scope unknown");
  EXPECT_EQ(grant(mao.path), "");
  EXPECT_EQ(grant("4112/"), "");
}

}  // namespace
}  // namespace lastmile::app

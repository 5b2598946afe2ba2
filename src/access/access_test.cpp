#include "access/access.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "access/access_errors.h"

namespace lastmile::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Actor holding(std::vector<Grant> grants) {
  Actor actor;
  actor.person = PersonId{Uuid{{1}}};
  actor.grants = std::move(grants);
  return actor;
}

TEST(May, CoversTheNodeAndAllBeneathIt) {
  const Actor worker = holding({{"subcenter_staff", "4112/411202/411202001/"}});
  struct Case {
    const char* path;
    bool allowed;
  };
  for (const Case c : {Case{"4112/411202/411202001/", true},
                       {"4112/411202/411202001/411202001001/", true},
                       {"4112/411202/", false},
                       {"4112/", false},
                       {"4112/411202/411202002/", false},
                       {"4112/411202/4112020011/", false},
                       {"", false}}) {
    EXPECT_EQ(may(worker, Right::need_triage, c.path), c.allowed) << c.path;
    EXPECT_EQ(may_see(worker, FieldClass::contact, c.path), c.allowed) << c.path;
  }
}

TEST(May, NeedsARoleThatCarriesTheRight) {
  const char* here = "4112/411202/";
  EXPECT_FALSE(may(holding({{"security_admin", "4112/"}}), Right::people_read, here));
  EXPECT_FALSE(may(holding({{"system_admin", "4112/"}}), Right::need_read, here));
  EXPECT_FALSE(may(holding({{"emperor", "4112/"}}), Right::need_read, here));
  EXPECT_FALSE(may(holding({{"center_staff", ""}}), Right::need_read, here));
  EXPECT_TRUE(
      may(holding({{"auditor", "4112/"}, {"center_staff", here}}), Right::need_triage, here));
  Actor program;
  program.system = true;
  EXPECT_TRUE(may(program, Right::need_triage, here));
}

TEST(Scopes, LeaveOutWhatLiesInsideAnother) {
  const Actor actor = holding({{"station_worker", "4112/411202/411202001/411202001001/"},
                               {"subcenter_staff", "4112/411202/411202001/"},
                               {"subcenter_staff", "4112/411202/4112020010/"},
                               {"auditor", "4112/"},
                               {"center_staff", "4112/411203/"}});
  EXPECT_THAT(scopes(actor, Right::need_triage),
              ElementsAre("4112/411202/411202001/", "4112/411202/4112020010/", "4112/411203/"));
  EXPECT_THAT(scopes(actor, Right::need_read), ElementsAre("4112/"));
  EXPECT_THAT(scopes(actor, Right::debug), IsEmpty());
}

std::string random_path() {
  const int depth = *rc::gen::inRange(1, 4);
  std::string path;
  for (int i = 0; i < depth; ++i) path += std::to_string(*rc::gen::inRange(1, 4)) + "/";
  return path;
}

RC_GTEST_PROP(Scopes, SayTheSameAsMay, ()) {
  std::vector<Grant> grants;
  for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
    const auto role = all_of<Role>()[*rc::gen::inRange<std::size_t>(0, all_of<Role>().size())];
    grants.push_back({std::string(to_text(role)), random_path()});
  }
  const Actor actor = holding(grants);
  const std::string path = random_path();
  for (const Right right : all_of<Right>()) {
    bool in_range = false;
    for (const auto& scope : scopes(actor, right)) {
      in_range = in_range || (path >= scope && path < path_end(scope));
    }
    RC_ASSERT(in_range == may(actor, right, path));
  }
}

TEST(Paths, AreCodesEachEndingInASlash) {
  for (const char* good : {"4112/", "4112/411202/", "4112/411202/411202001/411202001001-2/"}) {
    EXPECT_TRUE(is_path(good)) << good;
  }
  for (const char* bad : {"", "/", "4112", "4112//", "/4112/", "4112/../", "4112/%/", "-1/",
                          "4112/411202-/", "4112/ 1/", "12345678901234567/"}) {
    EXPECT_FALSE(is_path(bad)) << bad;
  }
}

}  // namespace
}  // namespace lastmile::access

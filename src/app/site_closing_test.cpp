#include "app/site_closing.h"

#include "needs/needs_fixture.h"
#include "places/places.h"

namespace lastmile::app {
namespace {

struct SiteClosing : needs::NeedsTown {
  Result<places::SiteView> close(const Actor& who) {
    return run(who, close_site, places::CloseSite{mao.id, people::line_of("撤并")});
  }
  bool is_active() {
    const auto site = bench().look(chief, [&](Call& c) { return places::find_site(c, mao.id); });
    return site->state == places::SiteState::active;
  }
};
EACH_DATABASE(SiteClosing);

TEST_P(SiteClosing, WaitsUntilNoNeedStandsThere) {
  const auto first = ask();
  ask();
  const auto refused = close(chief);
  ASSERT_EQ(needs::code_of(refused), "site_has_open_needs");
  EXPECT_EQ(refused.refused().seen, "2");
  EXPECT_TRUE(is_active()) << "what was refused did not happen";
  EXPECT_EQ(withdraw(first), "");
  EXPECT_EQ(close(chief).refused().seen, "1");
  EXPECT_EQ(needs::code_of(close(neighbour)), "not_yours");
}

TEST_P(SiteClosing, HeedsNeitherDraftsNorWhatIsOver) {
  ask(wang, wanted(), true);
  EXPECT_EQ(withdraw(ask()), "");
  EXPECT_EQ(needs::code_of(close(chief)), "");
  EXPECT_FALSE(is_active());
  EXPECT_EQ(needs::code_of(close(chief)), "site_inactive");
}

}  // namespace
}  // namespace lastmile::app

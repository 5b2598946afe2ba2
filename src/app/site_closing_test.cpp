#include "app/site_closing.h"

#include "needs/needs_fixture.h"
#include "places/places.h"

namespace lastmile::app {
namespace {

struct SiteClosing : needs::NeedsTown {
  Result<ClosedSite> close(const Actor& who) {
    return run(who, close_site, places::CloseSite{mao.id, people::line_of("撤并")});
  }
  bool is_active() {
    const auto site = bench().look(chief, [&](Call& c) { return places::find_site(c, mao.id); });
    return site->state == places::SiteState::active;
  }
};
EACH_DATABASE(SiteClosing);

TEST_P(SiteClosing, TellsWhatIsStillOpenThere) {
  const auto need = ask_for_afternoon();
  ask();
  ask(wang, wanted(), true);  // a draft
  EXPECT_EQ(withdraw(ask()), "");
  EXPECT_EQ(needs::code_of(close(neighbour)), "not_yours");
  ASSERT_EQ(triage(need), "");
  ASSERT_EQ(take(need, zhao), "");
  const auto closed = close(chief);
  ASSERT_EQ(needs::code_of(closed), "");
  EXPECT_EQ(closed->open_needs, 2);
  EXPECT_FALSE(is_active());
  EXPECT_EQ(needs::code_of(close(chief)), "site_inactive");
  bench().tick(std::chrono::hours{4});
  EXPECT_EQ(start(need, zhao), "site_inactive");
}

}  // namespace
}  // namespace lastmile::app

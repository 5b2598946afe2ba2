#include "demo/story.h"
#include "needs/need_ask.h"
#include "needs/need_close.h"

/// What happened in the demo town: needs asked for, met, confirmed and rated, day by day.
namespace lastmile::demo {
namespace {

int some_stars(Stage& s) {
  if (s.chance(70)) return 5;
  if (s.chance(60)) return 4;
  return s.chance(50) ? 3 : 2;
}

// Many rate, some only say that it happened, and some say nothing.
void rate(Stage& s, const Asked& asked) {
  const Actor recipient = person(asked.setting.recipient);
  if (s.chance(70)) {
    needs::RateService cmd;
    cmd.need = asked.need;
    cmd.stars = fitting(Bounded<1, 5>::parse(some_stars(s)));
    s.as(recipient, needs::rate_service, cmd);
  } else if (s.chance(60)) {
    s.as(recipient, needs::confirm_service, needs::ConfirmService{asked.need, true, {}, {}});
  }
}

// The first of the two says yes, or declines and the other does.
void answer(Stage& s, std::vector<PersonId>& whom, std::vector<dispatch::OfferId> offers) {
  s.set_now(s.now() + std::chrono::minutes{3});
  if (offers.size() > 1 && s.chance(20)) {
    s.as(person(whom[0]), dispatch::decline_offer, dispatch::DeclineOffer{offers[0], {}, {}});
    std::swap(offers[0], offers[1]);
    std::swap(whom[0], whom[1]);
  }
  s.as(person(whom[0]), dispatch::accept_offer, dispatch::AcceptOffer{offers[0]});
}

// One need from asking to rating, each step at its own moment.
void whole_loop(Stage& s, const Cast& cast, const Setting& setting, std::set<PersonId>& busy) {
  const TimeWindow window = setting.window;
  s.set_now(window.start - std::chrono::hours{20});
  Asked asked;
  s.scene([&](Stage&) { asked = ask(s, cast, setting); });
  if (s.chance(4)) {
    s.scene([&](Stage&) {
      s.as(person(setting.recipient), needs::withdraw_need,
           needs::WithdrawNeed{asked.need, needs::WithdrawReason::solved, {}});
    });
    return;
  }
  s.set_now(s.now() + std::chrono::minutes{5 + s.below(90)});
  s.scene([&](Stage&) { accept(s, cast, asked); });
  auto whom = choose(s, cast, asked, 2, busy);
  if (whom.empty()) return;
  s.scene([&](Stage&) {
    answer(s, whom, invite(s, cast, asked, whom));
    s.set_now(window.start + std::chrono::minutes{s.below(8)});
    check_in(s, asked, whom[0]);
    s.set_now(window.end - std::chrono::minutes{s.below(10)});
    check_out(s, asked, whom[0]);
    s.set_now(window.end + std::chrono::hours{1});
    rate(s, asked);
  });
}

TimeWindow window_on(Stage& s, Day day) {
  const int start = 9 * 60 + static_cast<int>(s.below(16)) * 30;
  const int minutes = 60 + static_cast<int>(s.below(3)) * 30;
  const Zone& zone = s.town().settings().zone;
  return {zone.at(day, start), zone.at(day, start + minutes)};
}

}  // namespace

void play_history(Stage& s, const Cast& cast, Day from, Day to) {
  constexpr int needs_a_day = 24;
  int days = 0;
  for (Day day = from; day < to; day += std::chrono::days{1}) {
    std::set<PersonId> busy;
    for (int i = 0; i < needs_a_day; ++i) {
      const TimeWindow window = window_on(s, day);
      const bool home = i == 0 && days++ % 3 == 0;
      whole_loop(s, cast, home ? at_home(cast, window) : anywhere(s, cast, window), busy);
    }
    s.set_now(s.town().settings().zone.at(day, 22 * 60));
    s.settle();
  }
}

}  // namespace lastmile::demo

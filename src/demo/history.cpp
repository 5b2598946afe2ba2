#include <set>

#include "attendance/attendance.h"
#include "demo/names.h"
#include "demo/stage.h"
#include "dispatch/offers.h"
#include "dispatch/ranking.h"
#include "needs/need_ask.h"
#include "needs/need_close.h"
#include "needs/need_service.h"
#include "needs/need_talk.h"
#include "needs/need_triage.h"
#include "needs/needs.h"

/// What happened in the demo town: needs asked for, met, confirmed and rated, day by day.
namespace lastmile::demo {
namespace {

template <class T>
T must(std::optional<T> value) {
  if (!value) throw std::runtime_error("the demo's own text does not fit its field");
  return std::move(*value);
}

struct Story0 {
  std::size_t station = 0;
  needs::NeedId need;
  PersonId recipient;
  TimeWindow window;
};

std::size_t any_station(Stage& s, const Cast& cast) { return s.below(cast.stations.size()); }

Story0 ask(Stage& s, const Cast& cast, const TimeWindow& window) {
  Story0 story;
  story.station = any_station(s, cast);
  story.recipient = s.pick(cast.residents[story.station]);
  story.window = window;
  const Story& text = s.pick(stories);
  needs::Wanted wanted;
  wanted.category = must(Text<2, 4>::parse(text.category));
  wanted.details = must(Words2000::parse(text.details));
  wanted.window = window;
  wanted.effort_minutes = must(Bounded<5, 1440>::parse(text.minutes));
  wanted.address = must(Line::parse("按登记地址"));
  const auto& site = cast.stations[story.station];
  if (s.chance(45)) {
    needs::AskOnBehalf cmd;
    cmd.wanted = wanted;
    cmd.site = site.id;
    constexpr std::array sources{needs::Source::counter, needs::Source::hotline, needs::Source::home_visit,
                                 needs::Source::grid_worker};
    cmd.source = s.pick(sources);
    cmd.recipient = story.recipient;
    story.need = s.as(cast.workers.at(site.path), needs::ask_on_behalf, cmd).id;
  } else {
    story.need = s.as(person(story.recipient), needs::ask_for_help, needs::AskForHelp{wanted, {}, site.id, false}).id;
  }
  return story;
}

const Actor& worker_of(const Cast& cast, const Story0& story) {
  return cast.workers.at(cast.stations[story.station].path);
}

void triage(Stage& s, const Cast& cast, const Story0& story) {
  needs::TriageNeed cmd;
  cmd.need = story.need;
  cmd.decision = needs::Decision::accept;
  s.as(worker_of(cast, story), needs::triage_need, cmd);
}

// Invites the best who fit; nothing when nobody does.
// The day's stories are told one after the other, each to its end, so who served in one is not asked
// again that day: the hours of the two would overlap.
std::vector<dispatch::OfferId> invite(Stage& s, const Cast& cast, const Story0& story, std::size_t many,
                                      std::vector<PersonId>& whom, std::set<PersonId>& served_today) {
  const Actor& worker = worker_of(cast, story);
  whom = s.run(worker, [&](Call& call) -> Result<std::vector<PersonId>> {
    ASSIGN_OR_RETURN(const needs::NeedBrief need, needs::find_need(call, story.need));
    std::vector<PersonId> best;
    const auto ranked = dispatch::rank(call, need, 50);
    for (const auto& f : ranked.fitting) {
      const PersonId who = ranked.picture->volunteers[f.place]->person;
      if (best.size() < many && served_today.insert(who).second) best.push_back(who);
    }
    return best;
  });
  if (whom.empty()) return {};
  return s.as(worker, dispatch::invite_volunteers, dispatch::InviteVolunteers{story.need, whom, {}}).offers;
}

attendance::Evidence pin(Stage& s, const Story0& story) {
  return s.run(Actor{.system = true}, [&](Call& call) -> Result<attendance::Evidence> {
    attendance::Evidence evidence;
    evidence.pin = must(Text<4, 8>::parse(attendance::pin_for(call, story.need.uuid)));
    return evidence;
  });
}

void rate(Stage& s, const Story0& story) {
  if (s.chance(70)) {
    needs::RateService cmd;
    cmd.need = story.need;
    cmd.stars = must(Bounded<1, 5>::parse(s.chance(70) ? 5 : s.chance(60) ? 4 : s.chance(50) ? 3 : 2));
    s.as(person(story.recipient), needs::rate_service, cmd);
  } else if (s.chance(60)) {
    s.as(person(story.recipient), needs::confirm_service, needs::ConfirmService{story.need, true, {}, {}});
  }
}

// One need from asking to rating, each step at its own moment.
void whole_loop(Stage& s, const Cast& cast, const TimeWindow& window,
                std::set<PersonId>& served_today) {
  s.set_now(window.start - std::chrono::hours{20});
  Story0 story;
  s.scene([&](Stage&) { story = ask(s, cast, window); });
  if (s.chance(4)) {
    s.scene([&](Stage&) {
      s.as(person(story.recipient), needs::withdraw_need,
           needs::WithdrawNeed{story.need, must(Text<1, 40>::parse("solved"))});
    });
    return;
  }
  s.set_now(s.now() + std::chrono::minutes{5 + s.below(90)});
  std::vector<PersonId> whom;
  std::vector<dispatch::OfferId> offers;
  s.scene([&](Stage&) {
    triage(s, cast, story);
    offers = invite(s, cast, story, 2, whom, served_today);
    if (offers.empty()) return;
    s.set_now(s.now() + std::chrono::minutes{3});
    if (offers.size() > 1 && s.chance(20)) {
      s.as(person(whom[0]), dispatch::decline_offer, dispatch::DeclineOffer{offers[0], {}});
      std::swap(offers[0], offers[1]);
      std::swap(whom[0], whom[1]);
    }
    s.as(person(whom[0]), dispatch::accept_offer, dispatch::AcceptOffer{offers[0]});
  });
  if (offers.empty()) return;
  s.scene([&](Stage&) {
    s.set_now(window.start + std::chrono::minutes{s.below(8)});
    s.as(person(whom[0]), needs::check_in, needs::CheckIn{story.need, pin(s, story)});
    s.set_now(window.end - std::chrono::minutes{s.below(10)});
    s.as(person(whom[0]), needs::check_out, needs::CheckOut{story.need, pin(s, story)});
    s.set_now(window.end + std::chrono::hours{1});
    rate(s, story);
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
  for (Day day = from; day < to; day += std::chrono::days{1}) {
    std::set<PersonId> served_today;
    for (int i = 0; i < needs_a_day; ++i) whole_loop(s, cast, window_on(s, day), served_today);
    s.set_now(s.town().settings().zone.at(day, 22 * 60));
    s.settle();
  }
}

void fill_inbox(Stage& s, const Cast& cast) {
  const Instant now = s.now();
  std::set<PersonId> asked_today;
  const auto later = [&](int hours) {
    const Instant start = std::chrono::ceil<std::chrono::hours>(now) + std::chrono::hours{hours};
    return TimeWindow{start, start + std::chrono::hours{2}};
  };
  for (int i = 0; i < 12; ++i) s.scene([&](Stage&) { ask(s, cast, later(5 + i * 3)); });  // submitted
  for (int i = 0; i < 40; ++i) {
    s.scene([&](Stage&) {
      const Story0 story = ask(s, cast, later(6 + i));
      const int state = i % 10;
      if (state == 0) {
        needs::TriageNeed back{story.need, needs::Decision::return_, must(Text<1, 40>::parse("detail_missing")),
                               must(Line::parse("请补充一下楼号和方便的时间。"))};
        s.as(worker_of(cast, story), needs::triage_need, back);
        return;
      }
      if (state == 1) {
        needs::TriageNeed keep{story.need, needs::Decision::keep, must(Text<1, 40>::parse("by_appointment")), {}};
        s.as(worker_of(cast, story), needs::triage_need, keep);
        return;
      }
      triage(s, cast, story);
      if (state < 4) return;  // awaiting dispatch
      std::vector<PersonId> whom;
      const auto offers = invite(s, cast, story, state == 4 ? 3 : 1, whom, asked_today);
      if (offers.empty() || state < 7) return;  // offered
      s.as(person(whom[0]), dispatch::accept_offer, dispatch::AcceptOffer{offers[0]});
    });
  }
  // In service, to be confirmed, to be rated: begun this hour.
  for (int i = 0; i < 9; ++i) {
    s.scene([&](Stage&) {
      s.set_now(now - std::chrono::minutes{100});
      const Story0 story = ask(s, cast, {now - std::chrono::minutes{60}, now + std::chrono::minutes{90}});
      triage(s, cast, story);
      std::vector<PersonId> whom;
      const auto offers = invite(s, cast, story, 1, whom, asked_today);
      if (offers.empty()) return;
      s.as(person(whom[0]), dispatch::accept_offer, dispatch::AcceptOffer{offers[0]});
      s.set_now(now - std::chrono::minutes{55});
      s.as(person(whom[0]), needs::check_in, needs::CheckIn{story.need, pin(s, story)});
      if (i % 3 == 0) return;
      s.set_now(now - std::chrono::minutes{10});
      s.as(person(whom[0]), needs::check_out, needs::CheckOut{story.need, pin(s, story)});
      if (i % 3 == 1) return;
      s.as(person(story.recipient), needs::confirm_service, needs::ConfirmService{story.need, true, {}, {}});
    });
  }
  s.set_now(now);
  s.settle();
}

}  // namespace lastmile::demo

#include "demo/story.h"
#include "needs/need_ask.h"
#include "needs/need_close.h"
#include "needs/need_merge.h"
#include "needs/need_triage.h"

/// What lies open in the demo town today: needs in every state, for somebody to go on with.
namespace lastmile::demo {
namespace {

using needs::Decision;
using needs::NeedState;

class Inbox {
 public:
  Inbox(Stage& s, const Cast& cast) : s_(s), cast_(cast), now_(s.now()) {}

  /// A need that is where `state` says.
  void put(NeedState state) {
    switch (state) {
      case NeedState::draft:
        return drafted();
      case NeedState::submitted:
        return submitted();
      case NeedState::returned:
        return decided(Decision::return_, needs::TriageReason::detail_missing);
      case NeedState::refused:
        return decided(Decision::refuse, needs::TriageReason::not_for_volunteers);
      case NeedState::referred:
        return decided(Decision::refer, needs::TriageReason::hotline_12345);
      case NeedState::accepted:
        return decided(Decision::keep, needs::TriageReason::by_appointment);
      case NeedState::awaiting_dispatch:
        return accepted();
      case NeedState::offered:
        return offered();
      case NeedState::taken:
        return agreed(false);
      case NeedState::scheduled:
        return agreed(true);
      case NeedState::in_service:
      case NeedState::awaiting_confirmation:
      case NeedState::awaiting_rating:
        return serving(state);
      case NeedState::withdrawn:
        return withdrawn();
      case NeedState::merged:
        return merged();
      case NeedState::archived:
        return;  // the history is full of them
    }
  }
  /// Left lying for days: overdue, with its reminders and escalations.
  void put_overdue(NeedState state) {
    s_.set_now(now_ - std::chrono::days{5});
    s_.scene([&](Stage&) {
      const Asked asked = ask_later();
      if (state == NeedState::awaiting_dispatch) accept(s_, cast_, asked);
    });
    s_.set_now(now_);
  }
  /// From here on people ask this station alone.
  void stay_at(std::size_t station) { station_ = station; }

  void open_for_claim() {
    s_.scene([&](Stage&) {
      const Asked asked = ask_later();
      accept(s_, cast_, asked);
      s_.as(worker_of(cast_, asked), dispatch::open_for_claim,
            dispatch::OpenForClaim{asked.need, {}});
    });
  }

 private:
  // Each a little further into the next days.
  Asked ask_later(bool draft = false) {
    const Instant start =
        std::chrono::ceil<std::chrono::hours>(now_) + std::chrono::hours{5 + hours_++ % 60};
    Setting setting = anywhere(s_, cast_, {start, start + std::chrono::hours{2}});
    if (station_) {
      setting.station = *station_;
      // Not the one behind the demo's login, who starts with a list to read.
      const auto& here = cast_.residents[*station_];
      setting.recipient = here[1 + s_.below(here.size() - 1)];
    }
    setting.draft = draft;
    return ask(s_, cast_, setting);
  }

  void drafted() {
    s_.scene([&](Stage&) { ask_later(true); });
  }
  void submitted() {
    s_.scene([&](Stage&) { ask_later(); });
  }
  void decided(Decision decision, needs::TriageReason reason) {
    s_.scene([&](Stage&) {
      const Asked asked = ask_later();
      needs::TriageNeed cmd;
      cmd.need = asked.need;
      cmd.decision = decision;
      cmd.reason_code = reason;
      if (decision == Decision::return_) {
        cmd.note = fitting(Line::parse("请补充一下楼号和方便的时间。"));
      }
      s_.as(worker_of(cast_, asked), needs::triage_need, cmd);
    });
  }
  void accepted() {
    s_.scene([&](Stage&) { accept(s_, cast_, ask_later()); });
  }
  void withdrawn() {
    s_.scene([&](Stage&) {
      const Asked asked = ask_later();
      s_.as(person(asked.setting.recipient), needs::withdraw_need,
            needs::WithdrawNeed{asked.need, needs::WithdrawReason::solved, {}});
    });
  }
  void merged() {
    s_.scene([&](Stage&) {
      const Asked first = ask_later();
      const Asked second = ask(s_, cast_, first.setting);
      s_.as(worker_of(cast_, first), needs::merge_need, needs::MergeNeed{second.need, first.need});
    });
  }
  void offered() {
    Asked asked;
    s_.scene([&](Stage&) { accept(s_, cast_, asked = ask_later()); });
    const auto whom = choose(s_, cast_, asked, 3, busy_);
    if (whom.empty()) return;
    s_.scene([&](Stage&) { invite(s_, cast_, asked, whom); });
  }
  // Someone said yes; without a time the two still have to agree on one.
  void agreed(bool has_time) {
    Asked asked;
    s_.scene([&](Stage&) {
      asked = ask_later();
      if (!has_time) {
        needs::ChangeNeed cmd;
        cmd.need = asked.need;
        cmd.window = std::optional<TimeWindow>();
        s_.as(person(asked.setting.recipient), needs::change_need, cmd);
      }
      accept(s_, cast_, asked);
    });
    const auto whom = choose(s_, cast_, asked, 1, busy_);
    if (whom.empty()) return;
    s_.scene([&](Stage&) {
      const auto offers = invite(s_, cast_, asked, whom);
      s_.as(person(whom[0]), dispatch::accept_offer, dispatch::AcceptOffer{offers[0]});
    });
  }
  // Begun this hour.
  void serving(NeedState until) {
    using std::chrono::minutes;
    s_.set_now(now_ - minutes{100});
    Asked asked;
    s_.scene([&](Stage&) {
      asked = ask(s_, cast_, anywhere(s_, cast_, {now_ - minutes{60}, now_ + minutes{90}}));
      accept(s_, cast_, asked);
    });
    const auto whom = choose(s_, cast_, asked, 1, busy_);
    if (!whom.empty()) {
      s_.scene([&](Stage&) {
        const auto offers = invite(s_, cast_, asked, whom);
        s_.as(person(whom[0]), dispatch::accept_offer, dispatch::AcceptOffer{offers[0]});
        s_.set_now(now_ - minutes{55});
        check_in(s_, asked, whom[0]);
        if (until == NeedState::in_service) return;
        s_.set_now(now_ - minutes{10});
        check_out(s_, asked, whom[0]);
        if (until == NeedState::awaiting_confirmation) return;
        s_.as(person(asked.setting.recipient), needs::confirm_service,
              needs::ConfirmService{asked.need, true, {}, {}});
      });
    }
    s_.set_now(now_);
  }

  Stage& s_;
  const Cast& cast_;
  Instant now_;
  int hours_ = 0;
  std::optional<std::size_t> station_;
  std::set<PersonId> busy_;
};

struct Share {
  NeedState state;
  int needs;
};
constexpr std::array shares{
    Share{NeedState::draft, 2},           Share{NeedState::submitted, 14},
    Share{NeedState::returned, 3},        Share{NeedState::refused, 1},
    Share{NeedState::referred, 1},        Share{NeedState::accepted, 4},
    Share{NeedState::offered, 10},        Share{NeedState::awaiting_dispatch, 8},
    Share{NeedState::taken, 3},           Share{NeedState::scheduled, 10},
    Share{NeedState::in_service, 4},      Share{NeedState::awaiting_confirmation, 4},
    Share{NeedState::awaiting_rating, 4}, Share{NeedState::withdrawn, 2},
    Share{NeedState::merged, 2},
};

}  // namespace

void fill_inbox(Stage& s, const Cast& cast) {
  Inbox inbox(s, cast);
  for (const auto& share : shares) {
    for (int i = 0; i < share.needs; ++i) inbox.put(share.state);
  }
  for (int i = 0; i < 3; ++i) {
    inbox.put_overdue(NeedState::submitted);
    inbox.put_overdue(NeedState::awaiting_dispatch);
  }
  for (int i = 0; i < 4; ++i) inbox.open_for_claim();
  // Where the demo's own worker sits a morning's work waits.
  inbox.stay_at(0);
  inbox.put_overdue(NeedState::submitted);
  for (int i = 0; i < 11; ++i) inbox.put(NeedState::submitted);
  for (int i = 0; i < 5; ++i) inbox.put(NeedState::awaiting_dispatch);
  s.settle();
}

}  // namespace lastmile::demo

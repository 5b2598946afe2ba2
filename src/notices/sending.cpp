#include "notices/sending.h"

#include "notices/means.h"
#include "notices/notice_rules.h"
#include "notices/outgoing.h"
#include "notices/place_rules.h"
#include "notices/sending_end.h"
#include "notices/webhook_failures.h"
#include "notices/wish_store.h"

namespace lastmile::notices {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds renew_every{3};
constexpr std::string_view stopped = "the program was stopped after it was handed over";

const Actor the_program{.system = true};

Instant next_day(const Call& call) {
  const Zone& zone = call.settings.zone;
  return zone.at(zone.day_of(call.now) + std::chrono::days{1}, 0);
}

// Nothing more today to this number, or to anybody: the bill is bounded.
bool is_over_cap(Call& call, const SendingRow& row) {
  if (row.channel != Channel::sms) return false;
  const Zone& zone = call.settings.zone;
  const Means town = means(call);
  const auto today = count_handed(
      call.tx, call.region(), {row.channel, zone.at(zone.day_of(call.now), 0), row.address_tag});
  return today.all >= town.sms_a_day || today.here >= town.sms_a_day_each;
}

// When it may go out, where that is not now.
std::optional<Instant> put_off_until(Call& call, const SendingRow& row) {
  Instant at = is_over_cap(call, row) ? next_day(call) : call.now;
  if (!row.urgent && row.person) {
    const auto wish = load_wish(call.tx, call.region(), people::profiles_of(call, *row.person));
    const auto own = wish ? wish->quiet : std::nullopt;
    at = out_of_quiet(quiet_for(call, own, row.site_path), at, call.settings.zone);
  }
  return at > call.now ? std::optional(at) : std::nullopt;
}

/// One message that this process is sending.
class Sending {
 public:
  Sending(jobs::Commands& commands, Channel channel, FarEnds ends)
      : commands_(commands), channel_(channel), ends_(ends) {}

  bool run() {
    if (!is_any()) return false;
    bool did = false;
    (void)commands_.run(the_program, [&](Call& call) -> Check {
      did = recover(call) || claim(call);
      return Done{};
    });
    if (outgoing_) hand_over();
    return did;
  }

 private:
  bool repeats() const {
    return channel_ == Channel::webhook ||
           (channel_ == Channel::sms && ends_.sms && ends_.sms->sends_once_by_id());
  }

  // Looked at without the lane, which others need.
  bool is_any() {
    bool any = false;
    commands_.look(the_program, [&](Call& call) {
      any = load_due(call.tx, call.region(), channel_, call.now).has_value() ||
            load_abandoned(call.tx, call.region(), channel_, call.now).has_value();
    });
    return any;
  }

  // Its sender is gone: what was handed over may have arrived.
  bool recover(Call& call) {
    auto row = load_abandoned(call.tx, call.region(), channel_, call.now);
    if (!row) return false;
    if (row->handed_at && !repeats()) {
      end_sending(call, std::move(*row), SendingState::unknown, stopped);
      return true;
    }
    row->state = SendingState::waiting;
    row->due_at = call.now;
    row->lease_until.reset();
    row->handed_at.reset();
    ASSERT(call.tx.update(*row));
    return true;
  }

  bool claim(Call& call) {
    auto row = load_due(call.tx, call.region(), channel_, call.now);
    if (!row) return false;
    if (call.now >= row->until_at) {
      const std::string why = row->said.empty() ? "too late to be of use" : row->said;
      end_sending(call, std::move(*row), SendingState::expired, why);
      return true;
    }
    if (const auto later = put_off_until(call, *row)) {
      if (is_over_cap(call, *row)) row->said = "as many were sent today as are allowed";
      row->due_at = std::min(*later, row->until_at);
      ASSERT(call.tx.update(*row));
      return true;
    }
    take(call, std::move(*row));
    return true;
  }

  void take(Call& call, SendingRow row) {
    Prepared prepared = prepare(call, row);
    if (!prepared.outgoing) {
      if (prepared.unsendable.why.empty()) {
        call.tx.erase(row);  // its reader was erased
      } else {
        end_sending(call, std::move(row), prepared.unsendable.state, prepared.unsendable.why);
      }
      return;
    }
    row.state = SendingState::sending;
    row.tries += 1;
    row.segments = prepared.outgoing->segments;
    row.holder = call.make_id<struct HolderTag>().text();
    row.lease_until = call.now + lease_length;
    row.handed_at.reset();
    ASSERT(call.tx.update(row));
    id_ = row.id;
    holder_ = row.holder;
    outgoing_ = std::move(prepared.outgoing);
  }

  /// The row, as long as it is ours; nothing once its lease was over and others took it up.
  std::optional<SendingRow> held(Call& call) const {
    auto row = load_sending(call.tx, call.region(), id_);
    const bool ours = row && row->state == SendingState::sending && row->holder == holder_;
    return ours ? row : std::nullopt;
  }

  bool change(const std::function<void(SendingRow&, Instant)>& f) {
    bool done = false;
    (void)commands_.run(the_program, [&](Call& call) -> Check {
      auto row = held(call);
      if (!row) return Done{};
      f(*row, call.now);
      row->lease_until = call.now + lease_length;
      done = call.tx.update(*row);
      return Done{};
    });
    return done;
  }

  bool note_handed_over() {
    handed_ = change([](SendingRow& row, Instant now) { row.handed_at = now; });
    return handed_;
  }

  void renew() {
    const auto now = std::chrono::steady_clock::now();
    if (now < renewed_ + renew_every) return;
    renewed_ = now;
    change([](SendingRow&, Instant) {});
  }

  // A lane that fails is not the far end's doing: the lease ends, and the next one looks after it.
  send::Delivery deliver_or_say_why() {
    try {
      return deliver();
    } catch (const storage::Unavailable&) {
      throw;
    } catch (const std::runtime_error& fault) {
      return {handed_ ? send::Outcome::unknown : send::Outcome::not_taken, fault.what()};
    }
  }

  send::Delivery deliver() {
    const send::Watch watch{[this] { return note_handed_over(); }, [this] { renew(); }};
    switch (channel_) {
      case Channel::email:
        if (ends_.mailer) return ends_.mailer->send(outgoing_->mail, watch);
        break;
      case Channel::sms:
        if (ends_.sms) return ends_.sms->send(outgoing_->text, watch);
        break;
      case Channel::webhook:
        return heard(send::post(outgoing_->post, watch));
      case Channel::inbox:
        break;
    }
    return {send::Outcome::not_taken, "this way is not set up in town.conf"};
  }

  // Whatever the other side says but yes, it gets the same event again.
  static send::Delivery heard(const send::WebAnswer& answer) {
    if (answer.status == 0) return {send::Outcome::not_taken, answer.why};
    const auto said = send::one_line(std::to_string(answer.status) + " " + answer.body);
    const bool yes = answer.status >= 200 && answer.status <= 299;
    return {yes ? send::Outcome::taken : send::Outcome::not_taken, said};
  }

  void hand_over() {
    renewed_ = std::chrono::steady_clock::now();
    const send::Delivery delivery = deliver_or_say_why();
    (void)commands_.run(the_program, [&](Call& call) -> Check {
      if (auto row = held(call)) settle(call, std::move(*row), delivery);
      return Done{};
    });
  }

  void settle(Call& call, SendingRow row, const send::Delivery& delivery) {
    const auto webhook = row.webhook;
    switch (delivery.outcome) {
      case send::Outcome::taken:
        end_sending(call, std::move(row), SendingState::sent, delivery.said);
        if (webhook) note_success(call, *webhook);
        return;
      case send::Outcome::refused:
        return end_sending(call, std::move(row), SendingState::refused, delivery.said);
      case send::Outcome::unknown:
        if (repeats()) return try_later(call, std::move(row), delivery.said);
        return end_sending(call, std::move(row), SendingState::unknown, delivery.said);
      case send::Outcome::not_taken:
        try_later(call, std::move(row), delivery.said);
        if (webhook) note_failure(call, *webhook, delivery.said);
        return;
    }
  }

  jobs::Commands& commands_;
  const Channel channel_;
  const FarEnds ends_;
  SendingId id_;
  std::string holder_;
  std::optional<Outgoing> outgoing_;
  bool handed_ = false;
  std::chrono::steady_clock::time_point renewed_;
};

}  // namespace

void add_sending(jobs::Registry& registry, FarEnds ends) {
  for (const Channel channel : {Channel::email, Channel::sms, Channel::webhook}) {
    registry.errands.push_back(
        {"send_" + std::string(to_text(channel)), [channel, ends](jobs::Commands& commands) {
           return Sending(commands, channel, ends).run();
         }});
  }
}

}  // namespace lastmile::notices

#include "notices/outbox.h"

#include "access/access.h"
#include "notices/means.h"
#include "notices/notice_errors.h"
#include "notices/notice_facts.h"
#include "notices/notice_rules.h"
#include "notices/telling.h"
#include "places/places.h"
#include "send/mail.h"

namespace lastmile::notices {
namespace {

struct Place {
  SendingId id;
};
BOOST_DESCRIBE_STRUCT(Place, (), (id))

SendingView view(const SendingRow& row) {
  return {row.id,      row.channel,   row.state,     row.occasion, row.shown,     row.person,
          row.webhook, row.subject,   row.site_path, row.urgent,   row.tries,     row.segments,
          row.said,    row.queued_at, row.due_at,    row.until_at, row.handed_at, row.done_at};
}

Result<SendingRow> access_sending(Call& call, SendingId id) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto row = load_sending(call.tx, call.region(), id);
  if (!row || !access::may(call.actor, access::Right::people_read, row->site_path)) {
    return sending_unknown;
  }
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, row->site_path));
  return std::move(*row);
}

void tell_set(Call& call, const SendingRow& row, std::string_view what) {
  journal::About about{row.subject, row.site_path, {}};
  if (row.person) about.people.push_back(*row.person);
  call.journal.append(SendingSet{row.id, std::string(what)}, std::move(about));
}

std::string top_path(const Call& call) { return std::to_string(call.region()) + "/"; }

Result<Message> test_message(Call& call, const SendTest& cmd) {
  Message m{.channel = cmd.channel,
            .told = {Occasion::test, {}, top_path(call)},
            .event = "test/" + call.make_id<SendingTag>().text()};
  m.urgent = true;
  m.due = call.now;
  const Means town = means(call);
  if (cmd.channel == Channel::email) {
    if (!town.email) return email_off;
    const auto address = send::MailAddress::parse(cmd.to);
    if (!address) return at_field("/to", test_address_wrong);
    m.address = address->text();
    m.shown = address->masked();
    return m;
  }
  if (cmd.channel != Channel::sms) return channel_not_for_people;
  if (!town.sms) return sms_off;
  const auto phone = Phone::parse(cmd.to);
  if (!phone || !phone->is_mobile()) return at_field("/to", test_address_wrong);
  m.address = phone->text();
  m.shown = phone->masked();
  return m;
}

}  // namespace

Result<Page<SendingView>> list_outbox(Call& call, const ListOutbox& q) {
  RETURN_IF_REFUSED(access::require(call, access::Right::people_read, q.under));
  RETURN_IF_REFUSED(places::known_path(call, q.under, "/under"));
  const auto limit = items_asked(q.limit);
  OutboxFilter filter{.under = q.under.str(), .limit = static_cast<std::int64_t>(limit) + 1};
  if (q.state) filter.state = to_text(*q.state);
  if (q.channel) filter.channel = to_text(*q.channel);
  if (q.occasion) filter.occasion = to_text(*q.occasion);
  filter.undelivered = q.undelivered.value_or(false);
  if (q.cursor) {
    ASSIGN_OR_RETURN(const Place place, q.cursor->place<Place>());
    filter.before = place.id;
  }
  std::vector<SendingView> rows;
  for (const auto& row : load_outbox(call.tx, call.region(), filter)) rows.push_back(view(row));
  return to_page(std::move(rows), limit, [](const SendingView& v) { return Place{v.id}; });
}

Result<OutboxCounts> count_outbox_under(Call& call, const CountOutbox& q) {
  RETURN_IF_REFUSED(access::require(call, access::Right::people_read, q.under));
  RETURN_IF_REFUSED(places::known_path(call, q.under, "/under"));
  OutboxCounts counts{count_outbox(call.tx, call.region(), q.under)};
  for (const auto& one : counts.items) {
    if (is_undelivered(one.state)) counts.undelivered += one.messages;
  }
  return counts;
}

Result<SendingView> retry_sending(Call& call, const SendingRef& cmd) {
  ASSIGN_OR_RETURN(SendingRow row, access_sending(call, cmd.sending));
  if (is_under_way(row.state)) return sending_under_way;
  if (row.state == SendingState::sent) return sending_done;
  if (!open_address(call, row)) return sending_nameless;
  row.state = SendingState::waiting;
  row.tries = 0;
  row.due_at = call.now;
  row.until_at = std::max(row.until_at, call.now + keeps_for(row.occasion));
  row.handed_at.reset();
  row.done_at.reset();
  row.holder.clear();
  ASSERT(call.tx.update(row));
  tell_set(call, row, "retried");
  return view(row);
}

Result<SendingView> give_up_sending(Call& call, const SendingRef& cmd) {
  ASSIGN_OR_RETURN(SendingRow row, access_sending(call, cmd.sending));
  if (row.state == SendingState::sending) return sending_under_way;
  if (row.state == SendingState::sent || row.state == SendingState::given_up) return sending_done;
  row.state = SendingState::given_up;
  row.done_at = call.now;
  ASSERT(call.tx.update(row));
  tell_set(call, row, "given_up");
  return view(row);
}

Result<SendingView> send_test(Call& call, const SendTest& cmd) {
  RETURN_IF_REFUSED(access::require(call, access::Right::settings_manage, top_path(call)));
  ASSIGN_OR_RETURN(const Message message, test_message(call, cmd));
  const auto id = put_out(call, message);
  ASSERT(id);
  const auto row = load_sending(call.tx, call.region(), *id);
  ASSERT(row);
  tell_set(call, *row, "test");
  return view(*row);
}

}  // namespace lastmile::notices

#include "notices/notices.h"

#include <algorithm>

#include "notices/notice_errors.h"
#include "notices/notice_facts.h"
#include "notices/outbox_store.h"
#include "notices/wording.h"
#include "people/reach.h"

namespace lastmile::notices {
namespace {

struct Place {
  NoticeId id;
};
BOOST_DESCRIBE_STRUCT(Place, (), (id))

NoticeAction action_of(Occasion occasion) {
  switch (occasion) {
    case Occasion::first_record:
      return NoticeAction::not_me;
    case Occasion::offer_received:
    case Occasion::offer_ending:
    case Occasion::team_invited:
      return NoticeAction::answer;
    case Occasion::service_done:
      return NoticeAction::confirm;
    case Occasion::licence_ending:
    case Occasion::email_bounced:
      return NoticeAction::renew;
    default:
      return NoticeAction::open;
  }
}

std::vector<NoticeView> views(Call& call, const std::vector<NoticeRow>& rows) {
  Wording wording(call, Channel::inbox, call.actor.lang);
  std::vector<NoticeId> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  const auto sendings = load_sendings_of(call.tx, call.region(), ids);
  std::vector<NoticeView> all;
  for (const auto& row : rows) {
    const Said said = wording.said({row.occasion, row.subject, row.site_path, row.detail});
    NoticeView v{row.id, row.occasion, row.topic, said.title, said.text, row.urgent, row.subject};
    v.page = page_of(row.occasion, row.subject);
    v.action = action_of(row.occasion);
    if (v.action == NoticeAction::not_me) {
      v.post = "/v1/records/" + row.subject.text() + "/not-me";
    }
    v.detail = row.detail;
    v.made_at = row.made_at;
    v.read_at = row.read_at;
    for (const auto& sending : sendings) {
      if (sending.notice == row.id) v.sent.push_back({sending.channel, sending.state});
    }
    all.push_back(std::move(v));
  }
  return all;
}

Result<people::Profiles> own_profiles(Call& call) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  return people::profiles_of(call, me);
}

// Their other devices hear of it; nothing was done, nothing is told.
ReadView marked(Call& call, const people::Profiles& me, std::int64_t count, bool read) {
  if (count > 0) {
    call.journal.append(NoticesRead{count, read}, {me.front().uuid, "", {*call.actor.person}});
  }
  ReadView view{count, {}, count_unread(call.tx, call.region(), me).unread};
  if (read && count > 0) view.undo = call.now;
  return view;
}

Check is_own(Call& call, const people::Profiles& me, NoticeId id) {
  const auto row = load_notice(call.tx, call.region(), id);
  const bool own = row && std::ranges::find(me, row->person) != me.end();
  return own ? Check{Done{}} : Check{notice_unknown};
}

NoticeId after_all() {
  NoticeId id;
  id.uuid.bytes.fill(0xff);
  return id;
}

}  // namespace

Result<InboxView> list_notices(Call& call, const ListNotices& q) {
  ASSIGN_OR_RETURN(const auto me, own_profiles(call));
  const auto limit = q.limit ? q.limit->value : 20;
  InboxFilter filter{.whose = me, .unread = q.unread.value_or(false), .limit = limit + 1};
  if (q.topic) filter.topic = to_text(*q.topic);
  if (q.occasion) filter.occasion = to_text(*q.occasion);
  if (q.cursor) {
    ASSIGN_OR_RETURN(const Place place, q.cursor->place<Place>());
    filter.before = place.id;
  }
  auto page = to_page(load_inbox(call.tx, call.region(), filter), static_cast<std::size_t>(limit),
                      [](const NoticeRow& row) { return Place{row.id}; });
  InboxView view{views(call, page.items), page.next};
  view.unread = count_unread(call.tx, call.region(), me).unread;
  return view;
}

Result<UnreadCount> count_notices(Call& call, const CountNotices&) {
  ASSIGN_OR_RETURN(const auto me, own_profiles(call));
  return count_unread(call.tx, call.region(), me);
}

Result<ReadView> read_notice(Call& call, const ReadNotice& cmd) {
  ASSIGN_OR_RETURN(const auto me, own_profiles(call));
  RETURN_IF_REFUSED(is_own(call, me, cmd.notice));
  return marked(call, me, mark_read(call.tx, call.region(), me, {cmd.notice}, call.now), true);
}

Result<ReadView> unread_notice(Call& call, const ReadNotice& cmd) {
  ASSIGN_OR_RETURN(const auto me, own_profiles(call));
  RETURN_IF_REFUSED(is_own(call, me, cmd.notice));
  return marked(call, me, mark_unread(call.tx, call.region(), me, {cmd.notice}), false);
}

Result<ReadView> read_notices(Call& call, const ReadNotices& cmd) {
  ASSIGN_OR_RETURN(const auto me, own_profiles(call));
  if (!cmd.notices.empty()) {
    return marked(call, me, mark_read(call.tx, call.region(), me, cmd.notices, call.now), true);
  }
  const NoticeId last = cmd.up_to.value_or(after_all());
  return marked(call, me, mark_read_up_to(call.tx, call.region(), me, last, call.now), true);
}

Result<ReadView> unread_notices(Call& call, const UnreadNotices& cmd) {
  ASSIGN_OR_RETURN(const auto me, own_profiles(call));
  std::int64_t count = 0;
  if (!cmd.notices.empty()) count = mark_unread(call.tx, call.region(), me, cmd.notices);
  if (cmd.undo) count += mark_unread_of(call.tx, call.region(), me, *cmd.undo);
  return marked(call, me, count, false);
}

}  // namespace lastmile::notices

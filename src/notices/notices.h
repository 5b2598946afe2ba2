#pragma once
#include "notices/notice_store.h"

/// The inbox: verbs of the person it belongs to.
namespace lastmile::notices {

/// What can be done about a notice besides looking at its page.
enum class NoticeAction { open, not_me, answer, confirm, renew };
BOOST_DESCRIBE_ENUM(NoticeAction, open, not_me, answer, confirm, renew)

/// How a message about it went out.
struct WentOut {
  Channel channel = Channel::email;
  SendingState state = SendingState::waiting;
};
BOOST_DESCRIBE_STRUCT(WentOut, (), (channel, state))

struct NoticeView {
  NoticeId id;
  Occasion occasion = Occasion::test;
  Topic topic = Topic::security;
  std::string title;
  std::string text;
  bool urgent = false;
  Uuid subject{};    // the need, offer, record…
  std::string page;  // of the web app: "/needs/0198…"
  NoticeAction action = NoticeAction::open;
  std::optional<std::string> post;  // what does it at one press: "/v1/records/0198…/not-me"
  Detail detail;
  Instant made_at;
  std::optional<Instant> read_at;
  std::vector<WentOut> sent;
};
BOOST_DESCRIBE_STRUCT(NoticeView, (),
                      (id, occasion, topic, title, text, urgent, subject, page, action, post,
                       detail, made_at, read_at, sent))

struct ListNotices {
  std::optional<bool> unread;
  std::optional<Topic> topic;
  std::optional<Occasion> occasion;
  std::optional<Cursor> cursor;
  std::optional<Bounded<1, 50>> limit;
};
BOOST_DESCRIBE_STRUCT(ListNotices, (), (unread, topic, occasion, cursor, limit))
struct InboxView {
  std::vector<NoticeView> items;
  std::optional<std::string> next;
  std::int64_t unread = 0;  // in all of the inbox
};
BOOST_DESCRIBE_STRUCT(InboxView, (), (items, next, unread))
/// Newest first, in the reader's language.
Result<InboxView> list_notices(Call& call, const ListNotices& query);

struct CountNotices {};
BOOST_DESCRIBE_STRUCT(CountNotices, (), ())
/// The number on the bell; `notice_made` and `notice_read` in the event stream say when to ask.
Result<UnreadCount> count_notices(Call& call, const CountNotices& query);

struct ReadNotice {
  NoticeId notice;
};
BOOST_DESCRIBE_STRUCT(ReadNotice, (), (notice))
struct ReadView {
  std::int64_t marked = 0;           // those that were not yet
  std::optional<Instant> undo = {};  // give it to unread them together
  std::int64_t unread = 0;           // left
};
BOOST_DESCRIBE_STRUCT(ReadView, (), (marked, undo, unread))
/// `notice_unknown`. What is read already stays so.
Result<ReadView> read_notice(Call& call, const ReadNotice& cmd);
Result<ReadView> unread_notice(Call& call, const ReadNotice& cmd);

struct ReadNotices {
  std::vector<NoticeId> notices;  // these
  std::optional<NoticeId> up_to;  // or this one and all older ones
};
BOOST_DESCRIBE_STRUCT(ReadNotices, (), (notices, up_to))
/// Neither: all of them. Ids of others are passed over.
Result<ReadView> read_notices(Call& call, const ReadNotices& cmd);

struct UnreadNotices {
  std::vector<NoticeId> notices;  // these
  std::optional<Instant> undo;    // or those that were marked together
};
BOOST_DESCRIBE_STRUCT(UnreadNotices, (), (notices, undo))
Result<ReadView> unread_notices(Call& call, const UnreadNotices& cmd);

}  // namespace lastmile::notices

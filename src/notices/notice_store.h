#pragma once
#include "notices/notice.h"
#include "people/people.h"

/// Table `notice`: the inboxes.
namespace lastmile::notices {

struct NoticeRow {
  int region = 0;
  NoticeId id;
  PersonId person;
  Occasion occasion = Occasion::test;
  Topic topic = Topic::security;
  std::string event;  // what happened: told to each person once
  Uuid subject{};
  std::string site_path;
  Detail detail;
  bool urgent = false;
  Instant made_at{};
  std::optional<Instant> read_at;
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (),
                      (region, id, person, occasion, topic, event, subject, site_path, detail,
                       urgent, made_at, read_at))

std::optional<NoticeRow> load_notice(storage::Tx& tx, int region, NoticeId id);

struct InboxFilter {
  people::Profiles whose;
  bool unread = false;
  std::string topic = {};     // empty: all
  std::string occasion = {};  // the same
  NoticeId before = {};       // newest first; nil: from the newest
  std::int64_t limit = 50;
};
std::vector<NoticeRow> load_inbox(storage::Tx& tx, int region, const InboxFilter& filter);

struct UnreadCount {
  std::int64_t unread = 0;
  std::int64_t urgent = 0;
};
BOOST_DESCRIBE_STRUCT(UnreadCount, (), (unread, urgent))
UnreadCount count_unread(storage::Tx& tx, int region, const people::Profiles& whose);

/// Marks those of one's own among these that are unread; returns how many.
std::int64_t mark_read(storage::Tx& tx, int region, const people::Profiles& whose,
                       const std::vector<NoticeId>& ids, Instant now);
/// Everything unread up to a notice.
std::int64_t mark_read_up_to(storage::Tx& tx, int region, const people::Profiles& whose,
                             NoticeId last, Instant now);
std::int64_t mark_unread(storage::Tx& tx, int region, const people::Profiles& whose,
                         const std::vector<NoticeId>& ids);
/// What was marked at one moment, together.
std::int64_t mark_unread_of(storage::Tx& tx, int region, const people::Profiles& whose,
                            Instant marked_at);

void delete_notices_of(storage::Tx& tx, int region, PersonId person);
/// At most 500; says how many went.
std::int64_t purge_notices(storage::Tx& tx, int region, Instant before);

}  // namespace lastmile::notices

template <>
struct lastmile::storage::Table<lastmile::notices::NoticeRow> {
  static constexpr std::string_view name = "notice";
  static constexpr std::size_t key_columns = 2;
};

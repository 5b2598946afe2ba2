#include "notices/notice_store.h"

namespace lastmile::notices {
namespace {

using storage::in_list;
using storage::Sql;

#define NOTICE_COLUMNS                                                                        \
  "region, id, person, occasion, topic, event, subject, site_path, detail, urgent, made_at, " \
  "read_at from notice "

const Sql notice_by_id{"notices.notice_by_id",
                       "select " NOTICE_COLUMNS "where region = $1 and id = $2"};

const Sql inbox_page{"notices.inbox_page", "select " NOTICE_COLUMNS R"(
  where region = $1 and person {in $2} and id < $3 and ($4 = 0 or read_at is null)
    and ($5 = '' or topic = $5) and ($6 = '' or occasion = $6)
  order by id desc limit $7)"};

const Sql unread_count{"notices.unread_count", R"(
  select count(*), coalesce(sum(urgent), 0) from notice
  where region = $1 and person {in $2} and read_at is null)"};

const Sql read_some{"notices.read_some", R"(
  update notice set read_at = $4
  where region = $1 and person {in $2} and id {in $3} and read_at is null)"};

const Sql read_up_to{"notices.read_up_to", R"(
  update notice set read_at = $4
  where region = $1 and person {in $2} and id <= $3 and read_at is null)"};

const Sql unread_some{"notices.unread_some", R"(
  update notice set read_at = null
  where region = $1 and person {in $2} and id {in $3} and read_at is not null)"};

const Sql unread_of{"notices.unread_of", R"(
  update notice set read_at = null where region = $1 and person {in $2} and read_at = $3)"};

const Sql notices_forgotten{"notices.notices_forgotten",
                            "delete from notice where region = $1 and person = $2"};

const Sql notices_purged{"notices.notices_purged", R"(
  delete from notice where region = $1 and id in (
    select id from notice where region = $1 and made_at < $2 limit 500))"};

// After every id there is.
NoticeId after_all() {
  NoticeId id;
  id.uuid.bytes.fill(0xff);
  return id;
}

}  // namespace

std::optional<NoticeRow> load_notice(storage::Tx& tx, int region, NoticeId id) {
  return tx.row<NoticeRow>(notice_by_id, region, id);
}

std::vector<NoticeRow> load_inbox(storage::Tx& tx, int region, const InboxFilter& f) {
  const NoticeId before = f.before.is_nil() ? after_all() : f.before;
  return tx.rows<NoticeRow>(inbox_page, region, in_list(f.whose), before, f.unread, f.topic,
                            f.occasion, f.limit);
}

UnreadCount count_unread(storage::Tx& tx, int region, const people::Profiles& whose) {
  return tx.row<UnreadCount>(unread_count, region, in_list(whose)).value_or(UnreadCount{});
}

std::int64_t mark_read(storage::Tx& tx, int region, const people::Profiles& whose,
                       const std::vector<NoticeId>& ids, Instant now) {
  return tx.run(read_some, region, in_list(whose), in_list(ids), now);
}

std::int64_t mark_read_up_to(storage::Tx& tx, int region, const people::Profiles& whose,
                             NoticeId last, Instant now) {
  return tx.run(read_up_to, region, in_list(whose), last, now);
}

std::int64_t mark_unread(storage::Tx& tx, int region, const people::Profiles& whose,
                         const std::vector<NoticeId>& ids) {
  return tx.run(unread_some, region, in_list(whose), in_list(ids));
}

std::int64_t mark_unread_of(storage::Tx& tx, int region, const people::Profiles& whose,
                            Instant marked_at) {
  return tx.run(unread_of, region, in_list(whose), marked_at);
}

void delete_notices_of(storage::Tx& tx, int region, PersonId person) {
  tx.run(notices_forgotten, region, person);
}

std::int64_t purge_notices(storage::Tx& tx, int region, Instant before) {
  return tx.run(notices_purged, region, before);
}

}  // namespace lastmile::notices

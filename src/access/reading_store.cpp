#include "access/reading_store.h"

#include <limits>

namespace lastmile::access {
namespace {

using storage::Sql;

const Sql readings_by_whom{"access.readings_by_whom", R"(
  select region, id, at, reader, reader_role, reader_scope, whom, field_class, minor, reason
  from reading where region = $1 and whom {in $2} and id < $3
  order by id desc limit $4)"};

const Sql readings_by_scope{"access.readings_by_scope", R"(
  select region, id, at, reader, reader_role, reader_scope, whom, field_class, minor, reason
  from reading
  where region = $1 and reader_scope >= $2 and reader_scope < $3 and id < $4
    and ($5 = '' or cast(reader as text) = $5)
    and ($6 = '' or cast(whom as text) = $6) and minor >= $7
    and at >= $8 and at < $9
  order by id desc limit $10)"};

const Sql readings_count{"access.readings_count", R"(
  select count(*) from reading
  where region = $1 and reader = $2 and field_class = $3 and at > $4)"};

const Sql readings_oldest{"access.readings_oldest", R"(
  select region, id, at, reader, reader_role, reader_scope, whom, field_class, minor, reason
  from reading where region = $1 and at < $2 order by id limit $3)"};

}  // namespace

std::vector<ReadingRow> load_readings(storage::Tx& tx, int region,
                                      const std::vector<PersonId>& whose, ReadingId before,
                                      std::int64_t limit) {
  return tx.rows<ReadingRow>(readings_by_whom, region, storage::in_list(whose), before, limit);
}

std::vector<ReadingRow> readings_wanted(storage::Tx& tx, int region, const ReadingsWanted& wanted) {
  const std::string reader = wanted.reader ? wanted.reader->text() : "";
  const std::string whom = wanted.whom ? wanted.whom->text() : "";
  return tx.rows<ReadingRow>(
      readings_by_scope, region, wanted.scope_from, wanted.scope_to, wanted.before, reader, whom,
      wanted.only_minors, wanted.since.value_or(at_ms(0)),
      wanted.until.value_or(at_ms(std::numeric_limits<std::int64_t>::max())), wanted.limit);
}

std::int64_t count_readings_by(storage::Tx& tx, int region, PersonId reader, FieldClass field_class,
                               Instant since) {
  return tx.row<std::int64_t>(readings_count, region, reader, field_class, since).value_or(0);
}

std::vector<ReadingRow> readings_before(storage::Tx& tx, int region, Instant before,
                                        std::int64_t limit) {
  return tx.rows<ReadingRow>(readings_oldest, region, before, limit);
}

}  // namespace lastmile::access

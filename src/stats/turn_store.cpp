#include "stats/turn_store.h"

#include <map>
#include <set>

#include "stats/stat_store.h"

namespace lastmile::stats {
namespace {

using storage::Sql;

// The slice of every statement here: $1 region, $2 $3 path, $4 $5 time, $6 $7 category.
#define TURN_SLICE                                                            \
  " from stat_turn where region = $1 and site_path >= $2 and site_path < $3 " \
  "and from_at >= $4 and from_at < $5 and category >= $6 and category < $7 "

const Sql turns_counted{"stats.turns_counted",
                        "select count(*), count(distinct recipient)" TURN_SLICE};
const Sql turn_rows{
    "stats.turn_rows",
    "select need, recipient, category, site_path, from_at, minutes, volunteers, "
    "record from stat_turn where region = $1 "
    "and (site_path, from_at, need, recipient) > ($2, $8, $9, $10) and site_path < $3 "
    "and from_at >= $4 and from_at < $5 and category >= $6 and category < $7 "
    "order by site_path, from_at, need, recipient limit $11"};
const Sql recipient_rows{"stats.recipient_rows",
                         "select recipient, count(*), sum(minutes)" TURN_SLICE
                         "and recipient > $8 group by recipient order by recipient limit $9"};
const Sql services_of_need{"stats.services_of_need", R"(
  select record, volunteer, recipient, category, site_path, from_at, minutes, grade
  from stat_service
  where region = $1 and subject = $2 and state = 'counted' and recipient is not null
  order by from_at, record)"};
const Sql turns_cleared{"stats.turns_cleared", R"(
  delete from stat_turn where region = $1 and need = $2)"};
const Sql turn_written{"stats.turn_written", R"(
  insert into stat_turn (region, need, recipient, category, site_path, from_at, minutes, volunteers,
                         record)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9))"};
const Sql needs_told_of{"stats.needs_told_of", R"(
  select subject from stat_service where region = $1 and volunteer_told = $2
  union
  select subject from stat_service where region = $1 and recipient_told = $2
  order by 1)"};

}  // namespace

TurnTotals count_turns(storage::Tx& tx, int region, const Slice& s) {
  const auto b = bounds(s);
  return tx
      .row<TurnTotals>(turns_counted, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                       b.category_end)
      .value_or(TurnTotals{});
}

std::vector<TurnRow> load_turns(storage::Tx& tx, int region, const Slice& s, const AfterTurn& after,
                                std::int64_t limit) {
  const auto b = bounds(s);
  const auto a = within(s, after);
  return tx.rows<TurnRow>(turn_rows, region, a.site_path, b.path.hi, s.from, s.to, s.category,
                          b.category_end, a.at, a.need, a.recipient, limit);
}

std::vector<RecipientRow> load_recipients(storage::Tx& tx, int region, const Slice& s,
                                          PersonId after, std::int64_t limit) {
  const auto b = bounds(s);
  return tx.rows<RecipientRow>(recipient_rows, region, b.path.lo, b.path.hi, s.from, s.to,
                               s.category, b.category_end, after, limit);
}

void write_turns(storage::Tx& tx, int region, const Uuid& need) {
  std::map<PersonId, TurnRow> turns;
  std::map<PersonId, std::set<PersonId>> volunteers;
  for (const auto& s : tx.rows<ServiceRow>(services_of_need, region, need)) {
    const PersonId who = *s.recipient;
    // The first stay says where and when.
    auto& turn = turns
                     .try_emplace(who, TurnRow{needs::NeedId{need}, who, s.category, s.site_path,
                                               s.from_at, 0, 0, s.record})
                     .first->second;
    turn.minutes += s.minutes;
    volunteers[who].insert(s.volunteer);
    turn.volunteers = static_cast<std::int64_t>(volunteers[who].size());
  }
  tx.run(turns_cleared, region, need);
  for (const auto& [who, t] : turns) {
    tx.run(turn_written, region, t.need, who, t.category, t.site_path, t.from_at, t.minutes,
           t.volunteers, t.record);
  }
}

void write_turns_told_of(storage::Tx& tx, int region, PersonId person) {
  for (const auto& need : tx.rows<Uuid>(needs_told_of, region, person)) {
    write_turns(tx, region, need);
  }
}

}  // namespace lastmile::stats

#include "stats/round_store.h"

namespace lastmile::stats {
namespace {

using storage::Sql;

// A round stands where and when its need does: $1 region, $2 $3 path, $4 $5 time, $6 $7 category.
#define ROUNDS                                                                      \
  " from stat_need n join stat_round r on r.region = n.region and r.need = n.need " \
  "where n.region = $1 "
#define ROUND_SLICE                                                        \
  "and n.site_path < $3 and n.submitted_at >= $4 and n.submitted_at < $5 " \
  "and n.category >= $6 and n.category < $7 "

const Sql rounds_counted{"stats.rounds_counted",
                         "select count(*), count(r.stars), coalesce(sum(r.stars), 0)" ROUNDS
                         "and n.site_path >= $2 " ROUND_SLICE};
const Sql round_rows{
    "stats.round_rows",
    "select n.need, n.category, n.source, n.site_path, n.state, n.submitted_at, n.responded_at, "
    "r.served_at, n.closed_at, r.stars, n.escalated, r.round" ROUNDS
    "and (n.site_path, n.submitted_at, n.need, r.round) > ($2, $9, $10, $11) " ROUND_SLICE
    "and ($8 = '' or n.state = $8) and (r.stars is not null or $12 = 'rating_percent') "
    "order by n.site_path, n.submitted_at, n.need, r.round limit $13"};
const Sql last_round{"stats.last_round", R"(
  select round from stat_round where region = $1 and need = $2 order by round desc limit 1)"};
const Sql round_added{"stats.round_added", R"(
  insert into stat_round (region, need, round, served_at) values ($1, $2, $3, $4))"};
const Sql round_dropped{"stats.round_dropped", R"(
  delete from stat_round where region = $1 and need = $2 and round = $3)"};
const Sql round_rated{"stats.round_rated", R"(
  update stat_round set stars = $4 where region = $1 and need = $2 and round = $3)"};

// 0 before the first.
std::int64_t round_of(storage::Tx& tx, int region, needs::NeedId need) {
  return tx.row<std::int64_t>(last_round, region, need).value_or(0);
}

}  // namespace

RoundTotals count_rounds(storage::Tx& tx, int region, const Slice& s) {
  const auto b = bounds(s);
  return tx
      .row<RoundTotals>(rounds_counted, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                        b.category_end)
      .value_or(RoundTotals{});
}

std::vector<NeedRow> load_rounds(storage::Tx& tx, int region, const Slice& s, const NeedFilter& f) {
  const auto b = bounds(s);
  const auto a = within(s, f.after);
  return tx.rows<NeedRow>(round_rows, region, a.site_path, b.path.hi, s.from, s.to, s.category,
                          b.category_end, f.state, a.at, a.need, a.round, f.figure, f.limit);
}

void add_round(storage::Tx& tx, int region, needs::NeedId need, std::optional<Instant> served_at) {
  tx.run(round_added, region, need, round_of(tx, region, need) + 1, served_at);
}

void drop_round(storage::Tx& tx, int region, needs::NeedId need) {
  tx.run(round_dropped, region, need, round_of(tx, region, need));
}

void rate_round(storage::Tx& tx, int region, needs::NeedId need, std::int64_t stars) {
  tx.run(round_rated, region, need, round_of(tx, region, need), stars);
}

}  // namespace lastmile::stats

#include "stats/stat_store.h"

#include <algorithm>

#include "places/paths.h"

namespace lastmile::stats {
namespace {

using storage::Sql;

// Every statement over services has the same slice: $1 region, $2 $3 path, $4 $5 time, $6 $7 category.
#define SERVICE_SLICE                                                                     \
  " from stat_service where region = $1 and site_path >= $2 and site_path < $3 "           \
  "and from_at >= $4 and from_at < $5 and category >= $6 and category < $7 "               \
  "and state = 'counted' "
#define NEED_SLICE                                                                        \
  " from stat_need where region = $1 and site_path >= $2 and site_path < $3 "              \
  "and submitted_at >= $4 and submitted_at < $5 and category >= $6 and category < $7 "

const Sql services_counted{"services_counted",
                           "select count(distinct volunteer), count(*), coalesce(sum(minutes), 0), "
                           "count(distinct recipient)" SERVICE_SLICE};
const Sql needs_counted{"needs_counted",
                        "select count(*), "
                        "coalesce(sum(case when state = 'archived' then 1 else 0 end), 0), "
                        "coalesce(sum(case when state in ('refused','referred') then 1 else 0 end), 0), "
                        "coalesce(sum(case when state = 'withdrawn' then 1 else 0 end), 0), "
                        "coalesce(sum(case when state in ('archived','refused','referred','withdrawn',"
                        "'merged') then 0 else 1 end), 0), "
                        "coalesce(sum(escalated), 0), count(served_at), count(stars), "
                        "coalesce(sum(stars), 0)" NEED_SLICE};
const Sql response_times{"response_times",
                         "select responded_at - submitted_at" NEED_SLICE
                         "and responded_at is not null order by 1"};
const Sql closing_times{"closing_times",
                        "select closed_at - submitted_at" NEED_SLICE
                        "and closed_at is not null and state = 'archived' order by 1"};
const Sql service_rows{"service_rows",
                       "select record, volunteer, recipient, category, site_path, from_at, minutes, "
                       "grade" SERVICE_SLICE "and record > $8 order by record limit $9"};
const Sql person_rows{"person_rows",
                      "select volunteer, count(*), sum(minutes)" SERVICE_SLICE
                      "and volunteer > $8 group by volunteer order by volunteer limit $9"};
const Sql need_rows{"need_rows",
                    "select need, category, source, site_path, state, submitted_at, responded_at, "
                    "served_at, closed_at, stars, escalated" NEED_SLICE
                    "and ($8 = '' or state = $8) and need > $9 order by need limit $10"};
const Sql service_categories{"service_categories",
                             "select distinct category" SERVICE_SLICE "order by category"};
const Sql need_categories{"need_categories",
                          "select distinct category" NEED_SLICE "order by category"};
const Sql need_of_stats{"need_of_stats", R"(
  select need, category, source, site_path, state, submitted_at, responded_at, served_at, closed_at,
         stars, escalated
  from stat_need where region = $1 and need = $2)"};
const Sql service_written{"service_written", R"(
  insert into stat_service (region, record, volunteer, recipient, category, site_path, from_at,
                            minutes, grade, state)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  on conflict (region, record) do update set
    volunteer = excluded.volunteer, recipient = excluded.recipient, category = excluded.category,
    site_path = excluded.site_path, from_at = excluded.from_at, minutes = excluded.minutes,
    grade = excluded.grade, state = excluded.state)"};
const Sql need_written{"need_written", R"(
  insert into stat_need (region, need, category, source, site_path, state, submitted_at,
                         responded_at, served_at, closed_at, stars, escalated)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict (region, need) do update set
    category = excluded.category, source = excluded.source, site_path = excluded.site_path,
    state = excluded.state, submitted_at = excluded.submitted_at,
    responded_at = excluded.responded_at, served_at = excluded.served_at,
    closed_at = excluded.closed_at, stars = excluded.stars, escalated = excluded.escalated)"};

struct Bounds {
  places::PathRange path;
  std::string category_end;
};

Bounds bounds(const Slice& s) { return {places::subtree(s.under), s.category + ":"}; }

// Half of the way through the sorted times; of an even number the lower middle.
std::optional<std::int64_t> median(const std::vector<std::int64_t>& sorted) {
  if (sorted.empty()) return std::nullopt;
  return sorted[(sorted.size() - 1) / 2];
}

std::optional<std::int64_t> median_of(storage::Tx& tx, const Sql& sql, int region, const Slice& s) {
  const auto b = bounds(s);
  return median(tx.rows<std::int64_t>(sql, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                                      b.category_end));
}

}  // namespace

ServiceTotals count_services(storage::Tx& tx, int region, const Slice& s) {
  const auto b = bounds(s);
  return tx.row<ServiceTotals>(services_counted, region, b.path.lo, b.path.hi, s.from, s.to,
                               s.category, b.category_end)
      .value_or(ServiceTotals{});
}

NeedTotals count_needs(storage::Tx& tx, int region, const Slice& s) {
  const auto b = bounds(s);
  return tx.row<NeedTotals>(needs_counted, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                            b.category_end)
      .value_or(NeedTotals{});
}

std::optional<std::int64_t> median_response(storage::Tx& tx, int region, const Slice& s) {
  return median_of(tx, response_times, region, s);
}

std::optional<std::int64_t> median_closing(storage::Tx& tx, int region, const Slice& s) {
  return median_of(tx, closing_times, region, s);
}

std::vector<ServiceRow> load_services(storage::Tx& tx, int region, const Slice& s,
                                      records::RecordId after, std::int64_t limit) {
  const auto b = bounds(s);
  return tx.rows<ServiceRow>(service_rows, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                             b.category_end, after, limit);
}

std::vector<PersonRow> load_persons(storage::Tx& tx, int region, const Slice& s, PersonId after,
                                    std::int64_t limit) {
  const auto b = bounds(s);
  return tx.rows<PersonRow>(person_rows, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                            b.category_end, after, limit);
}

std::vector<NeedRow> load_needs(storage::Tx& tx, int region, const Slice& s, std::string_view state,
                                needs::NeedId after, std::int64_t limit) {
  const auto b = bounds(s);
  return tx.rows<NeedRow>(need_rows, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                          b.category_end, state, after, limit);
}

std::vector<std::string> load_categories(storage::Tx& tx, int region, const Slice& s) {
  const auto b = bounds(s);
  auto all = tx.rows<std::string>(service_categories, region, b.path.lo, b.path.hi, s.from, s.to,
                                  s.category, b.category_end);
  for (auto& code : tx.rows<std::string>(need_categories, region, b.path.lo, b.path.hi, s.from, s.to,
                                         s.category, b.category_end)) {
    if (std::find(all.begin(), all.end(), code) == all.end()) all.push_back(std::move(code));
  }
  std::sort(all.begin(), all.end());
  return all;
}

void write_service(storage::Tx& tx, int region, const ServiceFact& f) {
  tx.run(service_written, region, f.row.record, f.row.volunteer, f.row.recipient, f.row.category,
         f.row.site_path, f.row.from_at, f.row.minutes, f.row.grade, f.state);
}

std::optional<NeedRow> load_need(storage::Tx& tx, int region, needs::NeedId need) {
  return tx.row<NeedRow>(need_of_stats, region, need);
}

void write_need(storage::Tx& tx, int region, const NeedRow& n) {
  tx.run(need_written, region, n.need, n.category, n.source, n.site_path, n.state, n.submitted_at,
         n.responded_at, n.served_at, n.closed_at, n.stars, n.escalated);
}

}  // namespace lastmile::stats

#include "stats/stat_store.h"

#include <algorithm>

#include "stats/turn_store.h"

namespace lastmile::stats {
namespace {

using storage::Sql;

// Every statement over services has the same slice: $1 region, $2 $3 path, $4 $5 time, $6 $7
// category.
#define SERVICE_REST                                                          \
  "and site_path < $3 and from_at >= $4 and from_at < $5 and category >= $6 " \
  "and category < $7 and state = 'counted' "
#define SERVICE_SLICE " from stat_service where region = $1 and site_path >= $2 " SERVICE_REST
#define NEED_REST                                                                       \
  "and site_path < $3 and submitted_at >= $4 and submitted_at < $5 and category >= $6 " \
  "and category < $7 "
#define NEED_SLICE " from stat_need where region = $1 and site_path >= $2 " NEED_REST

// What stands for the need itself is of no round. (A bare null has no type of its own.)
#define NO_ROUND "nullif(0, 0)"

const Sql services_counted{
    "stats.services_counted",
    "select count(distinct volunteer), count(*), coalesce(sum(minutes), 0)" SERVICE_SLICE};
const Sql needs_counted{
    "stats.needs_counted",
    "select count(*), "
    "coalesce(sum(case when state = 'archived' then 1 else 0 end), 0), "
    "coalesce(sum(case when state in ('archived','refused','referred','withdrawn',"
    "'merged') then 0 else 1 end), 0), "
    "coalesce(sum(escalated), 0)" NEED_SLICE};
const Sql states_counted{"stats.states_counted",
                         "select state, count(*)" NEED_SLICE "group by state order by state"};
const Sql response_times{"stats.response_times", "select responded_at - submitted_at" NEED_SLICE
                                                 "and responded_at is not null order by 1"};
const Sql closing_times{"stats.closing_times",
                        "select closed_at - submitted_at" NEED_SLICE
                        "and closed_at is not null and state = 'archived' order by 1"};
const Sql service_rows{
    "stats.service_rows",
    "select record, volunteer, recipient, category, site_path, from_at, minutes, "
    "grade from stat_service where region = $1 "
    "and (site_path, from_at, record) > ($2, $8, $9) " SERVICE_REST
    "order by site_path, from_at, record limit $10"};
const Sql person_rows{"stats.person_rows",
                      "select volunteer, count(*), sum(minutes)" SERVICE_SLICE
                      "and volunteer > $8 group by volunteer order by volunteer limit $9"};
const Sql need_rows{
    "stats.need_rows",
    "select need, category, source, site_path, state, submitted_at, responded_at, "
    "served_at, closed_at, stars, escalated, " NO_ROUND
    " from stat_need where region = $1 "
    "and (site_path, submitted_at, need) > ($2, $9, $10) " NEED_REST
    "and ($8 = '' or state = $8) "
    "and ($11 in ('', 'needs', 'needs_in_state') "
    "or ($11 = 'needs_open' and state not in "
    "('archived','refused','referred','withdrawn','merged')) "
    "or ($11 = 'needs_closed' and state = 'archived') "
    "or ($11 = 'needs_escalated' and escalated = 1) "
    "or ($11 = 'response_minutes' and responded_at is not null) "
    "or ($11 = 'closing_minutes' and closed_at is not null and state = 'archived')) "
    "order by site_path, submitted_at, need limit $12"};
const Sql service_categories{"stats.service_categories",
                             "select distinct category" SERVICE_SLICE "order by category"};
const Sql need_categories{"stats.need_categories",
                          "select distinct category" NEED_SLICE "order by category"};
const Sql need_of_stats{
    "stats.need_of_stats",
    "select need, category, source, site_path, state, submitted_at, responded_at, served_at, "
    "closed_at, stars, escalated, " NO_ROUND " from stat_need where region = $1 and need = $2"};
const Sql service_written{"stats.service_written", R"(
  insert into stat_service (region, record, volunteer, recipient, category, site_path, from_at,
                            minutes, grade, state, volunteer_told, recipient_told, subject)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  on conflict (region, record) do update set
    volunteer = excluded.volunteer, recipient = excluded.recipient, category = excluded.category,
    site_path = excluded.site_path, from_at = excluded.from_at, minutes = excluded.minutes,
    grade = excluded.grade, state = excluded.state, volunteer_told = excluded.volunteer_told,
    recipient_told = excluded.recipient_told)"};
const Sql person_joined{"stats.person_joined", R"(
  insert into stat_person (region, gone, kept) values ($1, $2, $3)
  on conflict (region, gone) do update set kept = excluded.kept)"};
const Sql person_parted{"stats.person_parted", R"(
  delete from stat_person where region = $1 and gone = $2)"};
const Sql person_kept{"stats.person_kept", R"(
  select kept from stat_person where region = $1 and gone = $2)"};
const Sql persons_gone_into{"stats.persons_gone_into", R"(
  select gone from stat_person
  where region = $1 and kept = $2 order by gone)"};
const Sql volunteer_means{"stats.volunteer_means", R"(
  update stat_service set volunteer = $3 where region = $1 and volunteer_told = $2)"};
const Sql recipient_means{"stats.recipient_means", R"(
  update stat_service set recipient = $3 where region = $1 and recipient_told = $2)"};
const Sql need_written{"stats.need_written", R"(
  insert into stat_need (region, need, category, source, site_path, state, submitted_at,
                         responded_at, served_at, closed_at, stars, escalated)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  on conflict (region, need) do update set
    category = excluded.category, source = excluded.source, site_path = excluded.site_path,
    state = excluded.state, submitted_at = excluded.submitted_at,
    responded_at = excluded.responded_at, served_at = excluded.served_at,
    closed_at = excluded.closed_at, stars = excluded.stars, escalated = excluded.escalated)"};

// Half of the way through the sorted times; of an even number half of the way between the middle
// two.
std::optional<std::int64_t> median_minutes(const std::vector<std::int64_t>& sorted) {
  if (sorted.empty()) return std::nullopt;
  constexpr std::int64_t two_minutes = 2 * 60'000;  // the sum below is twice the median
  return rounded(sorted[(sorted.size() - 1) / 2] + sorted[sorted.size() / 2], two_minutes);
}

std::optional<std::int64_t> median_of(storage::Tx& tx, const Sql& sql, int region, const Slice& s) {
  const auto b = bounds(s);
  return median_minutes(tx.rows<std::int64_t>(sql, region, b.path.lo, b.path.hi, s.from, s.to,
                                              s.category, b.category_end));
}

}  // namespace

Bounds bounds(const Slice& s) { return {places::subtree(s.under), s.category + ":"}; }

ServiceTotals count_services(storage::Tx& tx, int region, const Slice& s) {
  const auto b = bounds(s);
  return tx
      .row<ServiceTotals>(services_counted, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                          b.category_end)
      .value_or(ServiceTotals{});
}

NeedTotals count_needs(storage::Tx& tx, int region, const Slice& s) {
  const auto b = bounds(s);
  return tx
      .row<NeedTotals>(needs_counted, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                       b.category_end)
      .value_or(NeedTotals{});
}

std::vector<StateTotal> count_states(storage::Tx& tx, int region, const Slice& s) {
  const auto b = bounds(s);
  return tx.rows<StateTotal>(states_counted, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                             b.category_end);
}

std::optional<std::int64_t> median_response(storage::Tx& tx, int region, const Slice& s) {
  return median_of(tx, response_times, region, s);
}

std::optional<std::int64_t> median_closing(storage::Tx& tx, int region, const Slice& s) {
  return median_of(tx, closing_times, region, s);
}

std::vector<ServiceRow> load_services(storage::Tx& tx, int region, const Slice& s,
                                      const AfterService& after, std::int64_t limit) {
  const auto b = bounds(s);
  const auto a = within(s, after);
  return tx.rows<ServiceRow>(service_rows, region, a.site_path, b.path.hi, s.from, s.to, s.category,
                             b.category_end, a.at, a.record, limit);
}

std::vector<PersonRow> load_persons(storage::Tx& tx, int region, const Slice& s, PersonId after,
                                    std::int64_t limit) {
  const auto b = bounds(s);
  return tx.rows<PersonRow>(person_rows, region, b.path.lo, b.path.hi, s.from, s.to, s.category,
                            b.category_end, after, limit);
}

std::vector<NeedRow> load_needs(storage::Tx& tx, int region, const Slice& s, const NeedFilter& f) {
  const auto b = bounds(s);
  const auto a = within(s, f.after);
  return tx.rows<NeedRow>(need_rows, region, a.site_path, b.path.hi, s.from, s.to, s.category,
                          b.category_end, f.state, a.at, a.need, f.figure, f.limit);
}

std::vector<std::string> load_categories(storage::Tx& tx, int region, const Slice& s) {
  const auto b = bounds(s);
  auto all = tx.rows<std::string>(service_categories, region, b.path.lo, b.path.hi, s.from, s.to,
                                  s.category, b.category_end);
  for (auto& code : tx.rows<std::string>(need_categories, region, b.path.lo, b.path.hi, s.from,
                                         s.to, s.category, b.category_end)) {
    if (std::find(all.begin(), all.end(), code) == all.end()) all.push_back(std::move(code));
  }
  std::sort(all.begin(), all.end());
  return all;
}

namespace {

// Who an id means now; merges may follow each other.
PersonId meant_by(storage::Tx& tx, int region, PersonId person) {
  constexpr int merges_max = 100;
  for (int i = 0; i < merges_max; ++i) {
    const auto kept = tx.row<PersonId>(person_kept, region, person);
    if (!kept) break;
    person = *kept;
  }
  return person;
}

// Every service told of `person`, or of one who went into them, means what the merges say now.
void read_anew(storage::Tx& tx, int region, PersonId person, int depth = 0) {
  constexpr int merges_max = 100;
  const PersonId meant = meant_by(tx, region, person);
  tx.run(volunteer_means, region, person, meant);
  tx.run(recipient_means, region, person, meant);
  write_turns_told_of(tx, region, person);
  if (depth == merges_max) return;
  for (const auto gone : tx.rows<PersonId>(persons_gone_into, region, person)) {
    read_anew(tx, region, gone, depth + 1);
  }
}

}  // namespace

void write_service(storage::Tx& tx, int region, const ServiceFact& f) {
  std::optional<PersonId> recipient;
  if (f.row.recipient) recipient = meant_by(tx, region, *f.row.recipient);
  tx.run(service_written, region, f.row.record, meant_by(tx, region, f.row.volunteer), recipient,
         f.row.category, f.row.site_path, f.row.from_at, f.row.minutes, f.row.grade, f.state,
         f.row.volunteer, f.row.recipient, f.subject);
  write_turns(tx, region, f.subject);
}

void join_persons(storage::Tx& tx, int region, PersonId kept, PersonId gone) {
  tx.run(person_joined, region, gone, kept);
  read_anew(tx, region, gone);
}

void part_persons(storage::Tx& tx, int region, PersonId gone) {
  tx.run(person_parted, region, gone);
  read_anew(tx, region, gone);
}

std::optional<NeedRow> load_need(storage::Tx& tx, int region, needs::NeedId need) {
  return tx.row<NeedRow>(need_of_stats, region, need);
}

void write_need(storage::Tx& tx, int region, const NeedRow& n) {
  tx.run(need_written, region, n.need, n.category, n.source, n.site_path, n.state, n.submitted_at,
         n.responded_at, n.served_at, n.closed_at, n.stars, n.escalated);
}

}  // namespace lastmile::stats

#include "needs/need_store.h"

#include <algorithm>

#include "places/paths.h"

// The columns of a need in the order of NeedRow, said once for the statements of this file.
#define NEED_COLUMNS                                                                         \
  "region, id, number, site, site_path, state, category, urgency, risk, source, recipient, " \
  "asker, entered_by, household, details, address, window_start, window_end, "               \
  "effort_minutes, people_wanted, skills, licence, languages, lat, lon, created_at, "        \
  "submitted_at, state_since, due_at, reminded_at, escalation, hold_until, responded_at, "   \
  "closed_at, redo_count, merged_into, state_before_merge, triaged_by, triaged_at, "         \
  "confirmed_by, confirmed_at, confirmed_how, rating_stars, rating_tags, rating_words, "     \
  "rated_at, rated_how, point_from, moved_from, state_reason, before_triage, exact_point, "  \
  "ring_at, dispatch_due_at, address_from"

// The columns of NeedListRow, in its order.
#define LIST_COLUMNS                                                                         \
  "id, number, state, category, urgency, source, site, site_path, recipient, window_start, " \
  "window_end, people_wanted, created_at, due_at, escalation, responded_at"

namespace lastmile::needs {
namespace {

using storage::in_list;
using storage::Sql;

const Sql need_by_id{"needs.need_by_id",
                     "select " NEED_COLUMNS " from need where region = $1 and id = $2"};
const Sql need_by_number{"needs.need_by_number",
                         "select " NEED_COLUMNS " from need where region = $1 and number = $2"};

// A page of a list, three ways. At one station the index by site has the order already. Below a
// subcenter the ids are found and sorted first, the rows read after. Over a center or the city most
// rows belong, so the newest are read one by one; `|| ''` keeps the index by site out of it.
#define IN_PAGE                                                                     \
  " and id < $4 and category >= $5 and category < $6 and ($7 = '' or urgency = $7)" \
  " and ($8 = 0 or (due_at is not null and due_at < $9)) and submitted_at is not null"

const Sql page_at_site{"needs.page_at_site", "select " LIST_COLUMNS R"(
  from need
  where region = $1 and site_path = $2 and site_path < $3)" IN_PAGE R"(
  order by id desc limit $10)"};
const Sql page_at_site_in{"needs.page_at_site_in", "select " LIST_COLUMNS R"(
  from need
  where region = $1 and site_path = $2 and site_path < $3)" IN_PAGE R"(
  and state {in $11} order by id desc limit $10)"};

const Sql page_below{"needs.page_below", "select " LIST_COLUMNS R"(
  from need where region = $1 and id in (
    select id from need
    where region = $1 and site_path >= $2 and site_path < $3)" IN_PAGE R"(
    order by id desc limit $10)
  order by id desc)"};
const Sql page_below_in{"needs.page_below_in", "select " LIST_COLUMNS R"(
  from need where region = $1 and id in (
    select id from need
    where region = $1 and site_path >= $2 and site_path < $3)" IN_PAGE R"(
    and state {in $11} order by id desc limit $10)
  order by id desc)"};

const Sql page_wide{"needs.page_wide", "select " LIST_COLUMNS R"(
  from need where region = $1 and site_path || '' >= $2 and site_path || '' < $3)" IN_PAGE R"(
  order by id desc limit $10)"};
const Sql page_wide_in{"needs.page_wide_in", "select " LIST_COLUMNS R"(
  from need where region = $1 and site_path || '' >= $2 and site_path || '' < $3)" IN_PAGE R"(
  and state || '' {in $11} order by id desc limit $10)"};

// One resident's history: few rows, found by whom they are for.
#define FOR_RECIPIENT                                                  \
  "from need where region = $1 and id in ("                            \
  "  select id from need {by need_by_recipient}"                       \
  "  where region = $1 and recipient {in $11} and site_path >= $2 and" \
  "    site_path < $3" IN_PAGE
const Sql page_for_recipient{"needs.page_for_recipient",
                             "select " LIST_COLUMNS " " FOR_RECIPIENT R"(
    order by id desc limit $10)
  order by id desc)"};
const Sql page_for_recipient_in{"needs.page_for_recipient_in",
                                "select " LIST_COLUMNS " " FOR_RECIPIENT R"(
    and state {in $12} order by id desc limit $10)
  order by id desc)"};

const Sql needs_of_person{"needs.needs_of_person", "select " LIST_COLUMNS R"(
  from need
  where region = $1 and id in (
    select id from need
    where region = $1 and recipient {in $2} and id < $4
    union
    select id from need
    where region = $1 and asker {in $2} and asker <> recipient and recipient {in $3} and id < $4)
  order by id desc limit $5)"};

const Sql needs_asked{"needs.needs_asked", R"(
  select created_at from need
  where region = $1 and recipient = $2 and asker = $2 and entered_by is null and id >= $3
  union all
  select created_at from need
  where region = $1 and asker = $2 and asker <> recipient and id >= $3
  order by created_at desc limit $4)"};

const Sql needs_helped_by{"needs.needs_helped_by", "select " LIST_COLUMNS R"(
  from need
  where region = $1 and id in (
    select need from need_helper
    where region = $1 and person {in $2} and need < $3 and state <> 'left')
  order by id desc limit $4)"};

const Sql merged_into{"needs.merged_into", "select " NEED_COLUMNS R"(
  from need where region = $1 and merged_into = $2 order by id)"};
const Sql needs_waiting{"needs.needs_waiting", "select " NEED_COLUMNS R"(
  from need
  where region = $1 and site_path >= $2 and site_path < $3 and state = 'awaiting_dispatch'
  order by id limit $4)"};

const Sql needs_alike{"needs.needs_alike", "select " NEED_COLUMNS R"(
  from need
  where region = $1 and id >= $11 and id <> $3 and submitted_at >= $4
    and state in ('submitted','returned','accepted','awaiting_dispatch','offered','taken',
                  'scheduled')
    and (recipient = $5 or household = $6
         or (category = $2 and point_from <> 'station'
             and lat between $7 and $8 and lon between $9 and $10))
  order by id desc limit 200)"};

const Sql needs_due{"needs.needs_due", "select " NEED_COLUMNS R"(
  from need
  where region = $1 and due_at is not null and due_at <= $2 and ring_at is null
    and state <> 'in_service' and (hold_until is null or hold_until <= $2)
  order by due_at, id limit $3)"};
const Sql needs_ringing{"needs.needs_ringing", "select " NEED_COLUMNS R"(
  from need
  where region = $1 and ring_at is not null and ring_at <= $2
    and (hold_until is null or hold_until <= $2)
  order by ring_at, id limit $3)"};

const Sql needs_past_end{"needs.needs_past_end", "select " NEED_COLUMNS R"(
  from need
  where region = $1 and state = 'in_service' and window_end <= $2
  order by window_end, id limit $3)"};

const Sql helpers_of_need{"needs.helpers_of_need", R"(
  select region, need, person, team, state, taken_at, ended_at, reason_code
  from need_helper where region = $1 and need = $2 order by person)"};

const Sql helping_with{"needs.helping_with", R"(
  select need, person from {each $2} cross join need_helper
  where region = $1 and need = each.value and state <> 'left')"};

const Sql state_counts{"needs.state_counts", R"(
  select state, count(*), 0
  from need where region = $1 and site_path >= $2 and site_path < $3 and state {in $4}
  group by state order by state)"};
const Sql overdue_counts{"needs.overdue_counts", R"(
  select state, 0, count(*)
  from need
  where region = $1 and site_path >= $2 and site_path < $3 and state {in $5}
    and due_at is not null and due_at < $4
  group by state order by state)"};

const Sql served_before{"needs.served_before", R"(
  select h.person, 1, coalesce(n.rating_stars, 0)
  from need n {by need_by_recipient} cross join need_helper h
  where n.region = $1 and n.recipient {in $2}
    and h.region = n.region and h.need = n.id and h.state = 'served'
  order by n.id desc limit 1000)"};

const Sql busy_people{"needs.busy_people", R"(
  select h.person, n.window_start, n.window_end
  from need_helper h join need n on n.region = h.region and n.id = h.need
  where h.region = $1 and h.person {in $2} and h.state in ('taken', 'in_service') and h.need <> $5
    and n.window_start < $4 and n.window_end > $3
    and n.state in ('awaiting_dispatch', 'offered', 'taken', 'scheduled', 'in_service')
  order by h.person, n.window_start)"};

const Sql needs_agreed{"needs.needs_agreed", R"(
  select h.need, h.person
  from need_helper h join need n on n.region = h.region and n.id = h.need
  where h.region = $1 and h.person {in $2} and h.state = 'taken'
    and (n.recipient {in $3} or n.asker {in $3})
    and n.state in ('awaiting_dispatch', 'offered', 'taken', 'scheduled', 'in_service')
  order by h.need)"};

const Sql taken_by_person{"needs.taken_by_person", R"(
  select count(*) from need_helper
  where region = $1 and person {in $2} and taken_at >= $3 and state <> 'left')"};
const Sql loads_of_people{"needs.loads_of_people", R"(
  select person, count(*) from need_helper {by need_helper_by_time}
  where region = $1 and taken_at >= $2 and state <> 'left'
  group by person order by person)"};

// Above every id there is: the start of a list that goes from the newest down.
NeedId or_newest(NeedId before) {
  if (before.is_nil()) before.uuid.bytes.fill(0xff);
  return before;
}

// Below every id made from then on: ids begin with their milliseconds.
NeedId first_id_at(Instant t) {
  NeedId id;
  const auto ms = static_cast<std::uint64_t>(ms_of(t));
  for (std::size_t i = 0; i < 6; ++i)
    id.uuid.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  return id;
}

bool is_closed(const std::string& state) {
  const auto known = parse_enum<NeedState>(state);
  return !known || !is_open(*known);
}

// All that is not a draft: a draft is its writer's own.
std::vector<std::string> sent_states() {
  std::vector<std::string> all;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<NeedState>>([&](const auto& e) {
    if (e.value != NeedState::draft) all.emplace_back(to_text(e.value));
  });
  return all;
}

std::vector<std::string> open_states() {
  auto all = sent_states();
  std::erase_if(all, is_closed);
  return all;
}

// Category "04" spans "0400" to "04zz".
std::string category_end(const std::string& category) { return category + ":"; }

}  // namespace

std::optional<NeedRow> load_need(storage::Tx& tx, int region, NeedId id) {
  return tx.row<NeedRow>(need_by_id, region, id);
}

std::optional<NeedRow> load_need_by_number(storage::Tx& tx, int region, std::string_view number) {
  return tx.row<NeedRow>(need_by_number, region, number);
}

std::vector<HelperRow> load_helpers(storage::Tx& tx, int region, NeedId id) {
  // Ordered here: asked for by time, SQLite would walk every helper there ever was by time.
  auto helpers = tx.rows<HelperRow>(helpers_of_need, region, id);
  std::ranges::stable_sort(helpers, {}, &HelperRow::taken_at);
  return helpers;
}

std::vector<Helping> load_helping(storage::Tx& tx, int region, const std::vector<NeedId>& ids) {
  if (ids.empty()) return {};
  // Ordered here: for a few rows SQLite would set up a sorter.
  auto found = tx.rows<Helping>(helping_with, region, in_list(ids));
  std::ranges::sort(found, {}, [](const Helping& h) { return std::pair(h.need, h.person); });
  return found;
}

std::vector<NeedRow> load_merged_into(storage::Tx& tx, int region, NeedId id) {
  return tx.rows<NeedRow>(merged_into, region, id);
}

std::vector<NeedListRow> load_page(storage::Tx& tx, int region, const NeedFilter& f) {
  const auto range = places::subtree(f.site_path);
  const auto with = [&](const Sql& sql, const auto&... states) {
    return tx.rows<NeedListRow>(sql, region, range.lo, range.hi, or_newest(f.before), f.category,
                                category_end(f.category), f.urgency, f.overdue, f.now, f.limit,
                                states...);
  };
  if (!f.recipient.empty()) {
    const auto whose = in_list(f.recipient);
    return f.states.empty() ? with(page_for_recipient, whose)
                            : with(page_for_recipient_in, whose, in_list(f.states));
  }
  const auto levels = std::count(f.site_path.begin(), f.site_path.end(), '/');
  constexpr std::ptrdiff_t station = 4, subcenter = 3;
  const bool few =
      f.overdue || (!f.states.empty() && std::none_of(f.states.begin(), f.states.end(), is_closed));
  if (f.states.empty()) {
    if (levels >= station) return with(page_at_site);
    if (few) return with(page_below_in, in_list(open_states()));
    return with(levels == subcenter ? page_below : page_wide);
  }
  if (levels >= station) return with(page_at_site_in, in_list(f.states));
  return with(few || levels == subcenter ? page_below_in : page_wide_in, in_list(f.states));
}

std::vector<NeedListRow> load_of_person(storage::Tx& tx, int region, const WhoseNeeds& whose,
                                        NeedId before, std::int64_t limit) {
  return tx.rows<NeedListRow>(needs_of_person, region, in_list(whose.own),
                              in_list(whose.spoken_for), or_newest(before), limit);
}

std::vector<Instant> load_asked(storage::Tx& tx, int region, const Asker& asker,
                                std::int64_t limit) {
  auto times = tx.rows<Instant>(needs_asked, region, asker.person, first_id_at(asker.since), limit);
  std::ranges::reverse(times);
  return times;
}

std::vector<NeedListRow> load_helped_by(storage::Tx& tx, int region, const people::Profiles& who,
                                        NeedId before, std::int64_t limit) {
  return tx.rows<NeedListRow>(needs_helped_by, region, in_list(who), or_newest(before), limit);
}

std::vector<NeedRow> load_waiting(storage::Tx& tx, int region, std::string_view site_path,
                                  std::int64_t limit) {
  const auto range = places::subtree(site_path);
  return tx.rows<NeedRow>(needs_waiting, region, range.lo, range.hi, limit);
}

std::vector<NeedRow> load_alike(storage::Tx& tx, int region, const NeedRow& need, Instant since) {
  // Degrees: neighbours of 50 m may lie in neighbouring cells (see `blurred`), whose middles the
  // rows hold. The rule decides by the exact points.
  constexpr double reach = 0.0056;
  const double lat = need.lat.value_or(999), lon = need.lon.value_or(999);
  return tx.rows<NeedRow>(needs_alike, region, need.category, need.id, since, need.recipient,
                          need.household, lat - reach, lat + reach, lon - reach, lon + reach,
                          first_id_at(since - std::chrono::hours{24 * 30}));
}

std::vector<NeedRow> load_to_ring(storage::Tx& tx, int region, Instant now, std::int64_t limit) {
  auto all = tx.rows<NeedRow>(needs_due, region, now, limit);
  const auto more = limit - static_cast<std::int64_t>(all.size());
  if (more == 0) return all;
  for (auto& again : tx.rows<NeedRow>(needs_ringing, region, now, more)) {
    all.push_back(std::move(again));
  }
  return all;
}

std::vector<NeedRow> load_past_end(storage::Tx& tx, int region, Instant now, std::int64_t limit) {
  return tx.rows<NeedRow>(needs_past_end, region, now, limit);
}

std::vector<StateCount> count_states(storage::Tx& tx, int region, std::string_view site_path,
                                     Instant now) {
  const auto range = places::subtree(site_path);
  auto counts =
      tx.rows<StateCount>(state_counts, region, range.lo, range.hi, in_list(sent_states()));
  for (const auto& late : tx.rows<StateCount>(overdue_counts, region, range.lo, range.hi, now,
                                              in_list(open_states()))) {
    for (auto& count : counts) {
      if (count.state == late.state) count.overdue = late.overdue;
    }
  }
  return counts;
}

std::vector<ServedBefore> load_served_before(storage::Tx& tx, int region,
                                             const people::Profiles& recipient) {
  // Newest first: the first stars met are the last given.
  std::vector<ServedBefore> all;
  for (const auto& row : tx.rows<ServedBefore>(served_before, region, in_list(recipient))) {
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const ServedBefore& s) { return s.person == row.person; });
    if (at == all.end()) {
      all.push_back(row);
      continue;
    }
    at->times += row.times;
    if (at->stars == 0) at->stars = row.stars;
  }
  return all;
}

std::vector<Busy> load_busy(storage::Tx& tx, int region, const std::vector<PersonId>& people,
                            const TimeWindow& around, NeedId except) {
  if (people.empty()) return {};
  return tx.rows<Busy>(busy_people, region, in_list(people), around.start, around.end, except);
}

std::vector<Agreed> load_agreed_between(storage::Tx& tx, int region, const people::Profiles& helper,
                                        const people::Profiles& resident) {
  return tx.rows<Agreed>(needs_agreed, region, in_list(helper), in_list(resident));
}

std::int64_t count_taken(storage::Tx& tx, int region, const people::Profiles& who, Instant since) {
  return tx.row<std::int64_t>(taken_by_person, region, in_list(who), since).value_or(0);
}

std::vector<Load> load_loads(storage::Tx& tx, int region, Instant since) {
  return tx.rows<Load>(loads_of_people, region, since);
}

}  // namespace lastmile::needs

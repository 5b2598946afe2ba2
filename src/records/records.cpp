#include "records/records.h"

#include "needs/need_reasons.h"
#include "needs/need_store.h"
#include "places/places.h"
#include "records/record_cases.h"
#include "records/record_facts.h"
#include "records/record_making.h"
#include "records/record_settings.h"
#include "records/vouching.h"

namespace lastmile::records {
namespace {

struct BeforeRecord {
  RecordId id;
};
BOOST_DESCRIBE_STRUCT(BeforeRecord, (), (id))

struct AfterQueued {
  Instant due_at{};
  RecordId id;
};
BOOST_DESCRIBE_STRUCT(AfterQueued, (), (due_at, id))

Result<RecordId> before_of(const std::optional<Cursor>& cursor) {
  if (!cursor) return RecordId{};
  ASSIGN_OR_RETURN(const BeforeRecord at, cursor->place<BeforeRecord>());
  return at.id;
}

Page<RecordView> page_of(Call& call, std::vector<RecordRow> rows,
                         const std::optional<PageLimit>& limit) {
  auto page = to_page(std::move(rows), items_asked(limit),
                      [](const RecordRow& r) { return BeforeRecord{r.id}; });
  return {views(call, page.items), std::move(page.next)};
}

std::int64_t one_more(const std::optional<PageLimit>& limit) {
  return static_cast<std::int64_t>(items_asked(limit)) + 1;
}

TimeWindow period(const Call& call, const std::optional<Day>& from, const std::optional<Day>& to) {
  const Zone& zone = call.settings.zone;
  return {from ? zone.at(*from, 0) : at_ms(0),
          to ? zone.at(*to + std::chrono::days{1}, 0) : call.now + std::chrono::hours{24}};
}

// Empty, and so with the defaults, for who is no volunteer.
std::string home_path(Call& call, PersonId who) {
  const auto volunteer = people::find_volunteer(call, people::canonical(call, who));
  return volunteer.ok() ? volunteer->home_path : "";
}

// What people said about a record in their own words: for the volunteer and those who vouch.
std::optional<std::string> words_of(Call& call, const RecordRow& row, const vault::Spot& spot,
                                    const std::optional<vault::Sealed>& sealed) {
  const bool vouches = access::may(call.actor, access::Right::record_attest, row.site_path) ||
                       access::may(call.actor, access::Right::record_approve, row.site_path);
  if (!sealed || (!is_mine(call, row) && !vouches)) return std::nullopt;
  people::note_reading(call, row.volunteer, access::FieldClass::contact, "record evidence");
  return call.vault.open(call.tx, call.region(), row.volunteer, spot, *sealed);
}

VersionView view(Call& call, const RecordRow& row, const VersionRow& v) {
  return {v.version,
          v.state,
          v.grade,
          v.minutes,
          parse_enum<Change>(v.reason_code).value_or(Change::other),
          words_of(call, row, note_spot(note_row(v)), v.note),
          v.changed_by,
          v.changed_at};
}

}  // namespace

std::vector<RecordView> views(Call& call, const std::vector<RecordRow>& rows) {
  std::vector<PersonId> people;
  for (const auto& r : rows) people.push_back(r.volunteer);
  people::Names names = people::names_of(call, std::move(people));
  std::vector<RecordView> all;
  for (const auto& r : rows) {
    all.push_back({r.id,          r.version,
                   r.state,       r.grade,
                   r.volunteer,   names[r.volunteer],
                   r.subject,     r.category,
                   r.site,        r.site_path,
                   r.from_at,     r.to_at,
                   r.intervals,   r.minutes,
                   reason_of(r),  r.first_record,
                   r.back_filled, r.attested_by,
                   r.approved_by, r.sampled,
                   r.due_at,      is_waiting(r.state) && r.due_at < call.now});
  }
  return all;
}

bool is_mine(Call& call, const RecordRow& record) {
  return call.actor.person && people::same_person(call, record.volunteer, *call.actor.person);
}

Result<RecordRow> access_record(Call& call, RecordId id) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto row = load_record(call.tx, call.region(), id);
  if (!row) return record_unknown;
  if (!is_mine(call, *row) && !access::may(call.actor, access::Right::record_read, row->site_path))
    return record_unknown;
  return std::move(*row);
}

Result<Page<RecordView>> list_my_records(Call& call, const ListMyRecords& q) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  ASSIGN_OR_RETURN(const RecordId before, before_of(q.cursor));
  return page_of(call,
                 load_of_volunteer(call.tx, call.region(), people::profiles_of(call, me),
                                   period(call, q.from, q.to), before, one_more(q.limit)),
                 q.limit);
}

Result<HoursView> show_my_hours(Call& call, const ShowMyHours& q) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  const auto mine = people::profiles_of(call, me);
  HoursView hours;
  hours.grades = load_minutes(call.tx, call.region(), mine, period(call, q.from, q.to));
  for (const auto& g : hours.grades) hours.minutes += g.minutes, hours.records += g.records;
  // Stars are for all one ever did, whatever period is looked at.
  std::int64_t ever = 0;
  for (const auto& g : load_minutes(call.tx, call.region(), mine, period(call, {}, {}))) {
    ever += g.minutes;
  }
  const auto star_hours = star_hours_at(call, home_path(call, me));
  hours.stars = stars_of(ever, star_hours);
  for (const auto threshold : star_hours) {
    if (ever >= threshold * 60) continue;
    hours.next_star_hours = threshold;
    break;
  }
  return hours;
}

Result<Page<RecordView>> list_records(Call& call, const ListRecords& q) {
  RETURN_IF_REFUSED(access::require_person(call));
  const auto scopes = access::scopes(call.actor, access::Right::record_read);
  const std::string under = q.under ? q.under->str() : scopes.empty() ? "" : scopes.front();
  RETURN_IF_REFUSED(access::require(call, access::Right::record_read, under));
  if (q.under) RETURN_IF_REFUSED(places::known_path(call, *q.under, "/under"));
  RecordFilter filter;
  filter.site_path = under;
  if (q.need) filter.subject = q.need->uuid;
  if (q.state) filter.state = to_text(*q.state);
  if (q.grade) filter.grade = to_text(*q.grade);
  if (q.sampled) filter.sampled = *q.sampled;
  ASSIGN_OR_RETURN(filter.before, before_of(q.cursor));
  filter.limit = one_more(q.limit);
  return page_of(call, load_page(call.tx, call.region(), filter), q.limit);
}

Result<Page<RecordView>> list_record_queue(Call& call, const ListRecordQueue& q) {
  RETURN_IF_REFUSED(access::require(call, access::Right::record_read, q.under));
  RETURN_IF_REFUSED(places::known_path(call, q.under, "/under"));
  AfterQueued after;
  if (q.cursor) {
    ASSIGN_OR_RETURN(after, q.cursor->place<AfterQueued>());
  }
  auto page =
      to_page(load_queue(call.tx, call.region(),
                         {q.under.str(), after.due_at, after.id, one_more(q.limit)}),
              items_asked(q.limit), [](const RecordRow& r) { return AfterQueued{r.due_at, r.id}; });
  return Page<RecordView>{views(call, page.items), std::move(page.next)};
}

Result<RecordPage> show_record(Call& call, const ShowRecord& q) {
  ASSIGN_OR_RETURN(const RecordRow row, access_record(call, q.record));
  const std::string sealed_at = row.subject.text();
  RecordPage page{views(call, {row}).front(),
                  {},
                  words_of(call, row, {"record", sealed_at, "evidence"}, row.evidence),
                  {}};
  const needs::NeedId need{row.subject};
  if (needs::load_need(call.tx, call.region(), need)) page.need = need;
  for (const auto& v : load_versions(call.tx, call.region(), row.id)) {
    page.versions.push_back(view(call, row, v));
  }
  return page;
}

Result<RecordView> void_record(Call& call, const VoidRecord& cmd) {
  ASSIGN_OR_RETURN(RecordRow row, access_record(call, cmd.record));
  RETURN_IF_REFUSED(access::require(call, access::Right::record_approve, row.site_path));
  if (is_mine(call, row)) return own_record;
  if (row.state == RecordState::void_) return record_void;
  if (stands_behind(row, *call.actor.person) && has_open_case(call, row.id)) {
    return second_person_needed;
  }
  RETURN_IF_REFUSED(needs::told(cmd.reason_code, cmd.note));
  row.state = RecordState::void_;
  save_version(call, row, change_of(cmd.reason_code), cmd.note);
  end_case_of_void(call, row, cmd.note);
  return views(call, {row}).front();
}

}  // namespace lastmile::records

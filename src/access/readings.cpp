#include "access/readings.h"

#include <algorithm>
#include <unordered_set>

#include "access/access_errors.h"
#include "access/grants.h"

namespace lastmile::access {
namespace {

// Above every id: the start of a list that runs from the newest.
constexpr ReadingId after_all{Uuid{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                    0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}};

struct ReadingRef {
  ReadingId id;
};
BOOST_DESCRIBE_STRUCT(ReadingRef, (), (id))

Result<ReadingId> start_of(const std::optional<Cursor>& cursor) {
  if (!cursor) return after_all;
  ASSIGN_OR_RETURN(const ReadingRef place, cursor->place<ReadingRef>());
  return place.id;
}

// The role a reading is put down to: one that may read people, else whatever the reader holds.
const Grant* role_behind(const Actor& actor) {
  const auto reads = std::ranges::find_if(actor.grants, [](const Grant& g) {
    const auto role = parse_enum<Role>(g.role);
    return role && carries(*role, Right::people_read);
  });
  if (reads != actor.grants.end()) return &*reads;
  return actor.grants.empty() ? nullptr : &actor.grants.front();
}

// A name is logged once, and not at all beside another reading of the same person.
std::vector<Reading> taken_once(std::vector<Reading> noted) {
  std::unordered_set<PersonId> seen;
  for (const Reading& r : noted) {
    if (!r.is_name_in_list) seen.insert(r.whom);
  }
  std::erase_if(noted,
                [&](const Reading& r) { return r.is_name_in_list && !seen.insert(r.whom).second; });
  return noted;
}

}  // namespace

void record_readings(Call& call) {
  if (call.readings.empty()) return;
  PersonalDataRead fact;
  const Grant* role = role_behind(call.actor);
  std::vector<PersonId> people;
  for (const Reading& reading : taken_once(std::exchange(call.readings, {}))) {
    ReadingRow row{.region = call.region(),
                   .id = call.make_id<ReadingTag>(),
                   .at = call.now,
                   .reader = call.actor.person,
                   .whom = reading.whom,
                   .field_class = parse_enum<FieldClass>(reading.field_class).value(),
                   .reason = reading.reason};
    row.minor = row.field_class == FieldClass::minor;
    if (role) {
      row.reader_role = parse_enum<Role>(role->role);
      row.reader_scope = role->scope;
    }
    call.tx.insert(row);
    ++fact.rows;
    fact.of_minors = fact.of_minors || row.minor;
  }
  call.journal.append(fact, {.subject = call.actor.person.value_or(PersonId{}).uuid});
}

Result<Page<MyReadView>> readings_of(Call& call, const std::vector<PersonId>& whose,
                                     const ListMyReads& query) {
  ASSIGN_OR_RETURN(const ReadingId before, start_of(query.cursor));
  const std::size_t limit = items_asked(query.limit);
  std::vector<MyReadView> all;
  for (auto& row :
       load_readings(call.tx, call.region(), whose, before, static_cast<std::int64_t>(limit) + 1)) {
    MyReadView view{row.id,       row.at,          row.reader,           row.reader_role,
                    std::nullopt, row.field_class, std::move(row.reason)};
    if (!row.reader_scope.empty()) view.reader_scope = std::move(row.reader_scope);
    all.push_back(std::move(view));
  }
  return to_page(std::move(all), limit, [](const MyReadView& v) { return ReadingRef{v.id}; });
}

Result<Page<ReadView>> list_reads(Call& call, const ListReads& query) {
  RETURN_IF_REFUSED(require_person(call));
  ASSIGN_OR_RETURN(const auto paths, paths_asked(call, {Right::audit_read}, query.scope));
  if (query.since && query.until && *query.until < *query.since) {
    return bad_field("/until", "range", {"must not be before `since`", "不能早于 since"});
  }
  ASSIGN_OR_RETURN(const ReadingId before, start_of(query.cursor));
  const std::size_t limit = items_asked(query.limit);
  const std::string city = std::to_string(call.region()) + "/";
  std::vector<ReadView> all;
  for (const auto& path : paths) {
    const bool whole = path == city && !query.scope;
    const ReadingsWanted wanted{
        whole ? std::string() : path,        path_end(path), query.reader, query.whom,
        query.minors.value_or(false),        query.since,    query.until,  before,
        static_cast<std::int64_t>(limit) + 1};
    for (auto& row : readings_wanted(call.tx, call.region(), wanted)) {
      all.push_back({row.id, row.at, row.reader, row.reader_role, std::move(row.reader_scope),
                     row.whom, row.field_class, row.minor, std::move(row.reason)});
    }
  }
  std::ranges::sort(all, std::greater{}, &ReadView::id);
  return to_page(std::move(all), limit, [](const ReadView& v) { return ReadingRef{v.id}; });
}

std::int64_t readings_since(Call& call, FieldClass field, Instant since) {
  if (!call.actor.person) return 0;
  return count_readings_by(call.tx, call.region(), *call.actor.person, field, since);
}

bool purge_readings(Call& call) {
  const Instant before = call.now - readings_kept;
  const auto old = readings_before(call.tx, call.region(), before, 200);
  if (old.empty()) return false;
  for (const ReadingRow& row : old) call.tx.erase(row);
  call.journal.append(ReadingsPurged{static_cast<std::int64_t>(old.size()), before}, {});
  return old.size() == 200;
}

}  // namespace lastmile::access

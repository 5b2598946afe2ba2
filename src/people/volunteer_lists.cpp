#include "people/dictionary.h"
#include "people/person_access.h"
#include "people/person_rules.h"
#include "people/scoped_list.h"
#include "people/volunteers.h"

namespace lastmile::people {
namespace {

VolunteerLine line(Call& call, const VolunteerLineRow& row) {
  const bool minor = is_minor_now(call, row.birth_day);
  access::note_reading(call, row.person,
                       minor ? access::FieldClass::minor : access::FieldClass::basic, "volunteers");
  return {row.person,
          minor ? masked_name(row.name) : row.name,
          row.sex,
          row.state,
          row.home_site,
          row.skills,
          row.languages,
          row.transport,
          row.trained_for_risk,
          row.insured_until,
          minor,
          row.joined_at};
}

Check code_known(Call& call, Dictionary kind, const std::optional<Text<1, 40>>& code) {
  if (!code) return Done{};
  return known_code(call, kind, *code, fmt::format("/{}", to_text(kind)));
}

}  // namespace

Result<Page<VolunteerLine>> list_volunteers(Call& call, const ListVolunteers& query) {
  const std::string under = query.under ? query.under->str() : "";
  ASSIGN_OR_RETURN(const auto scopes, scopes_to_list(call, access::Right::people_read, under));
  RETURN_IF_REFUSED(code_known(call, Dictionary::skill, query.skill));
  RETURN_IF_REFUSED(code_known(call, Dictionary::licence, query.licence));
  RETURN_IF_REFUSED(code_known(call, Dictionary::language, query.language));
  const SearchWords words = words_of(query.search);
  const auto fetch = [&](const places::PathRange& range, const Uuid& after, std::int64_t limit) {
    VolunteerFilter filter{.lo = range.lo, .hi = range.hi};
    if (query.state) filter.state = to_text(*query.state);
    filter.name_part = words.name_part;
    filter.key = words.key;
    if (query.skill) filter.skill = query.skill->str();
    if (query.licence) filter.licence = query.licence->str();
    if (query.language) filter.language = query.language->str();
    filter.after = PersonId{after};
    filter.limit = limit;
    if (finds_nothing(query.search)) return std::vector<VolunteerLineRow>();
    return load_volunteer_page(call.tx, call.region(), filter);
  };
  ASSIGN_OR_RETURN(const auto page, scoped_page<VolunteerLineRow>(
                                        scopes, query.cursor, items_asked(query.limit), fetch,
                                        [](const auto& r) { return r.person.uuid; }));
  return shown<VolunteerLine>(page, [&](const auto& row) { return line(call, row); });
}

}  // namespace lastmile::people

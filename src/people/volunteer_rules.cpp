#include "people/volunteer_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "people/volunteer_errors.h"

namespace lastmile::people {
namespace {

constexpr int years_ahead_max = 10;  // what lies further is a slip in the year

Refused in_state(const Refusal& refusal, VolunteerState state) {
  return {refusal, {}, std::string(to_text(state))};
}

void note_at(std::string path, const Refusal& refusal, std::vector<BadField>& bad) {
  bad.push_back(at_field(std::move(path), refusal).fields.front());
}

template <class Hours>
void note_empty(const std::vector<Hours>& hours, std::string_view path,
                std::vector<BadField>& bad) {
  for (std::size_t i = 0; i < hours.size(); ++i) {
    if (hours[i].from_minute < hours[i].to_minute) continue;
    note_at(fmt::format("{}/{}/to_minute", path, i), free_hours_empty, bad);
  }
}

bool contradict(const FreeException& a, const FreeException& b) {
  return a.free != b.free && a.day == b.day && a.from_minute < b.to_minute &&
         b.from_minute < a.to_minute;
}

}  // namespace

Check may_join(const Joining& joining) {
  if (joining.now && *joining.now != VolunteerState::left) {
    return in_state(already_a_volunteer, *joining.now);
  }
  switch (age_band(joining.birth_day, joining.today)) {
    case AgeBand::unknown:
      return birth_day_missing;
    case AgeBand::under_8:
      return volunteer_too_young;
    case AgeBand::under_14:
      if (!joining.guardian_agreed) return guardian_consent_missing;
      break;
    case AgeBand::under_18:
    case AgeBand::adult:
      break;
  }
  return Done{};
}

Check hours_in_order(const std::vector<FreeHours>& hours,
                     const std::vector<FreeException>& exceptions) {
  std::vector<BadField> bad;
  note_empty(hours, "/free_hours", bad);
  note_empty(exceptions, "/exceptions", bad);
  if (!bad.empty()) return Refused{free_hours_empty, std::move(bad)};
  for (std::size_t i = 0; i < exceptions.size(); ++i) {
    const auto before = std::span(exceptions).first(i);
    const bool opposed = std::ranges::any_of(
        before, [&](const FreeException& e) { return contradict(e, exceptions[i]); });
    if (opposed) note_at(fmt::format("/exceptions/{}/free", i), exceptions_contradict, bad);
  }
  if (!bad.empty()) return Refused{exceptions_contradict, std::move(bad)};
  return Done{};
}

Check exceptions_ahead(const std::vector<FreeException>& exceptions,
                       const std::vector<FreeException>& known, Day today) {
  std::vector<BadField> bad;
  for (std::size_t i = 0; i < exceptions.size(); ++i) {
    const bool sent_back = std::ranges::find(known, exceptions[i]) != known.end();
    if (exceptions[i].day >= today || sent_back) continue;
    note_at(fmt::format("/exceptions/{}/day", i), exception_past, bad);
  }
  if (!bad.empty()) return Refused{exception_past, std::move(bad)};
  return Done{};
}

Result<VolunteerRow> paused_by(VolunteerRow row, const std::optional<Day>& until, Day today) {
  if (row.state != VolunteerState::active) return in_state(not_active, row.state);
  if (until && *until <= today) return pause_end_past;
  if (until && *until > years_after(today, years_ahead_max)) return pause_end_far;
  row.state = VolunteerState::paused;
  row.paused_until = until;
  return row;
}

Result<VolunteerRow> resumed_by(VolunteerRow row) {
  if (row.state != VolunteerState::paused) return in_state(not_paused, row.state);
  row.state = VolunteerState::active;
  row.paused_until.reset();
  return row;
}

Result<VolunteerRow> left_by(VolunteerRow row) {
  if (row.state == VolunteerState::left || row.state == VolunteerState::merged) {
    return in_state(not_active, row.state);
  }
  row.state = VolunteerState::left;
  row.paused_until.reset();
  return row;
}

Result<VolunteerRow> confirmed_by(VolunteerRow row) {
  if (row.state != VolunteerState::awaiting_yes) return in_state(yes_not_awaited, row.state);
  row.state = VolunteerState::active;
  return row;
}

Check may_attest_insurance(const std::optional<Day>& until, Day today) {
  if (until && *until < today) return insurance_over;
  if (until && *until > years_after(today, years_ahead_max)) return insurance_end_far;
  return Done{};
}

void drop_past_exceptions(VolunteerRow& row, Day today) {
  std::erase_if(row.exceptions, [&](const FreeException& e) { return e.day < today; });
}

std::vector<std::string> tidy_codes(std::vector<std::string> codes) {
  std::ranges::sort(codes);
  codes.erase(std::ranges::unique(codes).begin(), codes.end());
  return codes;
}

}  // namespace lastmile::people

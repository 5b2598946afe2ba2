#include "needs/service_end.h"

#include <algorithm>

#include "attendance/attendance_rules.h"
#include "needs/need_facts.h"

namespace lastmile::needs {

void set_helper_state(Call& call, const NeedRow& need, PersonId person, HelperState state) {
  for (auto helper : load_helpers(call.tx, call.region(), need.id)) {
    if (helper.person != person) continue;
    if (state == HelperState::served) {
      end_help(call, helper, state);
      continue;
    }
    helper.state = state;
    ASSERT(call.tx.update(helper));
  }
}

void tell_served(Call& call, const NeedRow& need, const attendance::Sitting& sitting,
                 std::optional<Instant> closed_at) {
  call.journal.append(NeedServed{need.id, sitting.person, need.category, need.recipient,
                                 need.site_path, sitting.from, *sitting.to, sitting.proof_in,
                                 *sitting.proof_out, sitting.id, sitting.flagged, closed_at},
                      about(need, {sitting.person}));
}

Check end_service(Call& call, NeedRow& need, PersonId person, const attendance::Sitting& sitting) {
  set_helper_state(call, need, person, HelperState::served);
  tell_served(call, need, sitting, {});
  const auto helpers = load_helpers(call.tx, call.region(), need.id);
  const bool anyone_there = std::any_of(helpers.begin(), helpers.end(), [](const HelperRow& h) {
    return h.state == HelperState::in_service;
  });
  if (anyone_there || need.state != NeedState::in_service) return Done{};
  return move(call, need, Move::finish);
}

namespace {

// A version 7 UUID begins with the milliseconds at which it was made (RFC 9562 5.7).
Instant made_at(const Uuid& id) {
  std::int64_t ms = 0;
  for (int i = 0; i < 6; ++i) ms = ms << 8 | id.bytes[static_cast<std::size_t>(i)];
  return at_ms(ms);
}

// A check-in made offline that has just come: its check-out is on the way behind it.
bool has_just_arrived(Call& call, const NeedRow& need, PersonId person) {
  constexpr std::chrono::minutes patience{15};
  const auto sittings = attendance::sittings_of(call, need.id.uuid);
  return std::any_of(sittings.begin(), sittings.end(), [&](const attendance::Sitting& s) {
    return s.person == person && !s.to && s.proof_in == attendance::Proof::ticket &&
           made_at(s.id.uuid) > call.now - patience;
  });
}

}  // namespace

bool close_overrun(Call& call, int max) {
  const auto rows =
      load_past_end(call.tx, call.region(), call.now - attendance::closing_grace, max);
  for (NeedRow need : rows) {
    const attendance::Subject subject{
        need.id.uuid, need.site_path, {*need.window_start, *need.window_end}};
    for (const auto& helper : load_helpers(call.tx, call.region(), need.id)) {
      if (helper.state != HelperState::in_service) continue;
      if (has_just_arrived(call, need, helper.person)) continue;
      const auto sitting = attendance::close_at_planned_end(call, subject, helper.person);
      ASSERT(sitting.ok());
      const auto ended = end_service(call, need, helper.person, *sitting);
      ASSERT(ended.ok());
    }
  }
  return rows.size() == static_cast<std::size_t>(max);
}

}  // namespace lastmile::needs

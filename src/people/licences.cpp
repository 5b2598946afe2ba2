#include "people/licences.h"

#include <algorithm>
#include <array>

#include "access/access_errors.h"
#include "people/dictionary.h"
#include "people/licence_errors.h"
#include "people/licence_rules.h"
#include "people/person_access.h"
#include "people/scoped_list.h"
#include "people/volunteer_errors.h"
#include "people/volunteer_facts.h"
#include "people/volunteering.h"

namespace lastmile::people {
namespace {

constexpr std::array<std::int64_t, 4> reminders{60, 30, 7, 0};  // days before the end

Day today_of(const Call& call) { return call.settings.zone.day_of(call.now); }

vault::Spot spot_of(const std::string& licence) { return {"licence", licence, "number"}; }

std::string masked_number(const std::string& number) {
  return number.size() <= 4 ? "****" : "****" + number.substr(number.size() - 4);
}

/// The same for a decision by staff, who is not the holder.
Result<HeldLicence> access_to_decide(Call& call, LicenceId id) {
  ASSIGN_OR_RETURN(HeldLicence held, see_licence(call, id));
  if (call.actor.person == held.person.id) return licence_own;
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, held.person.site_path));
  if (held.licence.state != LicenceState::entered) {
    return Refused{licence_not_entered, {}, std::string(to_text(held.licence.state))};
  }
  return held;
}

Result<LicenceView> decide(Call& call, HeldLicence held, LicenceState state,
                           std::optional<std::string> reason) {
  LicenceRow& row = held.licence;
  row.state = state;
  row.reason = std::move(reason);
  row.decided_by = call.actor.person;
  row.decided_at = call.now;
  call.tx.update(row);
  // What does not count is not kept: a photo of a paper shows more than its dates.
  if (state != LicenceState::verified) delete_photos_of(call.tx, call.region(), row.id);
  record_licence(call, held);
  return licence_view(call, row);
}

LicenceRow new_row(Call& call, PersonId person, const std::string& code) {
  return {.region = call.region(),
          .id = call.make_id<LicenceTag>(),
          .person = person,
          .code = code,
          .number = {},
          .from_day = {},
          .until_day = {},
          .renews = {},
          .decided_by = {},
          .decided_at = {},
          .reason = {},
          .warned_days = {},
          .entered_at = call.now};
}

}  // namespace

LicenceView licence_view(Call& call, const LicenceRow& row) {
  LicenceView v{row.id,    row.person, row.code,   {},    row.from_day, row.until_day,
                row.state, row.renews, row.reason, false, false,        {}};
  if (const auto number = open_licence_number(call, row)) {
    const bool own = call.actor.system || is_own(call, row.person);
    v.number = own ? *number : masked_number(*number);
  }
  v.holds_now = holds_on(row, today_of(call));
  v.may_renew = may_renew(row, today_of(call)).ok();
  v.photos = load_photo_ids(call.tx, call.region(), row.id);
  return v;
}

Result<HeldLicence> see_licence(Call& call, LicenceId id) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  auto row = load_licence(call.tx, call.region(), id);
  if (!row) return licence_unknown;
  auto person = see_person(call, row->person);
  if (!person) return licence_unknown;
  return HeldLicence{std::move(*row), std::move(*person)};
}

void record_licence(Call& call, const HeldLicence& held) {
  const LicenceRow& row = held.licence;
  call.journal.append(
      LicenceSet{row.id.uuid, row.person, row.code, std::string(to_text(row.state)), row.until_day},
      about(held.person, row.id.uuid));
  tell_volunteer_changed(call, held.person.id, "licences");
}

std::optional<std::string> open_licence_number(Call& call, const LicenceRow& row) {
  if (!row.number) return std::nullopt;
  const std::string id = row.id.text();
  return call.vault.open(call.tx, call.region(), row.person, spot_of(id), *row.number);
}

void set_licence_number(Call& call, LicenceRow& row, const std::optional<std::string>& number) {
  row.number.reset();
  if (!number) return;
  const std::string id = row.id.text();
  row.number = call.vault.seal(call.tx, call.region(), row.person, spot_of(id), *number);
}

std::vector<LicenceView> licences_of(Call& call, PersonId person) {
  std::vector<LicenceView> all;
  for (const LicenceRow& row : load_licences_of(call.tx, call.region(), person)) {
    all.push_back(licence_view(call, row));
  }
  return all;
}

Result<LicenceView> enter_licence(Call& call, const EnterLicence& cmd) {
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_person(call, cmd.person, access::Right::people_write));
  const auto volunteer = load_volunteer(call.tx, call.region(), person.id);
  if (!volunteer || volunteer->state == VolunteerState::left) return volunteer_unknown;
  RETURN_IF_REFUSED(known_code(call, Dictionary::licence, cmd.code, "/code"));
  RETURN_IF_REFUSED(days_fit(cmd.from, cmd.until, today_of(call)));
  for (const LicenceRow& old : load_licences_of(call.tx, call.region(), person.id)) {
    const bool stands = old.state == LicenceState::entered ||
                        (old.state == LicenceState::verified && old.until_day >= today_of(call));
    if (stands && old.code == cmd.code.str()) return licence_entered_already;
  }
  LicenceRow row = new_row(call, person.id, cmd.code.str());
  row.from_day = cmd.from;
  row.until_day = cmd.until;
  if (cmd.number) set_licence_number(call, row, cmd.number->str());
  ASSERT(call.tx.insert(row));
  record_licence(call, {row, person});
  return licence_view(call, row);
}

Result<LicenceView> renew_licence(Call& call, const RenewLicence& cmd) {
  ASSIGN_OR_RETURN(const HeldLicence held, see_licence(call, cmd.licence));
  ASSIGN_OR_RETURN(const PersonRow person,
                   access_person(call, held.person.id, access::Right::people_write));
  RETURN_IF_REFUSED(may_renew(held.licence, today_of(call)));
  RETURN_IF_REFUSED(days_fit(cmd.from, cmd.until, today_of(call)));
  for (const LicenceRow& other : load_licences_of(call.tx, call.region(), person.id)) {
    const bool renewed = other.renews == held.licence.id && (other.state == LicenceState::entered ||
                                                             other.state == LicenceState::verified);
    if (renewed) return licence_entered_already;
  }
  LicenceRow row = new_row(call, person.id, held.licence.code);
  row.from_day = cmd.from;
  row.until_day = cmd.until;
  row.renews = held.licence.id;
  set_licence_number(
      call, row,
      cmd.number ? std::optional(cmd.number->str()) : open_licence_number(call, held.licence));
  ASSERT(call.tx.insert(row));
  record_licence(call, {row, person});
  return licence_view(call, row);
}

Result<LicenceView> verify_licence(Call& call, const VerifyLicence& cmd) {
  ASSIGN_OR_RETURN(HeldLicence held, access_to_decide(call, cmd.licence));
  return decide(call, std::move(held), LicenceState::verified, std::nullopt);
}

Result<LicenceView> reject_licence(Call& call, const RejectLicence& cmd) {
  ASSIGN_OR_RETURN(HeldLicence held, access_to_decide(call, cmd.licence));
  return decide(call, std::move(held), LicenceState::rejected, cmd.reason.str());
}

Result<LicenceView> withdraw_licence(Call& call, const WithdrawLicence& cmd) {
  ASSIGN_OR_RETURN(HeldLicence held, see_licence(call, cmd.licence));
  RETURN_IF_REFUSED(access_person(call, held.person.id, access::Right::people_write));
  const LicenceState state = held.licence.state;
  if (state != LicenceState::entered && state != LicenceState::verified) {
    return Refused{licence_withdrawn_already, {}, std::string(to_text(state))};
  }
  return decide(call, std::move(held), LicenceState::withdrawn, std::nullopt);
}

Result<Page<LicenceView>> list_licences(Call& call, const ListLicences& query) {
  const std::string under = query.under ? query.under->str() : "";
  ASSIGN_OR_RETURN(const auto scopes, scopes_to_list(call, access::Right::people_read, under));
  const auto fetch = [&](const places::PathRange& range, const Uuid& after, std::int64_t limit) {
    const std::string state(to_text(query.state.value_or(LicenceState::entered)));
    return load_licence_page(call.tx, call.region(),
                             {range.lo, range.hi, state, LicenceId{after}, limit});
  };
  ASSIGN_OR_RETURN(const auto page,
                   scoped_page<LicenceRow>(scopes, query.cursor, items_asked(query.limit), fetch,
                                           [](const auto& r) { return r.id.uuid; }));
  return shown<LicenceView>(page, [&](const LicenceRow& row) {
    access::note_reading(call, row.person, access::FieldClass::basic, "licences");
    return licence_view(call, row);
  });
}

bool remind_of_licences(Call& call) {
  const Day today = today_of(call);
  std::size_t most = 0;
  for (std::size_t i = reminders.size(); i-- > 0;) {  // the nearest first: one reminder each
    const Day by = today + std::chrono::days(reminders[i]);
    const auto rows =
        load_ending(call.tx, call.region(), {today - std::chrono::days(30), by, reminders[i]});
    most = std::max(most, rows.size());
    for (LicenceRow row : rows) {
      const auto person = load_person(call.tx, call.region(), row.person);
      if (!person) continue;
      row.warned_days = reminders[i];
      call.tx.update(row);
      const std::int64_t left = std::max<std::int64_t>(0, (row.until_day - today).count());
      call.journal.append(LicenceEnding{row.id.uuid, row.person, row.code, left},
                          about(*person, row.id.uuid));
    }
  }
  return most == 100;
}

}  // namespace lastmile::people

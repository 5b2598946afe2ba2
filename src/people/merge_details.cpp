#include <algorithm>

#include "access/accounts.h"
#include "people/merge_moves.h"
#include "people/person_secrets.h"
#include "people/volunteer_facts.h"
#include "people/volunteer_store.h"

namespace lastmile::people {
namespace {

std::optional<Line> line_of(const std::optional<std::string>& text) {
  return text ? Line::parse(*text) : std::nullopt;
}

/// Fills a plain member that kept lacks.
template <class T>
void fill(Pair& pair, std::string_view name, std::optional<T> PersonRow::* member) {
  if (pair.kept.*member || !(pair.gone.*member)) return;
  pair.kept.*member = pair.gone.*member;
  pair.moved.filled.emplace_back(name);
}

/// Takes it away again unless it was changed since.
template <class T>
void empty_again(Pair& pair, std::string_view name, std::optional<T> PersonRow::* member) {
  const bool filled = std::ranges::find(pair.moved.filled, name) != pair.moved.filled.end();
  if (filled && pair.kept.*member == pair.gone.*member) (pair.kept.*member).reset();
}

bool was_filled(const Pair& pair, std::string_view name) {
  return std::ranges::find(pair.moved.filled, name) != pair.moved.filled.end();
}

template <class T>
std::vector<T> add_missing(std::vector<T>& to, const std::vector<T>& from) {
  std::vector<T> added;
  for (const T& item : from) {
    if (std::ranges::find(to, item) != to.end()) continue;
    to.push_back(item);
    added.push_back(item);
  }
  return added;
}

template <class T>
void take_away(std::vector<T>& from, const std::vector<T>& items) {
  std::erase_if(from, [&](const T& item) { return std::ranges::find(items, item) != items.end(); });
}

bool volunteers(const std::optional<VolunteerRow>& row) {
  return row && row->state != VolunteerState::left && row->state != VolunteerState::merged;
}

journal::About about(const VolunteerRow& row) {
  return {.subject = row.person.uuid, .scope = row.site_path, .people = {row.person}};
}

void tell_changed(Call& call, const VolunteerRow& row) {
  call.journal.append(VolunteerChanged{row.person, {"merge"}, row.state == VolunteerState::active},
                      about(row));
}

/// The claim of an ID number passes from one profile to the other.
bool pass_identity(Call& call, const std::optional<std::string>& index, PersonId from,
                   PersonId to) {
  if (!index || load_identity(call.tx, call.region(), *index) != from) return false;
  call.tx.put(VolunteerIdentityRow{call.region(), *index, to});
  return true;
}

}  // namespace

void move_details(Call& call, Pair& pair) {
  PersonRow& kept = pair.kept;
  const PersonRow& gone = pair.gone;
  fill(pair, "birth_day", &PersonRow::birth_day);
  if (kept.home_site == gone.home_site) fill(pair, "household", &PersonRow::household);
  if (kept.sex == Sex::unsaid && gone.sex != Sex::unsaid) {
    kept.sex = gone.sex;
    pair.moved.filled.emplace_back("sex");
  }
  if (!kept.phone && gone.phone) {
    set_phone(call, kept, open_phone(call, gone));
    pair.moved.filled.emplace_back("phone");
  }
  if (!kept.id_number && gone.id_number) {
    set_id_number(call, kept, open_id_number(call, gone));
    pair.moved.filled.emplace_back("id_number");
  }
  if (!kept.address && gone.address) {
    set_address(call, kept, line_of(open_address(call, gone)));
    pair.moved.filled.emplace_back("address");
  }
  if (!kept.point && gone.point) {
    set_point(call, kept, open_point(call, gone));
    pair.moved.filled.emplace_back("point");
  }
  pair.moved.groups = add_missing(kept.recipient_groups, gone.recipient_groups);
}

void return_details(Call& call, Pair& pair) {
  PersonRow& kept = pair.kept;
  const PersonRow& gone = pair.gone;
  empty_again(pair, "birth_day", &PersonRow::birth_day);
  empty_again(pair, "household", &PersonRow::household);
  if (was_filled(pair, "sex") && kept.sex == gone.sex) kept.sex = Sex::unsaid;
  if (was_filled(pair, "phone") && kept.phone_index == gone.phone_index) {
    set_phone(call, kept, std::nullopt);
  }
  if (was_filled(pair, "id_number") && kept.id_index == gone.id_index) {
    set_id_number(call, kept, std::nullopt);
  }
  if (was_filled(pair, "address") && kept.address_index == gone.address_index) {
    set_address(call, kept, std::nullopt);
  }
  if (was_filled(pair, "point")) {
    const auto now = open_point(call, kept), then = open_point(call, gone);
    if (now && then && to_json(*now) == to_json(*then)) set_point(call, kept, std::nullopt);
  }
  take_away(kept.recipient_groups, pair.moved.groups);
}

void move_volunteering(Call& call, Pair& pair) {
  auto gone = load_volunteer(call.tx, call.region(), pair.gone.id);
  if (!volunteers(gone)) return;
  Moved& moved = pair.moved;
  moved.gone_state = to_text(gone->state);
  auto kept = load_volunteer(call.tx, call.region(), pair.kept.id);
  if (kept) {
    moved.kept_state = to_text(kept->state);
    if (!volunteers(kept)) kept->state = gone->state;
    moved.skills = add_missing(kept->skills, gone->skills);
    moved.categories = add_missing(kept->categories, gone->categories);
    moved.languages = add_missing(kept->languages, gone->languages);
    moved.trained = gone->trained_for_risk && !kept->trained_for_risk;
    if (moved.trained) kept->trained_for_risk = true;
    moved.insured = gone->insured_until && !kept->insured_until;
    if (moved.insured) kept->insured_until = gone->insured_until;
  } else {
    kept = *gone;
    kept->person = pair.kept.id;
  }
  moved.identity = pass_identity(call, pair.gone.id_index, pair.gone.id, pair.kept.id);
  gone->state = VolunteerState::merged;
  kept->changed_at = gone->changed_at = call.now;
  call.tx.put(*kept);
  call.tx.put(*gone);
  tell_changed(call, *kept);
  call.journal.append(VolunteerLeft{pair.gone.id, "merged"}, about(*gone));
}

void return_volunteering(Call& call, Pair& pair) {
  const Moved& moved = pair.moved;
  if (!moved.gone_state) return;
  auto gone = load_volunteer(call.tx, call.region(), pair.gone.id);
  auto kept = load_volunteer(call.tx, call.region(), pair.kept.id);
  ASSERT(gone && kept);
  gone->state = *parse_enum<VolunteerState>(*moved.gone_state);
  gone->changed_at = kept->changed_at = call.now;
  if (moved.identity) pass_identity(call, pair.gone.id_index, pair.kept.id, pair.gone.id);
  if (!moved.kept_state) {
    call.tx.erase(*kept);
    call.journal.append(VolunteerLeft{pair.kept.id, "merge_undone"}, about(*kept));
  } else {
    const auto before = *parse_enum<VolunteerState>(*moved.kept_state);
    if (before == VolunteerState::left) kept->state = before;
    take_away(kept->skills, moved.skills);
    take_away(kept->categories, moved.categories);
    take_away(kept->languages, moved.languages);
    if (moved.trained) kept->trained_for_risk = false;
    if (moved.insured && kept->insured_until == gone->insured_until) kept->insured_until.reset();
    call.tx.put(*kept);
    tell_changed(call, *kept);
  }
  call.tx.put(*gone);
  call.journal.append(
      VolunteerJoined{pair.gone.id, gone->home_site, gone->state == VolunteerState::active},
      about(*gone));
}

void move_account(Call& call, Pair& pair) {
  pair.moved.numbers_aside =
      access::set_unproved_aside(call, {pair.kept.id, pair.gone.id, open_phone(call, pair.kept)});
  pair.moved.account_moved = access::has_account(call, pair.gone.id);
  if (pair.moved.account_moved) access::pass_account(call, pair.gone.id, pair.kept.id);
}

void return_account(Call& call, Pair& pair) {
  if (pair.moved.account_moved) access::take_account_back(call, pair.gone.id, pair.kept.id);
  access::bring_numbers_back(call, pair.moved.numbers_aside);
}

}  // namespace lastmile::people

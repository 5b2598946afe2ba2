#include <algorithm>

#include "people/apart_store.h"
#include "people/consent_store.h"
#include "people/families.h"
#include "people/licence_photos.h"
#include "people/licences.h"
#include "people/merge_moves.h"
#include "people/merit_store.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/person_facts.h"

namespace lastmile::people {
namespace {

/// Hands the rows over whose ids were noted, or notes those of all that are handed over.
template <class Row>
std::vector<Uuid> hand_over(Call& call, std::vector<Row> rows, PersonId to) {
  std::vector<Uuid> ids;
  for (Row& row : rows) {
    row.person = to;
    call.tx.update(row);
    ids.push_back(row.id.uuid);
  }
  return ids;
}

template <class Row>
std::vector<Row> only(std::vector<Row> rows, const std::vector<Uuid>& ids) {
  std::erase_if(rows,
                [&](const Row& row) { return std::ranges::find(ids, row.id.uuid) == ids.end(); });
  return rows;
}

/// A licence's number and photos are sealed for its holder.
std::vector<Uuid> hand_over_licences(Call& call, std::vector<LicenceRow> rows, PersonId to) {
  for (LicenceRow& row : rows) {
    const auto number = open_licence_number(call, row);
    reseal_licence_photos(call, row, to);
    row.person = to;
    set_licence_number(call, row, number);
  }
  return hand_over(call, std::move(rows), to);
}

/// So are a contact's name and phone, for the resident.
std::vector<Uuid> hand_over_family(Call& call, std::vector<FamilyLinkRow> rows, PersonId to) {
  for (FamilyLinkRow& row : rows) {
    const auto contact = open_family_contact(call, row);
    row.person = to;
    set_family_contact(call, row, contact);
  }
  return hand_over(call, std::move(rows), to);
}

bool linked(const std::vector<FamilyLinkRow>& rows, const std::optional<PersonId>& relative) {
  return relative && std::ranges::find(rows, relative, &FamilyLinkRow::relative) != rows.end();
}

void set_relative(Call& call, FamilyLinkRow& row, PersonId relative) {
  row.relative = relative;
  call.tx.update(row);
}

PersonId asker_of(const ApartWish& wish) { return wish.asked_by.value_or(PersonId{}); }

/// Who wishes it, once the two are one.
PersonId human_of(Call& call, const Pair& pair, const ApartWish& wish) {
  const PersonId asker = canonical(call, asker_of(wish));
  return asker == pair.gone.id ? pair.kept.id : asker;
}

/// Adds the wishes of gone to those of kept, and tells what that changed: one wish of each human,
/// for the graver reason.
ApartBefore bring_wishes(Call& call, const Pair& pair, const std::vector<ApartWish>& from,
                         std::vector<ApartWish>& to) {
  const auto human = [&](const ApartWish& wish) { return human_of(call, pair, wish); };
  ApartBefore before;
  for (const ApartWish& wish : from) {
    const auto same = std::ranges::find(to, human(wish), human);
    if (same == to.end()) {
      to.push_back(wish);
      before.brought.push_back(asker_of(wish));
    } else if (wish.reason == ApartReason::safety && same->reason != wish.reason) {
      before.graver.push_back(
          {asker_of(*same), same->asked_at, std::string(to_text(same->reason))});
      same->reason = wish.reason;
    }
  }
  return before;
}

/// The person kept hears of their own wishes only.
journal::About about_brought(Call& call, const Pair& pair, const ApartBefore& before) {
  journal::About about_kept = about(pair.kept);
  const bool own = std::ranges::any_of(before.brought, [&](PersonId asker) {
    return human_of(call, pair, {.asked_by = asker}) == pair.kept.id;
  });
  if (!own) about_kept.people.clear();
  return about_kept;
}

bool is_wish(const ApartWish& wish, PersonId asker, Instant asked_at) {
  return asker_of(wish) == asker && wish.asked_at == asked_at;
}

bool may_be_brought(const ApartBefore& before, const ApartWish& wish) {
  if (before.brought.empty() && before.graver.empty()) return true;
  return std::ranges::find(before.brought, asker_of(wish)) != before.brought.end();
}

/// Takes the wishes that gone brought out of those of kept, back to gone's with what was said of
/// them since. One that was ended and asked for anew is kept's.
void take_back(const ApartBefore& before, std::vector<ApartWish>& kept,
               std::vector<ApartWish>& gone) {
  std::erase_if(kept, [&](const ApartWish& wish) {
    if (!may_be_brought(before, wish)) return false;
    const auto own = std::ranges::find_if(
        gone, [&](const ApartWish& left) { return is_wish(left, asker_of(wish), wish.asked_at); });
    if (own == gone.end()) return false;
    *own = wish;
    return true;
  });
  for (const ReasonBefore& reason : before.graver) {
    const auto raised = std::ranges::find_if(kept, [&](const ApartWish& wish) {
      return is_wish(wish, reason.asked_by, reason.asked_at);
    });
    if (raised != kept.end()) raised->reason = *parse_enum<ApartReason>(reason.reason);
  }
}

}  // namespace

void move_papers(Call& call, Pair& pair) {
  storage::Tx& tx = call.tx;
  const int region = call.region();
  const PersonId from = pair.gone.id, to = pair.kept.id;
  pair.moved.licences = hand_over_licences(call, load_licences_of(tx, region, from), to);
  pair.moved.trainings = hand_over(call, load_trainings_of(tx, region, from), to);
  pair.moved.awards = hand_over(call, load_awards_of(tx, region, from), to);
  pair.moved.consents = hand_over(call, load_consents_of(tx, region, from), to);
}

void return_papers(Call& call, Pair& pair) {
  storage::Tx& tx = call.tx;
  const int region = call.region();
  const PersonId from = pair.kept.id, to = pair.gone.id;
  const Moved& moved = pair.moved;
  hand_over_licences(call, only(load_licences_of(tx, region, from), moved.licences), to);
  hand_over(call, only(load_trainings_of(tx, region, from), moved.trainings), to);
  hand_over(call, only(load_awards_of(tx, region, from), moved.awards), to);
  hand_over(call, only(load_consents_of(tx, region, from), moved.consents), to);
}

void move_family(Call& call, Pair& pair) {
  const PersonId from = pair.gone.id, to = pair.kept.id;
  const auto known = load_family_of(call.tx, call.region(), to);
  auto links = load_family_of(call.tx, call.region(), from);
  std::erase_if(links, [&](const FamilyLinkRow& link) {
    return link.relative == to || linked(known, link.relative);
  });
  pair.moved.family = hand_over_family(call, std::move(links), to);
  for (FamilyLinkRow& link : load_wards_of(call.tx, call.region(), from)) {
    const auto of_ward = load_family_of(call.tx, call.region(), link.person);
    if (link.person == to || linked(of_ward, to)) continue;
    set_relative(call, link, to);
    pair.moved.wards.push_back(link.id.uuid);
  }
}

void return_family(Call& call, Pair& pair) {
  const PersonId from = pair.kept.id, to = pair.gone.id;
  hand_over_family(call, only(load_family_of(call.tx, call.region(), from), pair.moved.family), to);
  for (FamilyLinkRow& link : only(load_wards_of(call.tx, call.region(), from), pair.moved.wards)) {
    set_relative(call, link, to);
  }
}

void move_apart(Call& call, Pair& pair) {
  const PersonId from = pair.gone.id, to = pair.kept.id;
  for (const ApartRow& left : load_apart_of(call.tx, call.region(), {from})) {
    const PersonId other = left.a == from ? left.b : left.a;
    if (other == to) continue;
    const auto known = load_apart(call.tx, call.region(), to, other);
    auto wishes = known ? wishes_of(*known) : std::vector<ApartWish>();
    ApartBefore before = bring_wishes(call, pair, wishes_of(left), wishes);
    ApartRow row = known.value_or(
        ApartRow{.region = call.region(), .a = std::min(to, other), .b = std::max(to, other)});
    set_wishes(row, std::move(wishes), call.now);
    call.tx.put(row);
    call.journal.append(KeptApart{row.a, row.b, true}, about_brought(call, pair, before));
    if (before.brought.empty() && before.graver.empty()) continue;
    before.other = other;
    if (known) before.ended_at = known->ended_at;
    pair.moved.apart.push_back(std::move(before));
  }
}

void return_apart(Call& call, Pair& pair) {
  for (const ApartBefore& before : pair.moved.apart) {
    auto row = load_apart(call.tx, call.region(), pair.kept.id, before.other);
    if (!row || row->ended_at) continue;
    auto wishes = wishes_of(*row);
    if (auto own = load_apart(call.tx, call.region(), pair.gone.id, before.other)) {
      auto left = wishes_of(*own);
      take_back(before, wishes, left);
      if (!left.empty()) {
        set_wishes(*own, std::move(left), call.now);
        call.tx.update(*own);
      }
    }
    if (wishes.empty() && !before.ended_at) {
      call.tx.erase(*row);
    } else {
      set_wishes(*row, std::move(wishes), before.ended_at.value_or(call.now));
      call.tx.update(*row);
    }
  }
}

}  // namespace lastmile::people

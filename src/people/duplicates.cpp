#include "people/duplicates.h"

#include <algorithm>
#include <unordered_map>

#include "people/duplicate_errors.h"
#include "people/duplicate_store.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/person_rules.h"
#include "people/scoped_list.h"

namespace lastmile::people {
namespace {

/// The cursor of the list of pairs.
struct PairPlace {
  std::size_t scope = 0;
  PersonId a;
  PersonId b;
};
BOOST_DESCRIBE_STRUCT(PairPlace, (), (scope, a, b))

/// How sure one likeness makes us; several together are surer than the best alone.
constexpr std::int64_t weight_of(Likeness reason) {
  switch (reason) {
    case Likeness::id_number:
      return 100;
    case Likeness::phone_and_name:
      return 90;
    case Likeness::name_and_birth_day:
      return 80;
    case Likeness::name_and_household:
      return 70;
    case Likeness::name_and_address:
      return 70;
  }
  return 0;
}

std::int64_t score_of(const std::vector<Likeness>& reasons) {
  std::int64_t best = 0;
  for (const Likeness r : reasons) best = std::max(best, weight_of(r));
  return std::min<std::int64_t>(100, best + 5 * (static_cast<std::int64_t>(reasons.size()) - 1));
}

/// Rows in (a, b) order become pairs with all their reasons.
std::vector<DuplicateView> pairs_of(const std::vector<LikeRow>& rows) {
  std::vector<DuplicateView> pairs;
  for (const LikeRow& row : rows) {
    if (pairs.empty() || pairs.back().a != row.a || pairs.back().b != row.b) {
      DuplicateView pair;
      pair.a = row.a;
      pair.b = row.b;
      pairs.push_back(std::move(pair));
    }
    pairs.back().reasons.push_back(row.reason);
  }
  for (DuplicateView& pair : pairs) {
    std::ranges::sort(pair.reasons);
    pair.score = score_of(pair.reasons);
  }
  return pairs;
}

/// Names and sites of a page, in one query.
void name_pairs(Call& call, std::vector<DuplicateView>& pairs) {
  std::vector<PersonId> ids;
  for (const auto& pair : pairs) ids.insert(ids.end(), {pair.a, pair.b});
  std::unordered_map<PersonId, PersonRow> known;
  for (PersonRow& row : load_persons(call.tx, call.region(), ids)) {
    access::note_reading(
        call, row.id,
        is_minor_now(call, row.birth_day) ? access::FieldClass::minor : access::FieldClass::basic,
        "duplicates");
    const PersonId id = row.id;
    known.emplace(id, std::move(row));
  }
  const auto name = [&](const PersonRow& row) {
    return is_minor_now(call, row.birth_day) ? masked_name(row.name) : row.name;
  };
  for (DuplicateView& pair : pairs) {
    const PersonRow &a = known.at(pair.a), &b = known.at(pair.b);
    pair.a_name = name(a);
    pair.b_name = name(b);
    pair.a_site = a.home_site;
    pair.b_site = b.home_site;
  }
}

}  // namespace

Result<Page<DuplicateView>> list_duplicates(Call& call, const ListDuplicates& query) {
  const std::string under = query.under ? query.under->str() : "";
  ASSIGN_OR_RETURN(const auto scopes, scopes_to_list(call, access::Right::people_read, under));
  PairPlace place;
  if (query.cursor) {
    ASSIGN_OR_RETURN(place, query.cursor->place<PairPlace>());
  }
  const std::size_t limit = items_asked(query.limit);
  constexpr std::size_t reasons_max = 5;
  Page<DuplicateView> page;
  for (; place.scope < scopes.size() && !page.next; ++place.scope, place.a = place.b = {}) {
    const auto range = places::subtree(scopes[place.scope]);
    LikeFilter filter{.lo = range.lo, .hi = range.hi};
    if (query.person) filter.person = query.person->text();
    filter.after_a = place.a;
    filter.after_b = place.b;
    filter.limit = static_cast<std::int64_t>((limit + 1) * reasons_max);
    for (DuplicateView& pair : pairs_of(load_likes(call.tx, call.region(), filter))) {
      if (page.items.size() == limit) {
        const DuplicateView& last = page.items.back();
        page.next = Cursor::of(PairPlace{place.scope, last.a, last.b}).text;
        break;
      }
      page.items.push_back(std::move(pair));
    }
  }
  name_pairs(call, page.items);
  return page;
}

Result<Done> dismiss_duplicate(Call& call, const DismissDuplicate& cmd) {
  constexpr auto right = access::Right::people_write;
  ASSIGN_OR_RETURN(const PersonRow a, named_in("/a", access_as_staff(call, cmd.a, right)));
  ASSIGN_OR_RETURN(const PersonRow b, named_in("/b", access_as_staff(call, cmd.b, right)));
  if (a.id == b.id) return merge_with_self;
  const NotDuplicateRow row{.region = call.region(),
                            .a = std::min(a.id, b.id),
                            .b = std::max(a.id, b.id),
                            .decided_by = call.actor.person,
                            .decided_at = call.now};
  if (call.tx.insert(row)) call.journal.append(DuplicateDismissed{row.a, row.b}, about(a));
  return Done{};
}

}  // namespace lastmile::people

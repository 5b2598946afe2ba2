#pragma once
#include "access/access.h"
#include "access/access_errors.h"
#include "base/page.h"
#include "base/pinyin.h"
#include "base/simplified.h"
#include "people/person.h"
#include "places/paths.h"
#include "places/places.h"

/// Lists over all the places someone reads: scope after scope, in one run of pages.
namespace lastmile::people {

/// The cursor of such a list: the scope it stands in, and the last id shown there. Each list has a
/// type of its own, by its rows, so that none takes the cursor of another.
template <class Row>
struct ScopedPlace {
  std::string scope;
  Uuid after;

  // Inside the class, for that is where Boost.Describe takes a template.
  BOOST_DESCRIBE_CLASS(ScopedPlace, (), (scope, after), (), ())
};

/// The paths a list goes through: the actor's scopes, within `under` when that is given.
/// `not_signed_in`, `not_yours` when there is none.
inline Result<std::vector<std::string>> scopes_to_list(Call& call, access::Right right,
                                                       std::string_view under) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  if (call.actor.system || (!under.empty() && access::may(call.actor, right, under))) {
    if (!under.empty()) RETURN_IF_REFUSED(places::known_path(call, under, "/under"));
    return std::vector<std::string>{std::string(under)};
  }
  std::vector<std::string> scopes = access::scopes(call.actor, right);
  std::erase_if(scopes, [&](const std::string& s) { return !s.starts_with(under); });
  if (scopes.empty()) return access::not_yours;
  return scopes;
}

/// Fills one page from the scopes on from the cursor's. `fetch(range, after, limit)` gives the rows
/// of one scope in id order; `id_of(row)` their id.
template <class Row, class Fetch, class IdOf>
Result<Page<Row>> scoped_page(const std::vector<std::string>& scopes,
                              const std::optional<Cursor>& cursor, std::size_t limit, Fetch fetch,
                              IdOf id_of) {
  ScopedPlace<Row> place{scopes.front(), {}};
  if (cursor) {
    ASSIGN_OR_RETURN(place, cursor->place<ScopedPlace<Row>>());
  }
  std::vector<Row> rows;
  std::vector<std::string> scope_of_row;
  for (const std::string& scope : scopes) {
    if (scope < place.scope || rows.size() > limit) continue;
    const Uuid after = scope == place.scope ? place.after : Uuid{};
    const auto want = static_cast<std::int64_t>(limit + 1 - rows.size());
    for (Row& row : fetch(places::subtree(scope), after, want)) {
      rows.push_back(std::move(row));
      scope_of_row.push_back(scope);
    }
  }
  Page<Row> page{std::move(rows), std::nullopt};
  if (page.items.size() > limit) {
    page.items.resize(limit);
    const ScopedPlace<Row> last{scope_of_row[limit - 1], id_of(page.items.back())};
    page.next = Cursor::of(last).text;
  }
  return page;
}

/// What is shown of the rows of a page: of those only, so that no reading is noted of the row that
/// was fetched to know whether there are more.
template <class View, class Row, class ViewOf>
Page<View> shown(const Page<Row>& page, ViewOf view_of) {
  Page<View> views{{}, page.next};
  for (const Row& row : page.items) views.items.push_back(view_of(row));
  return views;
}

/// What a search box holds, as the two things a name is matched by; of one that finds something.
struct SearchWords {
  std::string name_part;
  std::string key;
};
inline SearchWords words_of(const std::optional<Text<1, 60>>& search) {
  if (!search) return {};
  std::string part = search->str();
  std::erase_if(part, [](char c) { return c == '%' || c == '_' || c == '\\'; });
  return {part, search_key(simplified(part))};
}

}  // namespace lastmile::people

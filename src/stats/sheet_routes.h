#pragma once
#include "http/router.h"
#include "stats/stat_asked.h"

/// Tables of figures as files: heads and file name in the reader's language.
namespace lastmile::stats {

/// What the columns of figures and of their rows are called.
extern const std::span<const http::Head> heads;

/// "满天星-需求明细-湖滨区-2026-01-01-2026-03-31.csv": whose figures, of what, from when to when.
std::string sheet_name(Call& call, const Words& what, const Asked& asked, http::Form form);

/// All pages of a list as one sheet. Refuses sheet_too_long and what the verb refuses.
template <class Query, class Row>
Result<http::Reply> sheet_of(Call& call, http::Form form, Query q,
                             Result<Page<Row>> (*verb)(Call&, const Query&)) {
  const auto sheet =
      http::Sheet::make(form, http::heads_of(http::column_names<Row>(), heads, call.actor.lang));
  constexpr bool has_pages = requires { q.cursor; };
  if constexpr (has_pages) q.limit = PageLimit{PageLimit::max};
  for (bool more = true; more;) {
    ASSIGN_OR_RETURN(const Page<Row> page, verb(call, q));
    for (const Row& row : page.items) RETURN_IF_REFUSED(sheet->add(http::cells_of(row)));
    more = has_pages && page.next.has_value();
    if constexpr (has_pages) {
      if (more) q.cursor = Cursor{*page.next};
    }
  }
  return sheet->finish();
}

/// Serves the route as a named sheet too. `verb` gives the rows, `right` shows them.
template <class Query, class Row>
http::Route& as_sheet(http::Route& route, const Words& what, access::Right right,
                      Result<Page<Row>> (*verb)(Call&, const Query&)) {
  route.is_table = true;
  route.run = [json = std::move(route.run), what, right, verb](
                  Call& call, http::Form form, const void* query,
                  const void* ready) -> Result<http::Reply> {
    if (form == http::Form::json) return json(call, form, query, ready);
    const Query& q = *static_cast<const Query*>(query);
    ASSIGN_OR_RETURN(const Asked a, asked(call, q, right));
    ASSIGN_OR_RETURN(http::Reply reply, sheet_of(call, form, q, verb));
    reply.file_name = sheet_name(call, what, a, form);
    return reply;
  };
  return route;
}

}  // namespace lastmile::stats

#pragma once
#include "access/access_errors.h"
#include "http/router.h"
#include "needs/need_errors.h"
#include "stats/stat_asked.h"

/// Tables of figures as files: heads and file name in the reader's language.
namespace lastmile::stats {

/// What the columns of figures and of their rows are called.
extern const std::span<const http::Head> heads;

/// "满天星-需求明细-湖滨区-2026-01-01-2026-03-31.csv": whose figures, of what, from when to when.
std::string sheet_name(Call& call, const Words& what, const Asked& asked, http::Form form);

/// What a sheet holds, in its name, and the right that shows it.
struct Titled {
  Words what;
  access::Right right;
};

/// Names the route's sheets after what was asked, and opens it to those with the right.
template <class Query>
http::Route& titled(http::Route& route, const Titled& title) {
  route.run = [run = std::move(route.run), title](Call& call, http::Form form, const void* query,
                                                  const void* ready) -> Result<http::Reply> {
    ASSIGN_OR_RETURN(http::Reply reply, run(call, form, query, ready));
    if (form == http::Form::json) return reply;
    ASSIGN_OR_RETURN(const Asked a, asked(call, *static_cast<const Query*>(query), title.right));
    reply.file_name = sheet_name(call, title.what, a, form);
    return reply;
  };
  return route.granted(to_text(title.right))
      .is_slow()
      .refuses({access::not_yours})
      .about("/category", {needs::category_unknown});
}

/// A table of figures, or of the rows behind one.
template <class Query, class Row>
http::Route& add_table(http::Router& r, std::string_view method_and_pattern,
                       Result<Page<Row>> (*verb)(Call&, const Query&), const Titled& title) {
  return titled<Query>(r.table(method_and_pattern, verb, heads), title);
}

}  // namespace lastmile::stats

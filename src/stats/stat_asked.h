#pragma once
#include "stats/stats.h"

namespace lastmile::stats {

/// A question about figures with nothing left open.
struct Asked {
  Slice slice;
  Day from;
  Day to;  // inclusive
};

/// What is meant when members are left out: the caller's widest scope, this year until today.
/// Refuses not_signed_in, not_yours, a site or category that is not there, and a period that ends
/// before it begins.
Result<Asked> asked(Call& call, const AskFigures& query, access::Right right);

/// The same of any query that asks by site, period and category.
template <class Query>
Result<Asked> asked(Call& call, const Query& q, access::Right right) {
  return asked(call, AskFigures{q.under, q.from, q.to, q.category}, right);
}

}  // namespace lastmile::stats

#pragma once
#include "stats/stat_store.h"

/// Rounds: the services of a need that were confirmed or closed, each with its own rating.
namespace lastmile::stats {

struct RoundTotals {
  std::int64_t served = 0;
  std::int64_t rated = 0;
  std::int64_t stars = 0;  // their sum
};
BOOST_DESCRIBE_STRUCT(RoundTotals, (), (served, rated, stars))
RoundTotals count_rounds(storage::Tx& tx, int region, const Slice& slice);

/// The rounds behind a figure of ratings, as rows of their needs.
std::vector<NeedRow> load_rounds(storage::Tx& tx, int region, const Slice& slice,
                                 const NeedFilter& filter);

/// A further service of the need came to its end.
void add_round(storage::Tx& tx, int region, needs::NeedId need, std::optional<Instant> served_at);
/// The last of them did not happen after all.
void drop_round(storage::Tx& tx, int region, needs::NeedId need);
/// What was said of the last of them, in place of what was said of it before.
void rate_round(storage::Tx& tx, int region, needs::NeedId need, std::int64_t stars);

}  // namespace lastmile::stats

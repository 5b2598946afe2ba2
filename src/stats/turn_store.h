#pragma once
#include "stats/stat.h"
#include "storage/tx.h"

/// Recipient turns: one who was served in one need, once however many helped or came again.
namespace lastmile::stats {

struct TurnTotals {
  std::int64_t turns = 0;
  std::int64_t recipients = 0;
};
BOOST_DESCRIBE_STRUCT(TurnTotals, (), (turns, recipients))
TurnTotals count_turns(storage::Tx& tx, int region, const Slice& slice);

/// Which turn a page begins after: by site and time, those of one need by recipient.
struct AfterTurn {
  std::string site_path;
  Instant at;
  needs::NeedId need;
  PersonId recipient;
};
BOOST_DESCRIBE_STRUCT(AfterTurn, (), (site_path, at, need, recipient))
std::vector<TurnRow> load_turns(storage::Tx& tx, int region, const Slice& slice,
                                const AfterTurn& after, std::int64_t limit);
/// By recipient. Each is a sum over the slice: a page costs all of it.
std::vector<RecipientRow> load_recipients(storage::Tx& tx, int region, const Slice& slice,
                                          PersonId after, std::int64_t limit);

/// The turns of a need, told anew from the services of it that count now.
void write_turns(storage::Tx& tx, int region, const Uuid& need);
/// The same of every need in which a service was told of this person.
void write_turns_told_of(storage::Tx& tx, int region, PersonId person);

}  // namespace lastmile::stats

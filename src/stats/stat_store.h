#pragma once
#include "places/paths.h"
#include "stats/stat.h"
#include "storage/tx.h"

namespace lastmile::stats {

/// The ends of a slice as statements ask for them.
struct Bounds {
  places::PathRange path;
  std::string category_end;
};
Bounds bounds(const Slice& slice);

struct ServiceTotals {
  std::int64_t persons = 0;
  std::int64_t turns = 0;
  std::int64_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(ServiceTotals, (), (persons, turns, minutes))
ServiceTotals count_services(storage::Tx& tx, int region, const Slice& slice);

struct NeedTotals {
  std::int64_t needs = 0;
  std::int64_t closed = 0;
  std::int64_t open = 0;
  std::int64_t escalated = 0;
};
BOOST_DESCRIBE_STRUCT(NeedTotals, (), (needs, closed, open, escalated))
NeedTotals count_needs(storage::Tx& tx, int region, const Slice& slice);
struct StateTotal {
  needs::NeedState state = needs::NeedState::submitted;
  std::int64_t needs = 0;
};
BOOST_DESCRIBE_STRUCT(StateTotal, (), (state, needs))
/// How many needs stand in each state; states without any are left out.
std::vector<StateTotal> count_states(storage::Tx& tx, int region, const Slice& slice);
/// The middle one of the times, in ms; nothing when none was measured.
std::optional<std::int64_t> median_response(storage::Tx& tx, int region, const Slice& slice);
std::optional<std::int64_t> median_closing(storage::Tx& tx, int region, const Slice& slice);

/// Which row a page begins after: rows stand by site and time, as an index has them, so that a page
/// costs what it shows however many rows there are. Those of one need stand by round.
struct AfterService {
  std::string site_path;
  Instant at;
  records::RecordId record;
};
BOOST_DESCRIBE_STRUCT(AfterService, (), (site_path, at, record))
struct AfterNeed {
  std::string site_path;
  Instant at;
  needs::NeedId need;
  std::int64_t round = 0;
};
BOOST_DESCRIBE_STRUCT(AfterNeed, (), (site_path, at, need, round))

/// Where to read on: after that place, yet never before the slice, which is all the reader may see
/// whatever list the place was of.
template <class After>
After within(const Slice& slice, After after) {
  if (after.site_path >= slice.under) return after;
  After first{};
  first.site_path = slice.under;
  first.at = slice.from;
  return first;
}

std::vector<ServiceRow> load_services(storage::Tx& tx, int region, const Slice& slice,
                                      const AfterService& after, std::int64_t limit);
/// By person. Each is a sum over the slice: a page costs all of it.
std::vector<PersonRow> load_persons(storage::Tx& tx, int region, const Slice& slice, PersonId after,
                                    std::int64_t limit);
/// Which needs a list shows beside the slice; empty members do not narrow.
struct NeedFilter {
  std::string figure;
  std::string state;
  AfterNeed after;
  std::int64_t limit = 50;
};
std::vector<NeedRow> load_needs(storage::Tx& tx, int region, const Slice& slice,
                                const NeedFilter& filter);
/// The categories that occur in a slice.
std::vector<std::string> load_categories(storage::Tx& tx, int region, const Slice& slice);

// The projection's own writes.
struct ServiceFact {
  ServiceRow row;
  Uuid subject;  // the need, or what somebody back-filled without one
  std::string state;
};
void write_service(storage::Tx& tx, int region, const ServiceFact& fact);
/// Two profiles were found to be one person, or two after all: whatever named `gone` means `kept`
/// from now on, or again what it named.
void join_persons(storage::Tx& tx, int region, PersonId kept, PersonId gone);
void part_persons(storage::Tx& tx, int region, PersonId gone);
std::optional<NeedRow> load_need(storage::Tx& tx, int region, needs::NeedId need);
void write_need(storage::Tx& tx, int region, const NeedRow& row);

}  // namespace lastmile::stats

#pragma once
#include "http/router.h"
#include "journal/log.h"

/// The journal's proofs for anyone: hashes and signatures only, never what happened or to whom.
namespace lastmile::http {

struct ShowHead {};
BOOST_DESCRIBE_STRUCT(ShowHead, (), ())
struct ShowPastHeads {
  std::optional<Bounded<0, 1'000'000'000'000>> from;  // size, default 0
  std::optional<Bounded<1, 1000>> limit;              // default 100
};
BOOST_DESCRIBE_STRUCT(ShowPastHeads, (), (from, limit))
struct PastHeads {
  std::vector<journal::Head> items;
};
BOOST_DESCRIBE_STRUCT(PastHeads, (), (items))
struct ProveInclusion {
  Bounded<0, 1'000'000'000'000> leaf;
  std::optional<Bounded<1, 1'000'000'000'000>> tree_size;  // default: the present size
};
BOOST_DESCRIBE_STRUCT(ProveInclusion, (), (leaf, tree_size))
struct ProveConsistency {
  Bounded<0, 1'000'000'000'000> old_size;
  std::optional<Bounded<1, 1'000'000'000'000>> new_size;  // default: the present size
};
BOOST_DESCRIBE_STRUCT(ProveConsistency, (), (old_size, new_size))
struct Verifier {
  std::string key;  // C2SP signed-note verifier line
};
BOOST_DESCRIBE_STRUCT(Verifier, (), (key))

void add_journal_routes(Router& r);

}  // namespace lastmile::http

#include "jobs/cursors.h"

#include <algorithm>

namespace lastmile::jobs {
namespace {

using storage::Tx;

std::string seal_of(const vault::Vault& vault, const FollowerRow& row) {
  return vault.blind_index("follower", fmt::format("{}|{}|{}", row.region, row.next_seq, row.name));
}

bool is_beyond(const FollowerRow& row, std::int64_t size) {
  return row.next_seq < 0 || row.next_seq > size;
}

std::string told_beyond(const FollowerRow& row, std::int64_t size) {
  return fmt::format("it would read on from leaf {}, and the journal has {}", row.next_seq, size);
}

/// What is wrong with a row; "" when nothing is.
std::string fault_of(const vault::Vault& vault, const FollowerRow& row, std::int64_t size) {
  if (is_beyond(row, size)) return "beyond the journal: " + told_beyond(row, size);
  if (is_sealed(vault, row)) return "";
  return fmt::format("changed: it would read on from leaf {}, where the program did not leave it",
                     row.next_seq);
}

bool is_projection(const Registry& registry, const std::string& name) {
  return std::ranges::any_of(registry.followers,
                             [&](const Follower& f) { return f.name == name && f.projection; });
}

}  // namespace

bool is_sealed(const vault::Vault& vault, const FollowerRow& row) {
  if (row.next_seq == 0) return true;  // as a migration leaves it: it passes over nothing
  return row.seal && *row.seal == seal_of(vault, row);
}

void check_seal(const vault::Vault& vault, const FollowerRow& row) {
  if (is_sealed(vault, row)) return;
  throw Broken(
      fmt::format("follower {}/{} was moved to leaf {} behind the program's back: run `lastmile "
                  "verify`, then restore a backup",
                  row.region, row.name, row.next_seq));
}

FollowerRow sealed(const vault::Vault& vault, FollowerRow row) {
  row.seal = seal_of(vault, row);
  return row;
}

std::vector<journal::Finding> cursor_faults(Tx& tx, const vault::Vault& vault, int region) {
  std::vector<journal::Finding> all;
  const std::int64_t size = journal::size(tx, region);
  for (const FollowerRow& row : follower_rows(tx, region)) {
    auto fault = fault_of(vault, row, size);
    if (!fault.empty()) all.push_back({"follower", fmt::format("{}/{}", region, row.name), fault});
  }
  return all;
}

void check_cursors(Tx& tx, const vault::Vault& vault, const Registry& registry, int region) {
  for (const auto& fault : cursor_faults(tx, vault, region)) {
    const std::string name = fault.row.substr(fault.row.find('/') + 1);
    throw Broken(fmt::format(
        "follower {}: {}; what it passes over, such as hours done, would be lost for good. Run "
        "`lastmile verify`, then {}",
        fault.row, fault.what,
        is_projection(registry, name) ? "`lastmile replay --keep`" : "restore a backup"));
  }
}

void seal_cursors(storage::Db& db, const vault::Vault& vault, int region) {
  const auto wanted = [&](Tx& tx) { return journal::cursors_are_unsealed(tx, vault, region); };
  if (!db.reading(wanted)) return;
  db.write([&](Tx& tx) {
    if (!wanted(tx)) return;  // another server was first
    const std::int64_t size = journal::size(tx, region);
    for (FollowerRow& row : follower_rows(tx, region)) {
      if (is_beyond(row, size)) continue;  // never the program's: it stays unsealed, and is named
      tx.put(sealed(vault, row));
    }
    journal::cursors_were_sealed(tx, vault, region);
  });
}

}  // namespace lastmile::jobs

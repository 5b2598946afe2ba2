#include "jobs/cursors.h"

#include <algorithm>
#include <set>
#include <sstream>

namespace lastmile::jobs {
namespace {

using storage::Tx;

using Names = std::set<std::string, std::less<>>;

constexpr char before_names = '.';  // in no keyed hash, nor in a name

/// The form of before seals named others; it stands until the follower moves on.
std::string first_seal_of(const vault::Vault& vault, const FollowerRow& row) {
  return vault.blind_index("follower", fmt::format("{}|{}|{}", row.region, row.next_seq, row.name));
}

std::string seal_of(const vault::Vault& vault, const FollowerRow& row, std::string_view begun) {
  const std::string text = fmt::format("{}|{}|{}|{}", row.region, row.next_seq, row.name, begun);
  return vault.blind_index("follower/2", text) + before_names + std::string(begun);
}

/// The names in a seal, joined with commas; nothing in one of the first form.
std::optional<std::string_view> names_in(std::string_view seal) {
  const auto at = seal.find(before_names);
  if (at == seal.npos) return std::nullopt;
  return seal.substr(at + 1);
}

/// Of whom the rows know that they had begun.
Names known_to_have_begun(const vault::Vault& vault, const std::vector<FollowerRow>& all) {
  Names known;
  for (const FollowerRow& row : all) {
    if (row.next_seq == 0 || !is_sealed(vault, row)) continue;
    std::stringstream names(std::string(names_in(*row.seal).value_or("")));
    for (std::string name; std::getline(names, name, ',');) known.insert(name);
  }
  return known;
}

bool is_beyond(const FollowerRow& row, std::int64_t size) {
  return row.next_seq < 0 || row.next_seq > size;
}

std::string told_changed(const FollowerRow& row) {
  return fmt::format("changed: it would read on from leaf {}, where the program did not leave it",
                     row.next_seq);
}

std::string told_beyond(const FollowerRow& row, std::int64_t size) {
  return fmt::format("it would read on from leaf {}, and the journal has {}", row.next_seq, size);
}

/// What is wrong with a row; "" when nothing is.
std::string fault_of(const vault::Vault& vault, const FollowerRow& row, std::int64_t size) {
  if (is_beyond(row, size)) return "beyond the journal: " + told_beyond(row, size);
  if (is_sealed(vault, row)) return "";
  return told_changed(row);
}

/// The rows of a region, and who has begun by what else is known than their own rows.
struct Beginnings {
  const std::vector<FollowerRow>& all;
  const Names known;
  const bool all_gone;  // no row is left, and what projections wrote is there

  bool has_row(const std::string& name) const {
    return std::ranges::find(all, name, &FollowerRow::name) != all.end();
  }
};

/// What is wrong with a follower that would read the journal from its first leaf; "" when nothing
/// is. A migration may set a projection back, but leaves its row.
std::string fault_at_first(Tx& tx, const Beginnings& b, const Follower& follower, int region) {
  const FollowerRow row = follower_among(b.all, region, follower.name);
  if (row.next_seq != 0) return "";
  const bool known = b.known.contains(follower.name);
  if (b.has_row(follower.name)) return known && !follower.projection ? told_changed(row) : "";
  return known || b.all_gone || holds_any(tx, follower.tables, region) ? "missing" : "";
}

bool is_projection(const Registry& registry, const std::string& name) {
  return std::ranges::any_of(registry.followers,
                             [&](const Follower& f) { return f.name == name && f.projection; });
}

}  // namespace

bool is_sealed(const vault::Vault& vault, const FollowerRow& row) {
  if (row.next_seq == 0) return true;  // as a migration leaves it: it passes over nothing
  if (!row.seal) return false;
  const auto names = names_in(*row.seal);
  return *row.seal == (names ? seal_of(vault, row, *names) : first_seal_of(vault, row));
}

void check_seal(const vault::Vault& vault, const FollowerRow& row) {
  if (is_sealed(vault, row)) return;
  throw Broken(
      fmt::format("follower {}/{} was moved to leaf {} behind the program's back: run `lastmile "
                  "verify`, then restore a backup",
                  row.region, row.name, row.next_seq));
}

void check_first_reading(const vault::Vault& vault, const std::vector<FollowerRow>& all,
                         const Follower& follower) {
  if (follower.projection) return;  // it begins with empty tables
  if (!known_to_have_begun(vault, all).contains(follower.name)) return;
  throw Broken(
      fmt::format("follower {} was sent back to the first leaf behind the program's back: run "
                  "`lastmile verify`, then restore a backup",
                  follower.name));
}

FollowerRow sealed(const vault::Vault& vault, FollowerRow row,
                   const std::vector<FollowerRow>& all) {
  // Who is missed stays missed, however many steps the others take.
  Names begun = known_to_have_begun(vault, all);
  for (const FollowerRow& other : all) {
    if (other.next_seq > 0) begun.insert(other.name);
  }
  row.seal = seal_of(vault, row, fmt::format("{}", fmt::join(begun, ",")));
  return row;
}

std::vector<journal::Finding> cursor_faults(Tx& tx, const vault::Vault& vault,
                                            const Registry& registry, int region) {
  std::vector<journal::Finding> found;
  const auto add = [&](const std::string& name, const std::string& fault) {
    if (!fault.empty()) found.push_back({"follower", fmt::format("{}/{}", region, name), fault});
  };
  const std::int64_t size = journal::size(tx, region);
  const auto all = follower_rows(tx, region);
  for (const FollowerRow& row : all) add(row.name, fault_of(vault, row, size));
  const bool all_gone = all.empty() && std::ranges::any_of(registry.followers, [&](const auto& f) {
                          return holds_any(tx, f.tables, region);
                        });
  const Beginnings beginnings{all, known_to_have_begun(vault, all), all_gone};
  for (const Follower& follower : registry.followers) {
    add(follower.name, fault_at_first(tx, beginnings, follower, region));
  }
  return found;
}

void check_cursors(Tx& tx, const vault::Vault& vault, const Registry& registry, int region) {
  const auto faults = cursor_faults(tx, vault, registry, region);
  if (faults.empty()) return;
  const auto name_of = [](const journal::Finding& f) { return f.row.substr(f.row.find('/') + 1); };
  // Only a backup brings back where a reactor had come to, whatever else is to be mended.
  const auto reactor = std::ranges::find_if(
      faults, [&](const auto& f) { return !is_projection(registry, name_of(f)); });
  const journal::Finding& fault = reactor != faults.end() ? *reactor : faults.front();
  throw Broken(fmt::format(
      "follower {}: {}; what it passes over, such as hours done, would be lost for good, and what "
      "it reads again might be done twice. Run `lastmile verify`, then {}",
      fault.row, fault.what,
      reactor != faults.end() ? "restore a backup" : "`lastmile replay --keep`"));
}

void seal_cursors(storage::Db& db, const vault::Vault& vault, int region) {
  const auto wanted = [&](Tx& tx) { return journal::cursors_are_unsealed(tx, vault, region); };
  if (!db.reading(wanted)) return;
  db.write([&](Tx& tx) {
    if (!wanted(tx)) return;  // another server was first
    const std::int64_t size = journal::size(tx, region);
    const auto all = follower_rows(tx, region);
    for (const FollowerRow& row : all) {
      if (is_beyond(row, size)) continue;  // never the program's: it stays unsealed, and is named
      tx.put(sealed(vault, row, all));
    }
    journal::cursors_were_sealed(tx, vault, region);
  });
}

}  // namespace lastmile::jobs

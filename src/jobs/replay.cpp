#include <algorithm>
#include <limits>
#include <map>

#include "jobs/cursors.h"
#include "jobs/followers.h"
#include "journal/rows.h"

namespace lastmile::jobs {
namespace {

using storage::Tx;
using Rows = std::map<std::string, journal::Digest>;

constexpr int page = 1000;
constexpr std::int64_t the_end = std::numeric_limits<std::int64_t>::max();

struct Hand {
  journal::Log& log;
  const Follower& follower;
};

Rows rows_of(Tx& tx, const std::vector<std::string>& tables, int region) {
  Rows rows;
  for (const auto& table : tables) {
    journal::each_row(tx, *storage::if_table(table), region,
                      [&](const std::string& key, const journal::Digest& digest) {
                        rows.emplace(table + "/" + key, digest);
                      });
  }
  return rows;
}

/// Hands over the entries from `next` to the end, or up to leaf `until`; returns the one after the
/// last.
std::int64_t hand_over_some(Call& call, const Hand& to, std::int64_t next, std::int64_t until) {
  while (next < until) {
    const int max = static_cast<int>(std::min<std::int64_t>(page, until - next));
    const auto some = journal::entries(call.tx, call.region(), next, max);
    if (some.empty()) return next;
    for (const auto& entry : some) {
      if (entry.seq != next) leaf_missing(next);
      hand_over(call, to.log, to.follower, entry);
      ++next;
    }
  }
  return next;
}

void add_differences(const Rows& before, const Rows& after, std::vector<std::string>& all) {
  for (const auto& [key, digest] : before) {
    const auto now = after.find(key);
    if (now == after.end() || now->second != digest) all.push_back(key);
  }
  for (const auto& [key, digest] : after) {
    if (!before.contains(key)) all.push_back(key);
  }
}

/// Rebuilds up to where the follower has come, beside what stands.
void compare(Commands& commands, const Follower& follower, std::vector<std::string>& differences) {
  Rows before;
  std::int64_t until = 0;
  commands.rehearse(
      follower.tables,
      [&](Call& call) {
        until = load_follower(call.tx, call.region(), follower.name).next_seq;
        before = rows_of(call.tx, follower.tables, call.region());
      },
      [&](Call& call) {
        hand_over_some(call, {commands.log(), follower}, 0, until);
        add_differences(before, rows_of(call.tx, follower.tables, call.region()), differences);
      });
}

void rebuild(Commands& commands, const Follower& follower, std::vector<std::string>& differences) {
  static const Actor the_program{.system = true};
  (void)commands.run(the_program, [&](Call& call) -> Check {
    const auto all = follower_rows(call.tx, call.region());
    FollowerRow row = follower_among(all, call.region(), follower.name);
    const Hand to{commands.log(), follower};
    // What stood is compared as of the last leaf, so it first catches up; one that stands before
    // the first leaf would write all of it a second time.
    if (row.next_seq > 0) hand_over_some(call, to, row.next_seq, the_end);
    const Rows before = rows_of(call.tx, follower.tables, call.region());
    clear_derived(call.tx, follower.tables, call.region());
    row.next_seq = hand_over_some(call, to, 0, the_end);
    add_differences(before, rows_of(call.tx, follower.tables, call.region()), differences);
    row.failures = 0;
    row.retry_at.reset();
    row.error.clear();
    call.tx.put(sealed(call.vault, row, all));
    return Done{};
  });
}

}  // namespace

std::vector<std::string> replay(Commands& commands, const Registry& registry, bool keep) {
  check_followers(registry.followers);
  std::vector<std::string> differences;
  for (const Follower& follower : registry.followers) {
    if (!follower.projection) continue;
    (keep ? rebuild : compare)(commands, follower, differences);
  }
  return differences;
}

std::vector<std::string> unclaimed_tables(const Registry& registry) {
  std::vector<std::string> all;
  for (const auto& table : storage::catalog()) {
    const bool claimed = std::ranges::any_of(registry.followers, [&](const Follower& f) {
      return std::ranges::find(f.tables, table.name) != f.tables.end();
    });
    if (table.keeping == storage::Keeping::derived && !claimed) all.push_back(table.name);
  }
  return all;
}

}  // namespace lastmile::jobs

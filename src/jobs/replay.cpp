#include <algorithm>
#include <map>

#include "jobs/cursors.h"
#include "jobs/followers.h"
#include "journal/rows.h"

namespace lastmile::jobs {
namespace {

using storage::Tx;
using Rows = std::map<std::string, journal::Digest>;

constexpr int page = 1000;
constexpr Refusal only_compared{Kind::conflict, "only_compared", "Nothing was kept.", "未作保存。"};

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

void clear(Tx& tx, const std::vector<std::string>& tables, int region) {
  for (const auto& table : tables) {
    const bool regional = storage::if_table(table)->spread == storage::Spread::regional;
    const std::vector<storage::Value> args(regional ? 1 : 0, std::int64_t{region});
    const auto s =
        tx.start_text("delete from " + table + (regional ? " where region = $1" : ""), args);
    while (s->step()) {
    }
  }
}

/// Hands over the entries from `next` to the end; returns the one after the last.
std::int64_t hand_over_all(Call& call, journal::Log& log, const Follower& follower,
                           std::int64_t next) {
  for (;;) {
    const auto some = journal::entries(call.tx, call.region(), next, page);
    for (const auto& entry : some) hand_over(call, log, follower, entry);
    if (some.empty()) return next;
    next = some.back().seq + 1;
  }
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

}  // namespace

std::vector<std::string> replay(Commands& commands, const Registry& registry, bool keep) {
  static const Actor the_program{.system = true};
  check_followers(registry.followers);
  std::vector<std::string> differences;
  for (const Follower& follower : registry.followers) {
    if (!follower.projection) continue;
    (void)commands.run(the_program, [&](Call& call) -> Check {
      FollowerRow row{call.region(), follower.name, 0, 0, {}, ""};
      if (const auto found = find_follower(call.tx, call.region(), follower.name)) row = *found;
      // What stood is compared as of the last leaf, so it first catches up.
      row.next_seq = hand_over_all(call, commands.log(), follower, row.next_seq);
      const Rows before = rows_of(call.tx, follower.tables, call.region());
      clear(call.tx, follower.tables, call.region());
      row.next_seq = hand_over_all(call, commands.log(), follower, 0);
      add_differences(before, rows_of(call.tx, follower.tables, call.region()), differences);
      if (!keep) return only_compared;
      row.failures = 0;
      row.retry_at.reset();
      row.error.clear();
      call.tx.put(sealed(call.vault, row));
      return Done{};
    });
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

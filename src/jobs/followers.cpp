#include "jobs/followers.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>

#include "jobs/cursors.h"
#include "jobs/queue.h"

namespace lastmile::jobs {
namespace {

using storage::Tx;

constexpr int piece_max = 200;
constexpr std::chrono::minutes pause_horizon{10};  // a longer pause: the clock was set back
constexpr std::size_t error_max = 500;

const Actor& the_program() {
  static const Actor actor{.system = true};
  return actor;
}

bool is_pausing(const FollowerRow& row, Instant now) {
  return row.retry_at && now < *row.retry_at && *row.retry_at < now + pause_horizon;
}

/// One follower's way through one piece of the journal.
class Piece {
 public:
  Piece(Commands& commands, const Follower& follower) : commands_(commands), follower_(follower) {}

  void run() {
    try {
      take(piece_max);
    } catch (const storage::Unavailable&) {
      throw;  // the machine's fault, not the entry's
    } catch (const std::exception& e) {
      const std::string error = e.what();
      const auto good = static_cast<int>(at_ - first_);
      if (good > 0) take(good);
      stop(error);
    }
  }

 private:
  void take(int max) {
    (void)commands_.run(the_program(), [&](Call& call) -> Check {
      const auto all = follower_rows(call.tx, call.region());
      FollowerRow row = follower_among(all, call.region(), follower_.name);
      first_ = at_ = row.next_seq;
      check_seal(call.vault, row);
      if (row.next_seq == 0) begin(call, all);
      for (const auto& entry : journal::entries(call.tx, call.region(), row.next_seq, max)) {
        at_ = entry.seq;
        hand_over(call, commands_.log(), follower_, entry);
        row.next_seq = entry.seq + 1;
      }
      if (row.next_seq > first_) row.failures = 0, row.retry_at.reset(), row.error.clear();
      call.tx.put(sealed(call.vault, row, all));
      return Done{};
    });
  }

  /// Before the first leaf. What stands was counted by a reading that is to be forgotten: none of
  /// it counts twice.
  void begin(Call& call, const std::vector<FollowerRow>& all) {
    check_first_reading(call.vault, all, follower_);
    clear_derived(call.tx, follower_.tables, call.region());
  }

  /// Leaves the seal as it is: one that is not right does not become so by failing.
  void stop(const std::string& error) {
    (void)commands_.run(the_program(), [&](Call& call) -> Check {
      FollowerRow row = load_follower(call.tx, call.region(), follower_.name);
      ++row.failures;
      row.retry_at = call.now + pause_after(row.failures);
      row.error = fmt::format("entry {}: {}", row.next_seq, error).substr(0, error_max);
      call.tx.put(row);
      spdlog::error("follower {} stands still, attempt {}: {}", follower_.name, row.failures,
                    row.error);
      return Done{};
    });
  }

  Commands& commands_;
  const Follower& follower_;
  std::int64_t first_ = 0;
  std::int64_t at_ = 0;
};

}  // namespace

void check_followers(const std::vector<Follower>& followers) {
  std::set<std::string> names, tables;
  for (const Follower& f : followers) {
    if (!names.insert(f.name).second) throw Broken("two followers named " + f.name);
    if (!f.projection && !f.tables.empty()) throw Broken("reactor " + f.name + " claims tables");
    for (const auto& table : f.tables) {
      const auto* info = storage::if_table(table);
      if (!info || info->keeping != storage::Keeping::derived) {
        throw Broken("follower " + f.name + " writes " + table + ", which is not derived");
      }
      if (!tables.insert(table).second) throw Broken("two followers write " + table);
    }
  }
}

void hand_over(Call& call, journal::Log& log, const Follower& follower,
               const journal::Entry& entry) {
  if (!follower.projection) {
    follower.on(call, entry);
    log.record(call.tx, call.journal, {call.actor.person, call.on_behalf}, call.now);
    return;
  }
  Rng rng(static_cast<std::uint64_t>(entry.seq));
  Call then{call.tx, call.actor, entry.at, rng, call.vault, call.settings};
  follower.on(then, entry);
  if (!then.journal.empty()) throw Broken("projection " + follower.name + " told a fact");
  log.record(call.tx, then.journal, {}, call.now);  // throws when it wrote a sealed row
}

bool catch_up_some(Commands& commands, const std::vector<Follower>& followers) {
  const int region = commands.settings().region;
  const Instant now = commands.now();
  std::vector<const Follower*> behind;
  commands.db().read([&](Tx& tx) {
    const std::int64_t size = journal::size(tx, region);
    const auto rows = follower_rows(tx, region);
    for (const Follower& f : followers) {
      const auto row = std::ranges::find(rows, f.name, &FollowerRow::name);
      const bool known = row != rows.end();
      if ((known ? row->next_seq : 0) < size && !(known && is_pausing(*row, now))) {
        behind.push_back(&f);
      }
    }
  });
  for (const Follower* f : behind) Piece(commands, *f).run();
  return !behind.empty();
}

std::string failing_follower(Commands& commands, const std::vector<Follower>& followers) {
  const int region = commands.settings().region;
  return commands.db().reading([&](Tx& tx) -> std::string {
    for (const auto& row : follower_rows(tx, region)) {
      const bool ours = std::ranges::find(followers, row.name, &Follower::name) != followers.end();
      if (ours && row.failures > 0) return row.name + ": " + row.error;
    }
    return "";
  });
}

std::vector<Lag> lags(Tx& tx, int region) {
  const std::int64_t size = journal::size(tx, region);
  std::vector<Lag> all;
  for (auto& row : follower_rows(tx, region)) {
    if (row.next_seq > size) row.error = "its cursor is beyond the journal: run `lastmile verify`";
    const std::int64_t behind = std::max<std::int64_t>(0, size - row.next_seq);
    all.push_back({row.name, row.next_seq, behind, row.error});
  }
  return all;
}

}  // namespace lastmile::jobs

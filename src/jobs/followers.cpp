#include "jobs/followers.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>

#include "jobs/cursors.h"
#include "jobs/queue.h"

namespace lastmile::jobs {
namespace {

using storage::Tx;

// Some 4 ms of light work: figures keep up with 7,000 commands a second. Where each leaf makes more
// work the time ends a piece, for commands wait behind it.
constexpr int piece_max = 1000;  // as many as `journal::entries` gives at once
constexpr std::chrono::milliseconds piece_time{20};
constexpr std::chrono::minutes pause_horizon{10};  // a longer pause: the clock was set back
constexpr std::size_t error_max = 500;

const Actor& the_program() {
  static const Actor actor{.system = true};
  return actor;
}

bool is_pausing(const FollowerRow& row, Instant now) {
  return row.retry_at && now < *row.retry_at && *row.retry_at < now + pause_horizon;
}

using Group = std::vector<const Follower*>;

/// A piece of the journal, read once for all followers who stand within it.
class Piece {
 public:
  Piece(Commands& commands, Group group) : commands_(commands), group_(std::move(group)) {}

  void run() {
    const auto fault = try_take(piece_max, piece_time);
    if (!fault) return;
    if (group_.size() > 1) return run_each();
    if (const auto good = static_cast<int>(at_ - first_); good > 0) {
      (void)try_take(good, std::chrono::hours(1));
    }
    stop(*group_.front(), *fault);
  }

 private:
  /// On its way: where it began, and how far it has come.
  struct Reader {
    const Follower& follower;
    FollowerRow row;
    std::int64_t from = 0;
  };

  /// Whom of them the entry stops is seen when each goes alone.
  void run_each() {
    for (const Follower* f : group_) Piece(commands_, Group{f}).run();
  }

  /// Why nothing of it was done; nothing when all of it was.
  std::optional<std::string> try_take(int max, std::chrono::steady_clock::duration time) {
    try {
      take(max, std::chrono::steady_clock::now() + time);
      return std::nullopt;
    } catch (const storage::Unavailable&) {
      throw;  // the machine's fault, not the entry's
    } catch (const std::exception& e) {
      return e.what();
    }
  }

  void take(int max, std::chrono::steady_clock::time_point until) {
    (void)commands_.run(the_program(), [&](Call& call) -> Check {
      auto all = follower_rows(call.tx, call.region());
      std::vector<Reader> readers = readers_among(call, all);
      first_ = at_ = std::ranges::min_element(readers, {}, &Reader::from)->from;
      const auto entries = journal::entries(call.tx, call.region(), first_, max);
      if (entries.empty() && first_ < journal::size(call.tx, call.region())) leaf_missing(first_);
      for (const auto& entry : entries) {
        hand_to_each(call, readers, entry);
        if (std::chrono::steady_clock::now() > until) break;
      }
      for (Reader& reader : readers) save(call, all, reader);
      return Done{};
    });
  }

  void hand_to_each(Call& call, std::vector<Reader>& readers, const journal::Entry& entry) {
    for (Reader& reader : readers) {
      std::int64_t& next = reader.row.next_seq;
      if (entry.seq < next) continue;
      at_ = next;
      if (entry.seq > next) leaf_missing(next);
      hand_over(call, commands_.log(), reader.follower, entry);
      at_ = ++next;
    }
  }

  /// Where each stands. Before the first leaf what is there was counted by a reading that is to be
  /// forgotten: with empty tables none of it counts twice.
  std::vector<Reader> readers_among(Call& call, const std::vector<FollowerRow>& all) {
    std::vector<Reader> readers;
    for (const Follower* f : group_) {
      FollowerRow row = follower_among(all, call.region(), f->name);
      check_seal(call.vault, row);
      if (row.next_seq == 0) {
        check_first_reading(call.vault, all, *f);
        clear_derived(call.tx, f->tables, call.region());
      }
      readers.push_back({*f, row, row.next_seq});
    }
    return readers;
  }

  /// Each is sealed beside those saved before it.
  void save(Call& call, std::vector<FollowerRow>& all, Reader& reader) {
    FollowerRow& row = reader.row;
    if (row.next_seq > reader.from) row.failures = 0, row.retry_at.reset(), row.error.clear();
    row = sealed(call.vault, row, all);
    call.tx.put(row);
    std::erase_if(all, [&](const FollowerRow& other) { return other.name == row.name; });
    all.push_back(row);
  }

  /// Leaves the seal as it is: one that is not right does not become so by failing.
  void stop(const Follower& follower, const std::string& error) {
    (void)commands_.run(the_program(), [&](Call& call) -> Check {
      FollowerRow row = load_follower(call.tx, call.region(), follower.name);
      ++row.failures;
      row.retry_at = call.now + pause_after(row.failures);
      row.error = fmt::format("entry {}: {}", row.next_seq, error).substr(0, error_max);
      call.tx.put(row);
      spdlog::error("follower {} stands still, attempt {}: {}", follower.name, row.failures,
                    row.error);
      return Done{};
    });
  }

  Commands& commands_;
  const Group group_;
  std::int64_t first_ = 0;
  std::int64_t at_ = 0;
};

/// A follower with something to read.
struct Behind {
  const Follower* follower;
  std::int64_t next_seq = 0;
  bool has_failed = false;
};

std::vector<Behind> who_is_behind(Tx& tx, const std::vector<Follower>& followers, int region,
                                  Instant now) {
  std::vector<Behind> all;
  const std::int64_t size = journal::size(tx, region);
  const auto rows = follower_rows(tx, region);
  for (const Follower& f : followers) {
    const FollowerRow row = follower_among(rows, region, f.name);
    if (row.next_seq < size && !is_pausing(row, now)) {
      all.push_back({&f, row.next_seq, row.failures > 0});
    }
  }
  return all;
}

/// Those who stand within one piece go together. Who has failed goes alone, and after the others.
std::vector<Group> groups_of(std::vector<Behind> behind) {
  std::ranges::stable_sort(behind, {}, &Behind::next_seq);
  std::vector<Group> groups, alone;
  std::int64_t end = 0;
  for (const Behind& b : behind) {
    if (b.has_failed) {
      alone.push_back(Group{b.follower});
    } else if (groups.empty() || b.next_seq >= end) {
      groups.push_back(Group{b.follower});
      end = b.next_seq + piece_max;
    } else {
      groups.back().push_back(b.follower);
    }
  }
  groups.insert(groups.end(), alone.begin(), alone.end());
  return groups;
}

}  // namespace

void leaf_missing(std::int64_t seq) {
  throw Broken(
      fmt::format("leaf {} is missing: run `lastmile verify`, then restore a backup", seq));
}

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
    Call own{call.tx, call.actor, call.now, call.rng, call.vault, call.settings};
    follower.on(own, entry);
    log.record(own.tx, own.journal, {own.actor.person, own.on_behalf}, own.now);
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
  const auto behind =
      commands.db().reading([&](Tx& tx) { return who_is_behind(tx, followers, region, now); });
  for (const Group& group : groups_of(behind)) Piece(commands, group).run();
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

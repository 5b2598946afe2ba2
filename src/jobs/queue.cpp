#include "jobs/queue.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace lastmile::jobs {
namespace {

using storage::Tx;
using storage::Unavailable;

constexpr std::chrono::minutes pause_max{5};
constexpr std::size_t error_max = 500;

const Actor& the_program() {
  static const Actor actor{.system = true};
  return actor;
}

Horizon horizon_at(Instant now) { return {now, now + 2 * pause_max, now + 2 * lease_length}; }

bool is_held(const std::optional<JobRow>& row, const std::string& holder) {
  if (!row) return false;
  const JobState wanted = holder.empty() ? JobState::waiting : JobState::running;
  return row->state == wanted && row->holder == holder;
}

std::string why(const Check& refused) {
  return "refused: " + std::string(refused.refused().refusal.code);
}

void say_failed(const JobRow& row) {
  if (row.state == JobState::dead) {
    spdlog::error("job {} {} given up after {} tries: {}", row.kind, row.id.text(), row.tries,
                  row.last_error);
  } else {
    spdlog::warn("job {} {} failed, try {}: {}", row.kind, row.id.text(), row.tries,
                 row.last_error);
  }
}

}  // namespace

std::chrono::milliseconds pause_after(std::int64_t tries) {
  const auto doubled = std::chrono::seconds(1) * (1 << std::clamp<std::int64_t>(tries - 1, 0, 10));
  return std::min<std::chrono::milliseconds>(doubled, pause_max);
}

Queue::Queue(Commands& commands, const std::vector<Queued>& kinds) : commands_(commands) {
  for (const Queued& kind : kinds) {
    if (!kinds_.emplace(kind.kind, &kind).second) throw Broken("two jobs of kind " + kind.kind);
    (kind.compute ? long_ : short_).items.push_back(kind.kind);
  }
}

bool Queue::do_short() {
  if (!any_due(short_)) return false;
  Uuid taken;
  std::string error;
  try {
    const Check done = commands_.run(the_program(), [&](Call& call) -> Check {
      const auto row = find_due(call.tx, short_);
      if (!row) return Done{};
      taken = row->id;
      ASSERT(call.tx.erase(*row));
      return kind_of(*row).finish(call, row->payload, "");
    });
    if (!done) error = why(done);
  } catch (const Unavailable&) {
    throw;  // the machine's fault, not the work's
  } catch (const std::exception& e) {
    error = e.what();
  }
  if (!error.empty()) failed(taken, "", error);
  return true;
}

bool Queue::do_long() {
  if (!any_due(long_)) return false;
  const auto row = claim();
  if (!row) return false;
  {
    const std::lock_guard lock(mutex_);
    leases_.push_back({row->id, row->holder});
  }
  compute(*row);
  const std::lock_guard lock(mutex_);
  std::erase_if(leases_, [&](const Lease& l) { return l.holder == row->holder; });
  return true;
}

void Queue::renew_leases() {
  std::vector<Lease> held;
  {
    const std::lock_guard lock(mutex_);
    held = leases_;
  }
  if (held.empty()) return;
  (void)commands_.run(the_program(), [&](Call& call) -> Check {
    for (const Lease& lease : held) {
      auto row = find_job(call.tx, call.region(), lease.id);
      if (!is_held(row, lease.holder)) continue;
      row->lease_until = call.now + lease_length;
      call.tx.update(*row);
    }
    return Done{};
  });
}

std::optional<JobRow> Queue::find_due(Tx& tx, const storage::List& kinds) const {
  return find_due_job(tx, commands_.settings().region, kinds, horizon_at(commands_.now()));
}

bool Queue::any_due(const storage::List& kinds) const {
  if (kinds.items.empty()) return false;
  return commands_.db().reading([&](Tx& tx) { return find_due(tx, kinds).has_value(); });
}

std::optional<JobRow> Queue::claim() {
  std::optional<JobRow> claimed;
  (void)commands_.run(the_program(), [&](Call& call) -> Check {
    claimed = find_due(call.tx, long_);
    if (!claimed) return Done{};
    claimed->state = JobState::running;
    claimed->holder = Uuid::make(call.now, call.rng).text();
    claimed->lease_until = call.now + lease_length;
    ++claimed->tries;
    ASSERT(call.tx.update(*claimed));
    return Done{};
  });
  return claimed;
}

void Queue::compute(const JobRow& row) {
  std::string error;
  try {
    const Queued& kind = kind_of(row);
    std::string computed;
    commands_.look(the_program(), [&](Call& call) {
      computed = kind.compute(call, row.payload, call.now + kind.budget);
    });
    return finish(row, computed);
  } catch (const Unavailable& e) {
    error = e.what();
  } catch (const std::exception& e) {
    error = e.what();
  }
  failed(row.id, row.holder, error);
}

void Queue::finish(const JobRow& row, const std::string& computed) {
  const Check done = commands_.run(the_program(), [&](Call& call) -> Check {
    const auto present = find_job(call.tx, call.region(), row.id);
    // The lease was lost while computing, and another took the work: its result counts, not ours.
    if (!is_held(present, row.holder)) return Done{};
    ASSERT(call.tx.erase(*present));
    return kind_of(row).finish(call, row.payload, computed);
  });
  if (!done) failed(row.id, row.holder, why(done));
}

void Queue::failed(Uuid id, const std::string& holder, const std::string& error) {
  (void)commands_.run(the_program(), [&](Call& call) -> Check {
    auto row = find_job(call.tx, call.region(), id);
    if (!is_held(row, holder)) return Done{};
    if (holder.empty()) ++row->tries;
    const bool again = !holder.empty() && is_waiting(call.tx, row->region, row->kind, row->key);
    row->state = row->tries >= kind_of(*row).tries_max ? JobState::dead : JobState::waiting;
    row->holder.clear();
    row->lease_until.reset();
    row->due_at = call.now + pause_after(row->tries);
    row->last_error = error.substr(0, error_max);
    say_failed(*row);
    // The same work was asked for anew while this ran: that request stands for both.
    if (again)
      call.tx.erase(*row);
    else
      call.tx.update(*row);
    return Done{};
  });
}

const Queued& Queue::kind_of(const JobRow& row) const { return *kinds_.at(row.kind); }

}  // namespace lastmile::jobs

#include "app/upkeep_job.h"

#include <algorithm>
#include <charconv>
#include <mutex>

#include "app/backup.h"
#include "app/folder.h"
#include "app/town_check.h"
#include "app/upkeep_facts.h"
#include "app/upkeep_store.h"

namespace lastmile::app {
namespace {

using std::chrono::seconds;
using Steady = std::chrono::steady_clock;

constexpr seconds lease{90};
constexpr seconds renewed_every{20};
constexpr seconds told_every{1};
constexpr std::chrono::days kept{400};
constexpr std::size_t findings_max = 500;
constexpr const char* broken_off = "the program was stopped while it was under way: start it again";

const Actor the_program{.system = true};

/// No std::exception: a check takes those for findings, and goes on.
struct Ended {};

/// What this process has under way, told by the errand to the step that renews its lease.
class Claim {
 public:
  void set(std::optional<UpkeepId> id) {
    const std::lock_guard lock(mutex_);
    id_ = id;
  }
  std::optional<UpkeepId> get() const {
    const std::lock_guard lock(mutex_);
    return id_;
  }

 private:
  mutable std::mutex mutex_;
  std::optional<UpkeepId> id_;
};

bool renew(Call& call, const Claim& claim) {
  const auto id = claim.get();
  auto row = id ? load_upkeep(call.tx, call.region(), *id) : std::nullopt;
  if (!row || row->state != UpkeepState::running) return false;
  row->lease_until = call.now + lease;
  ASSERT(call.tx.update(*row));
  return false;
}

void end(Call& call, UpkeepRow& row, UpkeepState state) {
  row.state = state;
  row.ended_at = call.now;
  row.lease_until.reset();
  row.part.reset();
  ASSERT(call.tx.update(row));
  const journal::About about{row.id.uuid, std::to_string(call.region()) + "/"};
  if (state == UpkeepState::failed) {
    call.journal.append(UpkeepFailed{row.kind}, about);
  } else if (row.kind == UpkeepKind::backup) {
    call.journal.append(BackupMade{row.leaves, row.bytes}, about);
  } else {
    call.journal.append(
        TownVerified{row.leaves, std::ssize(row.findings), std::ssize(row.not_checked)}, about);
  }
}

/// One verification or backup that this process does.
class Work {
 public:
  Work(Town& town, UpkeepRow row) : town_(town), row_(std::move(row)) {}

  /// Whatever happens, it ends as done or failed.
  void run() {
    auto state = UpkeepState::failed;
    try {
      row_.kind == UpkeepKind::backup ? back_up() : verify();
      state = UpkeepState::done;
    } catch (const Ended&) {
      row_.error = broken_off;
    } catch (const std::exception& fault) {
      row_.error = fault.what();
    }
    (void)town_.commands().run(the_program, [&](Call& call) -> Check {
      end(call, row_, state);
      return Done{};
    });
  }

 private:
  void verify() {
    auto report = check_open_town(town_, [this](std::string_view part, std::int64_t done,
                                                std::int64_t all) { step(part, done, all); });
    row_.leaves = report.leaves;
    row_.not_checked = std::move(report.not_checked);
    row_.findings = std::move(report.findings);
    if (row_.findings.size() <= findings_max) return;
    const std::size_t more = row_.findings.size() - findings_max;
    row_.findings.resize(findings_max);
    row_.findings.push_back({"", fmt::format("and {} more", more), "lastmile verify"});
  }

  void back_up() {
    const Premises here =
        town_.db().reading([&](storage::Tx& tx) { return premises(tx, town_.settings().region); });
    const std::filesystem::path folder = here.backups;
    make_folder(folder);
    const std::string name = backup_name(town_.commands().now());
    const auto file = (folder / name).string();
    const auto made = make_backup(
        town_, file, [this](std::int64_t rows, std::int64_t all) { step("rows", rows, all); });
    step("proof", 0, 0);
    if (const auto proved = storage::prove_dump(file); !proved.ok()) {
      throw std::runtime_error(std::string(proved.refused().refusal.en));
    }
    row_.file = name;
    row_.bytes = static_cast<std::int64_t>(std::filesystem::file_size(file));
    const std::string& leaves = made.tables.journal;
    std::from_chars(leaves.data(), leaves.data() + leaves.size(), row_.leaves);
    keep_newest(folder, here.backups_kept);
  }

  /// Tells how far it is, at most once a second but at once of a new part.
  void step(std::string_view name, std::int64_t done, std::int64_t all) {
    if (town_.is_ending()) throw Ended{};
    const auto part = parse_enum<UpkeepPart>(name);
    ASSERT(part);
    const bool is_new = row_.part != *part;
    if (!is_new && Steady::now() < next_) return;
    next_ = Steady::now() + told_every;
    row_.part = *part;
    row_.done = done;
    row_.total = all;
    (void)town_.commands().run(the_program, [&](Call& call) -> Check {
      row_.lease_until = call.now + lease;
      ASSERT(call.tx.update(row_));
      return Done{};
    });
  }

  Town& town_;
  UpkeepRow row_;
  Steady::time_point next_{};
};

bool is_lapsed(const UpkeepRow& row, Instant now) {
  return row.state == UpkeepState::running && (!row.lease_until || *row.lease_until < now);
}

/// The one that waits, begun; what another process left under way is ended.
std::optional<UpkeepRow> begin(Call& call) {
  auto row = open_upkeep(call.tx, call.region());
  if (!row) return std::nullopt;
  if (is_lapsed(*row, call.now)) {
    row->error = broken_off;
    end(call, *row, UpkeepState::failed);
    return std::nullopt;
  }
  if (row->state != UpkeepState::waiting) return std::nullopt;
  forget_upkeep(call.tx, call.region(), call.now - kept);
  row->state = UpkeepState::running;
  row->started_at = call.now;
  row->lease_until = call.now + lease;
  ASSERT(call.tx.update(*row));
  return row;
}

bool run_one(jobs::Commands& commands, Town& town, Claim& claim) {
  bool any = false;  // looked at without the lane, which others need
  commands.look(the_program, [&](Call& call) {
    const auto row = open_upkeep(call.tx, call.region());
    any = row && (row->state == UpkeepState::waiting || is_lapsed(*row, call.now));
  });
  if (!any) return false;
  std::optional<UpkeepRow> begun;
  (void)commands.run(the_program, [&](Call& call) -> Check {
    begun = begin(call);
    return Done{};
  });
  if (!begun) return true;
  claim.set(begun->id);
  Work(town, std::move(*begun)).run();
  claim.set(std::nullopt);
  return true;
}

}  // namespace

void add_upkeep(jobs::Registry& registry, Town& town) {
  const auto claim = std::make_shared<Claim>();
  registry.clocked.push_back(
      {"upkeep_lease", renewed_every, [claim](Call& call) { return renew(call, *claim); }});
  registry.errands.push_back({"upkeep", [claim, &town](jobs::Commands& commands) {
                                return run_one(commands, town, *claim);
                              }});
}

}  // namespace lastmile::app

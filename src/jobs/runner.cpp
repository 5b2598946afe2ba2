#include <spdlog/spdlog.h>

#include <condition_variable>
#include <set>
#include <thread>

#include "jobs/clocked.h"
#include "jobs/followers.h"
#include "jobs/queue.h"

namespace lastmile::jobs {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds look_every{200};
constexpr std::chrono::seconds renew_every{1};
constexpr std::chrono::seconds rest_after_fault{1};

void check_steps(const std::vector<Clocked>& steps) {
  std::set<std::string> names;
  for (const Clocked& step : steps) {
    if (!names.insert(step.name).second) throw Broken("two clocked steps named " + step.name);
  }
}

/// Lets threads sleep until there is news, a time has come, or all is to stop.
class Bell {
 public:
  void ring() {
    {
      const std::lock_guard lock(mutex_);
      ++rung_;
    }
    heard_.notify_all();
  }
  void stop() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    heard_.notify_all();
  }
  bool stopped() const {
    const std::lock_guard lock(mutex_);
    return stopped_;
  }
  std::uint64_t rung() const {
    const std::lock_guard lock(mutex_);
    return rung_;
  }
  /// Until it was rung since `heard`, or stopped, or time is over.
  void wait(std::uint64_t heard, Steady::duration time) {
    std::unique_lock lock(mutex_);
    heard_.wait_for(lock, time, [&] { return stopped_ || rung_ != heard; });
  }
  /// Until stopped or time is over, whatever rings.
  void rest(Steady::duration time) {
    std::unique_lock lock(mutex_);
    heard_.wait_for(lock, time, [&] { return stopped_; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable heard_;
  std::uint64_t rung_ = 0;
  bool stopped_ = false;
};

class Threads final : public Runner {
 public:
  Threads(Commands& commands, const Registry& registry)
      : commands_(commands), registry_(registry), queue_(commands, registry.queued) {
    check_followers(registry.followers);
    check_steps(registry.clocked);
    next_.resize(registry.clocked.size(), Steady::now());
    growth_ = commands_.log().on_growth([this](std::int64_t) { bell_.ring(); });
    short_ = std::thread([this] { loop([this] { return do_short_work(); }); });
    long_ = std::thread([this] { loop([this] { return queue_.do_long(); }); });
    for (const Errand& errand : registry.errands) {
      errands_.emplace_back([this, &errand] { loop([&] { return errand.run(commands_); }); });
    }
  }
  ~Threads() override { Threads::stop(); }

  void wake() override { bell_.ring(); }
  void stop() override {
    if (!short_.joinable()) return;
    commands_.log().stop_on_growth(growth_);
    bell_.stop();
    short_.join();
    long_.join();
    for (auto& errand : errands_) errand.join();
  }

 private:
  template <class Some>
  void loop(Some some) {
    while (!bell_.stopped()) {
      const std::uint64_t heard = bell_.rung();
      try {
        if (!some()) bell_.wait(heard, look_every);
      } catch (const std::exception& e) {
        spdlog::error("background work waits: {}", e.what());
        bell_.rest(rest_after_fault);
      }
    }
  }

  bool do_short_work() {
    bool did = catch_up_some(commands_, registry_.followers);
    for (std::size_t i = 0; i < next_.size() && !bell_.stopped(); ++i) did = tick(i) || did;
    did = queue_.do_short() || did;
    if (Steady::now() >= next_renewal_) {
      queue_.renew_leases();
      next_renewal_ = Steady::now() + renew_every;
    }
    return did;
  }

  /// Runs a step whose time has come. The steady clock says when, so that no change of the wall
  /// clock hurries or delays it.
  bool tick(std::size_t i) {
    const Clocked& step = registry_.clocked[i];
    if (Steady::now() < next_[i]) return false;
    // A slow step looks often whether its remembered time has come.
    next_[i] = Steady::now() + std::min<std::chrono::milliseconds>(step.every, remembered_from / 2);
    try {
      const bool more = run_step(commands_, step);
      if (more) next_[i] = Steady::now();
      return more;
    } catch (const storage::Unavailable&) {
      throw;
    } catch (const std::exception& e) {
      spdlog::error("clocked step {} failed: {}", step.name, e.what());
      next_[i] = Steady::now() + std::max<std::chrono::milliseconds>(step.every, rest_after_fault);
      return false;
    }
  }

  Commands& commands_;
  const Registry& registry_;
  Queue queue_;
  Bell bell_;
  std::vector<Steady::time_point> next_;
  Steady::time_point next_renewal_ = Steady::now();
  int growth_ = 0;
  std::thread short_;
  std::thread long_;
  std::vector<std::thread> errands_;
};

}  // namespace

std::unique_ptr<Runner> Runner::start(Commands& commands, const Registry& registry) {
  return std::make_unique<Threads>(commands, registry);
}

void drain(Commands& commands, const Registry& registry) {
  constexpr int rounds_max = 100'000;
  check_followers(registry.followers);
  check_steps(registry.clocked);
  Queue queue(commands, registry.queued);
  const int region = commands.settings().region;
  const auto leaves = [&] {
    return commands.db().reading([&](storage::Tx& tx) { return journal::size(tx, region); });
  };
  for (int round = 0;; ++round) {
    if (round == rounds_max) throw Broken("background work never comes to an end");
    const std::int64_t before = leaves();
    bool did = catch_up_some(commands, registry.followers);
    for (const Clocked& step : registry.clocked) did = run_step(commands, step) || did;
    while (queue.do_short()) did = true;
    while (queue.do_long()) did = true;
    for (const Errand& errand : registry.errands) {
      while (errand.run(commands)) did = true;
    }
    if (!did && leaves() == before) break;
  }
  if (const auto why = failing_follower(commands, registry.followers); !why.empty()) {
    throw Broken("follower " + why);
  }
}

}  // namespace lastmile::jobs

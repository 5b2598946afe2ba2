#include <atomic>

#include "call/command.h"
#include "jobs/jobs.h"

namespace lastmile::jobs {
namespace {

Instant system_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

const Actor the_program{.system = true};

class LaneCommands final : public Commands {
 public:
  LaneCommands(storage::Db& db, journal::Log& log, vault::Vault& vault, const Settings& settings,
               std::function<Instant()> clock, std::optional<std::uint64_t> seed)
      : db_(db),
        log_(log),
        vault_(vault),
        settings_(settings),
        clock_(std::move(clock)),
        seed_(seed),
        rng_(seed ? Rng(*seed) : Rng::from_system()) {}

  Check run(const Actor& actor, const std::function<Check(Call&)>& f) override {
    std::optional<Check> answer;
    db_.write([&](storage::Tx& tx) {
      Call call{tx, actor, now(), rng_, vault_, settings_};
      answer.emplace(as_command(call, log_, f).result);
    });
    return std::move(*answer);
  }
  void look(const Actor& actor, const std::function<void(Call&)>& f) override {
    db_.read([&](storage::Tx& tx) {
      Rng rng = seed_ ? Rng(*seed_ + ++looks_) : Rng::from_system();
      Call call{tx, actor, now(), rng, vault_, settings_};
      f(call);
    });
  }
  void rehearse(const std::vector<std::string>& tables, const std::function<void(Call&)>& before,
                const std::function<void(Call&)>& during) override {
    Rng rng = seed_ ? Rng(*seed_ + ++looks_) : Rng::from_system();
    const auto called = [&](const std::function<void(Call&)>& f) {
      return [&](storage::Tx& tx) {
        Call call{tx, the_program, now(), rng, vault_, settings_};
        f(call);
      };
    };
    db_.rehearse({tables, called(before), called(during)});
  }
  Instant now() const override { return clock_(); }
  storage::Db& db() override { return db_; }
  journal::Log& log() override { return log_; }
  const Settings& settings() const override { return settings_; }

 private:
  storage::Db& db_;
  journal::Log& log_;
  vault::Vault& vault_;
  const Settings& settings_;
  const std::function<Instant()> clock_;
  const std::optional<std::uint64_t> seed_;
  Rng rng_;  // the lane's alone
  std::atomic<std::uint64_t> looks_ = 0;
};

}  // namespace

std::unique_ptr<Commands> make_commands(storage::Db& db, journal::Log& log, vault::Vault& vault,
                                        const Settings& settings, std::function<Instant()> clock,
                                        std::optional<std::uint64_t> seed) {
  if (!clock) clock = system_now;
  return std::make_unique<LaneCommands>(db, log, vault, settings, std::move(clock), seed);
}

}  // namespace lastmile::jobs

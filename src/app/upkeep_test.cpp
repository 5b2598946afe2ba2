#include "app/upkeep.h"

#include <gmock/gmock.h>

#include <fstream>

#include "access/access_errors.h"
#include "app/backup.h"
#include "app/system.h"
#include "app/town.h"
#include "app/upkeep_errors.h"
#include "app/upkeep_store.h"
#include "storage/test_db.h"
#include "vault/test_dir.h"

namespace lastmile::app {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

const Actor admin{.person = PersonId{Uuid{{1}}}, .grants = {{"system_admin", "4112/"}}};
const Actor auditor{.person = PersonId{Uuid{{2}}}, .grants = {{"auditor", "4112/"}}};
const Actor worker{.person = PersonId{Uuid{{3}}}, .grants = {{"station_worker", "4112/"}}};

/// A town that serves, without the threads.
struct Upkeep : storage::OnEachDatabase {
  void SetUp() override {
    OnEachDatabase::SetUp();
    if (IsSkipped()) return;
    TownFile file;
    file.backups = BackupSettings{std::nullopt, *Bounded<1, 1000>::parse(2)};
    write_town_file(folder.path(), file);
    TownOptions options;
    options.dir = folder.path();
    options.postgres = test_db().where().postgres;
    options.create = true;
    options.clock = [this] { return now; };
    town = std::make_unique<Town>(options);
    ASSERT_TRUE(prepare(*town).ok());
  }
  template <class Command, class View>
  Result<View> run(const Actor& who, Result<View> (*verb)(Call&, const Command&),
                   const Command& cmd = {}) {
    std::optional<Result<View>> result;
    (void)town->commands().run(who, [&](Call& call) -> Check {
      result = verb(call, cmd);
      if (!result->ok()) return result->refused();
      return Done{};
    });
    return std::move(*result);
  }
  void work() { jobs::drain(town->commands(), town->registry()); }
  UpkeepView shown(UpkeepId id) { return run(admin, show_upkeep, ShowUpkeep{id}).value(); }
  UpkeepView verified() {
    const UpkeepId id = run(auditor, ask_verification).value().id;
    work();
    return shown(id);
  }
  UpkeepView backed_up() {
    now += std::chrono::minutes{1};
    const UpkeepId id = run(admin, ask_backup).value().id;
    work();
    return shown(id);
  }
  /// The kinds of its facts.
  std::vector<std::string> told_of(UpkeepId id) {
    std::vector<std::string> kinds;
    town->db().read([&](storage::Tx& tx) {
      for (const auto& e : journal::entries_about(tx, 4112, id.uuid, 0, 10))
        kinds.push_back(e.kind);
    });
    return kinds;
  }
  fs::path backups() const { return folder.path() / "backups"; }

  vault::TestDir folder;
  Instant now = *parse_instant("2026-11-23T23:45:00Z");
  std::unique_ptr<Town> town;
};
EACH_DATABASE(Upkeep);

TEST_P(Upkeep, VerifiesInTheBackground) {
  const auto asked = run(auditor, ask_verification).value();
  EXPECT_EQ(asked.state, UpkeepState::waiting);
  work();
  const auto ended = shown(asked.id);
  EXPECT_EQ(ended.state, UpkeepState::done) << ended.error;
  EXPECT_GT(ended.leaves, 0);
  EXPECT_THAT(ended.findings, IsEmpty());
  EXPECT_THAT(ended.not_checked, IsEmpty());
  EXPECT_EQ(told_of(asked.id), (std::vector<std::string>{"upkeep_asked", "town_verified"}));
}

TEST_P(Upkeep, NamesARowThatWasEdited) {
  town->db().write([](storage::Tx& tx) {
    tx.start_text("update need_category set name_en = 'x' where code = '0406'", {})->step();
  });
  const auto ended = verified();
  EXPECT_EQ(ended.state, UpkeepState::done);
  ASSERT_FALSE(ended.findings.empty());
  EXPECT_EQ(ended.findings.front().table, "need_category");
  EXPECT_THAT(ended.findings.front().row, HasSubstr("0406"));
  EXPECT_EQ(ended.findings.front().what, "changed");
}

TEST_P(Upkeep, DoesOneThingAtATime) {
  ASSERT_TRUE(run(admin, ask_backup).ok());
  EXPECT_EQ(run(auditor, ask_verification).refused().refusal.code, upkeep_under_way.code);
  EXPECT_EQ(run(admin, ask_backup).refused().refusal.code, upkeep_under_way.code);
  work();
  EXPECT_TRUE(run(auditor, ask_verification).ok());
}

TEST_P(Upkeep, BacksUpAFileThatProvesItself) {
  const auto made = backed_up();
  EXPECT_EQ(made.state, UpkeepState::done) << made.error;
  EXPECT_EQ(made.file, "lastmile-20261123T234600Z.backup");
  EXPECT_EQ(told_of(made.id), (std::vector<std::string>{"upkeep_asked", "backup_made"}));
  const auto proved = storage::prove_dump(backups() / made.file);
  ASSERT_TRUE(proved.ok());
  EXPECT_THAT(proved->journal, HasSubstr(std::to_string(made.leaves) + " "));
  for (const auto& table : proved->tables) EXPECT_NE(table.table, "upkeep");
  EXPECT_EQ(fs::file_size(backups() / made.file), static_cast<std::uintmax_t>(made.bytes));
}

TEST_P(Upkeep, KeepsTheNewestBackupsAndOnlyTheNewestKeys) {
  fs::create_directories(backups());
  std::ofstream(backups() / "by-hand.backup") << "not one";
  for (int i = 0; i < 3; ++i) ASSERT_EQ(backed_up().state, UpkeepState::done);
  const auto listed = run(admin, list_backups).value();
  EXPECT_EQ(listed.keep, 2);
  ASSERT_EQ(listed.items.size(), 3U);
  EXPECT_EQ(listed.items[0].name, "lastmile-20261123T234800Z.backup");
  EXPECT_TRUE(listed.items[0].verified);
  EXPECT_TRUE(listed.items[0].has_keys);
  EXPECT_EQ(listed.items[1].name, "lastmile-20261123T234700Z.backup");
  EXPECT_FALSE(listed.items[1].has_keys);
  EXPECT_EQ(listed.items[2].name, "by-hand.backup");
  EXPECT_FALSE(listed.items[2].verified);
  EXPECT_FALSE(listed.items[2].made_at);
}

TEST_P(Upkeep, CallsABackupUnverifiedThatWasChangedSince) {
  const auto made = backed_up();
  std::ofstream(backups() / made.file, std::ios::app) << "more";
  EXPECT_FALSE(run(admin, list_backups)->items.at(0).verified);
}

TEST_P(Upkeep, SaysWhyABackupFailed) {
  std::ofstream(backups()) << "a file where the folder should be";
  const auto failed = backed_up();
  EXPECT_EQ(failed.state, UpkeepState::failed);
  EXPECT_THAT(failed.error, HasSubstr("backups"));
  EXPECT_THAT(told_of(failed.id), Contains("upkeep_failed"));
}

TEST_P(Upkeep, EndsWhatAKilledProgramLeft) {
  const UpkeepId id = run(admin, ask_backup)->id;
  (void)town->commands().run(admin, [&](Call& call) -> Check {
    auto row = *load_upkeep(call.tx, call.region(), id);
    row.state = UpkeepState::running;
    row.lease_until = now;
    call.tx.update(row);
    return Done{};
  });
  work();
  EXPECT_EQ(shown(id).state, UpkeepState::running);  // its lease may still be renewed elsewhere
  now += std::chrono::minutes{2};
  work();
  EXPECT_EQ(shown(id).state, UpkeepState::failed);
  EXPECT_THAT(shown(id).error, HasSubstr("start it again"));
  EXPECT_EQ(verified().state, UpkeepState::done);
}

TEST_P(Upkeep, BreaksOffWhenTheProgramStops) {
  town->end_upkeep();
  EXPECT_EQ(verified().state, UpkeepState::failed);
}

TEST_P(Upkeep, IsForWhoSeesTheSystemPage) {
  EXPECT_EQ(run(worker, ask_verification).refused().refusal.code, access::not_yours.code);
  EXPECT_EQ(run(auditor, ask_backup).refused().refusal.code, access::not_yours.code);
  EXPECT_EQ(run(auditor, list_backups).refused().refusal.code, access::not_yours.code);
  EXPECT_EQ(run(worker, show_system).refused().refusal.code, access::not_yours.code);
}

TEST_P(Upkeep, SaysWhatRunsHere) {
  const auto made = backed_up();
  const auto system = run(auditor, show_system).value();
  EXPECT_EQ(system.database.name, GetParam() == storage::On::sqlite ? "SQLite" : "PostgreSQL");
  EXPECT_GT(system.database.bytes, 0);
  EXPECT_FALSE(system.database.version.empty());
  EXPECT_GT(system.schema, 0);
  ASSERT_TRUE(system.disk);
  EXPECT_GT(system.disk->all_bytes, 0);
  EXPECT_EQ(system.opened_at, *parse_instant("2026-11-23T23:45:00Z"));
  EXPECT_GT(system.journal_size, 0);
  EXPECT_FALSE(system.upkeep.running);
  ASSERT_TRUE(system.upkeep.last_backup);
  EXPECT_EQ(system.upkeep.last_backup->id, made.id);
  EXPECT_FALSE(system.upkeep.last_verification);
}

}  // namespace
}  // namespace lastmile::app

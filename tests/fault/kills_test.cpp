#include "kills.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include <iostream>

#include "storage/test_db.h"

/// The kill loop, short: the smoke of `./dev fault` in every test run.
namespace lastmile::fault {
namespace {

using testing::IsEmpty;

KillSummary smoke(int kills, const std::string& postgres) {
  KillOptions options;
  options.program = LASTMILE_PROGRAM;
  options.kills = kills;
  options.postgres = postgres;
  options.folder = std::filesystem::temp_directory_path() /
                   (std::string(postgres.empty() ? "lastmile-fault-" : "lastmile-fault-postgres-") +
                    std::to_string(::getpid()));
  const auto summary = run_kills(options, [](const std::string&) {});
  std::cout << summary.text(options) << "\n";
  std::error_code not_empty;  // a failing town stays
  std::filesystem::remove(options.folder, not_empty);
  return summary;
}

TEST(Kills, OnSqliteLoseNothingAndDoNothingTwice) {
  const auto summary = smoke(200, "");
  EXPECT_THAT(summary.findings, IsEmpty());
  EXPECT_GE(summary.kills, 200);
  // What the loop is about must have happened.
  EXPECT_GT(summary.setting_up, 0);
  EXPECT_GT(summary.starting, 0);
  EXPECT_GT(summary.services, 10);
  EXPECT_GT(summary.had_acted, 0);
  EXPECT_GT(summary.rechecked, 100);
}

TEST(Kills, OnPostgresLoseNothingAndDoNothingTwice) {
  if (!storage::is_available(storage::On::postgres)) {
    GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
  }
  const char* server = std::getenv("LASTMILE_TEST_POSTGRES");
  const auto summary = smoke(60, server ? server : "");
  EXPECT_THAT(summary.findings, IsEmpty());
  EXPECT_GE(summary.kills, 60);
  EXPECT_GT(summary.services, 0);
  EXPECT_GT(summary.rechecked, 20);
}

}  // namespace
}  // namespace lastmile::fault

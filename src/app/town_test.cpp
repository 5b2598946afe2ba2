#include "app/town.h"

#include <gtest/gtest.h>

#include <fstream>

#include "access/demo_store.h"
#include "app/town_database.h"
#include "places/place_facts.h"
#include "vault/test_dir.h"

namespace lastmile::app {
namespace {

namespace fs = std::filesystem;

TownOptions new_town(const fs::path& dir) {
  TownOptions options;
  options.dir = dir;
  options.create = true;
  return options;
}

std::string reached_at(const fs::path& dir, const std::string& listens_at) {
  TownOptions options = new_town(dir);
  options.listens_at = listens_at;
  return Town(options).settings().public_url;
}

/// What opening says when there is no town; "" when there is one.
std::string missing(TownOptions options) {
  options.create = false;
  try {
    const Town town(options);
    return "";
  } catch (const NoTown& none) {
    return none.what();
  }
}

TEST(Town, IsReachedWhereItListensUnlessItsFileSaysOtherwise) {
  const vault::TestDir folder;
  EXPECT_EQ(reached_at(folder.path(), "http://127.0.0.1:18080"), "http://127.0.0.1:18080");
  EXPECT_EQ(reached_at(folder.path(), ""), "http://127.0.0.1:8080");
  TownFile file;
  file.public_url = "https://volunteers.example.cn";
  write_town_file(folder.path(), file);
  EXPECT_EQ(reached_at(folder.path(), "http://127.0.0.1:18080"), "https://volunteers.example.cn");
}

TEST(Town, IsMadeOnlyWhereAsked) {
  const vault::TestDir folder;
  const fs::path typo = folder.path() / "typo";
  TownOptions options = new_town(typo);
  EXPECT_NE(missing(options).find("no town in " + typo.string() + ": run lastmile init"),
            std::string::npos);
  options.postgres = "postgresql://nobody@127.0.0.1:1/nowhere";
  EXPECT_NE(missing(options), "");  // before it asks the database
  EXPECT_FALSE(fs::exists(typo));
  options.postgres.clear();
  write_town_file(typo, {});
  {
    const Town made(options);
  }
  EXPECT_EQ(missing(options), "");
}

TEST(Town, NamesThePartThatIsMissing) {
  for (const char* part : {"town.conf", "keys", "lastmile.db"}) {
    const vault::TestDir folder;
    const TownOptions options = new_town(folder.path());
    write_town_file(folder.path(), {});
    {
      const Town made(options);
    }
    fs::rename(folder.path() / part, folder.path() / "elsewhere");
    EXPECT_NE(missing(options).find((folder.path() / part).string()), std::string::npos) << part;
    EXPECT_FALSE(fs::exists(folder.path() / part));
  }
}

TEST(Town, IsNotBegunAgainInTheDatabaseItDoesNotLieIn) {
  const vault::TestDir folder;
  TownOptions options = new_town(folder.path());
  write_town_file(folder.path(), {});
  options.postgres = "postgresql://nobody@127.0.0.1:1/nowhere";
  mark_database(options);  // as a town there leaves it
  options.postgres.clear();
  for (const bool create : {false, true}) {
    options.create = create;
    try {
      const Town town(options);
      ADD_FAILURE() << "a second town was begun";
    } catch (const WrongDatabase& wrong) {
      const std::string what = wrong.what();
      EXPECT_NE(what.find("is on PostgreSQL: give every command the --postgres"), what.npos);
    }
  }
  EXPECT_FALSE(fs::exists(folder.path() / "lastmile.db"));
  EXPECT_FALSE(fs::exists(folder.path() / "keys"));
}

TEST(Town, OnSqliteStaysSoWhoeverLooksAtItsCopy) {
  const vault::TestDir folder;
  TownOptions options = new_town(folder.path());
  std::ofstream(folder.path() / "lastmile.db") << "rows";
  options.postgres = "postgresql://nobody@127.0.0.1:1/nowhere";
  mark_database(options);
  options.postgres.clear();
  EXPECT_NO_THROW(require_database(options));
}

TEST(Town, WithoutItsRowsIsNotToBeBegunAgain) {
  const vault::TestDir folder;
  write_town_file(folder.path(), {});
  fs::create_directories(folder.path() / "keys");
  const std::string what = missing(new_town(folder.path()));
  EXPECT_NE(what.find("give --postgres"), what.npos) << what;
  EXPECT_EQ(what.find("lastmile init"), what.npos) << what;
}

TEST(TownFile, OfABackupIsReadUnderAnyName) {
  const vault::TestDir folder;
  const fs::path path = folder.path() / "town.backup.town.conf";
  EXPECT_FALSE(load_town_file(path));
  TownFile file;
  file.region = 4201;
  save_town_file(path, file);
  EXPECT_EQ(load_town_file(path)->region, 4201);
  EXPECT_FALSE(has_town_file(folder.path()));
  std::ofstream(path) << "{";
  EXPECT_THROW(load_town_file(path), std::runtime_error);
}

TEST(Town, DoesNotServeWithoutTheHeadOfItsJournal) {
  const vault::TestDir folder;
  Town town(new_town(folder.path()));
  ASSERT_TRUE(prepare(town).ok());
  town.db().write([](storage::Tx& tx) { tx.start_text("delete from journal_head", {})->step(); });
  try {
    serve(town, {});
    ADD_FAILURE() << "served without a head";
  } catch (const Broken& broken) {
    const std::string what = broken.what();
    EXPECT_NE(what.find("journal_head 4112 is missing"), std::string::npos);
    EXPECT_NE(what.find("lastmile verify"), std::string::npos);
  }
}

TEST(Town, WritesNothingOverAWipedJournal) {
  const vault::TestDir folder;
  const TownOptions options = new_town(folder.path());
  {
    Town town(options);
    ASSERT_TRUE(prepare(town).ok());
    town.db().write([](storage::Tx& tx) {
      for (const char* table : {"journal_head", "journal_entry", "journal_node", "checkpoint"}) {
        tx.start_text(std::string("delete from ") + table, {})->step();
      }
    });
  }
  Town town(options);
  EXPECT_THROW(serve(town, {}), Broken);
  EXPECT_THROW(town.vault().rotate(town.db()), Broken);
  EXPECT_THROW((void)town.commands().run(Actor{.system = true}, [](Call&) { return Done{}; }),
               Broken);
}

TEST(Town, DoesNotServeWithAFollowerBeyondItsJournal) {
  const vault::TestDir folder;
  Town town(new_town(folder.path()));
  ASSERT_TRUE(prepare(town).ok());
  town.db().write([](storage::Tx& tx) {
    tx.start_text(
          "insert into follower (region, name, next_seq, failures, error) "
          "values (4112, 'records', 4000, 0, '')",
          {})
        ->step();
  });
  try {
    serve(town, {});
    ADD_FAILURE() << "served, and would lose hours";
  } catch (const Broken& broken) {
    const std::string what = broken.what();
    EXPECT_NE(what.find("follower 4112/records: beyond the journal"), std::string::npos) << what;
    EXPECT_NE(what.find("restore a backup"), std::string::npos) << what;
  }
}

/// What opening says of data that is not of the town in town.conf; "" when it is.
std::string wrong_town(const TownOptions& options) {
  try {
    const Town town(options);
    return "";
  } catch (const WrongTown& wrong) {
    return wrong.what();
  }
}

std::int64_t heads_in(const fs::path& dir) {
  const auto db = storage::Db::open({dir / "lastmile.db", ""});
  return db->reading([](storage::Tx& tx) {
    const auto s = tx.start_text("select count(*) from journal_head", {});
    return s->step() ? s->integer(0) : -1;
  });
}

TEST(Town, OpensOnTheDataOfItsOwnRegionOnly) {
  const vault::TestDir folder;
  TownOptions options = new_town(folder.path());
  options.file = TownFile{};
  {
    Town town(options);
    EXPECT_TRUE(town.is_new());
  }
  write_town_file(folder.path(), {});
  EXPECT_FALSE(Town(options).is_new());
  options.file->region = 4101;
  const std::string made = wrong_town(options);  // as init does
  EXPECT_NE(made.find("is of region 4112, not 4101"), std::string::npos) << made;
  EXPECT_NE(made.find("town.conf"), std::string::npos) << made;
  TownFile edited;
  edited.region = 4101;
  write_town_file(folder.path(), edited);
  options.file.reset();
  options.create = false;  // as serve does
  EXPECT_NE(wrong_town(options).find("is of region 4112"), std::string::npos);
  EXPECT_EQ(heads_in(folder.path()), 1);
}

TEST(Town, BecomesNoDemoByItsFileAlone) {
  const vault::TestDir folder;
  TownOptions options = new_town(folder.path());
  write_town_file(folder.path(), {});
  {
    Town town(options);
    ASSERT_TRUE(prepare(town).ok());
    const auto happened = town.commands().run(Actor{.system = true}, [](Call& call) -> Check {
      call.journal.append(places::DivisionsImported{"41", "4112", 2}, {});
      return Done{};
    });
    ASSERT_TRUE(happened.ok());
  }
  TownFile flipped;
  flipped.demo = true;
  write_town_file(folder.path(), flipped);
  for (const bool create : {false, true}) {  // serve, and init --demo
    options.create = create;
    const std::string what = wrong_town(options);
    EXPECT_NE(what.find("was not begun as a demo"), std::string::npos) << what;
    EXPECT_NE(what.find("\"demo\": false"), std::string::npos) << what;
  }
}

TEST(Town, BegunAsADemoStaysOne) {
  const vault::TestDir folder;
  TownOptions options = new_town(folder.path());
  TownFile file;
  file.demo = true;
  write_town_file(folder.path(), file);
  EXPECT_EQ(wrong_town(options), "");
  options.create = false;
  EXPECT_EQ(wrong_town(options), "");
}

TEST(Town, KnowsADemoFilledBeforeThereWasAMark) {
  const vault::TestDir folder;
  TownOptions options = new_town(folder.path());
  {
    Town town(options);
    town.db().write([](storage::Tx& tx) {
      tx.put(access::DemoRow{.region = 4112, .name = "居民", .role_en = "resident"});
    });
  }
  TownFile file;
  file.demo = true;
  write_town_file(folder.path(), file);
  options.create = false;
  EXPECT_EQ(wrong_town(options), "");
}

TEST(Town, DoesNotOpenWhereTwoBegan) {
  const vault::TestDir folder;
  const TownOptions options = new_town(folder.path());
  {
    Town town(options);
    town.db().write([](storage::Tx& tx) {
      tx.start_text(
            "insert into journal_head select 4101, size, at, frontier, note, kept, seal "
            "from journal_head",
            {})
          ->step();
    });
  }
  const std::string what = wrong_town(options);
  EXPECT_NE(what.find("two regions, 4112 and 4101"), std::string::npos) << what;
  EXPECT_NE(what.find("lastmile restore"), std::string::npos) << what;
}

/// What reading DIR/town.conf says; "" when it is good.
std::string fault_of(const fs::path& dir, const TownFile& file) {
  write_town_file(dir, file);
  try {
    read_town_file(dir);
    return "";
  } catch (const std::runtime_error& fault) {
    return fault.what();
  }
}

TEST(TownFile, IsHeldToWhatInitWouldWrite) {
  struct Case {
    TownFile file;
    std::string says;
  };
  const vault::TestDir folder;
  std::vector<Case> cases{{{.zone = "Mars/Phobos"}, "zone: there is no time zone Mars/Phobos"},
                          {{.public_url = "nonsense"}, "public_url: nonsense is no web address"}};
  for (const int region : {-1, 41, 9912, 411202}) {
    cases.push_back({{.region = region}, fmt::format("region: {} is no city's", region)});
  }
  for (const auto& c : cases) {
    const std::string fault = fault_of(folder.path(), c.file);
    EXPECT_NE(fault.find("town.conf: " + c.says), std::string::npos) << fault;
  }
  EXPECT_EQ(fault_of(folder.path(), {.region = 4201, .public_url = "http://10.0.0.7:80/"}), "");
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(TownFile, ThatIsDamagedIsToldOfAsAFile) {
  struct Case {
    std::string text;
    std::string says;
  };
  const vault::TestDir folder;
  const std::string whole =
      R"({"region":4112,"zone":"Asia/Shanghai","demo":false,"public_url":"","dengbao3":false})";
  const std::string open = whole.substr(0, whole.size() - 1);
  const std::vector<Case> cases{
      {"", "is empty: mend it in an editor"},
      {"\n", "is empty: mend it in an editor"},
      {open, "is no well-formed JSON: mend it in an editor"},
      {"[]", "must be an object"},
      {open + R"(,"nosuch":1})", "nosuch is no setting: take it out"},
      {open + R"(,"demo":true})", "demo is there twice: take one out"},
      {R"({"region":4112,"zone":"Asia/Shanghai","demo":false,"dengbao3":"no"})",
       "public_url is missing: put it in; dengbao3 must be true or false"}};
  const fs::path file = folder.path() / "town.conf";
  for (const auto& c : cases) {
    std::ofstream(file) << c.text;
    try {
      read_town_file(folder.path());
      ADD_FAILURE() << c.text;
    } catch (const std::runtime_error& fault) {
      const std::string what = fault.what();
      EXPECT_TRUE(what.starts_with(file.string() + ": " + c.says)) << what;
      EXPECT_EQ(what.find("request"), what.npos) << what;
      EXPECT_FALSE(what.ends_with(";")) << what;
    }
  }
}

TEST(TownFile, BringsTheHolidaysOfTheYear) {
  const vault::TestDir folder;
  TownFile file;
  file.holidays = {"2027-01-01..2027-01-03 off 元旦", "2027-02-30 off"};
  write_town_file(folder.path(), file);
  try {
    read_town_file(folder.path());
    FAIL() << "the second row is no date";
  } catch (const std::runtime_error& e) {
    EXPECT_NE(std::string(e.what()).find("town.conf: holidays/1 line 2: "), std::string::npos);
  }
  file.holidays.pop_back();
  write_town_file(folder.path(), file);
  EXPECT_EQ(read_town_file(folder.path()).holidays, file.holidays);
}

TEST(TownFile, KeepsAllButThePublicAddress) {
  const vault::TestDir folder;
  const fs::path file = folder.path() / "town.conf";
  std::ofstream(file) << "{\n  \"dengbao3\": true,\n  \"region\": 4112,\n"
                         "  \"public_url\" : \"http://old.cn\",\n  \"zone\": \"Asia/Shanghai\",\n"
                         "  \"demo\": false\n}\n";
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  set_public_url(folder.path(), "https://new.cn");
  EXPECT_EQ(text_of(file),
            "{\n  \"dengbao3\": true,\n  \"region\": 4112,\n"
            "  \"public_url\" : \"https://new.cn\",\n  \"zone\": \"Asia/Shanghai\",\n"
            "  \"demo\": false\n}\n");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(read_town_file(folder.path()).public_url, "https://new.cn");
}

TEST(TownFile, SaysHowManyNeedsOnePersonAsksFor) {
  const vault::TestDir folder;
  TownFile file;
  const auto asked_for = [&](std::optional<Bounded<0, 100'000>> a_day) {
    file.needs_a_day = a_day;
    write_town_file(folder.path(), file);
    return Town({.dir = folder.path(), .create = true}).settings().needs_a_day;
  };
  EXPECT_EQ(asked_for({}), 60);
  EXPECT_EQ(asked_for(Bounded<0, 100'000>{0}), 0);
  EXPECT_EQ(asked_for(Bounded<0, 100'000>{7}), 7);
  file.demo = true;
  EXPECT_EQ(asked_for({}), 0) << "any number";
  EXPECT_EQ(asked_for(Bounded<0, 100'000>{7}), 7);
}

TEST(TownFile, TakesAPublicAddressItDidNotHave) {
  const vault::TestDir folder;
  TownFile file;
  file.dengbao3 = true;
  write_town_file(folder.path(), file);
  set_public_url(folder.path(), "https://new.cn");
  EXPECT_EQ(read_town_file(folder.path()).public_url, "https://new.cn");
  EXPECT_TRUE(read_town_file(folder.path()).dengbao3);
}

}  // namespace
}  // namespace lastmile::app

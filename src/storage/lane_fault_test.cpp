#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <future>
#include <thread>

#include "storage/reserve.h"
#include "storage/rows_fixture.h"
#include "storage/schema_tables.h"

namespace lastmile::storage {
namespace {

const Sql count_names{"fault.count_names", "select count(*) from loose where region = $1"};
const Sql has_name{"fault.has_name", "select count(*) from loose where region = $1 and name = $2"};
const Sql sever{"fault.sever",
                "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"};

int count(Db& db) {
  return *db.reading([](Tx& tx) { return tx.row<int>(count_names, 4112); });
}

struct Killed : Rows {};
EACH_DATABASE(Killed);

/// The child: eight threads write names and print each one that was acknowledged.
[[noreturn]] void write_until_killed(const Where& where, int out, int round) {
  const auto db = Db::open(where);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0;; ++i) {
        const std::string name = fmt::format("{}/{}/{}", round, t, i);
        try {
          db->write([&](Tx& tx) { tx.insert(LooseRow{4112, name}); });
        } catch (const Unavailable&) {
          ::_exit(3);
        }
        const std::string line = name + "\n";
        if (::write(out, line.data(), line.size()) < 0) ::_exit(1);
      }
    });
  }
  for (auto& t : threads) t.join();
  ::_exit(2);
}

std::vector<std::string> acknowledged_before_kill(const Where& where, int round) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_until_killed(where, ends[1], round);
  }
  ::close(ends[1]);
  std::string text;
  char part[4096];
  ssize_t n = 0;
  while ((n = ::read(ends[0], part, sizeof part)) > 0) {
    text.append(part, static_cast<std::size_t>(n));
    if (text.size() > 400u + 150u * static_cast<unsigned>(round)) ::kill(child, SIGKILL);
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
  std::vector<std::string> names;
  for (std::size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
    names.push_back(text.substr(at, end - at));
  }
  return names;
}

TEST_P(Killed, NothingAcknowledgedIsLost) {
  db().close();  // no thread of ours when we fork
  std::vector<std::string> all;
  for (int round = 0; round < 6; ++round) {
    const auto names = acknowledged_before_kill(test_db().where(), round);
    EXPECT_GT(names.size(), 20u);
    all.insert(all.end(), names.begin(), names.end());
  }
  test_db().reopen();
  db().read([&](Tx& tx) {
    for (const auto& name : all) EXPECT_EQ(tx.row<int>(has_name, 4112, name), 1) << name;
  });
  EXPECT_GE(count(db()), static_cast<int>(all.size()));
}

/// A small file system of its own, gone with the object.
struct TinyDisk {
  explicit TinyDisk(const char* size) {
    folder =
        std::filesystem::temp_directory_path() / ("lastmile_disk_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    mounted = ::mount("tmpfs", folder.c_str(), "tmpfs", 0, size) == 0;
  }
  ~TinyDisk() {
    if (mounted) ::umount2(folder.c_str(), MNT_DETACH);
    std::filesystem::remove_all(folder);
  }
  std::filesystem::path folder;
  bool mounted = false;
};

/// Writes rows until one is refused; returns how many were taken.
int fill_up(Db& db, int from) {
  const std::string long_text(3000, 'x');
  for (int i = from;; ++i) {
    try {
      db.write([&](Tx& tx) { tx.insert(LooseRow{4112, std::to_string(i) + long_text}); });
    } catch (const Unavailable&) {
      return i - from;
    }
  }
}

/// Queues so many writes as one batch; how many of them were told that the disk is full.
int refused_as_full(Db& db, int writes) {
  std::promise<void> all_queued;
  db.write([&](Tx&) { all_queued.get_future().wait(); }, [](std::exception_ptr) {});
  std::vector<std::future<void>> answers;
  for (int i = 0; i < writes; ++i) {
    auto told = std::make_shared<std::promise<void>>();
    answers.push_back(told->get_future());
    db.write(
        [i](Tx& tx) { tx.insert(LooseRow{4112, std::to_string(i) + std::string(90'000, 'z')}); },
        [told](std::exception_ptr e) { e ? told->set_exception(e) : told->set_value(); });
  }
  all_queued.set_value();
  int full = 0;
  for (auto& answer : answers) {
    try {
      answer.get();
    } catch (const DiskFull&) {
      ++full;
    } catch (const Unavailable&) {
    }
  }
  return full;
}

TEST(DiskFull, RefusesWritesCleanlyReadsOnAndRecovers) {
  const TinyDisk disk("size=3m");
  if (!disk.mounted) GTEST_SKIP() << "mounting a small disk needs root";
  const auto db = Db::open(Where{disk.folder / "lastmile.db", {}});
  const auto ballast = disk.folder / "ballast";
  std::ofstream(ballast) << std::string(1 << 20, 'b');
  db->write([](Tx& tx) {
    for (const char* text : {"create table loose (region INTEGER, name TEXT, "
                             "primary key (region, name)) STRICT"}) {
      tx.start_text(text, {})->step();
    }
  });
  if (!if_table("loose")) add_to_catalog(tables_of(test_tables));
  const int taken = fill_up(*db, 0);
  EXPECT_GT(taken, 50);
  EXPECT_EQ(count(*db), taken);
  EXPECT_THROW(db->write([](Tx& tx) { tx.insert(LooseRow{4112, std::string(9000, 'y')}); }),
               DiskFull);
  EXPECT_EQ(count(*db), taken);
  EXPECT_EQ(refused_as_full(*db, 6), 6);
  EXPECT_EQ(count(*db), taken);
  std::filesystem::remove(ballast);
  EXPECT_GT(fill_up(*db, taken), 0);
  EXPECT_GT(count(*db), taken);
}

using Way = std::function<void(Db::Work, Db::Then)>;

/// Whether one more row was taken, by the way given.
bool takes(const Way& way, const std::string& name) {
  std::promise<void> done;
  way([&](Tx& tx) { tx.insert(LooseRow{4112, name}); },
      [&](std::exception_ptr e) { e ? done.set_exception(e) : done.set_value(); });
  try {
    done.get_future().get();
    return true;
  } catch (const DiskFull&) {
    return false;
  }
}

TEST(DiskFull, WhatMustGoOnHasSpaceKeptBack) {
  const TinyDisk disk("size=6m");
  if (!disk.mounted) GTEST_SKIP() << "mounting a small disk needs root";
  const auto file = disk.folder / "lastmile.db";
  const auto reserve = disk.folder / "lastmile.db-reserve";
  std::unique_ptr<Db> db;
  const auto open = [&] {
    db = Db::open(Where{file, {}});
    keep_reserve(*db, 2 << 20);
  };
  const Way ordinary = [&](auto work, auto then) { db->write(work, then); };
  const Way reserved = [&](auto work, auto then) { write_on_reserve(*db, work, then); };
  open();
  db->write([](Tx& tx) {
    tx.start_text(
          "create table loose (region INTEGER, name TEXT, primary key (region, name)) "
          "STRICT",
          {})
        ->step();
  });
  if (!if_table("loose")) add_to_catalog(tables_of(test_tables));
  const auto ballast = disk.folder / "ballast";
  std::ofstream(ballast) << std::string(1 << 20, 'b');
  const int taken = fill_up(*db, 0);
  EXPECT_TRUE(std::filesystem::exists(reserve));
  for (int i = 0; i < 400; ++i) {  // more than the space kept back holds as a log
    ASSERT_TRUE(takes(reserved, "must " + std::to_string(i))) << i;
  }
  EXPECT_FALSE(takes(ordinary, "can wait"));
  EXPECT_FALSE(std::filesystem::exists(reserve));
  db.reset();
  open();
  EXPECT_EQ(count(*db), taken + 400);
  std::filesystem::remove(ballast);
  EXPECT_TRUE(takes(ordinary, "can wait"));
  EXPECT_TRUE(std::filesystem::exists(reserve));
}

struct Severed : Rows {
  void sever_all() {
    const auto killer = Db::open(test_db().where());
    killer->read([](Tx& tx) { tx.row<int>(sever); });
  }
};
INSTANTIATE_TEST_SUITE_P(Only, Severed, testing::Values(On::postgres), name_of_database);

TEST_P(Severed, IdleConnectionsAreReplacedUnnoticed) {
  db().write([](Tx& tx) { tx.insert(LooseRow{4112, "before"}); });
  EXPECT_EQ(count(db()), 1);
  sever_all();
  db().write([](Tx& tx) { tx.insert(LooseRow{4112, "after"}); });
  EXPECT_EQ(count(db()), 2);
}

TEST_P(Severed, ABatchCutInItsMiddleIsToldUnavailableAndLeavesNothing) {
  EXPECT_THROW(db().write([&](Tx& tx) {
    tx.insert(LooseRow{4112, "lost"});
    sever_all();
    tx.insert(LooseRow{4112, "lost too"});
  }),
               Unavailable);
  EXPECT_THROW(db().write([&](Tx& tx) {
    tx.insert(LooseRow{4112, "lost at commit"});
    sever_all();
  }),
               Unavailable);
  EXPECT_THROW(db().read([&](Tx& tx) {
    tx.row<int>(count_names, 4112);
    sever_all();
    tx.row<int>(count_names, 4112);
  }),
               Unavailable);
  db().write([](Tx& tx) { tx.insert(LooseRow{4112, "kept"}); });
  EXPECT_EQ(count(db()), 1);
}

TEST_P(Severed, AFullDiskOfTheServerIsToldByItsName) {
  EXPECT_THROW(db().write([](Tx& tx) {
    tx.start_text("do $$ begin raise exception using errcode = '53100'; end $$", {})->step();
  }),
               DiskFull);
  db().write([](Tx& tx) { tx.insert(LooseRow{4112, "after"}); });
  EXPECT_EQ(count(db()), 1);
}

struct TwoServers : Rows {};
EACH_DATABASE(TwoServers);

/// Reads, then writes what it read plus one: loses counts unless the lanes take turns.
void count_up(Db& db, int times) {
  for (int i = 0; i < times; ++i) {
    db.write([](Tx& tx) {
      const int seen = *tx.row<int>(count_names, 4112);
      tx.insert(LooseRow{4112, std::to_string(seen)});
    });
  }
}

TEST_P(TwoServers, OnOneDatabaseTakeTurns) {
  const auto other = Db::open(test_db().where());
  std::thread there([&] { count_up(*other, 100); });
  count_up(db(), 100);
  there.join();
  EXPECT_EQ(count(db()), 200);
}

}  // namespace
}  // namespace lastmile::storage

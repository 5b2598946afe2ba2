#include "journal/log.h"

#include <atomic>
#include <latch>
#include <thread>

#include "base/base64.h"
#include "journal/entry_store.h"
#include "journal/journal_fixture.h"
#include "merkle/checkpoint.h"
#include "merkle/proof.h"

namespace lastmile::journal {
namespace {

using storage::brick;
using storage::Tx;

struct LogTest : Bricks {};
EACH_DATABASE(LogTest);

struct Oops : std::exception {};

merkle::Frontier frontier_over(const std::vector<Entry>& all) {
  merkle::Frontier frontier;
  for (const auto& e : all) frontier.append(merkle::leaf_hash(leaf_bytes(e)));
  return frontier;
}

TEST_P(LogTest, AnEmptyJournalHasASignedHead) {
  EXPECT_EQ(present().size, 0);
  EXPECT_EQ(present().root, to_base64(merkle::empty_root()));
  EXPECT_FALSE(present().checkpoint.empty());
  EXPECT_EQ(told(findings()), "");
}

TEST_P(LogTest, KeepsWhatWasTold) {
  const PersonId actor = PersonId::make(now, storage::test_rng());
  const PersonId other = PersonId::make(now, storage::test_rng());
  const Uuid subject = Uuid::make(now, storage::test_rng());
  const auto leaf = db().writing([&](Tx& tx) {
    Book book;
    book.append(BrickLaid{"红砖"}, {subject, "/4112/1", {actor, other}});
    return log->record(tx, book, {actor, other}, now);
  });
  EXPECT_EQ(leaf, 0);
  const auto found = db().reading([&](Tx& tx) { return entry(tx, region, 0); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->at, now);
  EXPECT_EQ(found->kind, "brick_laid");
  EXPECT_EQ(found->actor, actor);
  EXPECT_EQ(found->on_behalf, other);
  EXPECT_EQ(found->subject, subject);
  EXPECT_EQ(found->scope, "/4112/1");
  EXPECT_EQ(found->people, (std::vector{actor, other}));
  EXPECT_EQ(found->body, R"({"label":"红砖"})");
  EXPECT_EQ(found->marks, "");
  lay("another subject");
  const auto about =
      db().reading([&](Tx& tx) { return entries_about(tx, region, subject, 0, 10); });
  ASSERT_EQ(about.size(), 1u);
  EXPECT_EQ(about[0].seq, 0);
  EXPECT_FALSE(db().reading([](Tx& tx) { return entry(tx, region, 2); }));
}

TEST_P(LogTest, MarksGoWithTheLastFactOfTheCommand) {
  const auto leaf = command([&](Tx& tx, Book& book) {
    book.append(BrickLaid{"first"}, {});
    tx.insert(brick("a"));
    tx.insert(brick("b"));
    book.append(BrickLaid{"last"}, {});
  });
  EXPECT_EQ(leaf, 1);
  const auto all = all_entries();
  EXPECT_EQ(all[0].marks, "");
  EXPECT_EQ(std::ranges::count(all[1].marks, ';'), 1);
  EXPECT_TRUE(all[1].marks.starts_with("brick 4112/"));
  EXPECT_EQ(told(findings()), "");
}

TEST_P(LogTest, SealedRowsWithoutAFactAreABugAndLeaveNothing) {
  EXPECT_THROW(command([](Tx& tx, Book&) { tx.insert(brick("secret")); }), Broken);
  EXPECT_EQ(command([](Tx&, Book&) {}), std::nullopt);
  EXPECT_EQ(present().size, 0);
  EXPECT_EQ(told(findings()), "");
}

TEST_P(LogTest, FailedCommandsLeaveNoGap) {
  std::atomic<int> ended = 0;
  std::latch reached{1}, go_on{1};
  db().write([&](Tx&) { reached.count_down(), go_on.wait(); }, [](std::exception_ptr) {});
  reached.wait();
  for (int i = 0; i < 60; ++i) {
    db().write(
        [&, i](Tx& tx) {
          Book book;
          tx.insert(brick("brick " + std::to_string(i)));
          for (int f = 0; f <= i % 3; ++f) book.append(BrickLaid{std::to_string(i)}, {});
          log->record(tx, book, {}, now);
          if (i % 4 == 3 || i > 55) throw Oops{};
        },
        [&](std::exception_ptr) { ++ended; });
  }
  go_on.count_down();
  db().write([](Tx&) {});
  EXPECT_EQ(ended, 60);
  const auto all = all_entries();
  int wanted = 0;
  for (int i = 0; i < 56; ++i) wanted += i % 4 == 3 ? 0 : i % 3 + 1;
  ASSERT_EQ(static_cast<int>(all.size()), wanted);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].seq, static_cast<std::int64_t>(i));
  EXPECT_EQ(present().size, wanted);
  EXPECT_EQ(present().root, to_base64(frontier_over(all).root()));
  EXPECT_EQ(told(findings()), "");
}

TEST_P(LogTest, ABatchOfFailuresChangesNothing) {
  lay("one");
  const auto before = present().checkpoint;
  EXPECT_THROW(command([](Tx&, Book& book) {
                 book.append(BrickLaid{"x"}, {});
                 throw Oops{};
               }),
               Oops);
  EXPECT_THROW(db().write([&](Tx& tx) {
    Book book;
    book.append(BrickLaid{"x"}, {});
    log->record(tx, book, {}, now);
    throw Oops{};
  }),
               Oops);
  EXPECT_EQ(present().checkpoint, before);
  EXPECT_EQ(lay("two"), 1);
  EXPECT_EQ(told(findings()), "");
}

TEST_P(LogTest, GoesOnAfterARestart) {
  for (int i = 0; i < 300; ++i) lay("brick " + std::to_string(i));
  const auto before = present();
  restart();
  EXPECT_EQ(present().checkpoint, before.checkpoint);
  EXPECT_EQ(lay("after"), 300);
  EXPECT_EQ(present().root, to_base64(frontier_over(all_entries()).root()));
  EXPECT_EQ(told(findings()), "");
}

TEST_P(LogTest, SignsEachHeadForTheWorld) {
  lay("one");
  const auto line = verifier_line(*vault, region);
  const auto verifier = merkle::parse_verifier(line);
  ASSERT_TRUE(verifier);
  EXPECT_EQ(verifier->key, vault->public_key());
  const auto received = merkle::parse_checkpoint(present().checkpoint);
  ASSERT_TRUE(received);
  EXPECT_TRUE(merkle::verify_checkpoint(*received, *verifier));
  EXPECT_EQ(received->checkpoint.head, frontier_over(all_entries()).head());
}

merkle::Hash hash_of_text(const std::string& text) {
  merkle::Hash hash{};
  const auto bytes = from_base64(text);
  std::copy_n(bytes->begin(), hash.size(), hash.begin());
  return hash;
}
merkle::Path path_of(const std::vector<std::string>& text) {
  merkle::Path path;
  for (const auto& t : text) path.push_back(hash_of_text(t));
  return path;
}

TEST_P(LogTest, ProvesEveryLeafInTreesOfManySizes) {
  grow(700);
  merkle::Frontier frontier;
  const auto all = db().reading([](Tx& tx) { return entries(tx, region, 0, 1000); });
  std::vector<merkle::TreeHead> heads{frontier.head()};
  for (const auto& e : all) {
    frontier.append(merkle::leaf_hash(leaf_bytes(e)));
    heads.push_back(frontier.head());
  }
  db().read([&](Tx& tx) {
    for (const std::int64_t size : {1, 2, 255, 256, 257, 511, 512, 699, 700}) {
      for (std::int64_t leaf = 0; leaf < size; leaf += size < 20 ? 1 : 37) {
        const auto proof = prove_inclusion(tx, region, leaf, size);
        ASSERT_TRUE(proof.ok());
        const auto wanted = merkle::leaf_hash(leaf_bytes(all[static_cast<std::size_t>(leaf)]));
        EXPECT_EQ(hash_of_text(proof->leaf_hash), wanted);
        EXPECT_TRUE(merkle::verify_inclusion(wanted, static_cast<std::uint64_t>(leaf),
                                             path_of(proof->path),
                                             heads[static_cast<std::size_t>(size)]));
      }
      const auto grown = prove_consistency(tx, region, size, 0);
      ASSERT_TRUE(grown.ok());
      EXPECT_EQ(grown->new_size, 700);
      EXPECT_TRUE(merkle::verify_consistency(heads[static_cast<std::size_t>(size)], heads[700],
                                             path_of(grown->path)));
    }
    const auto last = prove_inclusion(tx, region, 699, 0);
    ASSERT_TRUE(last.ok());
    EXPECT_EQ(last->tree_size, 700);
    EXPECT_EQ(last->checkpoint, head(tx, region).checkpoint);
  });
}

TEST_P(LogTest, RefusesProofsOfWhatIsNotThere) {
  grow(3);
  db().read([](Tx& tx) {
    const auto code = [](const auto& result) { return std::string(result.refused().refusal.code); };
    EXPECT_EQ(code(prove_inclusion(tx, region, 3, 0)), "leaf_beyond_tree");
    EXPECT_EQ(code(prove_inclusion(tx, region, -1, 0)), "leaf_beyond_tree");
    EXPECT_EQ(code(prove_inclusion(tx, region, 2, 2)), "leaf_beyond_tree");
    EXPECT_EQ(code(prove_inclusion(tx, region, 0, 4)), "tree_beyond_journal");
    EXPECT_EQ(code(prove_inclusion(tx, region, 0, -1)), "tree_beyond_journal");
    EXPECT_EQ(code(prove_consistency(tx, region, 3, 2)), "tree_sizes_reversed");
    EXPECT_EQ(code(prove_consistency(tx, region, 1, 9)), "tree_beyond_journal");
    EXPECT_EQ(code(prove_consistency(tx, region, -1, 0)), "tree_sizes_reversed");
  });
}

TEST_P(LogTest, KeepsACheckpointAMinuteConsistentWithTheNext) {
  for (int i = 0; i < 40; ++i, now += std::chrono::seconds(20)) grow(i % 7 + 1);
  const auto past = db().reading([](Tx& tx) { return past_heads(tx, region, 0, 1000); });
  EXPECT_GE(past.size(), 10u);
  EXPECT_LE(past.size(), 15u);
  const auto verifier = merkle::parse_verifier(verifier_line(*vault, region)).value();
  std::vector<Head> all = past;
  all.push_back(present());
  db().read([&](Tx& tx) {
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
      const auto older = merkle::parse_checkpoint(all[i].checkpoint).value();
      const auto newer = merkle::parse_checkpoint(all[i + 1].checkpoint).value();
      EXPECT_TRUE(merkle::verify_checkpoint(older, verifier));
      const auto proof = prove_consistency(tx, region, all[i].size, all[i + 1].size);
      ASSERT_TRUE(proof.ok());
      EXPECT_TRUE(merkle::verify_consistency(older.checkpoint.head, newer.checkpoint.head,
                                             path_of(proof->path)));
    }
  });
  EXPECT_EQ(told(findings()), "");
  now -= std::chrono::hours(24);  // a clock set back keeps checkpoints too
  grow(1);
  now += std::chrono::seconds(1);
  grow(1);
  EXPECT_EQ(db().reading([](Tx& tx) { return past_heads(tx, region, 0, 1000); }).size(),
            past.size() + 2);
  EXPECT_EQ(told(findings()), "");
}

TEST_P(LogTest, TellsOfGrowthAfterTheCommit) {
  std::atomic<std::int64_t> heard = 0;
  const int token = log->on_growth([&](std::int64_t size) { heard = size; });
  grow(2);
  EXPECT_EQ(heard, 2);
  db().write([](Tx&) {});
  EXPECT_EQ(heard, 2);
  log->stop_on_growth(token);
  grow(1);
  EXPECT_EQ(heard, 2);
}

/// Puts a leaf of one's own at the end, as a stranger with the database's password might.
void forge_leaf(storage::Db& db) {
  db.write([](Tx& tx) {
    Entry forged;
    forged.region = region;
    forged.seq = next_seq(tx, region);
    forged.kind = "brick_laid";
    forged.body = "{}";
    insert_entry(tx, forged, merkle::leaf_hash(leaf_bytes(forged)));
  });
}

TEST_P(LogTest, ALeafPutInByAnotherHandIsNeverSigned) {
  lay("one");
  forge_leaf(db());
  EXPECT_EQ(told(findings()), "journal_entry 4112/1 added; ");
  const auto before = present().checkpoint;
  EXPECT_THROW(lay("two"), Broken);
  EXPECT_EQ(present().checkpoint, before);
  db().write([](Tx& tx) { tx.start_text("delete from journal_entry where seq = 1", {})->step(); });
  EXPECT_EQ(lay("two"), 1);
  EXPECT_EQ(told(findings()), "");
}

TEST_P(LogTest, AHeadChangedByAnotherHandIsNotBuiltUpon) {
  lay("one");
  const auto old_head = db().reading([](Tx& tx) { return *find_head(tx, region); });
  lay("two");
  db().write([&](Tx& tx) {
    HeadRow forged = old_head;
    forged.at += std::chrono::milliseconds(1);
    tx.update(forged);
  });
  EXPECT_THROW(lay("three"), Broken);
  restart();  // to be read and verified
  EXPECT_THROW(lay("three"), Broken);
  EXPECT_NE(told(findings()).find("journal_head 4112 changed"), std::string::npos);
}

TEST_P(LogTest, ADeletedHeadIsNotMadeAnew) {
  const auto delete_head = [&] {
    db().write([](Tx& tx) { tx.start_text("delete from journal_head", {})->step(); });
  };
  delete_head();
  restart();
  EXPECT_EQ(present().size, 0);  // nothing was told yet: an empty head is the truth
  lay("one");
  delete_head();
  restart();
  EXPECT_EQ(told(findings()), "journal_head 4112 missing; ");
  try {
    lay("two");
    ADD_FAILURE() << "written without a head";
  } catch (const Broken& broken) {
    EXPECT_NE(std::string(broken.what()).find("journal_head 4112 is missing"), std::string::npos);
  }
  EXPECT_THROW(db().write([](Tx&) {}), Broken) << "not even what no leaf tells of";
  EXPECT_EQ(all_entries().size(), 1u);
  EXPECT_EQ(told(findings()), "journal_head 4112 missing; ");
}

TEST_P(LogTest, AWipedJournalIsNotBegunAnewOverRowsItToldOf) {
  for (int i = 0; i < 300; ++i) lay("brick " + std::to_string(i));
  db().write([](Tx& tx) {
    // Of the schema itself, which knows nothing of bricks.
    tx.start_text(
          "insert into consent_wording (kind, version, zh, en) values ('photo', 99, '', '')", {})
        ->step();
    for (const char* table : {"journal_head", "journal_entry", "journal_node", "checkpoint"}) {
      tx.start_text(std::string("delete from ") + table, {})->step();
    }
  });
  restart();
  EXPECT_THROW(lay("one more"), Broken);
  EXPECT_EQ(told(findings()), "journal_head 4112 missing; journal_entry 4112 gone; ");
}

TEST_P(LogTest, NodesAloneShowThatAHeadIsMissing) {
  grow(300);
  db().write([](Tx& tx) {
    for (const char* table : {"journal_head", "journal_entry", "checkpoint"}) {
      tx.start_text(std::string("delete from ") + table, {})->step();
    }
  });
  restart();
  EXPECT_THROW(lay("one more"), Broken);
}

TEST_P(LogTest, ACheckpointAloneShowsThatAHeadIsMissing) {
  grow(1);
  now += std::chrono::minutes(1);
  grow(1);  // keeps the head that was as a checkpoint
  db().write([](Tx& tx) {
    tx.start_text("delete from journal_head", {})->step();
    tx.start_text("delete from journal_entry", {})->step();
  });
  restart();
  EXPECT_NE(told(findings()).find("journal_head 4112 missing"), std::string::npos);
}

TEST(LogOnTwoServers, TheyTakeTurnsOnOnePostgres) {
  if (!storage::is_available(storage::On::postgres)) GTEST_SKIP() << "no PostgreSQL";
  storage::TestDb first(storage::On::postgres);
  const auto second = storage::Db::open(first.where());
  const vault::TestDir keys;
  const auto vault = vault::Vault::open(keys.path(), *first);
  auto log = Log::open(*first, *vault, region);
  auto other = Log::open(*second, *vault, region);
  constexpr int each = 100;
  const auto work = [](storage::Db& db, Log& on) {
    for (int i = 0; i < each; ++i) {
      db.write([&](Tx& tx) {
        Book book;
        book.append(BrickLaid{std::to_string(i)}, {});
        on.record(tx, book, {}, morning);
      });
    }
  };
  std::thread a([&] { work(*first, *log); });
  std::thread b([&] { work(*second, *other); });
  a.join();
  b.join();
  first->read([&](Tx& tx) {
    EXPECT_EQ(size(tx, region), 2 * each);
    EXPECT_EQ(told(verify(tx, *vault, region, [](std::int64_t) {})), "");
  });
  other.reset();
  log.reset();
}

}  // namespace
}  // namespace lastmile::journal

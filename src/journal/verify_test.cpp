#include <chrono>
#include <cstdlib>
#include <ctime>
#include <iostream>

#include "journal/entry_store.h"
#include "journal/journal_fixture.h"
#include "journal/rows.h"

namespace lastmile::journal {
namespace {

using storage::brick;
using storage::BrickRow;
using storage::Tx;
using storage::Value;

struct Undone : std::exception {};

struct VerifyTest : Bricks {
  /// Changes data behind the program's back, verifies, and takes the change back.
  std::vector<Finding> after(const std::function<void(Tx&)>& edit) {
    std::vector<Finding> found;
    try {
      db().write([&](Tx& tx) {
        edit(tx);
        tx.take_marks();
        found = findings(tx);
        throw Undone{};
      });
    } catch (const Undone&) {
    }
    return found;
  }
  std::vector<Finding> after(const std::string& sql) {
    return after([&](Tx& tx) {
      const auto s = tx.start_text(sql, {});
      while (s->step()) {
      }
    });
  }
  /// A month of random work: bricks laid, changed, replaced and taken away, some in vain.
  void live(int commands) {
    std::vector<BrickRow> standing;
    for (int i = 0; i < commands; ++i) {
      now += std::chrono::seconds(rng.below(40));
      try {
        command([&](Tx& tx, Book& book) { random_work(tx, book, standing, i); });
      } catch (const Undone&) {
      }
    }
  }
  void random_work(Tx& tx, Book& book, std::vector<BrickRow>& standing, int i) {
    std::vector<BrickRow> then = standing;
    for (std::uint64_t n = rng.below(4) + 1; n > 0; --n) {
      const std::string label = fmt::format("brick {} {}", i, n);
      book.append(BrickLaid{label}, {});
      const auto at = then.empty() ? 0 : rng.below(then.size());
      switch (then.empty() ? 0 : rng.below(4)) {
        case 0: {
          then.push_back(brick(label));
          ASSERT(tx.insert(then.back()));
          break;
        }
        case 1: {
          then[at].label = label;
          ASSERT(tx.update(then[at]));
          break;
        }
        case 2: {
          then[at].note = then[at].note ? std::nullopt : std::optional(label);
          tx.put(then[at]);
          break;
        }
        default: {
          ASSERT(tx.erase(then[at]));
          then.erase(then.begin() + static_cast<std::ptrdiff_t>(at));
        }
      }
    }
    if (rng.below(5) == 0) throw Undone{};
    standing = std::move(then);
  }

  Rng rng{std::uint64_t{20260302}};
};
EACH_DATABASE(VerifyTest);

TEST_P(VerifyTest, FindsNothingWhereNothingWasDone) {
  live(80);
  EXPECT_EQ(told(findings()), "");
  restart();
  EXPECT_EQ(told(findings()), "");
}

TEST_P(VerifyTest, NeedsNobodyWhoHearsOfItsProgress) {
  live(20);
  db().read([&](Tx& tx) { EXPECT_EQ(told(verify(tx, *vault, region, {})), ""); });
}

TEST_P(VerifyTest, NamesAnEditedAnAddedAndADeletedRow) {
  const BrickRow row = brick("one");
  const std::string key = "4112/" + row.id.text();
  lay(row);
  lay("two");
  EXPECT_EQ(told(after("update brick set weight = weight + 1 where label = 'one'")),
            "brick " + key + " changed; ");
  EXPECT_EQ(told(after("update brick set note = '' where label = 'one'")),
            "brick " + key + " changed; ");
  EXPECT_EQ(told(after("delete from brick where label = 'one'")), "brick " + key + " missing; ");
  BrickRow forged = brick("three");
  EXPECT_EQ(told(after([&](Tx& tx) { tx.insert(forged); })),
            "brick 4112/" + forged.id.text() + " added; ");
  forged.region = 999;
  EXPECT_EQ(told(after([&](Tx& tx) { tx.insert(forged); })),
            "brick 999/" + forged.id.text() + " added; ");
  command([&](Tx& tx, Book& book) {
    tx.erase(row);
    book.append(BrickLaid{"gone"}, {});
  });
  EXPECT_EQ(told(after([&](Tx& tx) { tx.insert(row); })), "brick " + key + " added; ");
  EXPECT_EQ(told(findings()), "");
}

TEST_P(VerifyTest, NamesATableItCannotReadAndGoesOn) {
  const BrickRow row = brick("one");
  lay(row);
  const auto found = told(after([&](Tx& tx) {
    for (const char* sql : {"alter table consent_wording rename to elsewhere",
                            "alter table people_code rename column zh to chinese",
                            "update brick set corners = 'nonsense' where label = 'one'"}) {
      tx.start_text(sql, {})->step();
    }
  }));
  EXPECT_NE(found.find("consent_wording  cannot be read: "), std::string::npos) << found;
  EXPECT_EQ(found.find("consent_wording photo"), std::string::npos) << found;
  EXPECT_EQ(found.find("select "), std::string::npos) << found;
  EXPECT_NE(found.find("people_code "), std::string::npos) << found;
  EXPECT_NE(found.find("brick 4112/" + row.id.text() + " changed"), std::string::npos) << found;
}

TEST_P(VerifyTest, CountsWhatItHasNamedAHundredTimes) {
  for (int i = 0; i < 130; ++i) lay("brick " + std::to_string(i));
  const auto found = after("update brick set weight = weight + 1");
  ASSERT_EQ(found.size(), 101u);
  EXPECT_EQ(told({found.back()}), "brick and 30 more changed; ");
}

TEST_P(VerifyTest, NamesWhatTheSchemaSeeded) {
  EXPECT_EQ(told(after("delete from consent_wording where kind = 'photo'")),
            "consent_wording photo/1 missing; ");
  EXPECT_EQ(told(after("update consent_wording set zh = '' where kind = 'photo'")),
            "consent_wording photo/1 changed; ");
}

TEST_P(VerifyTest, WritingOverAnEditDoesNotHideIt) {
  BrickRow row = brick("one"), other = brick("two"), gone = brick("three");
  const auto key = [](const BrickRow& r) { return "4112/" + r.id.text(); };
  for (const BrickRow& r : {row, other, gone}) lay(r);
  db().write([&](Tx& tx) {
    for (const char* sql : {"update brick set weight = weight + 1 where label = 'one'",
                            "delete from brick where label = 'two'",
                            "update brick set note = 'x' where label = 'three'"}) {
      tx.start_text(sql, {})->step();
    }
  });
  command([&](Tx& tx, Book& book) {
    row.label = "one more";
    ASSERT_TRUE(tx.update(row));
    row.label = "one again";
    ASSERT_TRUE(tx.update(row));
    ASSERT_TRUE(tx.insert(other));
    ASSERT_TRUE(tx.erase(gone));
    book.append(BrickLaid{"over"}, {});
  });
  EXPECT_EQ(told(findings()), "brick " + key(row) + " overwritten; brick " + key(other) +
                                  " overwritten; brick " + key(gone) + " overwritten; ");
}

TEST_P(VerifyTest, NamesTheLeaf) {
  for (int i = 0; i < 20; ++i) grow(40);
  const std::string seven = " where region = 4112 and seq = 7";
  EXPECT_EQ(told(after("update journal_entry set body = '{}'" + seven)),
            "journal_entry 4112/7 leaf_changed; ");
  EXPECT_EQ(told(after("update journal_entry set hash = (select hash from journal_entry "
                       "where region = 4112 and seq = 8)" +
                       seven)),
            "journal_entry 4112/7 leaf_changed; ");
  EXPECT_EQ(told(after("delete from journal_entry" + seven)), "journal_entry 4112/7 gap; ");
  EXPECT_EQ(told(after("delete from journal_entry where region = 4112 and seq >= 790")),
            "journal_entry 4112/790-799 gap; ");
  EXPECT_EQ(told(after("update journal_entry set region = 1" + seven)),
            "journal_entry 4112/7 gap; journal_entry 1/7 added; ");
  EXPECT_EQ(told(after("update journal_entry set seq = -3" + seven)),
            "journal_entry 4112/-3 added; journal_entry 4112/7 gap; ");
  EXPECT_EQ(told(after("delete from journal_node where region = 4112 and node = 1")),
            "journal_node 4112/8/1 missing; ");
  EXPECT_EQ(told(after("delete from journal_head")), "journal_head 4112 missing; ");
}

TEST_P(VerifyTest, NarrowsAForgeryThatCoversItsTracksToOneMinute) {
  for (int i = 0; i < 20; ++i, now += std::chrono::minutes(1)) grow(10);
  const auto found = after([&](Tx& tx) {
    Entry forged = entry(tx, region, 57).value();
    forged.body = R"({"label":"forged"})";
    const auto hash = merkle::leaf_hash(leaf_bytes(forged));
    const std::vector<Value> args{forged.body,
                                  storage::Bytes{std::string(hash.begin(), hash.end())}};
    tx.start_text("update journal_entry set body = $1, hash = $2 where region = 4112 and seq = 57",
                  args)
        ->step();
  });
  EXPECT_EQ(told(found), "journal_entry 4112/50-59 tree; ");
}

TEST_P(VerifyTest, AnOldHeadPutBackIsFound) {
  grow(10);
  const auto old_head = db().reading([](Tx& tx) { return *find_head(tx, region); });
  grow(10);
  const auto found = told(after([&](Tx& tx) { tx.update(old_head); }));
  EXPECT_NE(found.find("journal_entry 4112/10 added"), std::string::npos) << found;
}

/// One random row of a table, as text of its key columns and all values.
struct Picked {
  std::vector<std::string> names;
  std::vector<Value> values;
  std::string where;
  std::vector<Value> key;
  std::string key_name;
};

class Vandal {
 public:
  Vandal(Tx& tx, Rng& rng) : tx_(tx), rng_(rng) {}

  std::optional<Picked> pick(const storage::TableInfo& table) {
    const auto count = tx_.start_text("select count(*) from " + table.name, {});
    if (!count->step() || count->integer(0) == 0) return std::nullopt;
    const auto at = rng_.below(static_cast<std::uint64_t>(count->integer(0)));
    std::string order;
    for (const auto& k : table.key) order += (order.empty() ? "" : ", ") + k;
    const auto s = tx_.start_text(
        fmt::format("select * from {} order by {} limit 1 offset {}", table.name, order, at), {});
    if (!s->step()) return std::nullopt;
    Picked p;
    for (int i = 0; i < s->columns(); ++i) {
      p.names.emplace_back(s->name(i));
      p.values.push_back(s->value(i));
    }
    for (const auto& k : table.key) {
      const auto i = std::ranges::find(p.names, k) - p.names.begin();
      p.key.push_back(p.values[static_cast<std::size_t>(i)]);
      p.where += fmt::format("{} {} = ${}", p.where.empty() ? " where" : " and", k, p.key.size());
      p.key_name += (p.key_name.empty() ? "" : "/") + text_of(p.key.back());
    }
    return p;
  }

  void remove(const storage::TableInfo& table, const Picked& p) {
    run("delete from " + table.name + p.where, p.key);
  }
  /// A copy of the row under another key.
  void copy(const storage::TableInfo& table, const Picked& p) {
    std::string names, slots;
    std::vector<Value> values = p.values;
    for (std::size_t i = 0; i < p.names.size(); ++i) {
      names += (i ? ", " : "") + p.names[i];
      slots += fmt::format("{}${}", i ? ", " : "", i + 1);
      if (p.names[i] == table.key.back() || p.names[i] == "label") values[i] = changed(values[i]);
    }
    run("insert into " + table.name + " (" + names + ") values (" + slots + ")", values);
  }
  /// Changes one column a little; returns which.
  std::string edit(const storage::TableInfo& table, const Picked& p) {
    const auto i = rng_.below(p.names.size());
    std::vector<Value> args = p.key;
    args.push_back(changed(p.values[i]));
    run(fmt::format("update {} set {} = ${}{}", table.name, p.names[i], args.size(), p.where),
        args);
    return p.names[i];
  }

 private:
  static std::string text_of(const Value& v) {
    if (const auto* n = std::get_if<std::int64_t>(&v)) return std::to_string(*n);
    return std::get<std::string>(v);
  }
  void run(const std::string& sql, const std::vector<Value>& args) {
    const auto s = tx_.start_text(sql, args);
    while (s->step()) {
    }
  }
  std::string changed_text(std::string t) {
    if (t.empty()) return "x";
    const auto i = rng_.below(t.size());
    constexpr std::string_view hex = "0123456789abcdef";
    const bool is_hex = hex.find(t[i]) != std::string_view::npos;
    const char fresh = is_hex ? hex[(hex.find(t[i]) + 1 + rng_.below(15)) % 16]
                              : static_cast<char>('a' + rng_.below(26));
    t[i] = t[i] == fresh ? 'Z' : fresh;
    return t;
  }
  Value changed(const Value& v) {
    if (const auto* n = std::get_if<std::int64_t>(&v)) {
      return *n ^ (std::int64_t{1} << rng_.below(20));
    }
    if (const auto* d = std::get_if<double>(&v)) return *d + 0.5;
    if (const auto* t = std::get_if<std::string>(&v)) return changed_text(*t);
    if (const auto* b = std::get_if<storage::Bytes>(&v)) {
      storage::Bytes out = *b;
      if (out.data.empty()) return storage::Bytes{"x"};
      out.data[rng_.below(out.data.size())] ^= static_cast<char>(1 << rng_.below(8));
      return out;
    }
    return std::string("0198f3a0-0000-7000-8000-000000000001");
  }

  Tx& tx_;
  Rng& rng_;
};

struct Deed {
  std::string what;
  std::string table;
  std::string row;
  bool named = true;  // the row itself must be named, not only its table
};

bool is_named(const std::vector<Finding>& found, const Deed& deed) {
  return std::ranges::any_of(found, [&](const Finding& f) {
    return f.table == deed.table && (!deed.named || f.row == deed.row);
  });
}

std::optional<Deed> vandalise(Tx& tx, Rng& rng, const std::string& table_name) {
  const auto& table = *storage::if_table(table_name);
  Vandal vandal(tx, rng);
  const auto row = vandal.pick(table);
  if (!row) return std::nullopt;
  Deed deed{"edit", table_name, row->key_name};
  switch (rng.below(4)) {
    case 0: {
      deed.what = "delete";
      vandal.remove(table, *row);
      break;
    }
    case 1: {
      deed.what = "insert";
      deed.named = false;
      vandal.copy(table, *row);
      break;
    }
    default: {
      const std::string column = vandal.edit(table, *row);
      deed.what += " " + column;
      const bool is_key = std::ranges::find(table.key, column) != table.key.end();
      deed.named = !is_key;
    }
  }
  return deed;
}

int rounds_wanted(storage::On on) {
  const char* asked = std::getenv("LASTMILE_EDITS");
  if (asked) return std::atoi(asked);
  return on == storage::On::sqlite ? 400 : 60;
}

TEST_P(VerifyTest, FindsEverySingleEditInsertionAndDeletion) {
  live(150);
  ASSERT_EQ(told(findings()), "");
  const std::vector<std::string> tables{"brick", "journal_entry", "journal_node", "journal_head",
                                        "checkpoint"};
  int done = 0;
  for (int round = 0; done < rounds_wanted(GetParam()); ++round) {
    ASSERT_LT(round, 100 * rounds_wanted(GetParam())) << "the schema forbids nearly everything";
    std::optional<Deed> deed;
    std::vector<Finding> found;
    try {
      found = after([&](Tx& tx) {
        deed = vandalise(tx, rng, tables[rng.below(tables.size())]);
        if (!deed) throw Undone{};
      });
    } catch (const storage::StatementFailed&) {
      continue;  // the schema itself refused: a CHECK, a key, a type
    }
    if (!deed) continue;
    ++done;
    EXPECT_TRUE(is_named(found, *deed))
        << deed->what << " " << deed->table << " " << deed->row << ": " << told(found);
  }
  EXPECT_EQ(told(findings()), "");
}

double processor_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

// By hand: journal_test --gtest_also_run_disabled_tests --gtest_filter='*AMillionLeaves*'
TEST_P(VerifyTest, DISABLED_AMillionLeavesInAMinute) {
  const char* asked = std::getenv("LASTMILE_LEAVES");
  const int leaves = asked ? std::atoi(asked) : 1'000'000;
  constexpr int in_one = 500;
  for (int done = 0; done < leaves; done += in_one) {
    now += std::chrono::seconds(1);
    command([&](Tx& tx, Book& book) {
      for (int i = done; i < done + in_one; ++i) {
        BrickRow row = brick("brick " + std::to_string(i));
        tx.insert(row);
        book.append(BrickLaid{row.label}, {row.id.uuid, "/4112/411202", {}});
      }
    });
  }
  // Processor time of this one thread: what a machine with nothing else to do would take.
  const auto start = processor_seconds();
  const auto wall = std::chrono::steady_clock::now();
  EXPECT_EQ(told(findings()), "");
  const double took = processor_seconds() - start;
  const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - wall;
  std::cout << fmt::format("verified {} leaves and as many rows: {:.1f} s CPU, {:.1f} s wall\n",
                           leaves, took, waited.count());
  EXPECT_LE(took, 60);
}

}  // namespace
}  // namespace lastmile::journal

#include <algorithm>

#include "storage/rows_fixture.h"

namespace lastmile::storage {
namespace {

const Sql find_brick{"test.find_brick",
                     "select region, id, label, note, weight, density, stamp, made_at, cracked, "
                     "colour, corners from brick where region = $1 and id = $2"};
const Sql list_labels{"test.list_labels",
                      "select label from brick where region = $1 order by label"};
const Sql labels_in{"test.labels_in",
                    "select label from brick where region = $2 and label {in $1} order by label"};
const Sql ids_in{"test.ids_in",
                 "select label from brick where region = $1 and id {in $2} order by label"};
const Sql count_bricks{"test.count_bricks", "select count(*) from brick where region = $1"};
const Sql swapped{"test.swapped", "select cast($2 as text), cast($1 as text)"};
const Sql extremes{"test.extremes",
                   "select greatest(weight, $2, 5), least(density, 7.5), "
                   "greatest(note, 'a', 'c') from brick where region = $1"};
const Sql joined{"test.joined", "select string_agg(label, '+') from brick where region = $1"};
const Sql crack_all{"test.crack_all", "update brick set cracked = 2 where region = $1"};
const Sql add_loose{"test.add_loose",
                    "insert into loose (region, name) values ($1, $2) returning name"};

struct Extremes {
  std::int64_t most;
  double least;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Extremes, (), (most, least, text))

struct RowTest : Rows {
  std::optional<BrickRow> found(const BrickRow& row) {
    return db().reading([&](Tx& tx) { return tx.row<BrickRow>(find_brick, row.region, row.id); });
  }
  std::vector<std::string> labels() {
    return db().reading([](Tx& tx) { return tx.rows<std::string>(list_labels, 4112); });
  }
};
EACH_DATABASE(RowTest);

TEST_P(RowTest, ComeBackAsTheyWere) {
  BrickRow row = brick("环境 'quoted' \"double\" \\ back");
  row.cracked = true;
  row.colour = Colour::green;
  EXPECT_TRUE(db().writing([&](Tx& tx) { return tx.insert(row); }));
  ASSERT_TRUE(found(row).has_value());
  EXPECT_EQ(*found(row), row);
  row.note = "";
  EXPECT_TRUE(db().writing([&](Tx& tx) { return tx.update(row); }));
  EXPECT_EQ(found(row)->note, "");
}

TEST_P(RowTest, ThatNoProgramWroteIsToldWithoutWhatItHolds) {
  const BrickRow row = brick("one");
  db().write([&](Tx& tx) {
    tx.insert(row);
    tx.start_text("update brick set corners = 'of Mrs Lin'", {})->step();
  });
  try {
    found(row);
    ADD_FAILURE() << "read";
  } catch (const Broken& broken) {
    const std::string what = broken.what();
    EXPECT_NE(what.find("column corners"), std::string::npos) << what;
    EXPECT_NE(what.find("lastmile verify"), std::string::npos) << what;
    EXPECT_EQ(what.find("Lin"), std::string::npos) << what;
  }
}

TEST_P(RowTest, InsertSaysNoToAHeldKeyAndToAHeldUniqueIndex) {
  const BrickRow row = brick("one");
  BrickRow twin = brick("one");
  const auto marks = db().writing([&](Tx& tx) {
    EXPECT_TRUE(tx.insert(row));
    EXPECT_FALSE(tx.insert(row));
    EXPECT_FALSE(tx.insert(twin));
    return tx.take_marks();
  });
  EXPECT_EQ(marks.size(), 1u);
  EXPECT_EQ(labels(), std::vector<std::string>{"one"});
}

TEST_P(RowTest, UpdatePutAndEraseTellWhetherTheRowStood) {
  BrickRow row = brick("one");
  db().write([&](Tx& tx) {
    EXPECT_FALSE(tx.update(row));
    EXPECT_FALSE(tx.erase(row));
    tx.put(row);
    row.label = "two";
    tx.put(row);
    EXPECT_EQ(tx.row<BrickRow>(find_brick, row.region, row.id)->label, "two");
    EXPECT_TRUE(tx.erase(row));
    EXPECT_FALSE(tx.erase(row));
  });
  EXPECT_FALSE(found(row));
}

TEST_P(RowTest, SealedRowsLeaveMarksAndOthersNone) {
  const BrickRow row = brick("one");
  const LooseRow loose{4112, "nail"};
  const auto marks = db().writing([&](Tx& tx) {
    tx.insert(row);
    tx.insert(loose);
    tx.update(loose);
    tx.erase(row);
    return tx.take_marks();
  });
  ASSERT_EQ(marks.size(), 2u);
  EXPECT_EQ(marks[0].table, "brick");
  EXPECT_EQ(marks[0].key, "4112/" + row.id.text());
  EXPECT_NE(marks[0].digest, Mark{}.digest);
  EXPECT_EQ(marks[1].key, marks[0].key);
  EXPECT_EQ(marks[1].digest, Mark{}.digest);
}

TEST_P(RowTest, SavepointsNestAndTakeTheirMarksAlong) {
  const auto marks = db().writing([&](Tx& tx) {
    tx.insert(brick("kept"));
    tx.begin_savepoint();
    tx.insert(brick("outer"));
    tx.begin_savepoint();
    tx.insert(brick("inner"));
    tx.begin_savepoint();
    tx.insert(brick("innermost"));
    tx.release_savepoint();
    tx.release_savepoint();
    tx.rollback_savepoint();
    tx.begin_savepoint();
    tx.insert(brick("released"));
    tx.release_savepoint();
    return tx.take_marks();
  });
  EXPECT_EQ(marks.size(), 2u);
  EXPECT_EQ(labels(), (std::vector<std::string>{"kept", "released"}));
}

TEST_P(RowTest, ListsTakeAnyTextAndMayBeEmpty) {
  const std::vector<std::string> odd{"a\"b", "c\\d", "{e,f}", "', '", "[g]", "NULL", ""};
  std::vector<BrickId> ids;
  db().write([&](Tx& tx) {
    for (const auto& label : odd) {
      const BrickRow row = brick(label);
      ids.push_back(row.id);
      tx.insert(row);
    }
    tx.insert(brick("other"));
  });
  auto sorted = odd;
  std::ranges::sort(sorted);
  db().read([&](Tx& tx) {
    EXPECT_EQ(tx.rows<std::string>(labels_in, in_list(odd), 4112), sorted);
    EXPECT_EQ(tx.rows<std::string>(ids_in, 4112, in_list(ids)), sorted);
    EXPECT_TRUE(tx.rows<std::string>(labels_in, List{}, 4112).empty());
  });
}

TEST_P(RowTest, ArgumentsAreMappedByNumber) {
  struct Pair {
    std::string a, b;
  };
  db().read([&](Tx& tx) {
    const std::array<Value, 2> args{Value{std::string("first")}, Value{std::string("second")}};
    const auto s = tx.start(swapped, args);
    ASSERT_TRUE(s->step());
    EXPECT_EQ(s->text(0), "second");
    EXPECT_EQ(s->text(1), "first");
    EXPECT_THROW(tx.start(swapped, std::span(args).first(1)), Broken);
  });
}

TEST_P(RowTest, FunctionsMeanTheSameOnBoth) {
  db().write([&](Tx& tx) {
    tx.insert(brick("one"));
    const auto e = tx.row<Extremes>(extremes, 4112, std::int64_t{12});
    EXPECT_EQ(e->most, 9'007'199'254'740'993);
    EXPECT_DOUBLE_EQ(e->least, 1.0 / 3);
    EXPECT_EQ(e->text, "c");  // the null note is ignored
    EXPECT_EQ(tx.row<std::string>(joined, 4112), "one");
    EXPECT_EQ(tx.row<std::string>(add_loose, 4112, "nail"), "nail");
  });
}

TEST_P(RowTest, OneStatementRunsWithinItself) {
  db().write([&](Tx& tx) {
    for (const char* label : {"a", "b", "c"}) tx.insert(brick(label));
    int pairs = 0;
    tx.each<std::string>(
        list_labels,
        [&](const std::string&) {
          tx.each<std::string>(list_labels, [&](const std::string&) { ++pairs; }, 4112);
        },
        4112);
    EXPECT_EQ(pairs, 9);
  });
}

TEST_P(RowTest, TextWithANulAndNumbersBeyondReckoningAreRefused) {
  BrickRow row = brick(std::string("a\0b", 3));
  EXPECT_THROW(db().write([&](Tx& tx) { tx.insert(row); }), Broken);
  row = brick("inf");
  row.density = std::numeric_limits<double>::infinity();
  EXPECT_THROW(db().write([&](Tx& tx) { tx.insert(row); }), Broken);
  EXPECT_TRUE(labels().empty());
}

TEST_P(RowTest, ABrokenConstraintIsNoRefusalButAFault) {
  BrickRow row = brick("one");
  db().write([&](Tx& tx) { tx.insert(row); });
  EXPECT_THROW(db().write([&](Tx& tx) { tx.run(crack_all, 4112); }), StatementFailed);
  EXPECT_FALSE(found(row)->cracked);
}
TEST_P(RowTest, AReadIsOneSnapshotAndCannotWrite) {
  db().read([&](Tx& tx) {
    EXPECT_EQ(tx.row<int>(count_bricks, 4112), 0);
    db().write([](Tx& other) { other.insert(brick("late")); });
    EXPECT_EQ(tx.row<int>(count_bricks, 4112), 0);
    EXPECT_THROW(tx.insert(brick("never")), Broken);
  });
  EXPECT_THROW(db().read([](Tx& tx) { tx.run(crack_all, 4112); }), std::runtime_error);
  EXPECT_EQ(labels(), std::vector<std::string>{"late"});
}

}  // namespace
}  // namespace lastmile::storage

#include "storage/sweep.h"

#include <map>

#include "storage/rows_fixture.h"

namespace lastmile::storage {
namespace {

const Sql relabel{"test.relabel", "update brick set label = $2 where region = 4112 and id = $1"};
const Sql lighten{"test.lighten",
                  "update brick set weight = weight - 1 where region = 4112 and id = $1"};

struct Sweep : Rows {
  std::map<std::string, Digest> swept() {
    std::map<std::string, Digest> all;
    db().read([&](Tx& tx) {
      for_each_row(tx, "brick", [&](const std::string& key, const Digest& d) { all[key] = d; });
    });
    return all;
  }
  Digest whole() {
    return db().reading([](Tx& tx) { return table_digest(tx, "brick"); });
  }
};
EACH_DATABASE(Sweep);

BrickRow odd_brick(int i) {
  BrickRow row = brick("brick " + std::to_string(i) + " 砖 %/'\"\\");
  constexpr std::array densities{0.1, 3.0, -0.0, 1e300, 1e16, 5e-324, -2.5, 123456789012345680.0};
  row.density = densities[static_cast<std::size_t>(i) % densities.size()];
  row.weight = i % 2 == 0 ? std::numeric_limits<std::int64_t>::min() : i;
  if (i % 3 == 0) row.note = i % 2 == 0 ? "" : "环境";
  row.stamp.data = std::string(static_cast<std::size_t>(i % 4), '\0');
  row.cracked = i % 5 == 0;
  return row;
}

TEST_P(Sweep, SeesEveryRowWithTheDigestOfItsMark) {
  std::map<std::string, Digest> marked;
  db().write([&](Tx& tx) {
    for (int i = 0; i < 2345; ++i) tx.insert(odd_brick(i));
    for (const Mark& m : tx.take_marks()) marked[m.key] = m.digest;
  });
  EXPECT_EQ(marked.size(), 2345u);
  EXPECT_EQ(swept(), marked);
  EXPECT_EQ(db().reading([](Tx& tx) { return count_rows(tx, "brick"); }), 2345);
}

TEST_P(Sweep, NoticesAnyChangeOfAValue) {
  const BrickRow row = brick("one");
  db().write([&](Tx& tx) { tx.insert(row); });
  const auto before = swept();
  const auto whole_before = whole();
  db().write([&](Tx& tx) { tx.run(lighten, row.id); });
  EXPECT_NE(swept(), before);
  EXPECT_NE(whole(), whole_before);
  db().write([&](Tx& tx) { tx.update(row); });
  EXPECT_EQ(swept(), before);
  EXPECT_EQ(whole(), whole_before);
  db().write([&](Tx& tx) { tx.run(relabel, row.id, "two"); });
  EXPECT_NE(swept(), before);
}

TEST_P(Sweep, RefusesATableTheSchemaDoesNotHave) {
  EXPECT_THROW(db().read([](Tx& tx) { count_rows(tx, "nowhere"); }), Broken);
}

TEST(RowDigest, DependsOnNamesAndValuesNotOnOrderAndNulls) {
  using Columns = std::vector<Tx::Column>;
  const auto digest = [](const Columns& c) { return row_digest(c); };
  const auto n = [](std::int64_t v) { return Value{v}; };
  const auto t = [](const char* v) { return Value{std::string(v)}; };
  const auto base = digest({{"a", n(1)}, {"b", t("x")}});
  EXPECT_EQ(base, digest({{"b", t("x")}, {"a", n(1)}}));
  EXPECT_EQ(base, digest({{"a", n(1)}, {"b", t("x")}, {"c", Value{}}}));
  EXPECT_EQ(base, digest({{"a", Value{1.0}}, {"b", t("x")}}));
  EXPECT_NE(base, digest({{"a", t("1")}, {"b", t("x")}}));
  EXPECT_NE(base, digest({{"a", n(1)}, {"b", Value{Bytes{"x"}}}}));
  EXPECT_NE(base, digest({{"b", n(1)}, {"a", t("x")}}));
  EXPECT_NE(base, digest({{"a", n(1)}, {"b", t("x\nc=t1:y")}}));
  EXPECT_NE(digest({{"a", t("")}}), digest({{"a", Value{}}}));
}

TEST(RowDigest, IsTheSameForEver) {
  const std::vector<Tx::Column> columns{{"region", Value{std::int64_t{4112}}},
                                        {"name", Value{std::string("满天星")}},
                                        {"share", Value{0.25}},
                                        {"mark", Value{Bytes{std::string("\0\1", 2)}}}};
  const auto digest = row_digest(columns);
  std::string hex;
  for (const auto b : digest) hex += fmt::format("{:02x}", b);
  // BLAKE2b-128 of "mark=b2:\0\1\nname=t9:满天星\nregion=n4112\nshare=n0.25\n".
  EXPECT_EQ(hex, "7466a09c4b2809bdf99a0adefd1fbba9");
}

}  // namespace
}  // namespace lastmile::storage

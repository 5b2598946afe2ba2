#include "journal/leaf.h"

#include <gtest/gtest.h>

#include "journal/log.h"

namespace lastmile::journal {
namespace {

Entry example() {
  Entry e;
  e.region = 4112;
  e.seq = 7;
  e.at = at_ms(1'772'413'200'123);
  e.kind = "need_taken";
  e.version = 2;
  e.actor = PersonId::parse("0198f3a0-0000-7000-8000-000000000001");
  e.subject = *Uuid::parse("0198f3a0-0000-7000-8000-000000000002");
  e.scope = "/4112/411202";
  e.people = {*PersonId::parse("0198f3a0-0000-7000-8000-000000000003")};
  e.body = R"({"need":"环境"})";
  e.marks = "need 4112/1 AAAAAAAAAAAAAAAAAAAAAQ";
  return e;
}

// Certificates carry leaves: this form must never change.
TEST(Leaf, HasThisFormForEver) {
  EXPECT_EQ(leaf_bytes(example()),
            R"({"at":1772413200123,"kind":"need_taken","version":2,)"
            R"("actor":"0198f3a0-0000-7000-8000-000000000001",)"
            R"("subject":"0198f3a0-0000-7000-8000-000000000002","scope":"/4112/411202",)"
            R"("people":"[\"0198f3a0-0000-7000-8000-000000000003\"]",)"
            R"("body":"{\"need\":\"环境\"}","marks":"need 4112/1 AAAAAAAAAAAAAAAAAAAAAQ"})");
}

TEST(Leaf, EveryMemberCountsButTheNumberAndTheRegion) {
  const std::string bytes = leaf_bytes(example());
  const auto changed = [&](auto change) {
    Entry e = example();
    change(e);
    return leaf_bytes(e) != bytes;
  };
  EXPECT_TRUE(changed([](Entry& e) { e.at += std::chrono::milliseconds(1); }));
  EXPECT_TRUE(changed([](Entry& e) { e.kind += "x"; }));
  EXPECT_TRUE(changed([](Entry& e) { e.version = 3; }));
  EXPECT_TRUE(changed([](Entry& e) { e.actor.reset(); }));
  EXPECT_TRUE(changed([](Entry& e) { e.on_behalf = e.actor; }));
  EXPECT_TRUE(changed([](Entry& e) { e.subject = {}; }));
  EXPECT_TRUE(changed([](Entry& e) { e.scope.clear(); }));
  EXPECT_TRUE(changed([](Entry& e) { e.people.clear(); }));
  EXPECT_TRUE(changed([](Entry& e) { e.body += " "; }));
  EXPECT_TRUE(changed([](Entry& e) { e.marks.clear(); }));
  EXPECT_FALSE(changed([](Entry& e) { e.seq = 8, e.region = 1; }));
}

struct Back {
  std::string table, key, digest, before = "";
  friend bool operator==(const Back&, const Back&) = default;
};
std::vector<Back> read(const std::string& text) {
  std::vector<Back> all;
  EXPECT_TRUE(each_mark(text, [&](const MarkView& m) {
    all.push_back({std::string(m.table), unescaped_key(m.key), std::string(m.digest),
                   std::string(m.before.value_or("not told"))});
  })) << text;
  return all;
}

TEST(Marks, ReadBackAsTheyWere) {
  std::array<std::uint8_t, 16> one{};
  one[15] = 1;
  const std::vector<storage::Mark> marks{
      {"need", "4112/0198", one}, {"site", "a b;c%2F d;", one}, {"need", "4112/0199", {}, one}};
  EXPECT_EQ(read(marks_text(marks)),
            (std::vector<Back>{{"need", "4112/0198", digest_text(one)},
                               {"site", "a b;c%2F d;", digest_text(one)},
                               {"need", "4112/0199", "-", digest_text(one)}}));
  EXPECT_TRUE(read("").empty());
}

TEST(Marks, OfOneRowBecomeOneFromTheFirstBeforeToTheLastDigest) {
  std::array<std::uint8_t, 16> one{}, two{}, three{};
  one[0] = 1, two[0] = 2, three[0] = 3;
  const auto text =
      marks_text({{"need", "1", one, three}, {"need", "2", one}, {"need", "1", two, one}});
  EXPECT_EQ(read(text), (std::vector<Back>{{"need", "1", digest_text(two), digest_text(three)},
                                           {"need", "2", digest_text(one)}}));
}

TEST(Marks, OfTheFirstFormDoNotTellWhatStoodBefore) {
  EXPECT_EQ(read("need 1 AAAA;need 2 BBBB>CCCC"),
            (std::vector<Back>{{"need", "1", "AAAA", "not told"}, {"need", "2", "CCCC", "BBBB"}}));
}

TEST(Marks, OtherTextIsNotRead) {
  for (const auto* text : {"x", "need 1", ";", "need 1 AAAA;x"}) {
    EXPECT_FALSE(each_mark(text, [](const MarkView&) {})) << text;
  }
}

}  // namespace
}  // namespace lastmile::journal

#include "http/idempotency.h"

#include <gmock/gmock.h>

#include "http/notes_fixture.h"

namespace lastmile::http {
namespace {

using namespace notes;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

TEST(Idempotency, TellsNothingAgainOfWhomWasErased) {
  std::string gone;
  Instant gone_at;
  Hooks hooks;
  hooks.erased_since = [&](storage::Tx&, const std::vector<PersonId>& ids, Instant since) {
    return gone_at > since &&
           std::ranges::any_of(ids, [&](PersonId id) { return id.text() == gone; });
  };
  NotesTown town(storage::On::sqlite, std::move(hooks));
  Client client = town.serve.as(li());
  const auto write = [&](const char* key) {
    return client.key(key).post("/v1/notes", R"({"text":"a"})");
  };
  const auto close = [&](const std::string& note, const char* key) {
    return client.key(key).post("/v1/notes/" + note + "/close");
  };
  const std::string note = write("w1").at("id"), other = write("w2").at("id");
  ASSERT_EQ(close(note, "c1").status, 204);
  ASSERT_EQ(close(note, "c2").code(), "note_closed");
  ASSERT_EQ(close(other, "c3").status, 204);
  ASSERT_EQ(close(other, "c4").code(), "note_closed");
  town.bench.tick(std::chrono::seconds(1));
  gone = note;
  gone_at = town.bench.now();
  const int before = writes;
  EXPECT_EQ(write("w1").status, 409);
  EXPECT_EQ(write("w1").code(), "kept_answer_gone") << "in the body";
  EXPECT_EQ(close(note, "c2").code(), "kept_answer_gone") << "in the path";
  EXPECT_EQ(close(note, "c1").status, 204) << "tells nothing";
  EXPECT_EQ(write("w2").at("id"), other);
  EXPECT_EQ(close(other, "c4").code(), "note_closed");
  for (int sent = 0; sent < 2; ++sent) {
    EXPECT_EQ(close(note, "c5").code(), "note_closed") << "answered after the erasure";
  }
  EXPECT_EQ(writes, before);
}

TEST(Idempotency, KnowsWhomAnAnswerTellsOf) {
  NotesTown town;
  const Idempotency answers(town.bench.vault());
  const Slot slot = answers.slot({"", "POST /v1/notes", "k", "/v1/notes", "{}"});
  const PersonId in_body = *wang().person, in_target{Uuid{{7}}}, by_facts = shown;
  Kept kept{200,
            "application/json",
            R"({"by":")" + in_body.text() + "\"}",
            3,
            {by_facts, in_body, by_facts},
            town.bench.now()};
  town.bench.db().write(
      [&](storage::Tx& tx) { answers.keep(tx, 4112, slot, kept, town.bench.rng()); });
  town.bench.db().read([&](storage::Tx& tx) {
    const auto found = answers.find(tx, 4112, slot).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->content_type, kept.content_type);
    EXPECT_EQ(found->body, kept.body);
    EXPECT_EQ(found->leaf, kept.leaf);
    EXPECT_EQ(found->kept_at, kept.kept_at);
    EXPECT_EQ(found->people, std::vector{by_facts});
    EXPECT_THAT(people_named(*found, "/v1/people/" + in_target.text() + "?lang=en"),
                UnorderedElementsAre(in_body, in_target, by_facts));
  });
  kept.body.clear();
  EXPECT_THAT(people_named(kept, "/v1/people/" + in_target.text()), IsEmpty());
}

TEST(Idempotency, KeepsNothingReadableInTheTable) {
  NotesTown town;
  Client client = town.serve.as(li());
  client.key("guessable-key").post("/v1/notes", R"({"text":"very private words"})");
  client.key("guessable-key-2").post("/v1/notes", R"({"text":"very private words"})");
  std::string all;
  std::vector<std::string> digests;
  town.bench.db().read([&](storage::Tx& tx) {
    static const storage::Sql dump("test.dump",
                                   "select id, digest, answer from idempotency "
                                   "where region = $1");
    const std::array<storage::Value, 1> args{std::int64_t{town.bench.settings.region}};
    const auto rows = tx.start(dump, args);
    while (rows->step()) {
      for (int i = 0; i < 3; ++i) all += rows->bytes(i);
      digests.push_back(rows->bytes(1));
    }
  });
  ASSERT_EQ(digests.size(), 2u);
  EXPECT_NE(digests[0], digests[1]);  // equal requests do not show as equal
  for (const char* secret : {"private", "guessable", "note", "0190", "200"}) {
    EXPECT_THAT(all, Not(HasSubstr(secret))) << secret;
  }
}

}  // namespace
}  // namespace lastmile::http

#include "http/openapi.h"

#include <gmock/gmock.h>
#include <boost/json/parse.hpp>

#include <set>

#include "http/golden.h"
#include "http/http_errors.h"
#include "http/notes_fixture.h"
#include "http/openapi_lint.h"

namespace lastmile::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Router notes_router() {
  Router r;
  notes::add_note_routes(r);
  return r;
}

TEST(OpenApi, PassesItsOwnLint) {
  EXPECT_THAT(openapi_faults(openapi(notes_router(), "0.1.0")), IsEmpty());
}

TEST(OpenApi, DescribesACommand) {
  const auto doc = boost::json::parse(openapi(notes_router(), "0.1.0"));
  const auto& op = doc.at("paths").at("/v1/notes/{note}/unlock").at("post").as_object();
  EXPECT_EQ(op.at("operationId"), "post_notes_note_unlock");
  EXPECT_EQ(op.at("x-summary-zh"), "解锁。");
  EXPECT_EQ(op.at("parameters").at(0).at("in"), "path");
  EXPECT_EQ(op.at("parameters").at(1).at("$ref"), "#/components/parameters/IdempotencyKey");
  const auto& body = doc.at("components").at("schemas").at("http.notes.Unlock.Body").as_object();
  EXPECT_TRUE(body.at("properties").as_object().contains("code"));
  EXPECT_FALSE(body.at("properties").as_object().contains("note"));
  EXPECT_THAT(std::string(op.at("responses").at("403").at("description").as_string()),
              HasSubstr("code_wrong"));
  EXPECT_TRUE(op.at("responses").as_object().contains("204"));
}

TEST(Golden, ShowsTheFirstDifference) {
  notes::NotesTown town;
  const std::string text = transcript(town.serve.nobody().get("/v1/notes/7"));
  EXPECT_EQ(text,
            "401 application/problem+json\n\n{\n  \"type\": \"/docs/errors#not_signed_in\",\n"
            "  \"title\": \"请先登录。\",\n  \"status\": 401,\n  \"code\": \"not_signed_in\",\n"
            "  \"instance\": \"/v1/notes/7\"\n}\n");
  const auto missing = equals_golden("no/such/file.txt", text);
  EXPECT_FALSE(missing);
  EXPECT_THAT(missing.message(), HasSubstr("is not there"));
}

TEST(OpenApi, DescribesATable) {
  const auto doc = boost::json::parse(openapi(notes_router(), "0.1.0"));
  const auto& op = doc.at("paths").at("/v1/notes").at("get").as_object();
  std::vector<std::string> names;
  for (const auto& p : op.at("parameters").as_array()) {
    names.emplace_back(p.as_object().contains("name") ? p.at("name").as_string()
                                                      : p.at("$ref").as_string());
  }
  EXPECT_THAT(names, ElementsAre("cursor", "limit", "format", "#/components/parameters/Lang"));
  EXPECT_TRUE(op.at("responses").at("200").at("content").as_object().contains("text/csv"));
  EXPECT_TRUE(op.at("security").as_array().empty());
}

struct ListByWords {
  std::vector<std::string> words;
};
BOOST_DESCRIBE_STRUCT(ListByWords, (), (words))

// The server refuses a parameter given twice; what is not said here a generated client repeats.
TEST(OpenApi, SaysThatAListComesOnce) {
  Router r;
  r.query(
       "GET /v1/words", +[](Call&, const ListByWords&) -> Result<Done> { return Done{}; })
      .says({"List.", "列出。"});
  const std::string text = openapi(r, "0.1.0");
  const auto doc = boost::json::parse(text);
  const auto& words = doc.at("paths").at("/v1/words").at("get").at("parameters").at(0);
  EXPECT_EQ(words.at("style").as_string(), "form");
  EXPECT_FALSE(words.at("explode").as_bool());
  EXPECT_THAT(openapi_faults(text), IsEmpty());
  std::string spoilt = text;
  spoilt.replace(spoilt.find(R"("explode":false)"), 15, R"("explode":true )");
  EXPECT_THAT(openapi_faults(spoilt), ElementsAre(HasSubstr("clients would repeat: words")));
}

/// A document with one thing spoilt, as the lint sees it.
std::vector<std::string> faults_with(std::string_view good, std::string_view bad) {
  std::string text = openapi(notes_router(), "0.1.0");
  const auto at = text.find(good);
  EXPECT_NE(at, text.npos) << good;
  text.replace(at, good.size(), bad);
  return openapi_faults(text);
}

TEST(OpenApi, LintSeesEachFault) {
  EXPECT_THAT(openapi_faults("{"), ElementsAre(HasSubstr("not JSON")));
  EXPECT_THAT(faults_with("\"3.1.0\"", "\"2.0\""), ElementsAre(HasSubstr("3.1")));
  EXPECT_THAT(faults_with("#/components/schemas/Problem", "#/components/schemas/Nothing"),
              ElementsAre(HasSubstr("Nothing")));
  EXPECT_THAT(faults_with("post_notes_note_close", "post_notes"), ElementsAre(HasSubstr("unique")));
  EXPECT_THAT(faults_with("\"summary\":\"Close it.\"", "\"summary\":\"\""),
              ElementsAre(HasSubstr("summary")));
  EXPECT_THAT(faults_with("\"x-summary-zh\":\"关闭。\"", "\"x-summary-zh\":\"\""),
              ElementsAre(HasSubstr("summary")));
  EXPECT_THAT(faults_with("/v1/notes/{note}/close", "/v1/notes/{other}/close"),
              testing::Not(IsEmpty()));
  EXPECT_THAT(faults_with("\"in\":\"path\"", "\"in\":\"road\""), testing::Not(IsEmpty()));
}

TEST(OpenApi, ReferencePagesHoldNoMarkupOfTheirMatter) {
  Router r;
  r.command(
       "POST /v1/notes", +[](Call&, const notes::WriteNote&) -> Result<Done> { return Done{}; })
      .says({"<script>", "<script>"});
  EXPECT_THAT(reference_page(r, "<1>"), testing::Not(HasSubstr("<script")));
  EXPECT_THAT(reference_page(r, "<1>"), HasSubstr("&lt;script&gt;"));
}

}  // namespace
}  // namespace lastmile::http

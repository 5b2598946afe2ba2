#include "people/people_routes.h"

#include <gmock/gmock.h>

#include "access/access_bench.h"
#include "access/access_routes.h"
#include "http/conversation.h"
#include "media/files_fixture.h"
#include "people/erasure.h"
#include "people/people_fixture.h"
#include "people/teams.h"
#include "people/volunteer_errors.h"

namespace lastmile::people {
namespace {

using http::Answered;
using http::Client;
using http::TestServe;

// Those of app, which asks needs whether a category exists, as people itself has them.
void add_all_routes(http::Router& r) {
  add_people_routes(r);
  r.command("POST /v1/volunteers", join_as_volunteer).refuses({already_a_volunteer});
  r.command("POST /v1/teams", make_team);
}

struct PeopleRoutes : PeopleTown {
  std::unique_ptr<TestServe> town;
  void SetUp() override {
    PeopleTown::SetUp();
    if (IsSkipped()) return;
    http::Hooks hooks;
    hooks.may = access::http_hooks(4112).may;
    hooks.record_reads = access::http_hooks(4112).record_reads;
    hooks.erased_since = [](storage::Tx& tx, const auto& ids, Instant since) {
      return any_erased_since(tx, 4112, ids, since);
    };
    town = std::make_unique<TestServe>(bench(), add_all_routes, std::move(hooks));
  }
  /// The relative speaks for the person from now on, by a code handed over.
  void link(const Actor& person, const Actor& relative) {
    const Answered code = town->as(person).post("/v1/me/family-code");
    const auto body = fmt::format(R"({{"code":"{}","relation":"child"}})", code.at("code"));
    EXPECT_EQ(town->as(relative).post("/v1/me/wards", body).status, 200);
  }
  std::string resident_body(std::string_view name, std::string_view more = "") {
    return fmt::format(R"({{"name":"{}","home_site":"{}","how":"counter","consent":"口头"{}}})",
                       name, mao.id.text(), more);
  }
};
EACH_DATABASE(PeopleRoutes);

TEST_P(PeopleRoutes, EnterFindAndShowAResident) {
  Client li = town->as(worker);
  const Answered entered =
      li.post("/v1/people", resident_body("王小明", R"(,"phone":"13903981234")"));
  ASSERT_EQ(entered.status, 200) << entered.body;
  EXPECT_EQ(entered.at("phone"), "139****1234");
  EXPECT_TRUE(entered.leaf().has_value());
  const std::string id = entered.at("person");
  const Answered shown = li.get("/v1/people/" + id);
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.at("name"), "王小明");
  EXPECT_EQ(shown.body.find("13903981234"), std::string::npos);
  EXPECT_EQ(town->as(neighbour).get("/v1/people/" + id).status, 404);
  EXPECT_EQ(town->nobody().get("/v1/people/" + id).status, 401);
  EXPECT_EQ(town->as(as(*PersonId::parse(id))).get("/v1/me/profile").at("phone"), "13903981234");
  const Answered found = li.post("/v1/people/find", R"({"phone":"13903981234"})");
  EXPECT_NE(found.body.find(id), std::string::npos);
  const Answered page = li.get("/v1/people?search=wxm&limit=10");
  EXPECT_NE(page.body.find(id), std::string::npos);
  const Answered csv = li.get("/v1/people?format=csv");
  EXPECT_EQ(csv.status, 200);
  EXPECT_NE(csv.body.find("139****1234"), std::string::npos);
}

TEST_P(PeopleRoutes, BadInputNamesEveryField) {
  Client li = town->as(worker);
  const Answered bad = li.post(
      "/v1/people", R"({"name":"","phone":"12","id_number":"123","home_site":"x","mood":1})");
  EXPECT_EQ(bad.status, 400) << bad.body;
  for (const char* path : {"/name", "/phone", "/id_number", "/home_site", "/mood", "/consent"}) {
    EXPECT_NE(bad.body.find(std::string("\"") + path + "\""), std::string::npos) << path;
  }
  std::string astray = resident_body("王小明");
  astray.replace(astray.find(mao.id.text()), 36, PersonId{}.text());
  const Answered nowhere = li.post("/v1/people", astray);
  EXPECT_EQ(nowhere.code(), "site_unknown");
  EXPECT_NE(nowhere.body.find(R"("path":"/home_site")"), std::string::npos) << nowhere.body;
  EXPECT_EQ(li.post("/v1/people", "{").status, 400);
  EXPECT_EQ(li.get("/v1/people/not-an-id").status, 400);
  EXPECT_EQ(
      li.post("/v1/people", resident_body("王", R"(,"recipient_groups":["disabled"])")).code(),
      "sensitive_consent_missing");
}

TEST_P(PeopleRoutes, ARepeatedKeyEntersOnce) {
  Client li = town->as(worker);
  const std::string body = resident_body("赵一");
  const Answered first = li.key("once-and-only-once").post("/v1/people", body);
  const Answered second = li.key("once-and-only-once").post("/v1/people", body);
  EXPECT_EQ(first.at("person"), second.at("person"));
  ListPeople all;
  EXPECT_EQ(look(worker, list_people, all)->items.size(), 1u);
}

// Whoever showed them keeps nothing of theirs: not after the erasure, nor after its repetition on
// data that a backup brought back.
TEST_P(PeopleRoutes, AnErasureTakesTheKeptAnswersAlong) {
  Client li = town->as(worker);
  const auto add = [&](const char* name, const char* phone) {
    return li.post("/v1/people", resident_body(name, fmt::format(R"(,"phone":"{}")", phone)))
        .at("person");
  };
  const auto reveal = [&](const std::string& whom) {
    return li.key("show-" + whom)
        .post("/v1/people/" + whom + "/reveal", R"({"what":"contact","reason":"上门前联系"})");
  };
  const std::string gone = add("王小明", "13903981234"), again = add("李建国", "13903981235"),
                    other = add("赵大海", "13903981236");
  for (const auto& whom : {gone, again, other}) {
    const Answered told = reveal(whom);
    ASSERT_EQ(told.status, 200) << told.body;
    ASSERT_THAT(told.body, testing::HasSubstr("1390398123"));
  }
  bench().tick(std::chrono::seconds(1));
  const auto erase = [&] { return li.key("erase").post("/v1/people/" + gone + "/erase").status; };
  ASSERT_EQ(erase(), 204);
  const auto repeated = bench().run(TestBench::system(), [&](Call& call) -> Check {
    erase_again(call, {*PersonId::parse(again)});
    return Done{};
  });
  ASSERT_TRUE(repeated.ok());
  for (const auto& whom : {gone, again}) {
    const Answered replayed = reveal(whom);
    EXPECT_EQ(replayed.status, 409);
    EXPECT_EQ(replayed.code(), "kept_answer_gone");
    EXPECT_THAT(replayed.body, testing::Not(testing::HasSubstr("1390398123")));
  }
  EXPECT_THAT(reveal(other).body, testing::HasSubstr("13903981236"));
  EXPECT_EQ(erase(), 204) << "done once, answered alike";
  const auto late = [&] {
    return li.key("late").post("/v1/people/" + gone + "/reveal",
                               R"({"what":"contact","reason":"上门前联系"})");
  };
  const Answered refused = late();
  EXPECT_NE(refused.code(), "kept_answer_gone");
  EXPECT_EQ(late().body, refused.body) << "answered after the erasure";
}

TEST_P(PeopleRoutes, AnUndoneImportIsAnsweredAlikeWhenResent) {
  Client li = town->as(worker);
  const Answered seen = li.upload("/v1/imports?kind=resident&site=" + mao.id.text(), "text/csv",
                                  "姓名,电话,同意方式\n王小明,13903981234,书面\n");
  ASSERT_EQ(seen.status, 200) << seen.body;
  const std::string path = "/v1/imports/" + seen.at("import");
  ASSERT_EQ(li.post(path + "/commit").status, 200);
  const auto undo = [&] { return li.key("undo").post(path + "/undo"); };
  const Answered first = undo();
  ASSERT_EQ(first.at("undone"), "1") << first.body;
  bench().tick(std::chrono::minutes(1));
  const Answered again = undo();
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
}

TEST_P(PeopleRoutes, JoinVerifyAndTeamUp) {
  const PersonId lin = enter("林志愿", "13700000001", "1990-01-01");
  Client her = town->as(as(lin)), li = town->as(worker);
  const std::string me = lin.text();
  EXPECT_EQ(her.post("/v1/volunteers", R"({"skills":["nursing"]})").status, 200);
  EXPECT_EQ(her.post("/v1/volunteers", R"({})").code(), "already_a_volunteer");
  EXPECT_EQ(her.post("/v1/volunteers/" + me + "/availability",
                     R"({"free_hours":[{"weekday":5,"from_minute":540,"to_minute":1080}]})")
                .status,
            200);
  const Answered licence =
      her.post("/v1/volunteers/" + me + "/licences",
               R"({"code":"nurse","number":"N-1","from":"2025-01-01","until":"2027-01-01"})");
  ASSERT_EQ(licence.status, 200) << licence.body;
  const std::string path = "/v1/licences/" + licence.at("licence");
  const Answered shown = her.upload(path + "/photos", "image/png", media::png());
  ASSERT_EQ(shown.status, 200) << shown.body;
  EXPECT_EQ(her.upload(path + "/photos", "audio/mpeg", media::mp3()).code(), "file_type_wrong");
  const std::string photo =
      path + "/photos/" + shown.body.substr(shown.body.find("photos") + 10, 36);
  EXPECT_EQ(li.get(photo).content_type, "image/png");
  EXPECT_EQ(town->nobody().get(photo).status, 401);
  EXPECT_EQ(her.post(photo + "/remove").status, 200);
  EXPECT_EQ(li.get(photo).status, 404);
  EXPECT_EQ(her.post(path + "/verify").status, 403);
  EXPECT_EQ(li.post(path + "/verify").at("state"), "verified");
  EXPECT_EQ(li.post(path + "/verify").status, 409);
  const Answered team =
      li.post("/v1/teams", fmt::format(R"({{"name":"义诊队","site":"{}"}})", mao.id.text()));
  ASSERT_EQ(team.status, 200) << team.body;
  const std::string team_path = "/v1/teams/" + team.at("team");
  EXPECT_EQ(her.post(team_path + "/join").at("state"), "requested");
  EXPECT_EQ(li.post(team_path + "/requests/" + me, R"({"yes":true})").at("state"), "member");
  EXPECT_EQ(town->nobody().get(team_path).at("members"), "1");
  EXPECT_EQ(her.get(team_path + "/members").status, 200);
  EXPECT_EQ(town->nobody().get(team_path + "/members").status, 401);
  EXPECT_NE(li.get("/v1/volunteers?skill=nursing&licence=nurse").body.find(me), std::string::npos);
}

TEST_P(PeopleRoutes, AWrongFamilyCodeIsCounted) {
  const PersonId lin = enter("林志愿");
  Client her = town->as(as(lin));
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(her.post("/v1/me/wards", R"({"code":"00000000","relation":"child"})").code(),
              "family_code_wrong");
  }
  const Answered over = her.post("/v1/me/wards", R"({"code":"00000000","relation":"child"})");
  EXPECT_EQ(over.status, 429);
  EXPECT_EQ(over.code(), "family_code_tries_over");
}

TEST_P(PeopleRoutes, AFileIsPreviewedAndCommitted) {
  Client li = town->as(worker);
  const Answered seen = li.upload("/v1/imports?kind=resident&site=" + mao.id.text(), "text/csv",
                                  "姓名,同意方式\n王小明,书面\n,书面\n");
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_EQ(seen.at("good_rows"), "1");
  EXPECT_NE(seen.body.find("\"column\":\"姓名\""), std::string::npos);
  const std::string path = "/v1/imports/" + seen.at("import");
  EXPECT_EQ(li.post(path + "/commit").code(), "import_has_errors");
  EXPECT_EQ(li.post(path + "/commit", R"({"skip_bad":true})").at("state"), "committed");
  EXPECT_EQ(li.post(path + "/undo").at("state"), "undone");
  EXPECT_EQ(town->as(as(enter("旁人"))).get(path).status, 403);
}

TEST_P(PeopleRoutes, MergeAndUndo) {
  const PersonId a = enter("王小明", "13700000001"), b = enter("王晓明", "13700000001");
  Client li = town->as(worker);
  const Answered pairs = li.get("/v1/duplicates");
  EXPECT_NE(pairs.body.find("phone_and_name"), std::string::npos) << pairs.body;
  const Answered merged =
      li.post("/v1/merges", fmt::format(R"({{"kept":"{}","gone":"{}"}})", a.text(), b.text()));
  ASSERT_EQ(merged.status, 200) << merged.body;
  EXPECT_EQ(li.get("/v1/people/" + b.text()).at("person"), a.text());
  EXPECT_EQ(li.post("/v1/merges/" + merged.at("merge") + "/undo").status, 200);
  EXPECT_EQ(li.get("/v1/people/" + b.text()).at("person"), b.text());
}

TEST_P(PeopleRoutes, TwoAccountsAreMergedByTheirCodes) {
  bench().settings.demo = true;
  PersonId pair[2];
  std::string code[2];
  for (int i = 0; i < 2; ++i) {
    const std::string phone = "1370000000" + std::to_string(i + 1);
    pair[i] = enter("王小明", phone);
    access::sign_in_by_phone(bench(), phone.c_str());
    code[i] = town->as(as(pair[i])).post("/v1/me/merge-code").at("code");
  }
  const auto merged = [&](std::string_view gone_code) {
    return town->as(worker).post(
        "/v1/merges",
        fmt::format(R"({{"kept":"{}","gone":"{}","kept_code":"{}","gone_code":"{}"}})",
                    pair[0].text(), pair[1].text(), code[0], gone_code));
  };
  const Answered wrong = merged(code[0]);
  EXPECT_EQ(wrong.code(), "merge_code_wrong");
  EXPECT_NE(wrong.body.find(R"("path":"/gone_code")"), std::string::npos) << wrong.body;
  EXPECT_EQ(merged(code[1]).status, 200);
}

TEST_P(PeopleRoutes, CodesAndWordingsAreForAnyone) {
  EXPECT_NE(town->nobody().get("/v1/codes?kind=skill").body.find("理发"), std::string::npos);
  EXPECT_NE(town->nobody().get("/v1/consent-wordings").body.find("guardian_joining"),
            std::string::npos);
  Actor settings = staff("system_admin", "4112/");
  Client admin = town->as(settings);
  const std::string body = R"({"kind":"skill","code":"beekeeping","zh":"养蜂","en":"Beekeeping"})";
  EXPECT_EQ(town->as(worker).post("/v1/codes", body).status, 403);
  EXPECT_EQ(admin.post("/v1/codes", body).status, 200);
  EXPECT_EQ(admin.post("/v1/codes", body).code(), "code_taken");
  EXPECT_EQ(
      admin.post("/v1/codes", R"({"kind":"skill","code":"Bee!","zh":"蜂","en":"Bee"})").code(),
      "code_malformed");
}

TEST_P(PeopleRoutes, RefusalsSpeakTheReadersLanguage) {
  const PersonId id = PersonId::make(bench().now(), bench().rng());
  Client li = town->as(worker);
  const std::string path = "/v1/people/" + id.text();
  EXPECT_NE(li.lang("en").get(path).body.find("no such person"), std::string::npos);
  EXPECT_NE(li.lang("zh-CN").get(path).body.find("没有这个人"), std::string::npos);
}

// What clients rely on, word for word: a change of an answer is seen in review.
TEST_P(PeopleRoutes, AnswerAsTheyAlwaysDid) {
  http::Conversation talk(*town);
  const Answered entered = talk.post(
      "worker", worker, "/v1/people",
      resident_body("王桂兰", R"(,"phone":"13903981234","birth_day":"1948-03-01","sex":"female")"));
  ASSERT_EQ(entered.status, 200) << entered.body;
  const std::string id = entered.at("person"), person = "/v1/people/" + id;
  const Actor wang = as(*PersonId::parse(id)), son = as(enter("王强", "13903985678", "1975-05-05"));
  talk.post("worker", worker, "/v1/people", resident_body("", R"(,"phone":"12","mood":1)"));
  talk.post("worker", worker, "/v1/people", resident_body("王桂兰", R"(,"phone":"13903981234")"));
  talk.get("wang", wang, "/v1/me/profile");
  talk.get("worker", worker, person);
  talk.get("neighbour", neighbour, person);
  talk.get("worker", worker, "/v1/people?search=wgl");
  talk.post("worker", worker, "/v1/people/find", R"({"phone":"13903981234"})");
  talk.post("worker", worker, person + "/reveal", R"({"what":"contact","reason":"上门前联系"})");
  talk.post("worker", worker, person, R"({"name":"王桂芝","language":"zh"})");
  link(wang, son);
  talk.get("son", son, "/v1/me/wards");
  talk.post("son", son, person, R"({"phone":"13903985678"})");
  talk.get("wang", wang, person + "/family");
  talk.get("wang", wang, person + "/consents");
  talk.post("wang", wang, "/v1/volunteers",
            R"({"skills":["haircut"],"languages":["zh"],"transport":"walk"})");
  talk.get("worker", worker, "/v1/volunteers/" + id);
  talk.post("wang", wang, "/v1/volunteers/" + id + "/pause", R"({"until":"2026-04-01"})");
  const Answered team = talk.post("worker", worker, "/v1/teams",
                                  fmt::format(R"({{"name":"理发队","site":"{}"}})", mao.id.text()));
  talk.post("stranger", son, "/v1/teams/" + team.at("team") + "/close");
  talk.get("stranger", son, "/v1/teams?search=lfd");
  EXPECT_GOLDEN("people.txt", talk.text());
}

}  // namespace
}  // namespace lastmile::people

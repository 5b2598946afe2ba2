#include "access/access_routes.h"

#include <gmock/gmock.h>

#include "access/access_bench.h"
#include "access/access_errors.h"
#include "access/grants.h"
#include "access/readings.h"
#include "access/staff_accounts.h"
#include "http/conversation.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;
using http::Answered;
using http::Client;
using testing::HasSubstr;
using testing::Not;

// Those of app, which asks places whether a scope stands, as access itself has them.
void add_all_routes(http::Router& r) {
  add_access_routes(r);
  r.command("POST /v1/staff", create_staff_account).granted(to_text(Right::role_grant)).is_secret();
  r.command("POST /v1/grants", grant_role)
      .granted(to_text(Right::role_grant))
      .refuses({grant_exists})
      .about("/scope", {role_not_for_place});
}

struct AccessRoutes : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    bench().settings.demo = true;
    serve({});
  }
  void serve(http::ServeOptions options) {
    town = std::make_unique<http::TestServe>(
        bench(), add_all_routes, http_hooks(bench().settings.region), std::move(options));
  }
  Client anyone() { return town->nobody(); }
  Client bearing(const std::string& token) { return town->bearing(token); }
  Answered ask_code(const std::string& number) {
    return anyone().post("/v1/sign-in/codes", R"({"phone":")" + number + "\"}");
  }
  static std::string sign_in_body(const std::string& number, const Answered& asked,
                                  const std::string& code) {
    return R"({"phone":")" + number + R"(","request":")" + asked.at("request") + R"(","code":")" +
           code + R"(","device_name":"curl"})";
  }
  std::string token_of(const std::string& number) {
    const Answered asked = ask_code(number);
    return anyone().post("/v1/sign-in", sign_in_body(number, asked, asked.at("code"))).at("token");
  }
  std::unique_ptr<http::TestServe> town;
};
EACH_DATABASE(AccessRoutes);

// The sessions read lately are remembered, for an hour here; no revocation waits for that.
TEST_P(AccessRoutes, RevokeAtOnceWhatWasJustRead) {
  http::ServeOptions options;
  options.actor_fresh = 1h;
  serve(std::move(options));
  const std::string number = "13812340001";
  const std::string phone_token = token_of(number);
  bench().tick(1min);
  Client phone = bearing(phone_token), tablet = bearing(token_of(number));
  ASSERT_EQ(phone.get("/v1/me").status, 200);
  ASSERT_EQ(tablet.get("/v1/me").status, 200);
  EXPECT_EQ(tablet.post("/v1/me/sessions/" + phone.get("/v1/me").at("session") + "/revoke").status,
            204);
  EXPECT_EQ(phone.get("/v1/me").code(), "session_over");
  EXPECT_EQ(tablet.get("/v1/me").status, 200);

  const Staff lin = staff_with(bench(), "lin", Role::security_admin, "4112/");
  const Staff sun = staff_with(bench(), "sun", Role::station_worker, "4112/411202/");
  Client at_desk = bearing(sun.token);
  EXPECT_THAT(at_desk.get("/v1/me").body, HasSubstr("station_worker"));
  const auto grants = bearing(lin.token).get("/v1/grants?person=" + sun.person.text());
  const auto at = grants.body.find(R"("id":")");
  ASSERT_NE(at, std::string::npos) << grants.body;
  const std::string grant = grants.body.substr(at + 6, 36);
  EXPECT_EQ(bearing(lin.token).post("/v1/grants/" + grant + "/revoke").status, 200);
  EXPECT_THAT(at_desk.get("/v1/me").body, Not(HasSubstr("station_worker")));
  EXPECT_EQ(bearing(lin.token).post("/v1/staff/" + sun.person.text() + "/suspend").status, 204);
  EXPECT_EQ(at_desk.get("/v1/me").code(), "session_over");
}

TEST_P(AccessRoutes, TellStationsOfTheirWorkAndNobodyOfPeople) {
  const auto hears = http_hooks(bench().settings.region).visible;
  const Actor worker = TestBench::person(PersonId{Uuid{{9}}}, {{"station_worker", "4112/a/"}});
  const Actor wished = TestBench::person(PersonId{Uuid{{1}}});
  journal::Entry entry;
  entry.scope = "4112/a/";
  entry.people = {*wished.person};
  for (const char* kind : {"need_moved", "offer_made", "record_set", "checked_in"}) {
    entry.kind = kind;
    EXPECT_TRUE(hears(worker, entry)) << kind;
  }
  for (const char* kind : {"kept_apart", "consent_given", "family_link_set", "person_changed"}) {
    entry.kind = kind;
    EXPECT_FALSE(hears(worker, entry)) << kind;
    EXPECT_TRUE(hears(wished, entry)) << kind;
  }
  entry.kind = "need_changed";
  entry.scope = "";  // a draft
  EXPECT_FALSE(hears(worker, entry));
}

TEST_P(AccessRoutes, LetAPersonInAndOut) {
  const Answered asked = ask_code("13812340001");
  ASSERT_EQ(asked.status, 200) << asked.body;
  const Answered in =
      anyone().post("/v1/sign-in", sign_in_body("13812340001", asked, asked.at("code")));
  ASSERT_EQ(in.status, 200) << in.body;
  EXPECT_THAT(in.header("Set-Cookie"), HasSubstr(in.at("token")));
  Client me = bearing(in.at("token"));
  EXPECT_EQ(me.get("/v1/me").at("id"), in.at("person"));
  EXPECT_EQ(me.get("/v1/me").at("signs_in_by_phone"), "true");
  EXPECT_THAT(me.get("/v1/me/sessions").body, HasSubstr("\"current\":true"));
  EXPECT_EQ(me.post("/v1/sign-out").status, 204);
  const Answered after = me.get("/v1/me");
  EXPECT_EQ(after.status, 401);
  EXPECT_EQ(after.code(), "session_over");
}

TEST_P(AccessRoutes, NameEachBadInput) {
  struct Case {
    const char* target;
    const char* body;
    int status;
    const char* code;
    const char* field;
  };
  for (const Case& c :
       {Case{"/v1/sign-in/codes", "{}", 400, "bad_request", "/phone"},
        {"/v1/sign-in/codes", R"({"phone":"12345"})", 400, "bad_request", "/phone"},
        {"/v1/sign-in/codes", R"({"phone":13812340001})", 400, "bad_request", "/phone"},
        {"/v1/sign-in/codes", R"({"phone":"0398-2823456"})", 400, "phone_not_mobile", ""},
        {"/v1/sign-in", R"({"phone":"13812340001","code":"123456"})", 400, "bad_request",
         "/request"},
        {"/v1/sign-in", R"({"phone":"13812340001","code":"12","request":"x"})", 400, "bad_request",
         "/code"},
        {"/v1/sign-in", R"({"phone":"13812340001","code":"123456","request":"x"})", 400,
         "code_not_asked", ""},
        {"/v1/sign-in/staff", R"({"login":"1x","password":"p","totp":"123456"})", 400,
         "bad_request", "/login"},
        {"/v1/sign-in/staff", R"({"login":"xx","password":"p","totp":"123456","admin":true})", 400,
         "bad_request", "/admin"},
        {"/v1/sign-in/staff", R"({"login":"xx","password":"p","totp":"123456"})", 401,
         "sign_in_wrong", ""},
        {"/v1/me/language", R"({"lang":"fr"})", 401, "not_signed_in", ""},
        {"/v1/sign-in/codes", "[1", 400, "bad_request", ""}}) {
    const Answered answer = anyone().post(c.target, c.body);
    EXPECT_EQ(answer.status, c.status) << c.target << c.body << answer.body;
    EXPECT_EQ(answer.code(), c.code) << c.body << answer.body;
    const std::string field = *c.field ? std::string("\"") + c.field + "\"" : std::string();
    EXPECT_THAT(answer.body, HasSubstr(field));
  }
}

TEST_P(AccessRoutes, SayWhenToComeBack) {
  ASSERT_EQ(ask_code("13812340001").status, 200);
  bench().tick(20s);
  const Answered soon = ask_code("13812340001");
  EXPECT_EQ(soon.status, 429);
  EXPECT_EQ(soon.code(), "code_too_soon");
  EXPECT_EQ(soon.header("Retry-After"), "40");
  EXPECT_EQ(soon.at("retry_after_seconds"), "40");
}

TEST_P(AccessRoutes, CountWrongTriesThoughRefused) {
  const Answered asked = ask_code("13812340001");
  const std::string wrong = asked.at("code") == "000000" ? "000001" : "000000";
  std::string last;
  for (int i = 0; i < 5; ++i) {
    last = anyone().post("/v1/sign-in", sign_in_body("13812340001", asked, wrong)).code();
    EXPECT_EQ(last, "code_wrong") << i;
    bench().tick(10s);
  }
  const Answered over =
      anyone().post("/v1/sign-in", sign_in_body("13812340001", asked, asked.at("code")));
  EXPECT_EQ(over.code(), "code_tries_over");
}

TEST_P(AccessRoutes, GiveTheSameTokenToTheSameKey) {
  const Answered asked = ask_code("13812340001");
  const std::string body = sign_in_body("13812340001", asked, asked.at("code"));
  const Answered first = anyone().key("once").post("/v1/sign-in", body);
  const Answered again = anyone().key("once").post("/v1/sign-in", body);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(again.body, first.body) << "a lost answer costs no new code";
  EXPECT_EQ(anyone().key("twice").post("/v1/sign-in", body).code(), "code_used");
}

TEST_P(AccessRoutes, EndASessionFromAnotherDevice) {
  Client phone = bearing(token_of("13812340001"));
  bench().tick(61s);
  Client tablet = bearing(token_of("13812340001"));
  const std::string session = phone.get("/v1/me").at("session");
  EXPECT_EQ(tablet.post("/v1/me/sessions/" + session + "/revoke").status, 204);
  EXPECT_EQ(phone.get("/v1/me").status, 401);
  EXPECT_EQ(phone.post("/v1/me/language", R"({"lang":"en"})").code(), "session_over");
  EXPECT_EQ(tablet.post("/v1/me/sessions/revoke-others").at("revoked"), "0");
}

TEST_P(AccessRoutes, LetStaffInByBothFactors) {
  const Staff staff = staff_with(bench(), "wanglan", Role::center_staff, "4112/411202/");
  bench().tick(1min);
  const auto body = [&](const std::string& totp) {
    return R"({"login":"WangLan","password":"seven ginkgo trees","totp":")" + totp + "\"}";
  };
  const std::string totp = staff.totp(bench().now());
  const Answered in = anyone().post("/v1/sign-in/staff", body(totp));
  ASSERT_EQ(in.status, 200) << in.body;
  EXPECT_EQ(anyone().post("/v1/sign-in/staff", body(totp)).code(), "sign_in_wrong");
  const Answered me = bearing(in.at("token")).get("/v1/me");
  EXPECT_EQ(me.at("roles"), R"([{"role":"center_staff","scope":"4112/411202/"}])");
  EXPECT_THAT(me.at("rights"), HasSubstr("need_triage"));
  EXPECT_THAT(me.at("rights"), Not(HasSubstr("role_grant")));
  EXPECT_EQ(bearing(in.at("token")).get("/v1/grants").status, 403);
}

TEST_P(AccessRoutes, OfTheDemoAreNowhereElse) {
  const std::string hash = hash_password(demo_password());
  ASSERT_TRUE(bench()
                  .run(TestBench::system(),
                       [&](Call& c) {
                         return offer_demo_staff(c, {"demo.worker",
                                                     1,
                                                     "王兰",
                                                     {"station worker", "社区工作者"},
                                                     Role::station_worker,
                                                     "4112/411202/",
                                                     hash});
                       })
                  .ok());
  const Answered logins = anyone().lang("en").get("/v1/demo/logins");
  ASSERT_EQ(logins.status, 200);
  EXPECT_THAT(logins.body, HasSubstr("station worker"));
  EXPECT_EQ(anyone().get("/v1/demo/codes?phone=13812340001").code(), "code_not_asked");
  const Answered asked = ask_code("13812340001");
  EXPECT_EQ(anyone().get("/v1/demo/codes?phone=13812340001").at("code"), asked.at("code"));

  bench().settings.demo = false;
  for (const char* target : {"/v1/demo/logins", "/v1/demo/codes?phone=13812340001"}) {
    EXPECT_EQ(anyone().get(target).status, 404) << target;
  }
  EXPECT_EQ(anyone()
                .post("/v1/demo/sign-in", R"({"person":"00000000-0000-0000-0000-000000000001"})")
                .code(),
            "only_in_demo");
  EXPECT_EQ(ask_code("13812340002").at("code"), "") << "no code in the answer outside the demo";
}

TEST_P(AccessRoutes, LogReadsBeforeTheAnswerLeaves) {
  const PersonId lan{Uuid{{1}}};
  http::TestServe shown(
      bench(),
      [](http::Router& r) {
        add_access_routes(r);
        r.query(
            "GET /v1/test/contact", +[](Call& call, const Nothing&) -> Result<RevokedView> {
              note_reading(call, PersonId{Uuid{{1}}}, FieldClass::contact, "test");
              return RevokedView{};
            });
      },
      http_hooks(bench().settings.region));
  const Staff staff = staff_with(bench(), "wanglan", Role::station_worker, "4112/411202/");
  ASSERT_EQ(shown.bearing(staff.token).get("/v1/test/contact").status, 200);
  const auto seen =
      bench().look(TestBench::person(lan), [&](Call& c) { return readings_of(c, {lan}, {}); });
  ASSERT_THAT(seen.value().items, testing::SizeIs(1));
  EXPECT_EQ(seen.value().items[0].reader, staff.person);
  EXPECT_THAT(bench().verify(), testing::IsEmpty());
}

// What clients rely on, word for word: a change of an answer is seen in review. Tokens, codes and
// invitations are chance, so what gives them stays out.
TEST_P(AccessRoutes, AnswerAsTheyAlwaysDid) {
  const Staff lin = staff_with(bench(), "lin", Role::security_admin, "4112/");
  const Staff sun = staff_with(bench(), "sun", Role::station_worker, "4112/411202/");
  http::Hooks hooks;
  hooks.may = http_hooks(bench().settings.region).may;
  hooks.record_reads = http_hooks(bench().settings.region).record_reads;
  http::TestServe known(bench(), add_all_routes, std::move(hooks));
  http::Conversation talk(known);
  const Actor admin = *actor_of(bench(), lin.token), worker = *actor_of(bench(), sun.token);
  const std::string staff = "/v1/staff/" + sun.person.text();
  talk.get("worker", worker, "/v1/me");
  talk.get("worker", worker, "/v1/me/sessions");
  talk.post("worker", worker, "/v1/me/language", R"({"lang":"en"})");
  talk.post("worker", worker, "/v1/me/language", R"({"lang":"fr"})");
  talk.get("worker", worker, "/v1/me/preferences");
  talk.post("worker", worker, "/v1/me/preferences", R"({"type_step":2,"key_maps":false})");
  talk.post("worker", worker, "/v1/me/preferences", R"({"type_step":4,"scheme":"pink"})");
  talk.get("admin", admin, "/v1/staff");
  talk.get("worker", worker, "/v1/staff");
  const auto role = [&](const char* name, const char* scope) {
    return R"({"person":")" + sun.person.text() + R"(","role":")" + name + R"(","scope":")" +
           scope + R"("})";
  };
  const Answered granted = talk.post("admin", admin, "/v1/grants", role("center_staff", "4112/"));
  talk.post("admin", admin, "/v1/grants", role("center_staff", "4112/"));
  talk.post("admin", admin, "/v1/grants", role("emperor", "4112"));
  talk.post("worker", worker, "/v1/grants", role("center_staff", "4112/"));
  const Answered waits = talk.post("admin", admin, "/v1/grants", role("auditor", "4112/"));
  talk.post("admin", admin, "/v1/grants/" + waits.at("id") + "/approve");
  talk.post("admin", admin, "/v1/grants/" + granted.at("id") + "/revoke");
  talk.post("admin", admin, "/v1/grants/" + granted.at("id") + "/revoke");
  talk.get("admin", admin, "/v1/grants");
  talk.get("worker", worker, "/v1/reads");
  talk.post("admin", admin, staff + "/suspend");
  talk.post("admin", admin, staff + "/suspend");
  talk.post("admin", admin, staff + "/resume");
  talk.post("worker", worker, "/v1/sign-in/codes", R"({"phone":"0398-2816001"})");
  talk.post("worker", worker, "/v1/sign-in/staff",
            R"({"login":"nobody","password":"seven ginkgo trees","totp":"123456"})");
  talk.post("worker", worker, "/v1/sign-out");
  EXPECT_GOLDEN("access.txt", talk.text());
}

}  // namespace
}  // namespace lastmile::access

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>

#include "attendance/attendance_rules.h"
#include "base/base64.h"
#include "storage/test_db.h"
#include "town.h"

/// Named bad days of the loop, over HTTP against the real program on both databases: each meets its
/// named refusal, in both languages, and leaves the need as it was.
namespace lastmile::fault {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Instant now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

class BadDays : public testing::TestWithParam<storage::On> {
 protected:
  void SetUp() override {
    if (!storage::is_available(GetParam())) GTEST_SKIP() << "LASTMILE_TEST_POSTGRES is not set";
    const bool on_postgres = GetParam() == storage::On::postgres;
    if (on_postgres) database_ = std::make_unique<storage::TestPostgres>(false);
    folder_ = std::filesystem::temp_directory_path() /
              fmt::format("lastmile-scenario-{}-{}", ::getpid(), on_postgres);
    place_ = {LASTMILE_PROGRAM, folder_ / "town", on_postgres ? database_->url() : ""};
    std::filesystem::create_directories(folder_);
    found_town(place_);
    server_ = std::make_unique<Server>(place_, folder_ / "requests.log");
    ASSERT_TRUE(server_->is_ready()) << place_.last_words();
    cast_ = enter_everyone(server_->port(), 1, 2);
  }
  void TearDown() override {
    server_.reset();
    EXPECT_EQ(lines_with("undeclared_refusal"), "");
    EXPECT_EQ(lines_with("refusal_without_field"), "");
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  /// The lines of the server's log that hold this word.
  std::string lines_with(std::string_view word) const {
    std::ifstream log(folder_ / "requests.log");
    std::string all;
    for (std::string line; std::getline(log, line);) {
      if (line.find(word) != line.npos) all += line + "\n";
    }
    return all;
  }

  Answer ask(const Request& request) { return fault::ask(server_->port(), request); }
  Answer post(const Person& who, const std::string& target, const std::string& body = "{}") {
    return ask(command(who, target, body));
  }
  Answer get(const Person& who, const std::string& target) { return ask(look(who, target)); }
  const Person& resident() { return cast_.residents[0]; }
  const Person& volunteer() { return cast_.volunteers[0]; }

  /// The refusal in Chinese and in English: the same code, each in words of its own language.
  void expect_refusal(const Person& who, const std::string& target, const std::string& body,
                      int status, const std::string& code) {
    Request request = command(who, target, body);
    const Answer zh = ask(request);
    request.lang = "en";
    request.key = fresh_key();
    const Answer en = ask(request);
    EXPECT_EQ(zh.code(), code) << target << zh.body;
    EXPECT_EQ(en.code(), code) << target << en.body;
    EXPECT_EQ(zh.status, status);
    EXPECT_EQ(en.status, status);
    const auto has_han = [](const std::string& text) {
      return std::any_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
    };
    EXPECT_TRUE(has_han(zh.at("title"))) << zh.body;
    EXPECT_FALSE(has_han(en.at("title"))) << en.body;
  }
  std::string ask_for_help() {
    return must(server_->port(),
                command(resident(), "/v1/needs",
                        fmt::format(R"({{"draft":false,"wanted":{{"category":"0401",)"
                                    R"("details":"陪我说说话","window":{}}}}})",
                                    window_json(-1, 60))))
        .at("id");
  }
  std::string triaged() {
    const auto need = ask_for_help();
    must(server_->port(),
         command(cast_.worker, "/v1/needs/" + need + "/triage", R"({"decision":"accept"})"));
    return need;
  }
  std::string offer(const std::string& need, const Person& whom) {
    const auto invited =
        must(server_->port(), command(cast_.worker, "/v1/needs/" + need + "/invite",
                                      fmt::format(R"({{"volunteers":["{}"]}})", whom.id)))
            .json();
    return std::string(invited.as_object().at("offers").as_array().at(0).as_string());
  }
  /// A need this volunteer has said yes to.
  std::string taken() {
    const auto need = triaged();
    must(server_->port(),
         command(volunteer(), "/v1/offers/" + offer(need, volunteer()) + "/accept"));
    return need;
  }
  std::string state(const std::string& need) {
    return get(resident(), "/v1/needs/" + need).at("state");
  }
  std::string code_now(const std::string& need) {
    const auto shown = get(resident(), "/v1/needs/" + need + "/code").json();
    return std::string(shown.as_object().at("now").as_object().at("code").as_string());
  }
  std::string by_pin(const std::string& need) {
    return fmt::format(R"({{"evidence":{{"pin":"{}"}}}})",
                       get(resident(), "/v1/needs/" + need).at("pin"));
  }

  std::unique_ptr<storage::TestPostgres> database_;
  std::filesystem::path folder_;
  Place place_;
  std::unique_ptr<Server> server_;
  Cast cast_;
};
EACH_DATABASE(BadDays);

TEST_P(BadDays, WhoTriagesSecondSeesWhoWasFirst) {
  const auto need = ask_for_help();
  const std::string triage = "/v1/needs/" + need + "/triage";
  ASSERT_EQ(post(cast_.worker, triage, R"({"decision":"accept"})").status, 200);
  expect_refusal(cast_.subcenter, triage, R"({"decision":"refuse","reason_code":"not_ours"})", 409,
                 "need_already_triaged");
  const Answer second = post(cast_.subcenter, triage, R"({"decision":"accept"})");
  EXPECT_THAT(second.at("seen"), HasSubstr("待派单，"));
  EXPECT_EQ(state(need), "awaiting_dispatch");
}

TEST_P(BadDays, AcceptingWhatWasWithdrawn) {
  const auto need = triaged();
  const auto offered = offer(need, volunteer());
  ASSERT_EQ(
      post(resident(), "/v1/needs/" + need + "/withdraw", R"({"reason_code":"solved"})").status,
      200);
  expect_refusal(volunteer(), "/v1/offers/" + offered + "/accept", "{}", 409, "offer_withdrawn");
  EXPECT_EQ(state(need), "withdrawn");
}

TEST_P(BadDays, CheckingInTwiceAndWithAnOldCode) {
  const auto need = taken();
  const std::string check_in = "/v1/needs/" + need + "/check-in";
  // A code of a slot that is not now, as the offline screen got it: one of the codes shown later.
  const auto codes = get(resident(), "/v1/needs/" + need + "/codes").json();
  const auto& items = codes.as_object().at("items").as_array();
  ASSERT_GT(items.size(), 100u);
  const std::string other(items.at(100).as_object().at("code").as_string());
  const auto by_code = [](const std::string& code) {
    return fmt::format(R"({{"evidence":{{"code":"{}"}}}})", code);
  };
  expect_refusal(volunteer(), check_in, by_code(other), 400, "code_old");
  expect_refusal(volunteer(), check_in, by_code("v1.nonsense"), 400, "code_wrong");
  EXPECT_EQ(state(need), "scheduled");
  ASSERT_EQ(post(volunteer(), check_in, by_code(code_now(need))).status, 200);
  expect_refusal(volunteer(), check_in, by_pin(need), 409, "already_checked_in");
  EXPECT_EQ(state(need), "in_service");
}

TEST_P(BadDays, CheckingInWithAClockADayOff) {
  const auto need = taken();
  attendance::CodeKey key{};
  const auto bytes = from_base64url(get(volunteer(), "/v1/me/ticket-key").at("key"));
  ASSERT_TRUE(bytes && bytes->size() == key.size());
  std::copy(bytes->begin(), bytes->end(), key.begin());
  const auto ticket = [&](std::chrono::hours off) {
    const auto text = attendance::signed_ticket(
        key, {Uuid::parse(need).value(), attendance::Direction::in, now() + off, code_now(need)});
    return fmt::format(R"({{"evidence":{{"ticket":"{}"}}}})", text);
  };
  const std::string check_in = "/v1/needs/" + need + "/check-in";
  expect_refusal(volunteer(), check_in, ticket(24h), 400, "device_clock_off");
  expect_refusal(volunteer(), check_in, ticket(-24h), 400, "device_clock_off");
  EXPECT_EQ(state(need), "scheduled");
  EXPECT_EQ(post(volunteer(), check_in, ticket(0h)).status, 200);
}

TEST_P(BadDays, CheckingInFromARevokedSession) {
  const auto need = taken();
  const auto phone = phone_of(residents_in_town + 2);
  const Person lost = enter_by_phone(server_->port(), phone, "127.0.77.1");
  ASSERT_EQ(get(lost, "/v1/me").status, 200);
  const std::string session = get(lost, "/v1/me").at("session");
  ASSERT_EQ(post(lost, "/v1/me/sessions/" + session + "/revoke").status, 204);
  expect_refusal(lost, "/v1/needs/" + need + "/check-in", by_pin(need), 401, "session_over");
  // Reading ends within the second for which a session is remembered.
  const auto until = std::chrono::steady_clock::now() + 2s;
  Line line(server_->port());
  Answer me = line.ask(look(lost, "/v1/me"));
  while (me.is_good() && std::chrono::steady_clock::now() < until) {
    me = line.ask(look(lost, "/v1/me"));
  }
  EXPECT_EQ(me.code(), "session_over");
  EXPECT_EQ(state(need), "scheduled");
}

TEST_P(BadDays, AtADeactivatedSiteNothingStarts) {
  const auto need = taken();
  const std::string site = get(resident(), "/v1/needs/" + need).at("site");
  ASSERT_EQ(post(cast_.center, "/v1/sites/" + site + "/close", R"({"reason":"撤并"})").status, 200);
  expect_refusal(volunteer(), "/v1/needs/" + need + "/check-in", by_pin(need), 409,
                 "site_inactive");
  expect_refusal(resident(), "/v1/needs",
                 fmt::format(R"({{"draft":false,"wanted":{{"category":"0401","details":"x",)"
                             R"("window":{}}}}})",
                             window_json(-1, 60)),
                 409, "site_inactive");
  EXPECT_EQ(state(need), "scheduled");
}

TEST_P(BadDays, AProofOfATreeThatIsNotThereYetSaysWhatToAsk) {
  const std::string proof = "/v1/journal/inclusion?leaf=0&size=";
  Request beyond = look({}, proof + "99999999");
  beyond.lang = "en";
  const Answer refused = ask(beyond);
  EXPECT_EQ(refused.code(), "tree_beyond_journal") << refused.body;
  EXPECT_THAT(refused.body, HasSubstr("ask for 0 (the present size)"));
  EXPECT_EQ(ask(look({}, proof + "0")).status, 200);
}

TEST_P(BadDays, DemoBrokenOffIsNotTakenUpAgainAndSaysWhatToDo) {
  ASSERT_EQ(server_->stop(), 0);
  EXPECT_NE(run(place_, {"demo", "--days", "0", "--teams", "1", "--volunteers", "4"}).code, 0);
  EXPECT_THAT(place_.last_words(), HasSubstr("remove " + place_.data.string()));
  EXPECT_THAT(place_.last_words(), HasSubstr("--data"));
}

}  // namespace
}  // namespace lastmile::fault

#include "notices/webhooks.h"

#include "needs/needs.h"
#include "notices/notices_fixture.h"
#include "people/organization_store.h"
#include "people/team_facts.h"
#include "people/team_store.h"
#include "send/far_fixture.h"
#include "send/web_post.h"

namespace lastmile::notices {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// What a header says in a request as it came.
std::string header(const std::string& request, const std::string& name) {
  const auto at = request.find("\r\n" + name + ": ");
  if (at == request.npos) return "";
  const auto from = at + 4 + name.size();
  return request.substr(from, request.find("\r\n", from) - from);
}
std::string body(const std::string& request) {
  return request.substr(request.find("\r\n\r\n") + 4);
}

struct Webhooks : NoticesTown {
  void SetUp() override {
    NoticesTown::SetUp();
    if (IsSkipped()) return;
    set_up([](Means& m) {
      m.webhooks_reach_private = true;
      m.webhook_failures_max = 3;
    });
    office = town().city_office;
  }
  MakeWebhook asked(const std::string& url, std::vector<Occasion> occasions = {}) {
    MakeWebhook cmd;
    cmd.name = given<Name>("大屏");
    cmd.site_path = given<access::SitePath>(town().subcenter.path);
    cmd.url = given<Text<8, 500>>(url);
    cmd.occasions = std::move(occasions);
    return cmd;
  }
  auto make(const Actor& actor, const MakeWebhook& cmd) {
    return run(actor, [&](Call& call) { return make_webhook(call, cmd); });
  }
  WebhookView shown(WebhookId id) {
    const auto all = bench().look(office, [&](Call& call) {
      return list_webhooks(call, {given<access::SitePath>(town().city.path), {}});
    });
    for (const auto& hook : all->items) {
      if (hook.webhook == id) return hook;
    }
    ADD_FAILURE() << "no such webhook";
    return {};
  }
  Actor office;
};
EACH_DATABASE(Webhooks);

TEST_P(Webhooks, HearWhatHappensThereAndBeneathAndNobodysName) {
  send::FarWeb far(send::http_answer(200, "ok"));
  const auto made = make(office, asked(far.url() + "/hook?key=1"));
  ASSERT_TRUE(made.ok()) << made.refused().refusal.code;
  EXPECT_EQ(made->webhook.host, "127.0.0.1");
  const auto li = town().resident("李桂花");
  const auto need = town().need({.recipient = li});
  town().need({.site = town().far_station.id});
  drain();
  ASSERT_THAT(far.asked(), SizeIs(1));
  const std::string request = far.asked()[0];
  EXPECT_THAT(request, testing::StartsWith("POST /hook?key=1 HTTP/1.1\r\n"));
  EXPECT_EQ(header(request, "Content-Type"), "application/json");
  EXPECT_EQ(header(request, "Lastmile-Event").size(), 36u);
  EXPECT_EQ(header(request, "Lastmile-Signature"),
            "v1=" + send::hmac_sha256(made->secret,
                                      header(request, "Lastmile-Timestamp") + "." + body(request)));
  EXPECT_THAT(body(request), HasSubstr(R"("occasion":"need_accepted")"));
  EXPECT_THAT(body(request), HasSubstr(R"("subject":")" + need.text()));
  EXPECT_THAT(body(request), HasSubstr(town().station.path));
  EXPECT_THAT(body(request), Not(HasSubstr(li.text())));
  EXPECT_THAT(body(request), Not(HasSubstr("李")));
  EXPECT_THAT(states(Channel::webhook), ElementsAre(SendingState::sent));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Webhooks, HearOnlyWhatTheyAskedFor) {
  send::FarWeb far(send::http_answer(204, ""));
  ASSERT_TRUE(make(office, asked(far.url(), {Occasion::help_coming})).ok());
  const auto need =
      town().need({.from = "2026-03-05T14:00:00+08:00", .to = "2026-03-05T16:00:00+08:00"});
  drain();
  EXPECT_THAT(far.asked(), IsEmpty());
  town().take(need, town().volunteer());
  drain();
  ASSERT_THAT(far.asked(), SizeIs(1));
  EXPECT_THAT(far.asked()[0], HasSubstr("help_coming"));
}

TEST_P(Webhooks, GetTheSameEventAgainUntilTheySayYes) {
  int times = 0;
  send::FarWeb far([&](const std::string&) {
    return ++times < 3 ? send::http_answer(500, "not today") : send::http_answer(200, "ok");
  });
  const auto made = make(office, asked(far.url()));
  town().need({});
  drain();
  EXPECT_EQ(shown(made->webhook.webhook).failures, 1);
  EXPECT_THAT(shown(made->webhook.webhook).said, HasSubstr("500 not today"));
  bench().tick(1min);
  drain();
  bench().tick(2min);
  drain();
  const auto asked_there = far.asked();
  ASSERT_THAT(asked_there, SizeIs(3));
  EXPECT_EQ(header(asked_there[0], "Lastmile-Event"), header(asked_there[2], "Lastmile-Event"));
  EXPECT_EQ(body(asked_there[0]), body(asked_there[2]));
  EXPECT_EQ(shown(made->webhook.webhook).failures, 0);
  EXPECT_THAT(states(Channel::webhook), ElementsAre(SendingState::sent));
}

TEST_P(Webhooks, AreSwitchedOffAfterTooManyFailuresAndSaySo) {
  send::FarWeb far(send::http_answer(503, "down"));
  const auto made = make(office, asked(far.url()));
  town().need({});
  drain();
  for (int i = 0; i < 4; ++i) {
    bench().tick(1h);
    drain();
  }
  EXPECT_THAT(far.asked(), SizeIs(3));
  const auto hook = shown(made->webhook.webhook);
  EXPECT_EQ(hook.state, WebhookState::disabled);
  EXPECT_THAT(hook.said, HasSubstr("503"));
  const auto missed = outbox({.undelivered = true});
  ASSERT_THAT(missed, SizeIs(1));
  EXPECT_EQ(missed[0].state, SendingState::given_up);
  EXPECT_THAT(missed[0].said, HasSubstr("switched off"));
  EXPECT_THAT(occasions(*office.person), Contains(Occasion::webhook_disabled));
  town().need({});
  drain();
  EXPECT_THAT(far.asked(), SizeIs(3)) << "it hears nothing meanwhile";
  const auto enabled =
      run(office, [&](Call& call) { return enable_webhook(call, {made->webhook.webhook}); });
  ASSERT_TRUE(enabled.ok());
  EXPECT_EQ(enabled->failures, 0);
}

TEST_P(Webhooks, GoAgainAfterAKillWithTheirEvent) {
  bool is_first = true;
  send::FarWeb far([&](const std::string&) {
    return std::exchange(is_first, false) ? std::string("silence") : send::http_answer(200, "ok");
  });
  ASSERT_TRUE(make(office, asked(far.url())).ok());
  town().need({});
  drain();  // nobody answered in time
  bench().tick(1min);
  drain();
  const auto asked_there = far.asked();
  ASSERT_THAT(asked_there, SizeIs(2));
  EXPECT_EQ(header(asked_there[0], "Lastmile-Event"), header(asked_there[1], "Lastmile-Event"));
}

// An association hears of what its teams do, wherever that is, and of nothing else.
TEST_P(Webhooks, OfAnOrganizationHearOfItsTeams) {
  send::FarWeb far(send::http_answer(200, "ok"));
  people::OrganizationRow clinic{.region = 4112};
  people::TeamRow nurses{.region = 4112};
  const auto leader = town().resident("陈院长");
  ASSERT_TRUE(run(TestBench::system(), [&](Call& call) -> Result<Done> {
                clinic.id = call.make_id<people::OrganizationTag>();
                clinic.name = clinic.keys = "医疗志愿者协会";
                clinic.path = clinic.id.text() + "/";
                clinic.site = town().far_station.id;
                clinic.site_path = town().far_station.path;
                ASSERT(call.tx.insert(clinic));
                ASSERT(call.tx.insert(
                    people::OrganizationLeaderRow{call.region(), clinic.id, leader, call.now}));
                nurses.id = call.make_id<people::TeamTag>();
                nurses.name = nurses.keys = "护士队";
                nurses.organization = clinic.id;
                nurses.path = nurses.id.text() + "/";
                nurses.site = town().far_station.id;
                nurses.site_path = town().far_station.path;
                ASSERT(call.tx.insert(nurses));
                call.journal.append(people::TeamSet{nurses.id, "made"}, {nurses.id.uuid});
                return Done{};
              }).ok());
  MakeWebhook cmd = asked(far.url());
  cmd.site_path.reset();
  cmd.organization = clinic.id;
  EXPECT_REFUSED(make(town().worker, cmd), "not_yours");
  ASSERT_TRUE(make(Town::as(leader), cmd).ok());
  const auto wang = town().volunteer();
  const auto take = [&](std::optional<people::TeamId> team) {
    const auto need = town().need({});
    ASSERT_TRUE(run(TestBench::system(), [&](Call& call) -> Result<needs::NeedBrief> {
                  RETURN_IF_REFUSED(needs::mark_offered(call, need, call.now + 1h));
                  return needs::mark_taken(call, need, wang, team);
                }).ok());
    drain();
  };
  take({});
  EXPECT_THAT(far.asked(), IsEmpty());
  take(nurses.id);
  ASSERT_FALSE(far.asked().empty());
  for (const auto& request : far.asked()) EXPECT_THAT(request, HasSubstr(town().station.path));
}

TEST_P(Webhooks, GoNowherePrivateUnlessToldTo) {
  set_up([](Means& m) { m.webhooks_reach_private = false; });
  const auto refused = [&](const std::string& url) {
    const auto made = make(office, asked(url));
    return made.ok() ? "" : std::string(made.refused().refusal.code);
  };
  EXPECT_EQ(refused("https://hook.example.cn/a"), "");
  EXPECT_EQ(refused("http://hook.example.cn/a"), "webhook_url_wrong");
  EXPECT_EQ(refused("ftp://hook.example.cn/a"), "webhook_url_wrong");
  EXPECT_EQ(refused("https://user:word@hook.example.cn/"), "webhook_url_wrong");
  EXPECT_EQ(refused("https://"), "webhook_url_wrong");
  for (const char* url : {"https://127.0.0.1/", "https://localhost/", "https://10.1.2.3/",
                          "https://192.168.0.1:8443/", "https://[::1]/", "https://[fd00::1]/",
                          "https://169.254.169.254/latest/meta-data", "http://127.0.0.1:8080/"}) {
    EXPECT_EQ(refused(url), "webhook_url_private") << url;
  }
}

TEST_P(Webhooks, AreKeptByTheSiteAndByNobodyElse) {
  send::FarWeb far(send::http_answer(200, "ok"));
  EXPECT_REFUSED(make(Actor{}, asked(far.url())), "not_signed_in");
  EXPECT_REFUSED(make(town().worker, asked(far.url())), "not_yours");
  EXPECT_REFUSED(make(Town::as(town().resident()), asked(far.url())), "not_yours");
  EXPECT_REFUSED(make(office, asked(far.url(), {Occasion::device_new})), "occasion_not_heard");
  const auto made = make(office, asked(far.url()));
  const WebhookRef ref{made->webhook.webhook};
  EXPECT_REFUSED(run(town().worker, [&](Call& call) { return pause_webhook(call, ref); }),
                 "webhook_unknown");
  ASSERT_TRUE(run(office, [&](Call& call) { return pause_webhook(call, ref); }).ok());
  town().need({});
  drain();
  EXPECT_THAT(far.asked(), IsEmpty());
  ASSERT_TRUE(run(office, [&](Call& call) { return test_webhook(call, ref); }).ok());
  drain();
  ASSERT_THAT(far.asked(), SizeIs(1));
  EXPECT_THAT(far.asked()[0], HasSubstr(R"("occasion":"test")"));
  const auto renewed = run(office, [&](Call& call) { return renew_secret(call, ref); });
  EXPECT_NE(renewed->secret, made->secret);
  ASSERT_TRUE(run(office, [&](Call& call) { return remove_webhook(call, ref); }).ok());
  EXPECT_REFUSED(run(office, [&](Call& call) { return enable_webhook(call, ref); }),
                 "webhook_removed");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

}  // namespace
}  // namespace lastmile::notices

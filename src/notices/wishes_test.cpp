#include "notices/wishes.h"

#include "notices/notices_fixture.h"
#include "notices/unsubscribe.h"

namespace lastmile::notices {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Wishes : NoticesTown {
  void SetUp() override {
    NoticesTown::SetUp();
    if (!IsSkipped()) li = town().resident("李桂花");
  }
  auto ask(const std::string& address) {
    return run(Town::as(li),
               [&](Call& call) { return ask_email(call, {given<send::MailAddress>(address)}); });
  }
  auto confirm(const std::string& code) {
    return run(Town::as(li),
               [&](Call& call) { return confirm_email(call, {given<Text<6, 6>>(code)}); });
  }
  WishesView wishes() {
    return bench().look(Town::as(li), [](Call& call) { return show_wishes(call, {}); }).value();
  }
  /// The six digits of the last mail.
  std::string code_sent() {
    drain();
    const std::string subject = mailer.taken.back().subject;
    return subject.substr(subject.size() - 6);
  }
  PersonId li;
};
EACH_DATABASE(Wishes);

TEST_P(Wishes, AnAddressIsOnesOwnOnceItsCodeCameBack) {
  const auto asked = ask("li@people.example");
  ASSERT_TRUE(asked.ok());
  EXPECT_FALSE(asked->code) << "only the mail tells it";
  EXPECT_EQ(wishes().email_state, EmailState::none);
  const std::string code = code_sent();
  EXPECT_EQ(mailer.taken.back().to, "li@people.example");
  EXPECT_THAT(mailer.taken.back().text, HasSubstr(code));
  const std::string other = code == "000000" ? "000001" : "000000";
  EXPECT_REFUSED(confirm(other), "email_code_wrong");
  const auto confirmed = confirm(code);
  ASSERT_TRUE(confirmed.ok());
  EXPECT_EQ(confirmed->email, "li@people.example");
  EXPECT_EQ(confirmed->email_state, EmailState::confirmed);
  EXPECT_REFUSED(confirm(code), "email_code_over");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Wishes, ACodeEndsWithItsTimeAndWithWrongTries) {
  ASSERT_TRUE(ask("li@people.example").ok());
  const std::string first = code_sent();
  bench().tick(31min);
  EXPECT_REFUSED(confirm(first), "email_code_over");
  ASSERT_TRUE(ask("li@people.example").ok());
  const std::string code = code_sent();
  const std::string wrong = code == "000000" ? "000001" : "000000";
  for (int i = 0; i < 5; ++i) EXPECT_REFUSED(confirm(wrong), "email_code_wrong");
  EXPECT_REFUSED(confirm(code), "email_code_over");
}

TEST_P(Wishes, CodesAreNotSentTooOften) {
  ASSERT_TRUE(ask("li@people.example").ok());
  const auto again = ask("li@people.example");
  EXPECT_REFUSED(again, "email_code_too_soon");
  EXPECT_EQ(again.refused().retry_after_seconds, 60);
  for (int i = 0; i < 7; ++i) {
    bench().tick(61s);
    ASSERT_TRUE(ask("li@people.example").ok()) << i;
  }
  bench().tick(61s);
  EXPECT_REFUSED(ask("li@people.example"), "email_code_too_soon");
  bench().tick(24h);
  EXPECT_TRUE(ask("li@people.example").ok());
  set_up([](Means& m) { m.email = false; });
  EXPECT_REFUSED(ask("li@people.example"), "email_off");
}

// Whoever took the account over cannot hide it from the address of before.
TEST_P(Wishes, TheAddressOfBeforeHearsOfAnotherOne) {
  give_email(li, "old@people.example");
  bench().tick(2min);
  ASSERT_TRUE(ask("new@people.example").ok());
  ASSERT_TRUE(confirm(code_sent()).ok());
  drain();
  EXPECT_EQ(mailer.taken.back().to, "old@people.example");
  EXPECT_THAT(mailer.taken.back().subject, HasSubstr("邮箱已更改"));
  EXPECT_EQ(inbox(li).at(0).occasion, Occasion::email_changed);
  const auto remove = [&] {
    return run(Town::as(li), [](Call& call) { return remove_email(call, {}); });
  };
  ASSERT_TRUE(remove().ok());
  EXPECT_FALSE(wishes().email);
  EXPECT_REFUSED(remove(), "no_email");
}

TEST_P(Wishes, AreShownWithWhatHoldsAndWhatIsLocked) {
  auto v = wishes();
  ASSERT_THAT(v.topics, SizeIs(all_of<Topic>().size()));
  EXPECT_EQ(v.phone->substr(0, 3), "138");
  EXPECT_THAT(*v.phone, HasSubstr("****"));
  EXPECT_EQ(v.quiet, QuietHours{});
  EXPECT_FALSE(v.own_quiet);
  const auto way = [&](Topic topic, Channel channel) {
    for (const auto& t : v.topics) {
      for (const auto& w : t.ways) {
        if (t.topic == topic && w.channel == channel) return w;
      }
    }
    return WayView{};
  };
  EXPECT_TRUE(way(Topic::security, Channel::inbox).locked);
  EXPECT_TRUE(way(Topic::security, Channel::email).locked);
  EXPECT_TRUE(way(Topic::visits, Channel::sms).on);
  EXPECT_TRUE(way(Topic::records, Channel::sms).partly);
  const auto chosen = run(
      Town::as(li), [](Call& call) { return choose(call, {Topic::visits, Channel::sms, false}); });
  v = *chosen;
  EXPECT_FALSE(way(Topic::visits, Channel::sms).on);
  EXPECT_TRUE(way(Topic::visits, Channel::sms).chosen);
}

TEST_P(Wishes, EndByTheLinkOfAnEmailWithoutSigningIn) {
  const auto token = [&](Topic topic) {
    return bench().look(TestBench::system(),
                        [&](Call& call) { return unsubscribe_token(call, {li, topic}); });
  };
  const auto end = [&](const std::string& text) {
    return run(Actor{}, [&](Call& call) { return unsubscribe(call, {given<Text<1, 200>>(text)}); });
  };
  EXPECT_REFUSED(end("nonsense"), "unsubscribe_wrong");
  std::string forged = token(Topic::visits);
  forged.replace(forged.find("visits"), 6, "needs");
  EXPECT_REFUSED(end(forged), "unsubscribe_wrong");
  EXPECT_REFUSED(end(token(Topic::security)), "unsubscribe_wrong");
  const auto ended = end(token(Topic::visits));
  ASSERT_TRUE(ended.ok());
  EXPECT_EQ(ended->topic, Topic::visits);
  bench().look(TestBench::system(), [&](Call& call) {
    const auto row = load_own_wish(call.tx, call.region(), li);
    EXPECT_FALSE(is_wanted(row->choices, Occasion::visit_day, Channel::email));
    EXPECT_TRUE(is_wanted(row->choices, Occasion::visit_day, Channel::inbox));
    EXPECT_TRUE(is_wanted(row->choices, Occasion::need_accepted, Channel::email));
    return 0;
  });
}

}  // namespace
}  // namespace lastmile::notices

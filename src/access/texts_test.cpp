#include "access/texts.h"

#include <gmock/gmock.h>

#include "access/access_bench.h"
#include "access/access_jobs.h"
#include "access/text_store.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Phone phone = *Phone::parse("13812340001");

/// Remembers what it took; fails as often as told before.
struct FailingGateway : send::SmsGateway {
  send::Delivery send(const send::TextMessage& m, const send::Watch&) override {
    ++tries;
    if (failures-- > 0) return {send::Outcome::not_taken, "busy"};
    sent.push_back(m);
    return {send::Outcome::taken};
  }
  int failures = 0;
  int tries = 0;
  std::vector<send::TextMessage> sent;
};

struct TextQueue : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    add_access_jobs(registry, gateway);
    commands = jobs::make_commands(
        bench().db(), bench().log(), bench().vault(), bench().settings,
        [this] { return bench().now(); }, 5);
  }
  void drain() { jobs::drain(*commands, registry); }
  std::string state() {
    const storage::Sql one{storage::Sql::Unlisted{}, "one", "select state from text_message"};
    return bench()
        .db()
        .reading([&](storage::Tx& tx) { return tx.row<std::string>(one); })
        .value_or("");
  }
  FailingGateway gateway;
  jobs::Registry registry;
  std::unique_ptr<jobs::Commands> commands;
};
EACH_DATABASE(TextQueue);

TEST_P(TextQueue, SendsTheCodeOnce) {
  bench().settings.demo = true;
  const CodeAsked asked = ask(bench(), phone).value();
  EXPECT_EQ(state(), "queued");
  drain();
  drain();
  ASSERT_THAT(gateway.sent, SizeIs(1));
  EXPECT_EQ(gateway.sent[0].phone, phone);
  EXPECT_THAT(gateway.sent[0].text, HasSubstr(*asked.code));
  EXPECT_EQ(send::count_segments(gateway.sent[0].text), 1);
  EXPECT_EQ(state(), "sent");
}

TEST_P(TextQueue, TriesAgainWithTheSameId) {
  EXPECT_TRUE(ask(bench(), phone).ok());
  gateway.failures = 2;
  for (int i = 0; i < 10 && gateway.sent.empty(); ++i) {
    drain();
    bench().tick(5s);
  }
  ASSERT_THAT(gateway.sent, SizeIs(1));
  EXPECT_EQ(gateway.tries, 3);
}

TEST_P(TextQueue, GivesUpWhenTheCodeIsOver) {
  EXPECT_TRUE(ask(bench(), phone).ok());
  gateway.failures = 1000;
  drain();
  EXPECT_EQ(gateway.tries, 1);
  bench().tick(5min);
  drain();
  EXPECT_THAT(gateway.sent, IsEmpty());
  EXPECT_EQ(gateway.tries, 1) << "an old code is not worth a message";
  EXPECT_EQ(state(), "expired");
}

TEST_P(TextQueue, ClearsAwayWhatEnded) {
  bench().settings.demo = true;
  const SignedInView view = sign_in_by_phone(bench(), "13812340001");
  drain();
  const auto count = [&](const char* table) {
    const std::string text = std::string("select count(*) from ") + table;
    return bench().db().reading([&](storage::Tx& tx) {
      const auto statement = tx.start_text(text, {});
      return statement->step() ? statement->integer(0) : -1;
    });
  };
  EXPECT_EQ(count("sign_in_code"), 1);
  bench().tick(24h);
  drain();
  EXPECT_EQ(count("sign_in_code"), 1) << "its count is needed for a day";
  bench().tick(2h);
  drain();
  EXPECT_EQ(count("sign_in_code"), 0);
  EXPECT_EQ(count("session"), 1);
  EXPECT_TRUE(actor_of(bench(), view.token));
  bench().tick(98 * 24h);
  drain();
  EXPECT_EQ(count("session"), 0);
  EXPECT_EQ(count("known_device"), 1);
  bench().tick(400 * 24h);
  drain();
  EXPECT_EQ(count("known_device"), 0);
  EXPECT_EQ(count("text_message"), 0);
}

}  // namespace
}  // namespace lastmile::access

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>

#include "notices/notices_fixture.h"
#include "notices/telling.h"
#include "send/far_fixture.h"
#include "send/mail_fixture.h"

/// Kills the program for real, at each step of a message's way out, with a real mail server and a
/// real provider at the far end: every address is served once, or named.
namespace lastmile::notices {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;

constexpr int readers = 3;

/// The steps between which a kill may fall.
enum class Step { claimed, noting, noted, handed_over, answered };
BOOST_DESCRIBE_ENUM(Step, claimed, noting, noted, handed_over, answered)

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// Ends this process when its turn has come.
class Killer {
 public:
  Killer() : step_(parse_enum<Step>(from_environment("LASTMILE_CRASH_STEP"))) {
    const std::string turn = from_environment("LASTMILE_CRASH_TURN");
    turns_left_ = turn.empty() ? 0 : std::stoi(turn);
  }
  void pass(Step step) {
    if (step_ == step && turns_left_-- == 0) ::kill(::getpid(), SIGKILL);
  }

 private:
  std::optional<Step> step_;
  int turns_left_ = 0;
};

/// The real far end, and a process that may die on the way to it.
template <class Base, class Message>
send::Delivery through(Base& far, Killer& killer, const Message& message,
                       const send::Watch& watch) {
  killer.pass(Step::claimed);
  send::Watch deadly{[&] {
                       killer.pass(Step::noting);
                       const bool yes = watch.hand_over();
                       killer.pass(Step::noted);
                       return yes;
                     },
                     watch.wait};
  const auto delivery = far.send(message, deadly);
  if (delivery.outcome == send::Outcome::taken) killer.pass(Step::handed_over);
  killer.pass(Step::answered);
  return delivery;
}
struct DeadlyMailer : send::Mailer {
  DeadlyMailer(send::Mailer& far, Killer& killer) : far_(far), killer_(killer) {}
  send::Delivery send(const send::Mail& mail, const send::Watch& watch) override {
    return through(far_, killer_, mail, watch);
  }
  send::Mailer& far_;
  Killer& killer_;
};
struct DeadlySms : send::SmsGateway {
  DeadlySms(send::SmsGateway& far, Killer& killer) : far_(far), killer_(killer) {}
  send::Delivery send(const send::TextMessage& text, const send::Watch& watch) override {
    return through(far_, killer_, text, watch);
  }
  send::SmsGateway& far_;
  Killer& killer_;
};

send::SmsProvider provider_at(const std::string& url) {
  send::SmsProvider provider;
  provider.url = url + "/send";
  provider.headers = {"Content-Type: application/json"};
  provider.body = R"({"to":"{phone}","text":"{text}"})";
  return provider;
}

send::MailServer server_at(int port) {
  send::MailServer s;
  s.host = "127.0.0.1";
  s.port = Bounded<1, 65535>{port};
  s.security = send::MailSecurity::none;
  s.from = "notices@town.example";
  return s;
}

/// The program to be killed: what waits in the outbox goes out.
TEST(SendingChild, DISABLED_SendsUntilKilled) {
  const storage::Where where{from_environment("LASTMILE_CRASH_FILE"),
                             from_environment("LASTMILE_CRASH_POSTGRES")};
  const auto db = storage::Db::open(where);
  const auto vault = vault::Vault::open(from_environment("LASTMILE_CRASH_KEYS"), *db);
  const auto log = journal::Log::open(*db, *vault, 4112);
  Settings settings;
  const Instant now = at_ms(std::stoll(from_environment("LASTMILE_CRASH_NOW")));
  const auto commands = jobs::make_commands(*db, *log, *vault, settings, [&] { return now; });
  Killer killer;
  const auto mailer =
      send::make_smtp_mailer(server_at(std::stoi(from_environment("LASTMILE_CRASH_SMTP"))));
  const auto gateway = send::make_http_gateway(provider_at(from_environment("LASTMILE_CRASH_SMS")));
  DeadlyMailer deadly_mailer(*mailer, killer);
  DeadlySms deadly_sms(*gateway, killer);
  jobs::Registry registry;
  add_sending(registry, {&deadly_mailer, &deadly_sms});
  for (const auto& errand : registry.errands) {
    while (errand.run(*commands)) {
    }
  }
}

struct SendingCrash : NoticesTown {
  /// Some people are told something new by e-mail and SMS; nothing is sent yet.
  void fill_outbox() {
    queued_at = bench().now();
    const auto told = run(TestBench::system(), [&](Call& call) -> Check {
      for (int i = 0; i < readers; ++i) {
        for (const Channel channel : {Channel::email, Channel::sms}) {
          const bool mail = channel == Channel::email;
          put_out(call, {.channel = channel,
                         .told = {Occasion::need_accepted, {}, town().station.path},
                         .event = fmt::format("{}/{}", ms_of(call.now), i),
                         .address = mail ? fmt::format("p{}@people.example", i)
                                         : fmt::format("1381234000{}", i),
                         .shown = std::to_string(i),
                         .due = call.now});
        }
      }
      return Done{};
    });
    ASSERT_TRUE(told.ok());
  }
  /// Runs the child over what waits; true when it was killed.
  bool child(std::optional<Step> step, int turn) {
    std::vector<std::string> env;
    for (char** e = environ; *e; ++e) {
      if (!std::string_view(*e).starts_with("GTEST_")) env.emplace_back(*e);
    }
    const auto add = [&](const char* name, const std::string& value) {
      env.push_back(std::string(name) + "=" + value);
    };
    add("LASTMILE_CRASH_FILE", bench().test_db().where().file.string());
    add("LASTMILE_CRASH_POSTGRES", bench().test_db().where().postgres);
    add("LASTMILE_CRASH_KEYS", bench().key_dir().string());
    add("LASTMILE_CRASH_NOW", std::to_string(ms_of(bench().now())));
    add("LASTMILE_CRASH_SMTP", std::to_string(far_mail.port()));
    add("LASTMILE_CRASH_SMS", far_sms.url());
    if (step) add("LASTMILE_CRASH_STEP", std::string(to_text(*step)));
    add("LASTMILE_CRASH_TURN", std::to_string(turn));
    std::vector<char*> env_pointers;
    for (auto& e : env) env_pointers.push_back(e.data());
    env_pointers.push_back(nullptr);
    std::vector<std::string> args{"notices_test", "--gtest_also_run_disabled_tests",
                                  "--gtest_filter=SendingChild.*", "--gtest_brief=1"};
    std::vector<char*> arg_pointers;
    for (auto& a : args) arg_pointers.push_back(a.data());
    arg_pointers.push_back(nullptr);
    pid_t pid = 0;
    EXPECT_EQ(::posix_spawn(&pid, "/proc/self/exe", nullptr, nullptr, arg_pointers.data(),
                            env_pointers.data()),
              0);
    int status = 0;
    ::waitpid(pid, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  }
  /// How often each address was served at the far ends.
  std::map<std::string, int> served() const {
    std::map<std::string, int> all;
    for (const auto& mail : far_mail.taken()) ++all[mail.to.at(0)];
    for (const auto& request : far_sms.asked()) {
      const auto at = request.find(R"("to":")");
      ++all[request.substr(at + 6, 11)];
    }
    return all;
  }

  Instant queued_at{};
  send::FarMail far_mail;
  send::FarWeb far_sms{send::http_answer(200, "ok")};
};
EACH_DATABASE(SendingCrash);

TEST_P(SendingCrash, KilledAtEachStepEveryAddressIsServedOnceOrNamed) {
  set_up([](Means& m) { m.sms_a_day_each = 1000; });
  for (const Step step : all_of<Step>()) {
    for (int turn = 0; turn < 2 * readers; turn += 2) {
      const auto before = served();
      bench().tick(1min);
      fill_outbox();
      ASSERT_TRUE(child(step, turn)) << to_text(step) << " " << turn;
      bench().tick(lease_length + 1s);
      EXPECT_FALSE(child({}, 0));
      restart();
      int named = 0;
      for (const auto& row : outbox()) {
        if (row.queued_at < queued_at) continue;
        EXPECT_FALSE(is_under_way(row.state)) << to_text(row.state);
        named += row.state == SendingState::unknown ? 1 : 0;
        EXPECT_TRUE(row.state == SendingState::sent || row.state == SendingState::unknown);
      }
      int missing = 0;
      for (const auto& [address, times] : served()) {
        const auto known = before.find(address);
        const int now = times - (known == before.end() ? 0 : known->second);
        EXPECT_LE(now, 1) << address << " at " << to_text(step);
        missing += 1 - now;
      }
      missing += 2 * readers - static_cast<int>(served().size());
      EXPECT_LE(missing, named) << "at " << to_text(step);
      EXPECT_LE(named, 1);
      // Only between the note and its answer does nobody know.
      const bool in_doubt =
          step == Step::noted || step == Step::handed_over || step == Step::answered;
      EXPECT_EQ(named, in_doubt ? 1 : 0) << to_text(step);
      EXPECT_THAT(bench().verify(), IsEmpty());
    }
  }
}

}  // namespace
}  // namespace lastmile::notices

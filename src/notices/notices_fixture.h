#pragma once
#include <gmock/gmock.h>

#include "dispatch/test_town.h"
#include "needs/need_service.h"
#include "notices/means.h"
#include "notices/notice_jobs.h"
#include "notices/notices.h"
#include "notices/outbox.h"
#include "notices/wishes.h"
#include "records/record_jobs.h"

namespace lastmile::notices {

using dispatch::given;
using dispatch::Town;

/// A far end in the test's hands: it does with each message what it is told, and remembers what
/// arrived.
struct FakeMailer : send::Mailer {
  send::Delivery send(const send::Mail& mail, const send::Watch& watch) override {
    ++tries;
    if (before) before();
    if (is_away) return {send::Outcome::not_taken, "connection refused"};
    if (watch.hand_over && !watch.hand_over()) return {send::Outcome::not_taken, "held back"};
    if (takes) taken.push_back(mail);
    if (after) after();
    return answer;
  }
  std::vector<std::string> subjects() const {
    std::vector<std::string> all;
    for (const auto& mail : taken) all.push_back(mail.subject);
    return all;
  }
  bool is_away = false;
  bool takes = true;
  send::Delivery answer{send::Outcome::taken, "250 kept"};
  std::function<void()> before, after;  // throw: as a kill there
  int tries = 0;
  std::vector<send::Mail> taken;
};

struct FakeSms : send::SmsGateway {
  send::Delivery send(const send::TextMessage& text, const send::Watch& watch) override {
    if (watch.hand_over && !watch.hand_over()) return {send::Outcome::not_taken, "held back"};
    taken.push_back(text);
    if (after) after();
    return answer;
  }
  bool sends_once_by_id() const override { return once_by_id; }
  send::Delivery answer{send::Outcome::taken, "200 {\"code\":0}"};
  bool once_by_id = false;
  std::function<void()> after;
  std::vector<send::TextMessage> taken;
};

/// As a kill: nothing of this process goes on from here.
struct Killed {};

/// A town whose people are told of what happens to them.
struct NoticesTown : OnEachBench {
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    bench().settings.demo = false;
    town_ = std::make_unique<Town>(bench());
    records::add_record_jobs(town_->registry);
    add_notice_jobs(town_->registry, {&mailer, &sms});
    set_up([](Means& s) { s.email = s.sms = true; });
  }
  Town& town() { return *town_; }
  /// All work of the town that is due, as after any restart.
  void drain() {
    if (!commands_) commands_ = jobs::commands_of(bench(), ++seed_);
    jobs::drain(*commands_, town().registry);
  }
  void restart() {
    commands_.reset();
    bench().restart();
  }

  template <class F>
  auto run(const Actor& actor, F&& verb) {
    return bench().run(actor, verb);
  }
  void set_up(const std::function<void(Means&)>& change) {
    (void)run(TestBench::system(), [&](Call& call) -> Check {
      Means s = means(call);
      change(s);
      note_means(call, s);
      return Done{};
    });
  }
  std::vector<NoticeView> inbox(PersonId who, const ListNotices& query = {}) {
    drain();
    Actor actor = Town::as(who);
    auto view = bench().look(actor, [&](Call& call) { return list_notices(call, query); });
    EXPECT_TRUE(view.ok());
    return view->items;
  }
  std::vector<Occasion> occasions(PersonId who) {
    std::vector<Occasion> all;
    for (const auto& notice : inbox(who)) all.push_back(notice.occasion);
    return all;
  }
  std::int64_t unread(PersonId who) {
    drain();
    return bench().look(Town::as(who), [](Call& call) { return count_notices(call, {}); })->unread;
  }
  /// Gives somebody an e-mail address, by the code sent to it.
  void give_email(PersonId who, const std::string& address) {
    bench().settings.demo = true;  // the code is told in place of the message
    const auto asked = run(Town::as(who), [&](Call& call) {
      return ask_email(call, {given<send::MailAddress>(address)});
    });
    bench().settings.demo = false;
    ASSERT_TRUE(asked.ok()) << asked.refused().refusal.code;
    ASSERT_TRUE(run(Town::as(who), [&](Call& call) {
                  return confirm_email(call, {given<Text<6, 6>>(*asked->code)});
                }).ok());
    drain();
    mailer.taken.clear();
    mailer.tries = 0;
  }
  std::vector<SendingView> outbox(const ListOutbox& query = {}) {
    ListOutbox q = query;
    if (q.under.empty()) q.under = given<access::SitePath>(town().city.path);
    const auto all = bench().look(city_staff(), [&](Call& call) { return list_outbox(call, q); });
    EXPECT_TRUE(all.ok());
    return all->items;
  }
  std::vector<SendingState> states(Channel channel) {
    std::vector<SendingState> all;
    for (const auto& s : outbox()) {
      if (s.channel == channel && s.occasion != Occasion::email_code) all.push_back(s.state);
    }
    return all;
  }
  /// Staff who may see and do everything of people, over the whole city.
  Actor city_staff() { return TestBench::person(town().center_staff.person.value(), grants()); }
  std::vector<Grant> grants() { return {{"center_staff", town().city.path}}; }

  FakeMailer mailer;
  FakeSms sms;

 private:
  std::unique_ptr<Town> town_;
  std::unique_ptr<jobs::Commands> commands_;
  std::uint64_t seed_ = 100;
};

}  // namespace lastmile::notices

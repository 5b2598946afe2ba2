#include <cstdio>

#include "cli/cli.h"
#include "notices/default_texts.h"

/// notices test: try the way to a mail server or an SMS provider, without a server running.
namespace lastmile::cli {
namespace {

struct Test {
  std::string data = "data";
  std::string to;
};

int wrong(const char* what) {
  std::fprintf(stderr, "lastmile: %s\n", what);
  return 1;
}

int said(const send::Delivery& delivery) {
  const bool taken = delivery.outcome == send::Outcome::taken;
  std::printf("%s: %s\n", std::string(to_text(delivery.outcome)).c_str(), delivery.said.c_str());
  return taken ? 0 : 1;
}

// Each test is a message of its own: whoever heeds ids must not take it for the last one.
std::string fresh_id() {
  Rng rng = Rng::from_system();
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return Uuid::make(now, rng).text();
}

int test_mail(const app::TownFile& file, const send::MailAddress& to) {
  if (!file.smtp) return wrong("no mail server is set up: give `smtp` in town.conf");
  const auto& words = notices::default_text(notices::Occasion::test);
  const Lang lang = terminal_lang();
  send::Mail mail;
  mail.id = fresh_id();
  mail.to = to.text();
  mail.subject = words.title.in(lang);
  mail.text = words.sms.in(lang);
  mail.lang = lang;
  mail.at = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return said(send::make_smtp_mailer(*file.smtp)->send(mail, {}));
}

int test_sms(const app::TownFile& file, const Phone& to) {
  if (!file.sms) return wrong("no SMS provider is set up: give `sms` in town.conf");
  const auto& words = notices::default_text(notices::Occasion::test);
  return said(send::make_http_gateway(*file.sms)->send(
      {fresh_id(), to, std::string(words.sms.in(terminal_lang()))}, {}));
}

int test(const Test& t) {
  if (!app::has_town_file(t.data)) {
    return wrong("no town.conf there: --data names the folder of the town");
  }
  const app::TownFile file = app::read_town_file(t.data);
  if (const auto mail = send::MailAddress::parse(t.to)) return test_mail(file, *mail);
  if (const auto phone = Phone::parse(t.to); phone && phone->is_mobile()) {
    return test_sms(file, *phone);
  }
  return wrong("--to takes an e-mail address or a mobile number");
}

}  // namespace

void add_notice_commands(CLI::App& app, Action& action) {
  auto o = std::make_shared<Test>();
  auto* group = app.add_subcommand("notices", "E-mail and text messages");
  group->require_subcommand(1);
  auto* sub = group->add_subcommand(
      "test", "Send one test message as town.conf says, and tell what the other side answered");
  sub->add_option("--data", o->data, "Folder of the data and keys")->capture_default_str();
  sub->add_option("--to", o->to, "An e-mail address, or a mobile number")->required();
  sub->callback([o, &action] { action = [o] { return test(*o); }; });
}

}  // namespace lastmile::cli

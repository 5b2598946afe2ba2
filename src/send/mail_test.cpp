#include "send/mail.h"

#include <gmock/gmock.h>

#include "send/mail_fixture.h"

namespace lastmile::send {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Mail mail{.id = "0198f3a0",
                .to = "li@people.example",
                .subject = "明天上午有人来帮忙：请您留意门铃与电话，谢谢您的信任和支持",
                .text = "您好：\n志愿者明天 9:00 到。\n.\n= 就这样 =\n",
                .unsubscribe = "https://town.example/unsubscribe?token=t",
                .at = at_ms(1'772'413'200'000)};

Mail to(std::string address) {
  Mail m = mail;
  m.to = std::move(address);
  return m;
}

TEST(MailAddresses, AreTakenAsServersTakeThem) {
  for (const char* good : {"li@example.cn", " Li.Ming+a@Example.CN ", "a@b.co", "1@1.example"}) {
    EXPECT_TRUE(MailAddress::parse(good)) << good;
  }
  for (const char* bad : {"", "li", "li@", "@example.cn", "li@example", "li@-a.cn", "a b@c.cn",
                          ".li@c.cn", "li..x@c.cn", "李@c.cn", "li@c.cn\r\nRCPT TO:<x@y.cn>",
                          "<li@c.cn>", "li@c..cn", "\"a b\"@c.cn"}) {
    EXPECT_FALSE(MailAddress::parse(bad)) << bad;
  }
  EXPECT_EQ(MailAddress::parse("Li@Example.CN")->text(), "Li@example.cn");
  EXPECT_EQ(MailAddress::parse("Li@Example.CN")->masked(), "L***@example.cn");
}

TEST(Mime, IsAMessageThatEveryReaderShows) {
  MailServer server;
  server.from = "notices@town.example";
  server.from_name = "Lastmile, the \"town\"";
  const std::string text = mime_of(mail, server);
  EXPECT_THAT(text, HasSubstr("Date: Mon, 2 Mar 2026 01:00:00 +0000\r\n"));
  EXPECT_THAT(text,
              HasSubstr("From: \"Lastmile, the \\\"town\\\"\"\r\n <notices@town.example>\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nMessage-ID: <0198f3a0@town.example>\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\nSubject: =?utf-8?B?"));
  EXPECT_THAT(text, HasSubstr("=\r\n"));
  EXPECT_THAT(text, HasSubstr("\r\n=2E\r\n=3D"));
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    ASSERT_NE(end, text.npos);
    EXPECT_LE(end - at, 78u) << text.substr(at, end - at);
    at = end + 2;
  }
  for (const char c : text) EXPECT_TRUE((c >= 0x20 && c < 0x7f) || c == '\r' || c == '\n');
  EXPECT_EQ(mime_of(mail, server), text) << "a repeat is the same message";
}

TEST(Smtp, HandsOverOneMessageToOneAddress) {
  FarMail far;
  const auto delivery = make_smtp_mailer(far.server())->send(mail, {});
  EXPECT_EQ(delivery.outcome, Outcome::taken) << delivery.said;
  EXPECT_EQ(delivery.said, "250 2.0.0 kept");
  ASSERT_THAT(far.taken(), SizeIs(1));
  const auto taken = far.taken()[0];
  EXPECT_EQ(taken.from, "notices@town.example");
  EXPECT_THAT(taken.to, testing::ElementsAre("li@people.example"));
  EXPECT_EQ(taken.header("Message-ID"), "<0198f3a0@town.example>");
  EXPECT_EQ(taken.header("List-Unsubscribe"), "<https://town.example/unsubscribe?token=t>");
  EXPECT_EQ(taken.message, mime_of(mail, far.server()));
}

TEST(Smtp, TellsANeverFromANotNowAndBothFromDoubt) {
  FarMail far;
  const auto mailer = make_smtp_mailer(far.server());
  struct Case {
    std::string temper;
    Outcome outcome;
    std::string said;
  };
  const Case cases[] = {
      {"busy", Outcome::not_taken, "451 4.3.0 come back later"},
      {"busy", Outcome::taken, "250"},
      {"never", Outcome::refused, "550-5.1.1 no such user here: 550 5.1.1 <never@x.example>"},
      {"full", Outcome::not_taken, "452 4.2.2 mailbox full"},
      {"full", Outcome::taken, "250"},
      {"spam", Outcome::refused, "554 5.7.1 we take no such thing"},
      {"deaf", Outcome::unknown, "no answer to the message"},
      {"gone", Outcome::unknown, "no answer to the message"}};
  for (const auto& c : cases) {
    const auto delivery = mailer->send(to(c.temper + "@x.example"), {});
    EXPECT_EQ(delivery.outcome, c.outcome) << c.temper << ": " << delivery.said;
    EXPECT_THAT(delivery.said, HasSubstr(c.said)) << c.temper;
  }
  EXPECT_THAT(far.taken(), SizeIs(4));  // two that came back, and the two that fell silent
}

// The server takes nothing whose last dot it never saw, so what was not noted was not sent.
TEST(Smtp, HandsNothingOverAgainstTheWatch) {
  FarMail far;
  const auto mailer = make_smtp_mailer(far.server());
  EXPECT_EQ(mailer->send(mail, {.hand_over = [] { return false; }}).outcome, Outcome::not_taken);
  const auto fails = []() -> bool { throw std::runtime_error("no lane"); };
  EXPECT_THROW(mailer->send(mail, {.hand_over = fails}), std::runtime_error);
  int asked = 0;
  const auto sees_nothing = [&] {
    ++asked;
    return far.taken().empty();
  };
  EXPECT_EQ(mailer->send(mail, {.hand_over = sees_nothing}).outcome, Outcome::taken);
  EXPECT_EQ(asked, 1);
  EXPECT_THAT(far.taken(), SizeIs(1));
}

TEST(Smtp, EnciphersAndNamesItselfAsToldOrSendsNothing) {
  FarMail far({"--starttls", "--auth", "town:secret"});
  MailServer server = far.server();
  server.security = MailSecurity::starttls;
  server.host = "localhost";
  server.user = "town";
  server.password = "secret";
  const auto unknown_issuer = make_smtp_mailer(server)->send(mail, {});
  EXPECT_EQ(unknown_issuer.outcome, Outcome::not_taken);
  EXPECT_THAT(unknown_issuer.said, HasSubstr("certificate"));
  server.ca_file = far.ca_file();
  EXPECT_EQ(make_smtp_mailer(server)->send(mail, {}).outcome, Outcome::taken);
  ASSERT_THAT(far.taken(), SizeIs(1));
  EXPECT_EQ(far.taken()[0].login, "town");
  EXPECT_TRUE(far.taken()[0].tls);
  server.password = "wrong";
  const auto locked_out = make_smtp_mailer(server)->send(mail, {});
  EXPECT_EQ(locked_out.outcome, Outcome::not_taken) << "the set-up is wrong, not the address";
  EXPECT_THAT(locked_out.said, HasSubstr("535"));
  EXPECT_THAT(locked_out.said, testing::Not(HasSubstr("wrong")));

  FarMail plain;
  MailServer wants_tls = plain.server();
  wants_tls.security = MailSecurity::starttls;
  EXPECT_EQ(make_smtp_mailer(wants_tls)->send(mail, {}).outcome, Outcome::not_taken);
  EXPECT_THAT(plain.taken(), IsEmpty());
}

TEST(Smtp, SpeaksTlsFromTheFirstByte) {
  FarMail far({"--tls"});
  MailServer server = far.server();
  server.security = MailSecurity::tls;
  server.ca_file = far.ca_file();
  EXPECT_EQ(make_smtp_mailer(server)->send(mail, {}).outcome, Outcome::taken);
  EXPECT_THAT(far.taken(), SizeIs(1));
}

TEST(Smtp, RefusesAWrongDescription) {
  const auto wrong = [](auto change) {
    MailServer server;
    server.host = "mail.example.cn";
    server.from = "notices@town.example";
    EXPECT_NO_THROW(make_smtp_mailer(server));
    change(server);
    EXPECT_THROW(make_smtp_mailer(server), std::runtime_error);
  };
  wrong([](MailServer& s) { s.host = "smtp://mail.example.cn"; });
  wrong([](MailServer& s) { s.host = ""; });
  wrong([](MailServer& s) { s.from = "the town"; });
  wrong([](MailServer& s) { s.user = "town"; });
  wrong([](MailServer& s) { s.from_name = "a\r\nBcc: b@c.example"; });
  wrong([](MailServer& s) {
    s.user = s.password = "town";
    s.security = MailSecurity::none;
  });
  MailServer nowhere;
  nowhere.host = "127.0.0.1";
  nowhere.port = Bounded<1, 65535>{1};
  nowhere.from = "notices@town.example";
  EXPECT_EQ(make_smtp_mailer(nowhere)->send(mail, {}).outcome, Outcome::not_taken);
}

}  // namespace
}  // namespace lastmile::send

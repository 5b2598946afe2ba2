#include "records/certificate_paper.h"

#include <gmock/gmock.h>

#include "dispatch/test_town.h"
#include "journal/head.h"
#include "merkle/note.h"
#include "paper/pdf_fixture.h"
#include "people/residents.h"
#include "places/sites.h"
#include "records/record_jobs.h"

namespace lastmile::records {
namespace {

using dispatch::given;
using dispatch::Town;
using paper::code_on;
using paper::letters_of;
using paper::PdfFile;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

struct CertificatePaper : OnEachBench {
  Town& town() {
    if (!town_) {
      town_ = std::make_unique<Town>(bench());
      add_record_jobs(town_->registry);
    }
    return *town_;
  }
  /// A volunteer with a certificate of one service of ninety minutes.
  struct Holder {
    PersonId who;
    std::string serial;
  };
  Holder holder(const Town::Who& as = {.name = "欧阳明"}) {
    const auto who = town().volunteer(as);
    const auto need = town().need(
        {.from = to_text(bench().now()), .to = to_text(bench().now() + std::chrono::hours{2})});
    town().take(need, who);
    town().serve(need, who, std::chrono::minutes{90});
    town().drain();
    return {who, issue(who)};
  }
  std::string issue(PersonId who) {
    const auto issued =
        bench().run(Town::as(who), [](Call& call) { return issue_certificate(call, {}); });
    EXPECT_TRUE(issued.ok());
    return issued->serial;
  }
  Result<Blob> print(const Actor& actor, const std::string& serial,
                     std::optional<PageLanguage> language = {}) {
    const auto order = bench().look(actor, [&](Call& call) {
      return order_certificate_paper(call, {given<Text<4, 40>>(serial), language});
    });
    if (!order.ok()) return order.refused();
    return print_certificate_paper(*order);
  }
  std::string pdf_of(const Holder& h, PageLanguage language = PageLanguage::zh) {
    auto printed = print(Town::as(h.who), h.serial, language);
    EXPECT_TRUE(printed.ok()) << printed.refused().refusal.code << printed.refused().seen;
    return printed->bytes;
  }
  void revoke(const std::string& serial) {
    const auto done = bench().run(town().center_staff, [&](Call& call) {
      return revoke_certificate(call, {given<Text<4, 40>>(serial), RevokeReason::hours_void, {}});
    });
    ASSERT_TRUE(done.ok());
  }
  std::string key() { return journal::verifier_line(bench().vault(), bench().settings.region); }
  PaperCheck check(const std::string& pdf) { return check_paper(pdf, key()).value(); }

 private:
  std::unique_ptr<Town> town_;
};
EACH_DATABASE(CertificatePaper);

TEST_P(CertificatePaper, SaysWhatTheLawAsksFor) {
  places::ChangeSite change;
  change.site = town().station.id;
  change.contacts =
      std::vector{places::SiteContact{given<Name>("站长"), given<Text<3, 20>>("0398-2800001")}};
  ASSERT_TRUE(
      bench()
          .run(town().center_staff, [&](Call& call) { return places::change_site(call, change); })
          .ok());
  const auto h = holder();
  people::ChangePerson number;
  number.person = h.who;
  number.id_number = std::optional(given<IdCard>("411202199005010016"));
  ASSERT_TRUE(
      bench()
          .run(Town::as(h.who), [&](Call& call) { return people::change_person(call, number); })
          .ok());
  const std::string serial = issue(h.who), pdf = pdf_of({h.who, serial});
  const std::string text = letters_of(pdf);
  for (const std::string& part :
       {std::string("志愿服务记录证明"), serial,
        std::string("兹证明欧阳明（身份证件号码末四位0016）"),
        std::string("于2026年3月2日参加志愿服务1次"),
        std::string("已计入的服务时长共1小时30分钟。"),
        std::string("B签到、签退均有现场凭证1小时30分钟"),
        std::string("由两名不同角色的人员证明无"),
        std::string("2026-03-02代办跑腿1小时30分钟B") + town().station.name,
        "出具单位" + town().station.name, "联系电话" + *town().station.phone,
        std::string("责任岗位站长0398-2800001"), std::string("出具日期2026年3月2日"),
        std::string("公示期至2026年3月9日"), std::string("负责人（签名）"),
        std::string("盖章处（志愿者需要时）"), std::string("登记日志第"),
        std::string("第1页共1页")}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(text, Not(HasSubstr("19900501")));
  EXPECT_THAT(text, HasSubstr(bench().settings.public_url + "/verify/" + serial));
  EXPECT_EQ(code_on(pdf), bench().settings.public_url + "/verify/" + serial + "\n");
}

TEST_P(CertificatePaper, HasATwinInEnglish) {
  const auto h = holder();
  const auto printed = print(Town::as(h.who), h.serial, PageLanguage::en);
  ASSERT_TRUE(printed.ok());
  EXPECT_EQ(printed->content_type, "application/pdf");
  EXPECT_EQ(printed->name, "Certificate-of-Volunteer-Service-" + h.serial + ".pdf");
  const std::string text = letters_of(printed->bytes);
  for (const char* part :
       {"CertificateofVolunteerService", "Thiscertifiesthat欧阳明gave1service",
        "on2March2026,with1hour30minutesofservicetimecounted.", "Issuedby", "Page1of1"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_THAT(text, Not(HasSubstr("志愿")));
  EXPECT_TRUE(check(printed->bytes).ok());
  Actor reader = Town::as(h.who);
  reader.lang = Lang::en;
  EXPECT_THAT(letters_of(print(reader, h.serial)->bytes), HasSubstr("Thiscertifiesthat"));
  EXPECT_EQ(print(Town::as(h.who), h.serial)->name, "志愿服务记录证明-" + h.serial + ".pdf");
}

TEST_P(CertificatePaper, GoesOnlyToThoseWhoMayHaveTheFile) {
  const auto h = holder();
  EXPECT_TRUE(print(town().worker, h.serial).ok());
  for (const Actor& other : {town().city_office, town().staff(access::Role::auditor, town().city),
                             Town::as(town().resident())}) {
    EXPECT_REFUSED(print(other, h.serial), "certificate_unknown");
  }
  EXPECT_REFUSED(print(Actor{}, h.serial), "not_signed_in");
  EXPECT_REFUSED(print(Town::as(h.who), "LM4112-2222-3333-4444"), "certificate_unknown");
}

TEST_P(CertificatePaper, IsReadAsTheFileIs) {
  const auto h = holder();
  bench().look(town().worker, [&](Call& call) {
    EXPECT_TRUE(order_certificate_paper(call, {given<Text<4, 40>>(h.serial), {}}).ok());
    EXPECT_THAT(call.readings, SizeIs(1));
    return 0;
  });
}

TEST_P(CertificatePaper, VerifiesWithoutTheServer) {
  const auto h = holder();
  bench().tick(std::chrono::hours{3});
  const std::string pdf = pdf_of(h);
  const auto found = check(pdf);
  EXPECT_TRUE(found.ok());
  EXPECT_TRUE(found.certificate.key_given);
  EXPECT_FALSE(found.is_revoked());
  EXPECT_EQ(found.certificate.text.serial, h.serial);
  EXPECT_EQ(found.certificate.text.holder, "欧阳明");
  EXPECT_EQ(found.seal->as_of, to_text(bench().now()));
  const auto alone = check_paper(pdf, "");
  ASSERT_TRUE(alone.ok());
  EXPECT_TRUE(alone->ok());
  EXPECT_FALSE(alone->certificate.key_given);
  // What programs take out of it is the file that the other check reads.
  const PdfFile file(pdf);
  file.ask("pdfdetach -saveall -o " + file.folder().string() + " {}");
  std::ifstream in(file.folder() / "certificate.json");
  const auto attached =
      from_json<CertificateFile>(std::string(std::istreambuf_iterator<char>(in), {}));
  ASSERT_TRUE(attached.ok());
  EXPECT_TRUE(check_certificate(*attached, key())->ok());
}

TEST_P(CertificatePaper, IsTrueOnlyWithTheKeyOfTheTown) {
  const std::string pdf = pdf_of(holder());
  merkle::KeySeed seed{};
  seed[0] = 7;
  const auto other = merkle::verifier_line(
      merkle::verifier_of(merkle::make_signer(journal::origin_of(4112), seed)));
  const auto found = check_paper(pdf, *other);
  ASSERT_TRUE(found.ok());
  EXPECT_FALSE(found->pages_ok);
  EXPECT_FALSE(found->certificate.ok());
  EXPECT_FALSE(check_paper(pdf, "no key").ok());
}

// Whatever byte is changed, the pages are no longer vouched for: every byte of the seal and around
// the statement, and one in fifty of the rest.
TEST_P(CertificatePaper, FailsAtAnyChangedByte) {
  const std::string pdf = pdf_of(holder());
  const auto found = check(pdf);
  ASSERT_TRUE(found.ok());
  const auto from = static_cast<std::size_t>(found.seal->statement_at);
  const auto to = from + static_cast<std::size_t>(found.seal->statement_size);
  const std::size_t seal = pdf.rfind("%lastmile-paper-1");
  int tried = 0;
  for (std::size_t i = 0; i < pdf.size(); ++i) {
    const bool is_near = i >= seal || (i + 40 > from && i < from + 40) || (i + 40 > to && i < to);
    if (!is_near && i % 50 != 0) continue;
    ++tried;
    std::string changed = pdf;
    changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
    const auto now = check_paper(changed, key());
    if (now.ok() && now->pages_ok) {
      ADD_FAILURE() << "byte " << i << " of " << pdf.size();
      return;
    }
  }
  EXPECT_GT(tried, 1000);
}

TEST_P(CertificatePaper, IsNotVouchedForWhenAnythingIsAddedOrTakenAway) {
  const std::string pdf = pdf_of(holder());
  for (const std::string& changed :
       {pdf + "\n", pdf + "%", "\n" + pdf, pdf.substr(0, pdf.size() - 1), pdf + pdf,
        pdf.substr(0, pdf.rfind("%lastmile-paper-1")),
        // A page laid over it, as an editor saves changes.
        pdf +
            "9 0 obj\n<< /Type /Page >>\nendobj\ntrailer\n<< /Prev 1 >>\nstartxref\n1\n%%EOF\n"}) {
    const auto found = check_paper(changed, key());
    ASSERT_TRUE(found.ok());
    EXPECT_FALSE(found->pages_ok);
    EXPECT_TRUE(found->certificate.ok());  // the statement inside is still what it was
  }
}

TEST_P(CertificatePaper, DoesNotVouchForThePagesOfAnother) {
  const std::string a = pdf_of(holder()), b = pdf_of(holder({.name = "司马光"}));
  const auto seal_of = [](const std::string& pdf) {
    return pdf.substr(pdf.rfind("%lastmile-paper-1"));
  };
  const std::string mixed = a.substr(0, a.rfind("%lastmile-paper-1")) + seal_of(b);
  const auto found = check_paper(mixed, key());
  ASSERT_TRUE(found.ok());
  EXPECT_FALSE(found->pages_ok);
}

TEST_P(CertificatePaper, WithoutAStatementIsNamed) {
  const std::string pdf = pdf_of(holder());
  std::string without = pdf;
  const auto at = without.find("{\"format\":\"lastmile-certificate-1\"");
  without.replace(at, 10, "          ");
  EXPECT_REFUSED(check_paper(without, key()), "statement_missing");
  EXPECT_REFUSED(check_paper("%PDF-1.7\n%%EOF\n", key()), "statement_missing");
  EXPECT_REFUSED(check_paper("", key()), "statement_missing");
  EXPECT_REFUSED(check_paper(std::string(paper_max + 1, ' '), key()), "paper_too_large");
}

TEST_P(CertificatePaper, ThatWasRevokedSaysSoAndFromThenOn) {
  const auto h = holder();
  const std::string before = pdf_of(h);
  bench().tick(std::chrono::hours{48});
  revoke(h.serial);
  const Instant revoked_at = bench().now();
  bench().tick(std::chrono::hours{1});
  const std::string after = pdf_of(h);
  const std::string text = letters_of(after);
  EXPECT_THAT(text, HasSubstr("本证明已于2026年3月4日撤销，不再有效。原因：所载时长已作废。"));
  const auto found = check(after);
  EXPECT_TRUE(found.ok());  // genuine, and it says that it is void
  EXPECT_TRUE(found.is_revoked());
  EXPECT_EQ(found.seal->revoked_at, to_text(revoked_at));
  EXPECT_EQ(found.seal->revoke_reason, RevokeReason::hours_void);
  const std::string english = letters_of(pdf_of(h, PageLanguage::en));
  EXPECT_THAT(english, HasSubstr("REVOKED"));
  EXPECT_THAT(english, HasSubstr("Revokedon4March2026;itisnolongervalid."));
  // What was printed before cannot know, and says until when it does.
  const auto old = check(before);
  EXPECT_TRUE(old.ok());
  EXPECT_FALSE(old.is_revoked());
  EXPECT_LT(*parse_instant(old.seal->as_of), revoked_at);
}

TEST_P(CertificatePaper, OfTheErasedIsPrintedNoMore) {
  const auto h = holder();
  const auto forgotten = bench().run(TestBench::system(), [&](Call& call) -> Result<Done> {
    call.vault.forget(call.tx, call.region(), h.who);
    return Done{};
  });
  ASSERT_TRUE(forgotten.ok());
  EXPECT_REFUSED(print(town().worker, h.serial), "certificate_unknown");
}

TEST_P(CertificatePaper, NamesWithRareLettersStandAsTheyAre) {
  const auto h = holder({.name = "阿卜杜勒·𠮷𬱖 Łódź 熺憘"});
  const std::string pdf = pdf_of(h);
  EXPECT_THAT(letters_of(pdf), HasSubstr("兹证明阿卜杜勒·𠮷𬱖Łódź熺憘于"));
  EXPECT_TRUE(check(pdf).ok());
}

// As many lines as there may be, each as long as it may be, in the text that is signed.
TEST(CertificatePage, HoldsAThousandServices) {
  PageFacts facts;
  facts.text.serial = "LM4112-7KQ2-MHWX-9PDT";
  facts.text.from = facts.text.to = "2026-03-02";
  facts.text.services = 1200;
  for (int i = 0; i < certificate_lines_max; ++i) {
    facts.text.lines.push_back({"2026-03-02", "0405", std::string(180, 'x'), std::string(60, 'y'),
                                90, Grade::a, std::string(180, 'z')});
  }
  const std::string text = to_json(facts.text);
  EXPECT_LT(text.size(), ExactText::longest);
  EXPECT_EQ(from_json<CertificateText>(text)->lines.size(), 1000u);
  facts.file.text.bytes = text;
  EXPECT_TRUE(from_json<CertificateFile>(to_json(facts.file)).ok());
  const auto document = document_of(facts, Zone());
  EXPECT_EQ(document.tables.at(1).rows.size(), 1000u);
  EXPECT_THAT(*document.tables.at(1).note, HasSubstr("最近 1000 次，共 1200 次"));
  const auto again = from_json<paper::Document>(to_json(document));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(to_json(*again), to_json(document));
  facts.text.lines.push_back(facts.text.lines[0]);
  EXPECT_FALSE(from_json<CertificateText>(to_json(facts.text)).ok());
}

}  // namespace
}  // namespace lastmile::records

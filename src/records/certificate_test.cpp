#include "records/certificate.h"

#include <gmock/gmock.h>

#include "access/access_facts.h"
#include "access/account_store.h"
#include "base/base64.h"
#include "base/hex.h"
#include "dispatch/test_town.h"
#include "journal/head.h"
#include "merkle/note.h"
#include "needs/need_close.h"
#include "people/own_data.h"
#include "people/residents.h"
#include "records/my_export.h"
#include "records/record_cases.h"
#include "records/record_jobs.h"

namespace lastmile::records {
namespace {

using dispatch::given;
using dispatch::Town;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct Certificates : OnEachBench {
  Town& town() {
    if (!town_) {
      town_ = std::make_unique<Town>(bench());
      add_record_jobs(town_->registry);
    }
    return *town_;
  }
  PersonId served(const Town::Who& who = {.name = "欧阳明"}) {
    const auto person = town().volunteer(who);
    const auto need = town().need(
        {.from = to_text(bench().now()), .to = to_text(bench().now() + std::chrono::hours{2})});
    town().take(need, person);
    town().serve(need, person, std::chrono::minutes{90});
    town().drain();
    return person;
  }
  Result<CertificateView> issue(PersonId who, IssueCertificate cmd = {}) {
    return bench().run(Town::as(who), [&](Call& call) { return issue_certificate(call, cmd); });
  }
  Result<CertificateFile> file(const Actor& actor, const std::string& serial) {
    return bench().look(actor, [&](Call& call) {
      return show_certificate_file(call, {given<Text<4, 40>>(serial)});
    });
  }
  Result<CertificateView> seen_by(const Actor& actor, const std::string& serial) {
    return bench().look(
        actor, [&](Call& call) { return show_certificate(call, {given<Text<4, 40>>(serial)}); });
  }
  void serve_again(PersonId who) {
    const auto need = town().need(
        {.from = to_text(bench().now()), .to = to_text(bench().now() + std::chrono::hours{2})});
    town().take(need, who);
    town().serve(need, who, std::chrono::minutes{30});
    town().drain();
  }
  RecordId record_of(PersonId who) {
    const auto mine =
        bench().look(Town::as(who), [&](Call& call) { return list_my_records(call, {}); });
    return mine->items.at(0).id;
  }
  /// All who were served say that it happened.
  void confirm_services(PersonId who) {
    const auto mine =
        bench().look(Town::as(who), [&](Call& call) { return list_my_records(call, {}); });
    for (const auto& r : mine->items) {
      const needs::NeedId need{r.subject};
      needs::ConfirmService cmd{need, true, {}, {}};
      const auto recipient = town().brief(need).recipient;
      ASSERT_TRUE(bench()
                      .run(Town::as(recipient),
                           [&](Call& call) { return needs::confirm_service(call, cmd); })
                      .ok());
    }
    town().drain();
  }
  void give_number(PersonId who, const char* number) {
    people::ChangePerson cmd;
    cmd.person = who;
    cmd.id_number = std::optional(given<IdCard>(number));
    const auto done =
        bench().run(Town::as(who), [&](Call& call) { return people::change_person(call, cmd); });
    ASSERT_TRUE(done.ok()) << done.refused().refusal.code;
  }
  std::string key() { return journal::verifier_line(bench().vault(), bench().settings.region); }

 private:
  std::unique_ptr<Town> town_;
};
EACH_DATABASE(Certificates);

TEST_P(Certificates, VerifyWithoutTheServer) {
  const auto who = served();
  const auto c = issue(who);
  ASSERT_TRUE(c.ok());
  EXPECT_EQ(c->minutes, 90);
  EXPECT_EQ(c->minutes_b, 90);
  const auto f = file(Town::as(who), c->serial);
  ASSERT_TRUE(f.ok());
  const auto text = from_json<CertificateText>(f->text.bytes).value();
  EXPECT_EQ(text.holder, "欧阳明");
  EXPECT_EQ(text.minutes, 90);
  ASSERT_THAT(text.lines, SizeIs(1));
  EXPECT_EQ(text.lines[0].content_zh, "代办跑腿");
  EXPECT_EQ(text.lines[0].unit, town().station.name);
  EXPECT_EQ(text.issuer, town().station.name);
  EXPECT_EQ(text.issuer_phone, town().station.phone);
  EXPECT_EQ(text.from, "2026-03-02");
  for (const std::string& trusted : {key(), std::string()}) {
    const auto check = check_certificate(*f, trusted);
    ASSERT_TRUE(check.ok());
    EXPECT_TRUE(check->ok());
    EXPECT_EQ(check->key_given, !trusted.empty());
    EXPECT_EQ(check->text.serial, c->serial);
    EXPECT_EQ(check->text.minutes, 90);
  }
}

// The file names its holder in full, and not everybody who reads records may see full names.
TEST_P(Certificates, GoAsAFileOnlyToThoseWhoMaySeeTheName) {
  const auto who = served();
  const std::string serial = issue(who)->serial;
  EXPECT_TRUE(file(town().worker, serial).ok());
  for (const Actor& other : {town().city_office, town().staff(access::Role::auditor, town().city),
                             Town::as(town().resident())}) {
    const auto refused = file(other, serial);
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.refused().refusal.code, "certificate_unknown");
  }
}

TEST_P(Certificates, OfManyServicesTravelAsAFile) {
  const auto who = served();
  for (int i = 1; i < 30; ++i) {
    const auto need = town().need(
        {.from = to_text(bench().now()), .to = to_text(bench().now() + std::chrono::hours{2})});
    town().take(need, who);
    town().serve(need, who, std::chrono::minutes{5});
  }
  town().drain();
  const auto f = file(Town::as(who), issue(who)->serial);
  ASSERT_TRUE(f.ok());
  const auto again = from_json<CertificateFile>(to_json(*f));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->text, f->text);
  const auto check = check_certificate(*again, key());
  ASSERT_TRUE(check.ok());
  EXPECT_TRUE(check->ok());
  EXPECT_EQ(check->text.minutes, 90 + 29 * 5);
}

TEST_P(Certificates, AreTrueOnlyWithTheKeyOfTheTown) {
  const auto who = served();
  const auto f = file(Town::as(who), issue(who)->serial);
  merkle::KeySeed seed{};
  seed[0] = 7;
  const auto other = merkle::verifier_line(
      merkle::verifier_of(merkle::make_signer(journal::origin_of(4112), seed)));
  ASSERT_TRUE(other.has_value());
  const auto check = check_certificate(*f, *other);
  ASSERT_TRUE(check.ok());
  EXPECT_FALSE(check->ok());
  EXPECT_FALSE(check->signature_ok);
  EXPECT_FALSE(check->checkpoint_ok);
  EXPECT_FALSE(check_certificate(*f, "no key").ok());
}

TEST_P(Certificates, FailAtAnyChangedByte) {
  const auto who = served();
  for (int i = 0; i < 5; ++i) town().resident();  // so that the path has steps
  const auto f = file(Town::as(who), issue(who)->serial);
  ASSERT_TRUE(f.ok());
  ASSERT_GE(f->path.size(), 2u);
  const std::string trusted = key();
  const auto is_good = [&](const CertificateFile& changed) {
    const auto check = check_certificate(changed, trusted);
    return check.ok() && check->ok();
  };
  ASSERT_TRUE(is_good(*f));
  const auto each_byte = [&](const char* what, auto&& text_of) {
    const std::string original = text_of(const_cast<CertificateFile&>(*f));
    for (std::size_t i = 0; i < original.size(); ++i) {
      for (const int flip : {1, 2, 32, 128}) {
        CertificateFile changed = *f;
        std::string& text = text_of(changed);
        text[i] = static_cast<char>(text[i] ^ flip);
        EXPECT_FALSE(is_good(changed)) << what << " byte " << i << " flipped by " << flip;
        if (is_good(changed)) return;
      }
    }
    CertificateFile longer = *f, shorter = *f;
    text_of(longer) += "A";
    if (!original.empty()) text_of(shorter).pop_back();
    EXPECT_FALSE(is_good(longer)) << what;
    EXPECT_FALSE(is_good(shorter)) << what;
  };
  each_byte("format", [](CertificateFile& c) -> std::string& { return c.format; });
  each_byte("text", [](CertificateFile& c) -> std::string& { return c.text.bytes; });
  each_byte("signature", [](CertificateFile& c) -> std::string& { return c.signature; });
  each_byte("leaf", [](CertificateFile& c) -> std::string& { return c.leaf; });
  each_byte("checkpoint", [](CertificateFile& c) -> std::string& { return c.checkpoint; });
  for (std::size_t step = 0; step < f->path.size(); ++step) {
    each_byte("path", [step](CertificateFile& c) -> std::string& { return c.path[step]; });
  }
  for (const std::int64_t by : {-1, 1, 2, 1000}) {
    CertificateFile changed = *f;
    changed.leaf_index += by;
    EXPECT_FALSE(is_good(changed)) << "leaf_index " << by;
    changed = *f;
    changed.tree_size += by;
    EXPECT_FALSE(is_good(changed)) << "tree_size " << by;
  }
  CertificateFile changed = *f;
  changed.path.pop_back();
  EXPECT_FALSE(is_good(changed));
  changed = *f;
  changed.path.push_back(f->path[0]);
  EXPECT_FALSE(is_good(changed));
}

TEST_P(Certificates, OfOneDoNotVouchForTheTextOfAnother) {
  const auto a = served(), b = served({.name = "司马光"});
  const auto fa = file(Town::as(a), issue(a)->serial), fb = file(Town::as(b), issue(b)->serial);
  CertificateFile mixed = *fa;
  mixed.text = fb->text;
  mixed.signature = fb->signature;
  const auto check = check_certificate(mixed, key());
  ASSERT_TRUE(check.ok());
  EXPECT_TRUE(check->signature_ok);
  EXPECT_FALSE(check->leaf_ok);
  EXPECT_FALSE(check->ok());
}

TEST_P(Certificates, AreRevokedWithAReason) {
  const auto who = served();
  const auto serial = issue(who)->serial;
  const auto revoke = [&](const Actor& actor) {
    return bench().run(actor, [&](Call& call) {
      return revoke_certificate(call, {given<Text<4, 40>>(serial), RevokeReason::hours_void, {}});
    });
  };
  EXPECT_REFUSED(revoke(Actor{}), "not_signed_in");
  EXPECT_REFUSED(revoke(Town::as(who)), "not_yours");
  ASSERT_TRUE(revoke(town().center_staff).ok());
  EXPECT_REFUSED(revoke(town().center_staff), "certificate_revoked");
  EXPECT_REFUSED(file(Town::as(who), serial), "certificate_revoked");
  const auto seen = bench().look(
      Actor{}, [&](Call& call) { return show_certificate(call, {given<Text<4, 40>>(serial)}); });
  ASSERT_TRUE(seen.ok());
  EXPECT_TRUE(seen->revoked);
  EXPECT_EQ(seen->revoke_reason, RevokeReason::hours_void);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Certificates, AreRevokedForAnotherReasonOnlyInWords) {
  const auto who = served();
  const auto serial = issue(who)->serial;
  const auto revoke = [&](std::optional<Line> note) {
    return bench().run(town().center_staff, [&](Call& call) {
      return revoke_certificate(call, {given<Text<4, 40>>(serial), RevokeReason::other, note});
    });
  };
  EXPECT_REFUSED(revoke({}), "bad_request");
  ASSERT_TRUE(revoke(given<Line>("本人来电要求重开")).ok());
  EXPECT_EQ(seen_by(Town::as(who), serial)->revoke_note, "本人来电要求重开");
  EXPECT_EQ(seen_by(Actor{}, serial)->revoke_note, std::nullopt);
  bench().look(TestBench::system(), [&](Call& call) {
    static const storage::Sql note{"records.test_revoke_note",
                                   "select revoke_note from certificate where region = $1"};
    EXPECT_THAT(call.tx.rows<std::string>(note, call.region()).at(0), Not(HasSubstr("来电")));
    for (const auto& e : journal::entries(call.tx, call.region(), 0, 1000))
      EXPECT_THAT(e.body, Not(HasSubstr("来电")));
    return 0;
  });
}

TEST_P(Certificates, TellThePublicWhatWhenHowLongAndWhoIssued) {
  const auto who = served();
  give_number(who, "411202199005010016");
  const auto c = issue(who);
  const auto seen = seen_by(Actor{}, c->serial);
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->id_number, "**************0016");
  EXPECT_EQ(seen->issuer, town().station.name);
  EXPECT_EQ(seen->issuer_phone, town().station.phone);
  EXPECT_EQ(seen->town, town().city.name);
  const auto verifier = merkle::parse_verifier(key());
  EXPECT_EQ(seen->key_id, to_hex(merkle::key_id(*verifier)));
  EXPECT_THAT(key(), HasSubstr(*seen->key_id));
  ASSERT_TRUE(seen->lines);
  ASSERT_THAT(*seen->lines, SizeIs(1));
  EXPECT_EQ(seen->lines->at(0).day, "2026-03-02");
  EXPECT_EQ(seen->lines->at(0).content_zh, "代办跑腿");
  EXPECT_EQ(seen->lines->at(0).minutes, 90);
  EXPECT_EQ(seen->lines->at(0).grade, Grade::b);
  EXPECT_EQ(seen->lines->at(0).unit, town().station.name);
  ASSERT_TRUE(seen->changed);
  EXPECT_THAT(*seen->changed, IsEmpty());
  EXPECT_THAT(to_json(*seen), Not(HasSubstr("19900501")));
  const auto text = from_json<CertificateText>(file(Town::as(who), c->serial)->text.bytes).value();
  EXPECT_EQ(text.id_number, seen->id_number);
  EXPECT_EQ(text.key_id, seen->key_id);
}

TEST_P(Certificates, OfWhoGaveNoNumberOrIsAMinorShowNone) {
  const auto adult = served(), minor = served({.name = "小朋友", .born = "2009-01-01"});
  EXPECT_EQ(seen_by(Actor{}, issue(adult)->serial)->id_number, std::nullopt);
  give_number(minor, "41120220090101001X");
  const auto c = issue(minor);
  EXPECT_EQ(seen_by(Actor{}, c->serial)->id_number, std::nullopt);
  EXPECT_THAT(file(Town::as(minor), c->serial)->text.bytes, Not(HasSubstr("001X")));
}

TEST_P(Certificates, SayWhichServicesWereChangedSince) {
  const auto who = served();
  const auto first = record_of(who);
  bench().tick(std::chrono::hours{1});
  serve_again(who);
  const auto serial = issue(who)->serial;
  bench().tick(std::chrono::hours{1});
  serve_again(who);  // later service is no change
  const auto changed = [&] { return *seen_by(Actor{}, serial)->changed; };
  EXPECT_THAT(changed(), IsEmpty());
  const auto opened = bench().run(Town::as(who), [&](Call& call) {
    return dispute_record(call, {first, given<Words2000>("其实只有一小时")});
  });
  ASSERT_THAT(changed(), SizeIs(1));
  EXPECT_EQ(changed()[0].state, RecordState::disputed);
  EXPECT_EQ(changed()[0].line.minutes, 90);
  EXPECT_EQ(changed()[0].minutes, 0);
  EXPECT_EQ(changed()[0].changed_at, bench().now());
  const Instant start = given<Instant>("2026-03-02T06:00:00+08:00");
  ASSERT_TRUE(bench()
                  .run(town().subcenter_staff,
                       [&](Call& call) {
                         return decide_case(call,
                                            {opened->id, true, given<Line>("核实"),
                                             TimeWindow{start, start + std::chrono::hours{1}}});
                       })
                  .ok());
  EXPECT_EQ(changed()[0].state, RecordState::pending);
  ASSERT_TRUE(
      bench()
          .run(town().center_staff, [&](Call& call) { return approve_record(call, {first}); })
          .ok());
  EXPECT_EQ(changed()[0].state, RecordState::counted);
  EXPECT_EQ(changed()[0].minutes, 60);
  const std::string shown = to_json(*seen_by(Actor{}, serial));
  EXPECT_THAT(shown, Not(HasSubstr("其实")));
  EXPECT_THAT(shown, Not(HasSubstr(first.text())));
  bench().tick(std::chrono::minutes{1});
  EXPECT_THAT(*issue(who)->changed, IsEmpty());  // a new one certifies what stands now
}

TEST_P(Certificates, FrozenAndVoidServicesShowAndABetterGradeDoesNot) {
  const auto who = served();
  const auto record = record_of(who);
  const auto serial = issue(who)->serial;
  const auto changed = [&] { return *seen_by(Actor{}, serial)->changed; };
  bench().tick(std::chrono::minutes{1});
  confirm_services(who);
  EXPECT_EQ(
      bench().look(TestBench::system(),
                   [&](Call& call) { return load_record(call.tx, call.region(), record)->grade; }),
      Grade::a);
  EXPECT_THAT(changed(), IsEmpty());
  ASSERT_TRUE(
      bench().run(Town::as(who), [&](Call& call) { return not_me(call, {record, {}}); }).ok());
  EXPECT_EQ(changed().at(0).state, RecordState::frozen);
  ASSERT_TRUE(bench()
                  .run(town().subcenter_staff,
                       [&](Call& call) {
                         return void_record(call, {record, VoidReason::wrong_person, {}});
                       })
                  .ok());
  EXPECT_EQ(changed().at(0).state, RecordState::void_);
}

TEST_P(Certificates, AreFoundHoweverTheNumberIsTyped) {
  const auto serial = issue(served())->serial;
  std::string lower, full, bare;
  for (const char c : serial) {
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (c == '-')
      full += "－";
    else
      full += c, bare += c;
  }
  for (const std::string& typed : {lower, "  " + serial + " ", full, bare, "　" + lower + "　"}) {
    const auto seen = seen_by(Actor{}, typed);
    ASSERT_TRUE(seen.ok()) << typed;
    EXPECT_EQ(seen->serial, serial);
  }
}

TEST_P(Certificates, NameNobodyToThePublic) {
  const auto who = served();
  const auto serial = issue(who)->serial;
  const auto seen = bench().look(
      Actor{}, [&](Call& call) { return show_certificate(call, {given<Text<4, 40>>(serial)}); });
  ASSERT_TRUE(seen.ok());
  const std::string shown = to_json(*seen);
  EXPECT_THAT(shown, Not(HasSubstr("欧阳明")));
  EXPECT_THAT(shown, Not(HasSubstr(who.text())));
  EXPECT_EQ(seen->holder, "欧**");
  EXPECT_REFUSED(file(TestBench::person(town().resident()), serial), "certificate_unknown");
  EXPECT_REFUSED(bench().look(Actor{},
                              [&](Call& call) {
                                return show_certificate(call, {given<Text<4, 40>>("LM-none")});
                              }),
                 "certificate_unknown");
  bench().look(TestBench::system(), [&](Call& call) {
    static const storage::Sql payload{"records.test_payload",
                                      "select payload from certificate where region = $1"};
    for (const auto& text : call.tx.rows<std::string>(payload, call.region()))
      EXPECT_THAT(text, Not(HasSubstr("欧阳明")));
    for (const auto& e : journal::entries(call.tx, call.region(), 0, 1000))
      EXPECT_THAT(e.body, Not(HasSubstr("欧阳")));
    return 0;
  });
}

TEST_P(Certificates, OfAMinorNameTheMinor) {
  const auto who = served({.name = "小朋友", .born = "2009-01-01"});
  const auto f = file(Town::as(who), issue(who)->serial);
  ASSERT_TRUE(f.ok());
  EXPECT_EQ(from_json<CertificateText>(f->text.bytes)->holder, "小朋友");
}

TEST_P(Certificates, CoverTheirPeriodAndNothingElse) {
  const auto who = served();
  EXPECT_REFUSED(issue(who, {given<Day>("2026-03-03"), {}}), "bad_request");  // from after to
  EXPECT_REFUSED(issue(who, {{}, given<Day>("2099-12-31")}), "bad_request");  // not lived yet
  EXPECT_REFUSED(issue(who, {{}, given<Day>("2026-03-01")}), "nothing_to_certify");
  EXPECT_REFUSED(issue(town().volunteer()), "nothing_to_certify");
  const auto c = issue(who, {given<Day>("2026-03-02"), given<Day>("2026-03-02")});
  ASSERT_TRUE(c.ok());
  EXPECT_EQ(c->from_day, "2026-03-02");
  EXPECT_EQ(c->to_day, "2026-03-02");
  const auto mine =
      bench().look(Town::as(who), [&](Call& call) { return list_my_certificates(call, {}); });
  EXPECT_THAT(mine->items, SizeIs(1));
}

TEST_P(Certificates, OutliveTheErasureAsFiguresOnly) {
  const auto who = served();
  const auto serial = issue(who)->serial;
  const auto f = file(Town::as(who), serial);
  // Confirmed and closed, so that nothing is under way.
  const auto records =
      bench().look(Town::as(who), [&](Call& call) { return list_my_records(call, {}); })->items;
  ASSERT_THAT(records, SizeIs(1));
  const needs::NeedId need{records[0].subject};
  const auto recipient = town().brief(need).recipient;
  needs::RateService rate;
  rate.need = need;
  rate.stars = Bounded<1, 5>{5};
  ASSERT_TRUE(
      bench()
          .run(Town::as(recipient), [&](Call& call) { return needs::rate_service(call, rate); })
          .ok());
  town().drain();
  const auto erased =
      bench().run(Town::as(who), [&](Call& call) { return people::erase_person(call, {who}); });
  ASSERT_TRUE(erased.ok()) << erased.refused().refusal.code;
  town().drain();
  EXPECT_REFUSED(file(town().center_staff, serial), "certificate_unknown");
  EXPECT_EQ(seen_by(Actor{}, serial)->holder, "***");
  EXPECT_TRUE(check_certificate(*f, key())->ok());  // what the holder keeps stays true
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Certificates, AndAllElseOfOnesOwnIsExported) {
  const auto who = served();
  ASSERT_TRUE(issue(who).ok());
  needs::AskForHelp ask;
  ask.wanted.category = given<Text<2, 4>>("0401");
  ask.wanted.details = given<Words2000>("想有人陪我散步");
  const auto asked =
      bench().run(Town::as(who), [&](Call& call) { return needs::ask_for_help(call, ask); });
  ASSERT_TRUE(asked.ok());
  const auto device = bench().run(Town::as(who), [&](Call& call) -> Result<Done> {
    access::open_session(call, {.person = who, .device_name = "旧手机"});
    RETURN_IF_REFUSED(needs::comment_on_need(call, {asked->id, given<Words2000>("门铃坏了"), {}}));
    return Done{};
  });
  ASSERT_TRUE(device.ok());
  const auto out =
      bench().look(Town::as(who), [&](Call& call) { return export_my_data(call, {}); });
  ASSERT_TRUE(out.ok()) << out.refused().refusal.code;
  EXPECT_EQ(out->person.person.name, "欧阳明");
  ASSERT_THAT(out->needs, SizeIs(1));
  EXPECT_EQ(out->needs[0].details, "想有人陪我散步");
  EXPECT_THAT(out->tasks, SizeIs(1));
  EXPECT_THAT(out->offers, SizeIs(1));
  ASSERT_THAT(out->records, SizeIs(1));
  EXPECT_EQ(out->records[0].page.record.minutes, 90);
  EXPECT_THAT(out->certificates, SizeIs(1));
  ASSERT_THAT(out->comments, SizeIs(1));
  EXPECT_EQ(out->comments[0].words, "门铃坏了");
  EXPECT_EQ(out->comments[0].need, asked->id);
  ASSERT_THAT(out->sessions, SizeIs(1));
  EXPECT_EQ(out->sessions[0].device_name, "旧手机");
  EXPECT_TRUE(from_json<MyExport>(to_json(*out)).ok());
  EXPECT_REFUSED(bench().look(Actor{}, [&](Call& call) { return export_my_data(call, {}); }),
                 "not_signed_in");
  // One who only ever asked has an export too.
  const auto resident = town().resident();
  const auto theirs =
      bench().look(Town::as(resident), [&](Call& call) { return export_my_data(call, {}); });
  ASSERT_TRUE(theirs.ok()) << theirs.refused().refusal.code;
  EXPECT_THAT(theirs->offers, IsEmpty());
}

TEST_P(Certificates, AndWhatOneToldTheStationIsExported) {
  const auto who = town().volunteer();
  const auto need = town().need();
  const auto invited = town().invite(need, {who});
  ASSERT_TRUE(invited.ok());
  ASSERT_TRUE(bench()
                  .run(Town::as(who),
                       [&](Call& call) {
                         return dispatch::decline_offer(
                             call, {invited->offers.front(), {}, given<Line>("那天带孩子")});
                       })
                  .ok());
  const auto comments = [&] {
    return bench()
        .look(Town::as(who), [&](Call& call) { return export_my_data(call, {}); })
        .value()
        .comments;
  };
  const auto own = comments();
  ASSERT_THAT(own, SizeIs(1));
  EXPECT_EQ(own[0].words, "那天带孩子");
  EXPECT_EQ(own[0].need, need);
  // Of whoever signs in as staff it is the station's.
  const auto hired = bench().run(TestBench::system(), [&](Call& call) -> Result<Done> {
    call.tx.insert(access::StaffRow{.region = call.region(),
                                    .person = who,
                                    .login = "wang",
                                    .name = "王",
                                    .scope = town().station.path,
                                    .entered_at = call.now});
    call.journal.append(access::AccountOpened{who}, {.subject = who.uuid});
    return Done{};
  });
  ASSERT_TRUE(hired.ok());
  EXPECT_THAT(comments(), IsEmpty());
}

}  // namespace
}  // namespace lastmile::records

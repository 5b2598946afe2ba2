#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

#include "dispatch/test_town.h"
#include "journal/head.h"
#include "merkle/note.h"
#include "program.h"
#include "records/certificate_paper.h"
#include "records/record_jobs.h"

/// A certificate on paper in the hands of somebody who has only the program and the issuer's key:
/// each thing that can be wrong with it is told apart.
namespace lastmile::fault {
namespace {

namespace fs = std::filesystem;
using dispatch::given;
using dispatch::Town;
using testing::HasSubstr;
using testing::Not;

struct PaperInHand : testing::Test {
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "lastmile-paper-in-hand-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder = name;
    records::add_record_jobs(town.registry);
    who = town.volunteer({.name = "欧阳明"});
    const auto need = town.need(
        {.from = to_text(bench.now()), .to = to_text(bench.now() + std::chrono::hours{2})});
    town.take(need, who);
    town.serve(need, who, std::chrono::minutes{90});
    town.drain();
    const auto issued =
        bench.run(Town::as(who), [](Call& call) { return records::issue_certificate(call, {}); });
    ASSERT_TRUE(issued.ok());
    serial = issued->serial;
    key = journal::verifier_line(bench.vault(), bench.settings.region);
  }
  void TearDown() override { fs::remove_all(folder); }

  std::string paper() {
    const auto order = bench.look(Town::as(who), [&](Call& call) {
      return records::order_certificate_paper(call, {given<Text<4, 40>>(serial), {}});
    });
    return records::print_certificate_paper(*order).value().bytes;
  }
  struct Said {
    int code;
    std::string out;
    std::string err;
  };
  Said verify(const std::string& bytes, const std::string& with_key, const char* lang = "en") {
    const auto file = folder / "certificate.pdf", err = folder / "err";
    std::ofstream(file, std::ios::binary) << bytes;
    fs::remove(err);
    std::vector<std::string> argv{"/usr/bin/env",
                                  std::string("LANG=") + lang,
                                  LASTMILE_PROGRAM,
                                  "verify-certificate",
                                  file.string(),
                                  "--data",
                                  (folder / "none").string()};
    if (!with_key.empty()) argv.insert(argv.end(), {"--key", with_key});
    Said said;
    Process process(argv, err);
    said.code = process.finish(said.out);
    std::ifstream in(err);
    said.err.assign(std::istreambuf_iterator<char>(in), {});
    return said;
  }

  TestBench bench{storage::On::sqlite};
  Town town{bench};
  fs::path folder;
  PersonId who;
  std::string serial;
  std::string key;
};

TEST_F(PaperInHand, IsValidWithTheKeyOfItsIssuer) {
  const std::string pdf = paper();
  auto said = verify(pdf, key);
  EXPECT_EQ(said.code, 0) << said.out << said.err;
  EXPECT_THAT(said.out, HasSubstr("ok   every byte of the pages is as the issuer signed it\n"));
  EXPECT_THAT(said.out, HasSubstr("VALID " + serial + ": 欧阳明, 90 min"));
  EXPECT_THAT(said.out, HasSubstr("Not revoked up to " + to_text(bench.now())));
  EXPECT_THAT(said.out, HasSubstr("revoked or corrected since only the issuer knows"));
  said = verify(pdf, key, "zh_CN.UTF-8");
  EXPECT_EQ(said.code, 0);
  EXPECT_THAT(said.out, HasSubstr("通过 页面的每个字节都与出具时签名的一致\n"));
  EXPECT_THAT(said.out, HasSubstr("有效 " + serial + ": 欧阳明, 90 分钟"));
}

TEST_F(PaperInHand, WhoseKeyNobodyKnowsProvesNothing) {
  const auto said = verify(paper(), "");
  EXPECT_EQ(said.code, 3);
  EXPECT_THAT(said.out, HasSubstr("ISSUER UNKNOWN " + serial));
}

TEST_F(PaperInHand, WithPagesChangedSaysWhatStillCounts) {
  std::string pdf = paper();
  pdf[pdf.size() / 2] = static_cast<char>(pdf[pdf.size() / 2] ^ 1);
  auto said = verify(pdf, key);
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.out, HasSubstr("BAD  every byte of the pages"));
  EXPECT_THAT(said.out, HasSubstr("ok   the text is what the key signed"));
  EXPECT_THAT(said.out, HasSubstr("PAGES CHANGED " + serial + ": 欧阳明, 90 min"));
  EXPECT_THAT(said.out, HasSubstr("The statement inside is genuine"));
  EXPECT_THAT(said.out, Not(HasSubstr("Not revoked")));
  said = verify(pdf, key, "zh_CN.UTF-8");
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.out, HasSubstr("页面被改动 " + serial));
  EXPECT_THAT(said.out, HasSubstr("只写在页面上的内容不能算数"));
}

TEST_F(PaperInHand, SignedByAnotherOrWithAnotherProofIsNotValid) {
  merkle::KeySeed seed{};
  seed[0] = 7;
  const auto other = merkle::verifier_line(
      merkle::verifier_of(merkle::make_signer(journal::origin_of(4112), seed)));
  auto said = verify(paper(), *other);
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.out, HasSubstr("BAD  the text is what the key signed"));
  EXPECT_THAT(said.out, HasSubstr("NOT VALID " + serial));
  std::string pdf = paper();
  const auto path = pdf.find("\"path\":[\"");
  ASSERT_NE(path, pdf.npos);
  char& step = pdf[path + 9];
  step = step == 'A' ? 'B' : 'A';
  said = verify(pdf, key);
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.out, HasSubstr("ok   the text is what the key signed"));
  EXPECT_THAT(said.out, HasSubstr("BAD  the entry stands in the tree"));
  EXPECT_THAT(said.out, HasSubstr("NOT VALID"));
}

TEST_F(PaperInHand, ThatWasRevokedSaysWhenAndWhy) {
  const auto done = bench.run(town.center_staff, [&](Call& call) {
    return records::revoke_certificate(
        call, {given<Text<4, 40>>(serial), records::RevokeReason::hours_void, {}});
  });
  ASSERT_TRUE(done.ok());
  auto said = verify(paper(), key);
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.out, HasSubstr("REVOKED " + serial));
  EXPECT_THAT(said.out, HasSubstr("Revoked " + to_text(bench.now()) + ": hours on it were voided"));
  said = verify(paper(), key, "zh_CN.UTF-8");
  EXPECT_THAT(said.out, HasSubstr("已撤销 " + serial));
  EXPECT_THAT(said.out, HasSubstr("撤销：所载时长已作废"));
}

TEST_F(PaperInHand, ThatHoldsNoCertificateWasNotChecked) {
  for (const std::string& bytes :
       {std::string("%PDF-1.7\n%%EOF\n"), std::string("%PDF-"),
        "%PDF-1.7\n%lastmile-paper-1 {} x\n" + std::string(5000, '\0')}) {
    const auto said = verify(bytes, key);
    EXPECT_EQ(said.code, 2);
    EXPECT_THAT(said.err, HasSubstr("holds no signed certificate"));
    EXPECT_THAT(said.err, HasSubstr("(statement_missing)"));
  }
  EXPECT_THAT(verify("%PDF-1.7\n", key, "zh_CN.UTF-8").err, HasSubstr("没有签名的证明"));
  const auto said = verify("%PDF-" + std::string(records::paper_max, ' '), key);
  EXPECT_EQ(said.code, 2);
  EXPECT_THAT(said.err, HasSubstr("(paper_too_large)"));
}

}  // namespace
}  // namespace lastmile::fault

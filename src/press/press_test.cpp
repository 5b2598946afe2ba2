#include "press/press.h"

#include <gmock/gmock.h>

#include <regex>

#include "base/decode.h"
#include "paper/pdf_fixture.h"

namespace lastmile::press {
namespace {

using paper::code_on;
using paper::letters_of;
using paper::PdfFile;
using paper::text_of;
using paper::Tongue;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// A document with something in each of its places.
paper::Document document(std::size_t rows = 1, Tongue tongue = Tongue::zh) {
  paper::Document d;
  d.tongue = tongue;
  d.house = "满天星";
  d.number = "编号 LM4112-7KQ2-MHWX-9PDT";
  d.title = tongue == Tongue::zh ? "志愿服务记录证明" : "Certificate of Volunteer Service";
  d.lead = {
      {"兹证明 "}, {"欧阳明", true}, {" 参加志愿服务，时长共 "}, {"36 小时 30 分钟", true}, {"。"}};
  paper::Table grades{true, "时长怎样得到证实", "", {}, {{"等级", 1}, {"时长", 2, true}}, {}};
  for (const char* grade : {"A", "B", "C", "D"}) grades.rows.push_back({{grade, "90 分钟"}});
  paper::Table services{false, "服务明细", "服务明细（续）", "最近若干次", {}, {}};
  services.columns = {{"日期", 13}, {"服务内容", 21}, {"时长", 18, true}, {"记录单位", 46}};
  for (std::size_t i = 1; i <= rows; ++i) {
    services.rows.push_back({{"2026-03-02", "代办跑腿", std::to_string(i) + " 分钟", "滨湖站"}});
  }
  d.tables = {grades, services};
  d.signing = {{{"出具单位", "滨湖站"}, {"联系电话", "0398-2800000"}}, "负责人（签名）", "盖章处"};
  d.code = {
      "扫码查验", "https://volunteers.example.cn/verify/LM4112-7KQ2-MHWX-9PDT", {"不显示全名。"}};
  d.small_print = {"登记日志第 12 号叶子"};
  d.page_words = "第 {} 页 共 {} 页";
  d.author = "滨湖站";
  d.subject = "志愿服务时长";
  d.made_at = "2026-03-02T01:00:00.000Z";
  d.producer = "Lastmile";
  d.attachments = {{"certificate.json", "application/json", "签名的证明", {"{\"a\":\"证明\"}"}}};
  return d;
}

std::string pdf_of(const paper::Document& d) {
  const auto printed = print(d);
  EXPECT_THAT(printed.missing, IsEmpty());
  return printed.pdf;
}

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++count;
  return count;
}

TEST(Paper, SaysItAllInReadingOrder) {
  const std::string text = letters_of(pdf_of(document()));
  std::size_t at = 0;
  for (const char* part :
       {"满天星", "LM4112-7KQ2-MHWX-9PDT", "志愿服务记录证明", "兹证明欧阳明参加志愿服务",
        "36小时30分钟", "时长怎样得到证实", "服务明细", "代办跑腿", "出具单位", "负责人（签名）",
        "扫码查验", "登记日志第12号叶子", "第1页共1页"}) {
    const auto found = text.find(part, at);
    EXPECT_NE(found, text.npos) << part << " is not in, or not after what stands before it:\n"
                                << text;
    if (found != text.npos) at = found;
  }
}

TEST(Paper, TellsReadersWhatItIs) {
  const PdfFile file(pdf_of(document()));
  const std::string info = file.ask("TZ=UTC pdfinfo -isodates {}");
  EXPECT_THAT(info, HasSubstr("志愿服务记录证明 编号 LM4112-7KQ2-MHWX-9PDT"));
  EXPECT_THAT(info, HasSubstr("Author:          滨湖站"));
  EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(info, HasSubstr("Page size:       595.276 x 841.89 pts (A4)"));
  EXPECT_THAT(info, HasSubstr("CreationDate:    2026-03-02T01:00:00Z"));
  EXPECT_THAT(file.ask("pdfinfo -struct {}"), HasSubstr("H1"));
  EXPECT_THAT(pdf_of(document()), HasSubstr("/Lang (zh-CN)"));
  EXPECT_THAT(pdf_of(document(1, Tongue::en)), HasSubstr("/Lang (en)"));
  EXPECT_THAT(file.ask("pdfinfo -url {}"),
              HasSubstr("https://volunteers.example.cn/verify/LM4112-7KQ2-MHWX-9PDT"));
}

TEST(Paper, CarriesItsFontsCutToTheLettersUsed) {
  const std::string pdf = pdf_of(document(40));
  EXPECT_LT(pdf.size(), 150'000u);
  const std::string fonts = PdfFile(pdf).ask("pdffonts {}");
  const std::regex whole(R"(\n[^\n]+ (no +\w+ +\w+|\w+ +no +\w+|\w+ +\w+ +no) +\d+ +0)");
  EXPECT_FALSE(std::regex_search(fonts, whole)) << fonts;  // embedded, a subset, with its Unicode
  EXPECT_THAT(fonts, HasSubstr("NotoSansCJKsc"));
}

TEST(Paper, CarriesAttachmentsUnchangedAndInPlainSight) {
  auto d = document();
  const std::string bytes = d.attachments[0].text.bytes;
  const std::string pdf = pdf_of(d);
  EXPECT_EQ(count_of(pdf, bytes), 1u);
  const PdfFile file(pdf);
  file.ask("pdfdetach -saveall -o " + file.folder().string() + " {}");
  std::ifstream in(file.folder() / "certificate.json");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), bytes);
  EXPECT_THAT(pdf, HasSubstr("/AFRelationship /Data"));
}

TEST(Paper, ShowsItsAddressToACamera) {
  for (const Tongue tongue : {Tongue::zh, Tongue::en}) {
    EXPECT_EQ(code_on(pdf_of(document(1, tongue))),
              "https://volunteers.example.cn/verify/LM4112-7KQ2-MHWX-9PDT\n");
  }
}

TEST(Paper, TakesAsManyPagesAsItNeedsAndRepeatsTheHeads) {
  EXPECT_THAT(print(document(1)).pages, SizeIs(1));
  for (const std::size_t rows : {40u, 600u}) {
    const auto printed = print(document(rows));
    const std::size_t pages = printed.pages.size();
    EXPECT_EQ(pages, rows == 40 ? 3u : 23u);
    const std::string text = letters_of(printed.pdf);
    for (std::size_t n = 1; n <= pages; ++n) {
      const auto numbered = "第" + std::to_string(n) + "页共" + std::to_string(pages) + "页";
      EXPECT_EQ(count_of(text, numbered), 1u) << numbered;
    }
    EXPECT_EQ(count_of(text, "服务明细（续）"), pages - 1);
    EXPECT_EQ(count_of(text, "记录单位"), pages);
    EXPECT_EQ(count_of(text, "LM4112-7KQ2-MHWX-9PDT"), pages + 1);  // and at the code
    EXPECT_EQ(count_of(text, "代办跑腿"), rows);
    EXPECT_EQ(count_of(text, "出具单位"), 1u);
    EXPECT_THAT(text, HasSubstr("代办跑腿" + std::to_string(rows) + "分钟"));
  }
}

TEST(Paper, ThatIsTooLongIsNotPrinted) {
  EXPECT_THROW(print(document(20'000)), std::runtime_error);
  auto d = document();
  d.tables[1].rows[0].cells[3] = std::string(30'000, 'x');
  EXPECT_THROW(print(d), std::runtime_error);
}

TEST(Paper, OfTheSameIsTheSame) { EXPECT_EQ(pdf_of(document(40)), pdf_of(document(40))); }

TEST(Paper, ThatIsVoidSaysSoOnEachPage) {
  auto d = document(40);
  d.stamp = {"已撤销", "本证明已于 2026 年 3 月 5 日撤销，不再有效。"};
  const auto printed = print(d);
  const std::string text = letters_of(printed.pdf);
  EXPECT_THAT(text, HasSubstr("本证明已于2026年3月5日撤销，不再有效。"));
  // Set askew, each letter stands alone; on the first page it stands in words too.
  EXPECT_EQ(count_of(text, "销"), printed.pages.size() + 2);
  EXPECT_EQ(code_on(printed.pdf), "https://volunteers.example.cn/verify/LM4112-7KQ2-MHWX-9PDT\n");
}

// Each of these came out wrong once, or ended the process, through cairo's own cutting of fonts.
TEST(Paper, KeepsLettersThatFontsMakeHard) {
  auto d = document();
  d.lead = {{"熺憘 KL一 𠮷𬱖 （！）“”—… ", true}, {"Œuvre Łódź Ñandú fi ffl 0Oo"}};
  const auto printed = print(d);
  EXPECT_THAT(printed.missing, IsEmpty());
  const std::string text = letters_of(printed.pdf);
  for (const char* part : {"熺憘", "KL一", "𠮷𬱖", "（！）", "ŒuvreŁódźÑandúfiffl0Oo"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  EXPECT_LT(printed.pdf.size(), 150'000u);
}

TEST(Paper, SetsWhatIsWrittenFromTheRight) {
  auto d = document();
  d.lead = {{"兹证明 ئابدۇللا 参加志愿服务。"}};
  const auto printed = print(d);
  EXPECT_THAT(printed.missing, IsEmpty());
  EXPECT_THAT(letters_of(printed.pdf), HasSubstr("参加志愿服务。"));
}

TEST(Paper, WithLettersThatNoFontHasIsNotPrinted) {
  auto d = document();
  d.lead = {{"欧\U000F0123阳\U000F0124\U000F0123"}};
  const auto printed = print(d);
  EXPECT_THAT(printed.missing,
              testing::ElementsAre("\U000F0123 (U+F0123)", "\U000F0124 (U+F0124)"));
  EXPECT_THAT(printed.pdf, IsEmpty());
}

/// As long as people, places and words may be, in any script, with no blank to break at.
std::vector<paper::Document> long_documents() {
  std::vector<paper::Document> all;
  const std::string han =
      "三门峡市湖滨区会兴街道御祥园社区新时代文明实践站暨学雷锋志愿服务联合工作站（第三分站）";
  for (const std::string& name : {han + han, std::string(60, 'W'), std::string(60, 'i'),
                                  std::string("Alexandrina-Konstantina ") + han,
                                  std::string("𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖"
                                              "𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖𠮷𬱖")}) {
    for (const Tongue tongue : {Tongue::zh, Tongue::en}) {
      auto d = document(3, tongue);
      d.lead = {{"兹证明 "}, {name, true}, {"（身份证件号码末四位 0016）参加志愿服务。"}};
      d.signing.fields = {{"出具单位", name}, {"Responsible post", name}, {"公示期", name}};
      d.signing.hand = name.substr(0, 60);
      d.author = name;
      d.code.address =
          "https://" + std::string(180, 'a') + ".example.cn/verify/LM4112-7KQ2-MHWX-9PDT";
      for (auto& row : d.tables[1].rows) row.cells = {name, name, "12 小时 30 分钟", name};
      d.stamp = {tongue == Tongue::zh ? "已撤销" : "REVOKED", name + name};
      all.push_back(d);
    }
  }
  return all;
}

// Measured where it is set: each letter stands within its own room, and each room on the page.
TEST(Paper, NothingLeavesItsRoom) {
  auto all = long_documents();
  all.push_back(document(40));
  all.push_back(document(40, Tongue::en));
  for (const auto& d : all) {
    const auto printed = print(d);
    ASSERT_THAT(printed.missing, IsEmpty());
    for (const auto& page : printed.pages) {
      EXPECT_GE(page.size(), 3u);
      for (const auto& placed : page) {
        if (placed.inked.width == 0) continue;
        EXPECT_TRUE(placed.room.holds(placed.inked, 1.0))
            << placed.words << "\nroom " << placed.room.x << " " << placed.room.y << " "
            << placed.room.width << " " << placed.room.height << "\ninked " << placed.inked.x << " "
            << placed.inked.y << " " << placed.inked.width << " " << placed.inked.height;
        EXPECT_TRUE(frame.holds(placed.room, 0)) << placed.words;
      }
    }
  }
}

// Measured by others on what was drawn: no two words lie on each other.
TEST(Paper, NoWordLiesOnAnother) {
  const std::regex word(
      R"-(<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<)-");
  for (auto d : long_documents()) {
    d.stamp.reset();  // which lies on all
    const std::string html = PdfFile(pdf_of(d)).ask("pdftotext -bbox {} -");
    std::size_t page_begin = html.find("<page");
    while (page_begin != html.npos) {
      const std::size_t page_end = html.find("<page", page_begin + 1);
      const std::string page = html.substr(page_begin, page_end - page_begin);
      struct Word {
        Box box;
        std::string words;
      };
      std::vector<Word> words;
      for (std::sregex_iterator at(page.begin(), page.end(), word), end; at != end; ++at) {
        const auto number = [&](int n) { return std::stod((*at)[n].str()); };
        words.push_back(
            {{number(1), number(2), number(3) - number(1), number(4) - number(2)}, (*at)[5]});
      }
      ASSERT_GE(words.size(), 3u);
      for (std::size_t i = 0; i < words.size(); ++i) {
        EXPECT_TRUE(frame.holds(words[i].box, 1)) << words[i].words;
        for (std::size_t k = 0; k < i; ++k) {
          const Box &a = words[i].box, &b = words[k].box;
          const double across = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x);
          // Boxes are as high as lines of the font, which stand closer than that.
          const double between = std::abs((a.y + a.height / 2) - (b.y + b.height / 2));
          EXPECT_FALSE(across > 1 && between < 5) << words[i].words << " / " << words[k].words;
        }
      }
      page_begin = page_end;
    }
  }
}

TEST(Paper, TravelsAsJson) {
  auto d = document(600);
  d.stamp = {"已撤销", "原因"};
  const auto again = from_json<paper::Document>(to_json(d));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(to_json(*again), to_json(d));
}

TEST(Paper, DatesAreAsPdfSaysThem) {
  EXPECT_EQ(pdf_date("2026-03-02T01:00:00.000Z"), "D:20260302010000Z");
}

}  // namespace
}  // namespace lastmile::press

#include "records/certificate_page.h"

#include <fmt/format.h>

#include "base/base64.h"
#include "merkle/checkpoint.h"
#include "records/record_words.h"

namespace lastmile::records {
namespace {

using paper::Run;
using Cells = std::vector<std::string>;

/// Words in the language of the page, their places filled; a ~ in them is a blank that keeps a
/// number and its unit on one line.
class Speech {
 public:
  explicit Speech(Lang lang) : lang_(lang) {}
  bool is_zh() const { return lang_ == Lang::zh; }
  template <class... Args>
  std::string operator()(Words words, const Args&... args) const {
    std::string pattern;
    for (const char c : words.in(lang_)) pattern += c == '~' ? "\u00a0" : std::string(1, c);
    return fmt::format(fmt::runtime(pattern), args...);
  }

  std::string hours(std::int64_t minutes) const {
    const auto h = minutes / 60, min = minutes % 60;
    if (h == 0) return (*this)({"{}~min", "{}~分钟"}, min);
    if (min == 0) return (*this)({"{}~h", "{}~小时"}, h);
    return (*this)({"{}~h {}~min", "{}~小时 {}~分钟"}, h, min);
  }
  std::string hours_in_full(std::int64_t minutes) const {
    if (is_zh()) return hours(minutes);
    const auto count = [this](std::int64_t n, Words one, Words many) {
      return (*this)(n == 1 ? one : many, n);
    };
    const auto h = minutes / 60, min = minutes % 60;
    const std::string rest = count(min, {"{}~minute", ""}, {"{}~minutes", ""});
    if (h == 0) return rest;
    const std::string whole = count(h, {"{}~hour", ""}, {"{}~hours", ""});
    return min == 0 ? whole : whole + " " + rest;
  }
  std::string day(Day day) const {
    static constexpr std::array months{"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};
    const std::chrono::year_month_day date{day};
    const int year = static_cast<int>(date.year());
    const unsigned month = static_cast<unsigned>(date.month()),
                   d = static_cast<unsigned>(date.day());
    if (is_zh()) return (*this)({"", "{}~年 {}~月 {}~日"}, year, month, d);
    return (*this)({"{}~{} {}", ""}, d, months[month - 1], year);
  }
  /// A day as the text has it, "2026-03-02".
  std::string day(const std::string& text) const {
    const auto at = Wire<Day>::parse(text);
    return at ? day(*at) : text;
  }

 private:
  Lang lang_;
};

std::string moment(const std::string& text, const Zone& zone) {
  const auto at = parse_instant(text);
  if (!at) return text;
  const int minute = zone.minute_of_day(*at);
  return fmt::format("{} {:02}:{:02} ({})", to_text(zone.day_of(*at)), minute / 60, minute % 60,
                     zone.name());
}

std::vector<Run> lead_of(const CertificateText& t, const Speech& say) {
  std::string id;
  if (t.id_number && t.id_number->size() >= 4) {
    id = say({" (ID number ending in {})", "（身份证件号码末四位 {}）"},
             t.id_number->substr(t.id_number->size() - 4));
  }
  const bool is_day = t.from == t.to;
  const std::string from = say.day(t.from), to = say.day(t.to);
  const Words services =
      t.services == 1 ? Words{"{}~service", "{}~次"} : Words{"{}~services", "{}~次"};
  const Words when =
      is_day ? Words{"", " 于 {}参加志愿服务 "} : Words{"", " 于 {}至 {}参加志愿服务 "};
  const Words period = is_day ? Words{" as a volunteer on {}, with ", ""}
                              : Words{" as a volunteer between {} and {}, with ", ""};
  return {{say({"This certifies that ", "兹证明 "})},
          {t.holder, true},
          {id + (say.is_zh() ? say(when, from, to) : " gave ")},
          {say(services, t.services), true},
          {say.is_zh() ? "，已计入的服务时长共 " : say(period, from, to)},
          {say.hours_in_full(t.minutes), true},
          {say({" of service time counted.", "。"})}};
}

Words meaning_of(Grade grade) {
  switch (grade) {
    case Grade::a:
      return {"Checked in and out on the spot, and confirmed by the one served",
              "签到、签退均有现场凭证，并经服务对象一方确认"};
    case Grade::b:
      return {"Checked in and out on the spot", "签到、签退均有现场凭证"};
    case Grade::c:
      return {"Vouched for by two people of different roles", "由两名不同角色的人员证明"};
    case Grade::d:
      return {"Entered afterwards with evidence, approved by a second person",
              "事后补录，附有证据，经第二人审批"};
  }
  return {};
}

paper::Table grades_of(const CertificateText& t, const Speech& say) {
  paper::Table table;
  table.is_whole = true;
  table.title = say({"Hours by how they are shown", "时长怎样得到证实"});
  table.columns = {{say({"Grade", "等级"}), 8},
                   {say({"Shown by", "证实方式"}), 70},
                   {say({"Time", "时长"}), 22, true}};
  const auto add = [&](Grade grade, std::int64_t minutes) {
    const bool is_none = minutes == 0;
    table.rows.push_back({Cells{say(words_of(grade)), say(meaning_of(grade)),
                                is_none ? say({"none", "无"}) : say.hours(minutes)},
                          is_none});
  };
  add(Grade::a, t.minutes_a);
  add(Grade::b, t.minutes_b);
  add(Grade::c, t.minutes_c);
  add(Grade::d, t.minutes_d);
  return table;
}

paper::Table services_of(const CertificateText& t, const Speech& say) {
  paper::Table table;
  table.title = say({"Services", "服务明细"});
  table.continued = say({"Services (continued)", "服务明细（续）"});
  if (std::cmp_less(t.lines.size(), t.services)) {
    table.note = say({"The newest {} of {} services; the sums above count all.",
                      "以下为最近 {} 次，共 {} 次；以上合计已计入全部。"},
                     t.lines.size(), t.services);
  }
  table.columns = {{say({"Date", "日期"}), 13},
                   {say({"Service", "服务内容"}), say.is_zh() ? 21 : 26},
                   {say({"Time", "时长"}), say.is_zh() ? 18 : 13, true},
                   {say({"Grade", "等级"}), 7},
                   {say({"Recorded by", "记录单位"}), 46}};
  for (const auto& line : t.lines) {
    table.rows.push_back({{line.day, say.is_zh() ? line.content_zh : line.content_en,
                           say.hours(line.minutes), say(words_of(line.grade)), line.unit},
                          false});
  }
  return table;
}

paper::Signing signing_of(const CertificateText& t, const Speech& say, const Zone& zone) {
  paper::Signing signing;
  const auto add = [&](Words name, const std::string& value) {
    if (!value.empty()) signing.fields.push_back({say(name), value});
  };
  const bool is_part = t.town && *t.town != t.issuer;
  add({"Issued by", "出具单位"},
      t.issuer + (is_part ? say({" ({})", "（{}）"}, *t.town) : std::string()));
  add({"Telephone", "联系电话"}, t.issuer_phone.value_or(""));
  add({"Post in charge", "责任岗位"}, t.responsible.value_or(""));
  const auto issued = parse_instant(t.issued_at);
  add({"Issued on", "出具日期"}, issued ? say.day(zone.day_of(*issued)) : t.issued_at);
  if (t.notice_until) {
    add({"Notice period", "公示期"},
        say({"until {}; tell the issuer what is wrong", "至 {}，有异议请向出具单位提出"},
            say.day(*t.notice_until)));
  }
  signing.hand = say({"Signature", "负责人（签名）"});
  signing.seal = say({"Seal, if the volunteer asks for it", "盖章处（志愿者需要时）"});
  return signing;
}

paper::Code code_of(const CertificateText& t, const Speech& say) {
  return {
      say({"Check it by the code or the number", "扫码或凭编号查验"}),
      t.verify_at,
      {say({"The page tells whether it was revoked and which of its services were corrected "
            "since. It names nobody in full.",
            "查验页说明本证明是否已撤销、所载服务后来有无更正，不显示全名。"}),
       say({"Offline: this PDF holds the signed statement. Run lastmile verify-certificate FILE "
            "--key LINE, with the key line that the issuer publishes at /v1/journal. A print "
            "proves nothing by itself: scan the code.",
            "不联网也能查验：本 PDF 内附签名的证明，运行 lastmile verify-certificate 文件 --key "
            "公钥行，公钥行由出具单位在 /v1/journal 公布。打印件本身不作凭证，请扫码查验。"})}};
}

std::vector<std::string> small_print_of(const PageFacts& f, const Speech& say, const Zone& zone) {
  std::string root = "-";
  if (const auto head = merkle::parse_checkpoint(f.file.checkpoint)) {
    root = to_base64(head->checkpoint.head.root);
  }
  return {say({"Its state is known as of {}. Signing key {}.", "状态截至 {}。签名密钥 {}。"},
              moment(f.seal.as_of, zone), f.text.key_id.value_or("-")),
          say({"Journal leaf {} of {}, root {}", "登记日志第 {} 号叶子，全部 {} 个，根 {}"},
              f.file.leaf_index, f.file.tree_size, root)};
}

std::optional<paper::Stamp> stamp_of(const PaperSeal& seal, const Speech& say, const Zone& zone) {
  if (!seal.revoked_at) return std::nullopt;
  const auto at = parse_instant(*seal.revoked_at);
  const auto reason = seal.revoke_reason.value_or(RevokeReason::other);
  return paper::Stamp{
      say({"REVOKED", "已撤销"}),
      say({"Revoked on {}; it is no longer valid. Reason: {}.",
           "本证明已于 {} 撤销，不再有效。原因：{}。"},
          at ? say.day(zone.day_of(*at)) : *seal.revoked_at, say(words_of(reason)))};
}

}  // namespace

paper::Document document_of(const PageFacts& f, const Zone& zone) {
  const Speech say(f.lang);
  paper::Document d;
  d.tongue = say.is_zh() ? paper::Tongue::zh : paper::Tongue::en;
  d.house = say({"Lastmile", "满天星"});
  d.number = say({"No. {}", "编号 {}"}, f.text.serial);
  d.title = say({"Certificate of Volunteer Service", "志愿服务记录证明"});
  d.stamp = stamp_of(f.seal, say, zone);
  d.lead = lead_of(f.text, say);
  d.tables = {grades_of(f.text, say), services_of(f.text, say)};
  d.signing = signing_of(f.text, say, zone);
  d.code = code_of(f.text, say);
  d.small_print = small_print_of(f, say, zone);
  // Filled in by whoever knows how many pages there are.
  d.page_words = Words{"Page {} of {}", "第 {} 页 共 {} 页"}.in(f.lang);
  d.author = f.text.issuer;
  d.subject = say({"Hours of volunteer service, with their proof", "志愿服务时长及其证明"});
  d.made_at = f.text.issued_at;
  d.producer = "Lastmile";
  d.attachments = {{"certificate.json",
                    "application/json",
                    say({"The signed statement, for lastmile verify-certificate",
                         "签名的证明，可用 lastmile verify-certificate 查验"}),
                    {to_json(f.file)}}};
  return d;
}

std::string paper_name(std::string_view serial, Lang lang) {
  const Words name{"Certificate-of-Volunteer-Service", "志愿服务记录证明"};
  return std::string(name.in(lang)) + "-" + std::string(serial) + ".pdf";
}

}  // namespace lastmile::records

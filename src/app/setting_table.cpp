#include "app/setting_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "app/web_address.h"
#include "base/region.h"

namespace lastmile::app {
namespace {

std::string fault_of_region(const TownFile& file) {
  const auto code = RegionCode::parse(std::to_string(file.region));
  if (code && code->level() == RegionLevel::city) return "";
  return fmt::format("{} is no city's division code: give four digits such as 4112", file.region);
}

std::string fault_of_zone(const TownFile& file) {
  if (is_zone(file.zone)) return "";
  return fmt::format("there is no time zone {}: give one such as Asia/Shanghai", file.zone);
}

std::string fault_of_url(const TownFile& file) {
  if (file.public_url.empty() || web_address(file.public_url)) return "";
  return fmt::format(
      "{} is no web address: give one such as https://volunteers.example.cn, or leave it empty",
      file.public_url);
}

std::string fault_of_folder(const TownFile& file) {
  const bool is_empty = file.backups && file.backups->folder && file.backups->folder->empty();
  return is_empty ? "is empty: name a folder such as /srv/backups, or leave it out" : "";
}

/// What people say of a key; its kind and limits come from its type.
struct Row {
  std::string_view key;
  Words means;
  Words usual = {"", ""};
  Words limits = {"", ""};  // where the type does not say them
  std::string (*fault)(const TownFile&) = nullptr;
};

constexpr Row rows[] = {
    {"region",
     {"The city, by its division code; it does not change afterwards",
      "城市的区划代码，建好后不能再改"},
     {"4112", "4112"},
     {"four digits", "四位数字"},
     fault_of_region},
    {"zone",
     {"The time zone of the town's days", "日期按哪个时区算"},
     {"Asia/Shanghai", "Asia/Shanghai"},
     {"a name of the IANA database", "IANA 时区名"},
     fault_of_zone},
    {"demo",
     {"Invented people, and sign-in codes told to anybody; only a town that `init --demo` made",
      "演示：人物是编的，登录码谁都看得见；只有 `init --demo` 建的才行"},
     {"no", "否"}},
    {"public_url",
     {"The address in certificates, QR codes and messages", "证书、二维码和消息里写的网址"},
     {"where it listens", "监听的地址"},
     {"a web address", "网址"},
     fault_of_url},
    {"dengbao3",
     {"Passwords and sessions as level 3 of classified protection asks",
      "口令和会话按等保三级的要求"},
     {"no", "否"}},
    {"sms",
     {"The provider of text messages; without it sign-in codes wait in the queue",
      "短信服务商；没有它，登录码只能排队等"}},
    {"sms.url",
     {"Where messages are handed over", "把短信交到哪个网址"},
     {"", ""},
     {"http:// or https://", "http:// 或 https:// 开头"}},
    {"sms.method", {"How", "用什么方法交"}, {"POST", "POST"}, {"POST or GET", "POST 或 GET"}},
    {"sms.headers",
     {"Lines of the header, such as the one with the secret", "请求头，一行一条，比如带密钥的那条"},
     {"none", "没有"},
     {"texts \"Name: value\"", "“Name: value” 的文字，若干条"}},
    {"sms.body",
     {"What is posted; {phone}, {international}, {text}, {id} and {segments} are filled in",
      "请求的正文；{phone}、{international}、{text}、{id}、{segments} 会填进去"},
     {"empty", "空"}},
    {"sms.success_contains",
     {"What the answer holds, beside a 2xx status, when it was taken",
      "除了 2xx，回答里还要有这段文字才算交成"},
     {"nothing", "不看"}},
    {"sms.timeout_seconds",
     {"How long to wait for the answer, in seconds", "等回答多少秒"},
     {"10", "10"},
     {"1–30", "1–30"}},
    {"sms.segments_max",
     {"The longest message, in parts as networks bill them", "一条最长几段（按运营商计费）"},
     {"4", "4"},
     {"1–10", "1–10"}},
    {"sms.sends_once_by_id",
     {"Whether the provider sends one {id} once, so that one in doubt is repeated",
      "同一个 {id} 服务商是否只发一次；是，拿不准时就再交一次"},
     {"no", "否"}},
    {"smtp",
     {"The server that takes e-mail; without it none is sent", "发邮件的服务器；没有它就不发邮件"}},
    {"smtp.host", {"Its name", "服务器名"}},
    {"smtp.port",
     {"Its port", "端口"},
     {"587; with tls 465, with none 25", "587；security 是 tls 时 465，是 none 时 25"}},
    {"smtp.security",
     {"How the way there is enciphered; none takes no password", "怎么加密；none 不能带口令"},
     {"starttls", "starttls"}},
    {"smtp.user", {"Who signs in there", "登录名"}, {"nobody", "不登录"}},
    {"smtp.password", {"With which password", "口令"}, {"none", "没有"}},
    {"smtp.from", {"The address people see and answer to", "收件人看到的发件地址"}},
    {"smtp.from_name", {"The name beside it", "发件人名称"}, {"none", "没有"}},
    {"smtp.hello",
     {"By what name it greets the server", "向服务器报的名字"},
     {"the domain of `from`", "`from` 的域名"}},
    {"smtp.ca_file",
     {"A certificate authority of your own to trust", "自己的证书颁发机构文件"},
     {"the machine's list", "系统自带的"}},
    {"smtp.timeout_seconds",
     {"How long to wait for the server, in seconds", "等服务器多少秒"},
     {"30", "30"}},
    {"notices", {"How much people are told", "给人发多少通知"}},
    {"notices.keep_days",
     {"How long the inbox keeps a notice, in days", "站内消息留多少天"},
     {"180", "180"}},
    {"notices.sms_segments_max",
     {"The longest notice by text message, in billed parts", "一条短信通知最长几段"},
     {"2", "2"}},
    {"notices.sms_a_day",
     {"Text messages of the whole town a day", "全市一天最多几条短信"},
     {"2000", "2000"}},
    {"notices.sms_a_day_each",
     {"Text messages to one number a day", "一个号码一天最多几条短信"},
     {"10", "10"}},
    {"notices.webhook_failures_max",
     {"Failures in a row after which a webhook is switched off", "webhook 连续失败几次就停用"},
     {"10", "10"}},
    {"notices.webhooks_reach_private",
     {"Whether webhooks may go to networks behind this machine", "webhook 能不能发到内网"},
     {"no", "否"}},
    {"holidays",
     {"Days off and make-up working days of a year's notice, which due times heed: "
      "`2027-01-01..2027-01-03 off 元旦`, `2027-02-14 work 春节`",
      "放假和调休上班的日子，期限按它算：`2027-01-01..2027-01-03 off 元旦`、"
      "`2027-02-14 work 春节`"},
     {"those built in", "程序自带的"}},
    {"needs_a_day",
     {"Needs that one person asks for in 24 hours, a third of them in an hour; 0: any number",
      "一个人 24 小时内最多求助几次，一小时内最多三分之一；0 为不限"},
     {"60; in a demo any number", "60；演示不限"}},
    {"backups", {"Backups made from the system page", "在“系统”页做的备份"}},
    {"backups.folder",
     {"Where they lie; beside town.conf unless a whole path",
      "放在哪里；不是完整路径就在 town.conf 旁边"},
     {"backups", "backups"},
     {"a folder", "一个文件夹"},
     fault_of_folder},
    {"backups.keep", {"How many of the newest are kept", "留最近几份"}, {"7", "7"}},
};

struct Kind {
  std::string en;
  std::string zh;
  bool is_required = true;
};

template <class T>
Kind kind_of() {
  if constexpr (Optional<T>) {
    Kind kind = kind_of<typename T::value_type>();
    kind.is_required = false;
    return kind;
  } else if constexpr (BoundedNumber<T>) {
    const std::string limits = fmt::format("{}–{}", T::min, T::max);
    return {limits, limits};
  } else if constexpr (DescribedEnum<T>) {
    std::string names;
    for (const T e : all_of<T>()) names += (names.empty() ? "" : ", ") + std::string(to_text(e));
    return {names, names};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {"true, false", "true, false"};
  } else if constexpr (std::is_integral_v<T>) {
    return {"a whole number", "整数"};
  } else if constexpr (Vector<T>) {
    return {"texts", "若干条文字"};
  } else if constexpr (DescribedStruct<T>) {
    return {"{…}, as follows", "{…}，见下"};
  } else {
    return {"a text", "文字"};
  }
}

template <class T>
struct Inner {
  using type = T;
};
template <class T>
struct Inner<std::optional<T>> {
  using type = T;
};

const Row& row_of(const std::string& key) {
  const auto row = std::ranges::find(rows, key, &Row::key);
  if (row == std::end(rows)) throw Broken("town.conf: no words for " + key);
  return *row;
}

template <class T>
void add_members(const std::string& group, std::vector<Setting>& all) {
  each_member_type<T>([&]<class Member>(std::string_view name, std::type_identity<Member>) {
    const std::string key = group + std::string(name);
    const Row& row = row_of(key);
    const Kind kind = kind_of<Member>();
    const bool says_limits = !row.limits.en.empty();
    const bool is_usual = !row.usual.en.empty();
    all.push_back({key, row.means, std::string(row.usual.en), std::string(row.usual.zh),
                   says_limits ? std::string(row.limits.en) : kind.en,
                   says_limits ? std::string(row.limits.zh) : kind.zh,
                   kind.is_required && !is_usual});
    using Within = typename Inner<Member>::type;
    if constexpr (DescribedStruct<Within> && !BoundedNumber<Within>) {
      add_members<Within>(key + ".", all);
    }
  });
}

std::string line_of(const Setting& setting, Lang lang) {
  const bool zh = lang == Lang::zh;
  std::string usual = zh ? setting.usual_zh : setting.usual_en;
  if (setting.is_required) usual = zh ? "必填" : "must be there";
  if (usual.empty()) usual = zh ? "没有" : "none";
  return fmt::format("| `{}` | {} | {} | {} |\n", setting.key, setting.means.in(lang), usual,
                     zh ? setting.takes_zh : setting.takes_en);
}

}  // namespace

const std::vector<Setting>& settings() {
  static const std::vector<Setting> made = [] {
    std::vector<Setting> all;
    add_members<TownFile>("", all);
    if (all.size() != std::size(rows)) throw Broken("town.conf: words for a key that is none");
    return all;
  }();
  return made;
}

std::string fault_in(const TownFile& file) {
  for (const Row& row : rows) {
    const std::string fault = row.fault ? row.fault(file) : "";
    if (!fault.empty()) return fmt::format("{}: {}", row.key, fault);
  }
  return "";
}

std::string settings_markdown(Lang lang) {
  std::string all =
      lang == Lang::zh
          ? "# town.conf 里的每一项\n"
            "由 `lastmile settings --markdown --language zh` 生成，不要手改。"
            "文件在数据旁边，是 JSON；改完重启服务。\n"
            "带点的在括号里：`\"smtp\": {\"host\": …}`。"
            "认不得的项、写错的值，启动时点名并说怎么改。\n\n"
            "| 项 | 意思 | 不写时 | 能写什么 |\n|---|---|---|---|\n"
          : "# Every key of town.conf\n"
            "Generated by `lastmile settings --markdown --language en`; do not edit. The file lies "
            "beside the data and is JSON;\nrestart after a change. A dot leads into braces: "
            "`\"smtp\": {\"host\": …}`. What is no key, or wrong, is named with its\nremedy at the "
            "start.\n\n"
            "| key | meaning | left out | takes |\n|---|---|---|---|\n";
  for (const Setting& setting : settings()) all += line_of(setting, lang);
  return all;
}

}  // namespace lastmile::app

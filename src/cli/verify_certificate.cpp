#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "app/issuer.h"
#include "cli/cli.h"
#include "merkle/note.h"
#include "records/certificate_seal.h"
#include "records/record_words.h"

/// verify-certificate: what anyone does who holds a certificate, as a file or as a PDF, and is not
/// online. 0 valid; 1 looked at and not good, revoked included; 2 not looked at; 3 nobody knows
/// whose key it is.
namespace lastmile::cli {
namespace {

constexpr int not_good = 1, not_checked = 2, issuer_unknown = 3;

struct CertificateOptions {
  std::string file;
  std::string key;
  std::string data = "data";
};

std::string in_words(Words words) { return std::string(words.in(terminal_lang())); }
template <class... Args>
std::string in_words(Words words, const Args&... args) {
  return fmt::format(fmt::runtime(words.in(terminal_lang())), args...);
}

// Whoever wrote the file chose the key in it, so it proves nothing by itself: the issuer's comes
// from elsewhere, by --key or from the data of the town that runs here.
std::string issuer_key(const CertificateOptions& o) {
  if (!o.key.empty()) return o.key;
  std::ifstream in(app::issuer_file(o.data));
  std::string line;
  std::getline(in, line);
  return line;
}

int no_certificate(const std::string& file, Words why) {
  std::fprintf(stderr, "lastmile: %s %s%s", file.c_str(), in_words(why).c_str(),
               in_words({", so nothing was checked: its holder gets the file at\n"
                         "  GET /v1/certificates/{serial}/file, or /pdf to print\n",
                         "，因此什么也没有查验。持有人可从以下地址取得文件：\n"
                         "  GET /v1/certificates/{serial}/file，可打印的为 /pdf\n"})
                   .c_str());
  return not_checked;
}

/// As many bytes as a certificate may have, and one more when there are more.
std::optional<std::string> read_bytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string all;
  std::array<char, 64 * 1024> buffer;
  while (in && all.size() <= records::paper_max) {
    in.read(buffer.data(), buffer.size());
    all.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad() || (all.empty() && !in.eof())) return std::nullopt;
  return all;
}

/// What was checked: a file of a certificate, or a PDF with one in it.
struct Checked {
  records::CertificateCheck certificate;
  std::optional<records::PaperCheck> paper = {};
  bool is_revoked() const { return paper && paper->is_revoked(); }
  bool is_good() const { return certificate.ok() && (!paper || paper->pages_ok); }
};

void say(Words what, bool good) {
  const Words mark = good ? Words{"ok  ", "通过"} : Words{"BAD ", "不符"};
  std::printf("%s %s\n", in_words(mark).c_str(), in_words(what).c_str());
}

void print_findings(const Checked& c) {
  if (c.paper) {
    say({"every byte of the pages is as the issuer signed it",
         "页面的每个字节都与出具时签名的一致"},
        c.paper->pages_ok);
  }
  say({"the text is what the key signed", "内容与密钥签名一致"}, c.certificate.signature_ok);
  say({"the journal entry names this very text", "登记日志的条目写明的正是这份内容"},
      c.certificate.leaf_ok);
  say({"the entry stands in the tree", "该条目在日志树中"}, c.certificate.included);
  say({"the key signed the tree's head", "日志树头由同一密钥签名"}, c.certificate.checkpoint_ok);
}

Words verdict_of(const Checked& c) {
  if (!c.certificate.ok()) return {"NOT VALID", "无效"};
  if (!c.is_good()) return {"PAGES CHANGED", "页面被改动"};
  if (!c.certificate.key_given) return {"ISSUER UNKNOWN", "出具单位未确认"};
  if (c.is_revoked()) return {"REVOKED", "已撤销"};
  return {"VALID", "有效"};
}

// A certificate as its paper says it: who, how long, by whom, and each service.
void print_certificate(const records::CertificateText& text, Words verdict) {
  const std::string holder = text.holder + (text.id_number ? " " + *text.id_number : "");
  std::printf("%s %s: %s, %s\n", in_words(verdict).c_str(), text.serial.c_str(), holder.c_str(),
              in_words({"{} min", "{} 分钟"}, text.minutes).c_str());
  // With its time and zone: the day alone may be another one where the issuer is.
  std::printf("     %s\n",
              in_words({"issued {} by {}{}{}", "{} 由 {}{}{} 出具"}, text.issued_at, text.issuer,
                       text.town ? in_words({", {}", "，{}"}, *text.town) : "",
                       text.key_id ? in_words({", key {}", "，密钥 {}"}, *text.key_id) : "")
                  .c_str());
  for (const auto& line : text.lines) {
    const bool is_zh = terminal_lang() == Lang::zh;
    std::printf("     %s\n",
                in_words({"{}  {} min, grade {}  {}, {}", "{}  {} 分钟，{} 级  {}，{}"}, line.day,
                         line.minutes, words_of(line.grade).in(terminal_lang()),
                         is_zh ? line.content_zh : line.content_en, line.unit)
                    .c_str());
  }
}

void print_what_is_known(const Checked& c) {
  const auto& text = c.certificate.text;
  if (c.is_revoked()) {
    const auto& seal = *c.paper->seal;
    const auto reason = seal.revoke_reason.value_or(records::RevokeReason::other);
    std::printf("     %s\n", in_words({"Revoked {}: {}", "{} 撤销：{}"}, *seal.revoked_at,
                                      words_of(reason).in(terminal_lang()))
                                 .c_str());
    return;
  }
  if (c.paper && c.paper->pages_ok) {
    std::printf("     %s\n", in_words({"Not revoked up to {}, when this PDF was made.",
                                       "截至 {}（本 PDF 制作时）未撤销。"},
                                      c.paper->seal->as_of)
                                 .c_str());
  }
  std::printf("     %s\n",
              in_words({"What was revoked or corrected since only the issuer knows: {}",
                        "此后是否撤销或更正，只有出具单位知道：{}"},
                       text.verify_at)
                  .c_str());
}

int print_outcome(const Checked& c) {
  print_findings(c);
  print_certificate(c.certificate.text, verdict_of(c));
  print_what_is_known(c);
  if (!c.certificate.ok()) return not_good;
  if (!c.is_good()) {
    std::printf("%s\n", in_words({"The statement inside is genuine and says the above; the pages "
                                  "around it were changed, or saved anew\nby another program: "
                                  "nothing counts that stands on them alone.",
                                  "内附的证明是真的，内容如上；但页面被改动过，或被其他程序另存过，"
                                  "\n只写在页面上的内容不能算数。"})
                            .c_str());
    return not_good;
  }
  if (!c.certificate.key_given) {
    std::printf("%s\n", in_words({"The key is the file's own, and anybody can make one: pass --key "
                                  "with the line the\nissuer publishes at GET /v1/journal.",
                                  "所用的是文件自带的密钥，谁都可以造一把。请用 --key "
                                  "给出出具单位在\nGET /v1/journal 公布的公钥行。"})
                            .c_str());
    return issuer_unknown;
  }
  return c.is_revoked() ? not_good : 0;
}

int check_pdf(const CertificateOptions& o, const std::string& bytes, const std::string& key) {
  const auto check = records::check_paper(bytes, key);
  if (check.ok()) return print_outcome({check->certificate, *check});
  const Refusal& refusal = check.refused().refusal;
  if (refusal == records::statement_missing || refusal == records::paper_too_large) {
    std::fprintf(stderr, "lastmile: %s: %s (%s)\n", o.file.c_str(),
                 std::string(refusal.text(terminal_lang())).c_str(),
                 std::string(refusal.code).c_str());
    return not_checked;
  }
  return no_certificate(o.file,
                        {"holds no text or key of a certificate", "里没有证明的内容或密钥"});
}

int verify_certificate(const CertificateOptions& o) {
  const auto bytes = read_bytes(o.file);
  if (!bytes) return no_certificate(o.file, {"cannot be read", "无法读取"});
  if (bytes->empty()) return no_certificate(o.file, {"is empty", "是空文件"});
  const std::string key = issuer_key(o);
  if (!key.empty() && !merkle::parse_verifier(key)) {
    std::fprintf(stderr, "lastmile: %s %s\n",
                 o.key.empty() ? app::issuer_file(o.data).c_str() : "--key",
                 in_words({"is no key, so nothing was checked: give the line that the issuer "
                           "publishes at GET /v1/journal, name+id+key",
                           "不是公钥行，因此什么也没有查验。请给出出具单位在 GET /v1/journal "
                           "公布的一行：名称+编号+公钥"})
                     .c_str());
    return not_checked;
  }
  if (records::is_pdf(*bytes)) return check_pdf(o, *bytes, key);
  const auto file = from_json<records::CertificateFile>(*bytes);
  if (!file.ok()) {
    return no_certificate(
        o.file, {"is no certificate file, or not the whole of one", "不是证明文件，或者不完整"});
  }
  const auto check = records::check_certificate(*file, key);
  if (!check.ok()) {
    return no_certificate(o.file,
                          {"holds no text or key of a certificate", "里没有证明的内容或密钥"});
  }
  return print_outcome({*check});
}

}  // namespace

void add_certificate_command(CLI::App& app, Action& action) {
  auto o = std::make_shared<CertificateOptions>();
  auto* sub = app.add_subcommand("verify-certificate",
                                 "Check a certificate, its file or its PDF, without the server");
  sub->add_option("file", o->file, "The file or PDF its holder keeps")->required();
  sub->add_option("--key", o->key, "Verifier line the issuer publishes (GET /v1/journal)");
  sub->add_option("--data", o->data, "Without --key: the folder of the town whose key is trusted")
      ->capture_default_str();
  sub->callback([o, &action] { action = [o] { return verify_certificate(*o); }; });
}

}  // namespace lastmile::cli

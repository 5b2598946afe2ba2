#include <fmt/format.h>

#include <algorithm>

#include "base/base64.h"
#include "send/mail.h"

namespace lastmile::send {
namespace {

constexpr std::size_t line_length = 76;  // RFC 2045 6.7, RFC 2047 2: 75 to an encoded word

bool is_ascii_line(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

std::size_t length_at(std::string_view utf8, std::size_t at) {
  const auto lead = static_cast<unsigned char>(utf8[at]);
  const std::size_t n = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return std::min(n, utf8.size() - at);
}

// RFC 2047: encoded words of whole characters, one a line.
std::string encoded_words(std::string_view utf8) {
  constexpr std::size_t bytes_max = 42;  // "=?utf-8?B?" + 56 + "?=" is 68 characters
  std::string out;
  for (std::size_t at = 0; at < utf8.size();) {
    std::size_t n = 0;
    while (at + n < utf8.size() && n + length_at(utf8, at + n) <= bytes_max) {
      n += length_at(utf8, at + n);
    }
    out += (out.empty() ? "" : "\r\n ") +
           fmt::format("=?utf-8?B?{}?=", to_base64(bytes_of(utf8.substr(at, n))));
    at += n;
  }
  return out;
}

std::string header_text(std::string_view utf8) {
  const bool plain = is_ascii_line(utf8) && utf8.size() <= 60 && utf8.find("=?") == utf8.npos;
  return plain ? std::string(utf8) : encoded_words(utf8);
}

// Quoted where it is plain, for a dot or a comma would be read as a part of the address.
std::string phrase(std::string_view utf8) {
  if (!is_ascii_line(utf8) || utf8.size() > 60) return encoded_words(utf8);
  std::string quoted = "\"";
  for (const char c : utf8)
    quoted += (c == '"' || c == '\\') ? std::string{'\\', c} : std::string{c};
  return quoted + "\"";
}

/// Quoted-printable (RFC 2045 6.7), for any text: what the far end does to lines changes nothing.
class QuotedPrintable {
 public:
  std::string of(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '\r') continue;
      if (c == '\n') {
        end_line();
        continue;
      }
      const bool last = i + 1 == text.size() || text[i + 1] == '\n' || text[i + 1] == '\r';
      const bool plain = (c > 0x20 && c < 0x7f && c != '=') || (c == ' ' && !last);
      put(plain && !(c == '.' && used_ == 0)
              ? std::string(1, c)
              : fmt::format("={:02X}", static_cast<unsigned char>(c)));
    }
    if (used_ > 0) end_line();
    return std::move(out_);
  }

 private:
  void put(const std::string& piece) {
    if (used_ + piece.size() > line_length - 1) {
      out_ += "=\r\n";
      used_ = 0;
    }
    out_ += piece;
    used_ += piece.size();
  }
  void end_line() {
    out_ += "\r\n";
    used_ = 0;
  }

  std::string out_;
  std::size_t used_ = 0;
};

// RFC 5322 3.3, in UTC.
std::string date_text(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day ymd{day};
  const std::chrono::weekday weekday{day};
  constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto second = std::chrono::floor<std::chrono::seconds>(at - day).count();
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", days[weekday.c_encoding()],
                     static_cast<unsigned>(ymd.day()),
                     months[static_cast<unsigned>(ymd.month()) - 1], static_cast<int>(ymd.year()),
                     second / 3600, second / 60 % 60, second % 60);
}

std::string domain_of(const MailServer& server) {
  return server.from.substr(server.from.rfind('@') + 1);
}

}  // namespace

std::string message_id(const Mail& mail, const MailServer& server) {
  return mail.id + "@" + domain_of(server);
}

std::string mime_of(const Mail& mail, const MailServer& server) {
  std::string out;
  const auto head = [&](std::string_view name, std::string_view value) {
    out += fmt::format("{}: {}\r\n", name, value);
  };
  head("Date", date_text(mail.at));
  head("From", server.from_name ? fmt::format("{}\r\n <{}>", phrase(*server.from_name), server.from)
                                : server.from);
  head("To", mail.to);
  head("Subject", header_text(mail.subject));
  head("Message-ID", "<" + message_id(mail, server) + ">");
  head("Auto-Submitted", "auto-generated");  // RFC 3834: nobody's holiday answers it
  if (!mail.unsubscribe.empty()) head("List-Unsubscribe", "<" + mail.unsubscribe + ">");
  head("Content-Language", mail.lang == Lang::zh ? "zh-CN" : "en");
  head("MIME-Version", "1.0");
  head("Content-Type", "text/plain; charset=utf-8");
  head("Content-Transfer-Encoding", "quoted-printable");
  return out + "\r\n" + QuotedPrintable().of(mail.text);
}

}  // namespace lastmile::send

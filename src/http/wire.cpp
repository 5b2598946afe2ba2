#include "http/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/assert.h"
#include "http/problem.h"

namespace lastmile::http {
namespace {

// Pages and their workers may load only what is ours; the camera runs under it, too.
constexpr std::string_view page_policy =
    "Content-Security-Policy: default-src 'self'; script-src 'self'; worker-src 'self' blob:; "
    "img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'\r\n"
    "Permissions-Policy: camera=(self), microphone=(self), geolocation=(self)\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n";
// Anything else is data: were it opened as a page, it could do nothing.
constexpr std::string_view data_policy =
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox\r\n";
constexpr std::string_view common =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";
constexpr std::string_view https_only = "Strict-Transport-Security: max-age=31536000\r\n";

void add_header(std::string& out, std::string_view name, std::string_view value) {
  const auto is_bad = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  ASSERT(std::none_of(value.begin(), value.end(), is_bad));
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

/// RFC 6266 with RFC 8187: any name, in ASCII.
std::string attachment(std::string_view file_name) {
  std::string out = "attachment; filename*=UTF-8''";
  for (const char c : file_name) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '.' || c == '-' || c == '_';
    if (plain)
      out += c;
    else
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

}  // namespace

std::string head_of(const Reply& reply, const HeadFacts& facts) {
  std::string out;
  out.reserve(640);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n", reply.status,
                 reason_of(reply.status), facts.date);
  if (!reply.content_type.empty()) add_header(out, "Content-Type", reply.content_type);
  if (!facts.is_stream && reply.status != 204 && reply.status != 304) {
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", reply.bytes().size());
  }
  if (!reply.file_name.empty()) add_header(out, "Content-Disposition", attachment(reply.file_name));
  for (const auto& [name, value] : reply.headers) add_header(out, name, value);
  const bool is_page = reply.content_type.starts_with("text/html") ||
                       reply.content_type.starts_with("text/javascript");
  out += is_page ? page_policy : data_policy;
  out += common;
  if (facts.is_https) out += https_only;
  out += facts.keeps_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return out;
}

std::string http_date(std::int64_t unix_seconds) {
  constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_seconds at{std::chrono::seconds(unix_seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace lastmile::http

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "send/mail.h"
#include "send/transfer.h"

namespace lastmile::send {
namespace {

constexpr int timeout_default = 30;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

// RFC 5321 4.1.2, the dot-string form: quoted local parts are valid and nobody has one.
bool is_local_part(std::string_view s) {
  constexpr std::string_view marks = "!#$%&'*+-/=?^_`{|}~.";
  if (s.empty() || s.size() > 64 || s.front() == '.' || s.back() == '.') return false;
  if (s.find("..") != s.npos) return false;
  return std::ranges::all_of(
      s, [&](char c) { return is_alphanumeric(c) || marks.find(c) != marks.npos; });
}

bool is_domain(std::string_view s) {
  if (s.find('.') == s.npos || s.size() > 253) return false;
  for (std::size_t at = 0; at <= s.size();) {
    const auto end = std::min(s.find('.', at), s.size());
    const auto label = s.substr(at, end - at);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
      return false;
    }
    if (!std::ranges::all_of(label, [](char c) { return is_alphanumeric(c) || c == '-'; })) {
      return false;
    }
    at = end + 1;
  }
  return true;
}

/// One conversation: what is handed over, how far it came, and what was answered last.
struct Conversation {
  Transfer transfer;
  std::string_view rest;      // of the message
  std::string verb = {};      // of the last command we said, before we took leave
  std::string answer = {};    // to it, all its lines
  bool answer_ended = false;  // the next line begins another
  bool left = false;

  int status() const {
    const bool has_code = answer.size() >= 3 && std::ranges::all_of(answer.substr(0, 3), is_digit);
    return has_code ? std::stoi(answer.substr(0, 3)) : 0;
  }
};

std::size_t read_message(char* into, std::size_t size, std::size_t count, void* conversation) {
  auto& c = *static_cast<Conversation*>(conversation);
  if (c.rest.empty()) {
    // What follows is the line with the dot, by which the server takes it.
    return c.transfer.hand_over() ? 0 : CURL_READFUNC_ABORT;
  }
  const std::size_t n = std::min(size * count, c.rest.size());
  std::memcpy(into, c.rest.data(), n);
  c.rest.remove_prefix(n);
  return n;
}

// The first word of what we say, and never more of it: what follows may be the password.
int listen(CURL*, curl_infotype type, char* bytes, std::size_t size, void* conversation) {
  auto& c = *static_cast<Conversation*>(conversation);
  const std::string_view text(bytes, size);
  if (c.left) return 0;
  if (type == CURLINFO_HEADER_OUT) {
    const auto verb = text.substr(0, text.find_first_of(" \r\n"));
    c.left = verb == "QUIT";
    if (c.left) return 0;
    c.verb = verb;
    c.answer.clear();
    c.answer_ended = false;
  } else if (type == CURLINFO_HEADER_IN) {
    if (c.answer_ended) c.answer.clear();
    c.answer += text;
    c.answer_ended = text.size() < 4 || text[3] != '-';
  }
  return 0;
}

void check(const MailServer& server) {
  const auto wrong = [](std::string_view what) {
    throw std::runtime_error(fmt::format("smtp: {}", what));
  };
  const bool bare = !server.host.empty() && std::ranges::all_of(server.host, [](char c) {
    return is_alphanumeric(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
  if (!bare) wrong("host is the name or address of a mail server, without smtp://");
  if (!MailAddress::parse(server.from)) wrong("from must be an e-mail address");
  if (server.user.has_value() != server.password.has_value()) {
    wrong("give user and password together, or neither");
  }
  const bool local =
      server.host == "localhost" || server.host.starts_with("127.") || server.host == "[::1]";
  if (server.user && server.security == MailSecurity::none && !local) {
    wrong("security none would send the password in clear: choose starttls or tls");
  }
  const auto one_line_only = [&](const std::optional<std::string>& text) {
    if (text && (!is_one_line(*text) || !is_printable(*text))) wrong("a text holds a line break");
  };
  one_line_only(server.from_name);
  one_line_only(server.hello);
}

class SmtpMailer : public Mailer {
 public:
  explicit SmtpMailer(const MailServer& server) : server_(server) { check(server); }

  Delivery send(const Mail& mail, const Watch& watch) override {
    const std::string message = mime_of(mail, server_);
    Conversation c{.transfer = Transfer(watch), .rest = message};
    describe(c.transfer, mail);
    c.transfer.set(CURLOPT_READFUNCTION, &read_message);
    c.transfer.set(CURLOPT_READDATA, static_cast<void*>(&c));
    c.transfer.set(CURLOPT_VERBOSE, 1L);  // heard by `listen`, shown to nobody
    c.transfer.set(CURLOPT_DEBUGFUNCTION, &listen);
    c.transfer.set(CURLOPT_DEBUGDATA, static_cast<void*>(&c));
    return judged(c, c.transfer.run());
  }

 private:
  void describe(Transfer& t, const Mail& mail) const {
    using enum MailSecurity;
    const MailSecurity security = server_.security.value_or(starttls);
    const int usual = security == starttls ? 587 : security == tls ? 465 : 25;
    const auto port = server_.port ? server_.port->value : usual;
    const std::string hello =
        server_.hello.value_or(server_.from.substr(server_.from.rfind('@') + 1));
    const std::string url =
        fmt::format("{}://{}:{}/{}", security == tls ? "smtps" : "smtp", server_.host, port, hello);
    t.set(CURLOPT_URL, url.c_str());
    t.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    t.set(CURLOPT_USE_SSL, static_cast<long>(security == none ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    if (server_.ca_file) t.set(CURLOPT_CAINFO, server_.ca_file->c_str());
    if (server_.user) {
      t.set(CURLOPT_USERNAME, server_.user->c_str());
      t.set(CURLOPT_PASSWORD, server_.password->c_str());
    }
    t.set(CURLOPT_MAIL_FROM, fmt::format("<{}>", server_.from).c_str());
    t.set_list(CURLOPT_MAIL_RCPT, {fmt::format("<{}>", mail.to)});
    t.set(CURLOPT_UPLOAD, 1L);
    t.set_timeouts(server_.timeout_seconds ? static_cast<int>(server_.timeout_seconds->value)
                                           : timeout_default);
  }

  // A "never" counts when it was said of the sender, the address or the message; one said to our
  // greeting or password is of the set-up, which somebody mends.
  static Delivery judged(const Conversation& c, CURLcode code) {
    const int status = c.status();
    const std::string heard = one_line(c.answer);
    if (code == CURLE_OK) return {Outcome::taken, heard};
    const bool handed = c.transfer.is_handed_over();
    const bool answered = handed ? status >= 400 && status <= 599 : true;
    if (!answered) {
      return {Outcome::unknown, one_line("no answer to the message: " + c.transfer.fault(code))};
    }
    const bool of_message = handed || c.verb == "MAIL" || c.verb == "RCPT" || c.verb == "DATA";
    const bool never = of_message && status >= 500 && status <= 599;
    const bool said = status >= 400 && !heard.empty();
    return {never ? Outcome::refused : Outcome::not_taken, said ? heard : c.transfer.fault(code)};
  }

  const MailServer server_;
};

class LogMailer : public Mailer {
 public:
  explicit LogMailer(std::function<void(const std::string&)> log) : log_(std::move(log)) {}
  Delivery send(const Mail& mail, const Watch& watch) override {
    if (watch.hand_over && !watch.hand_over()) return {Outcome::not_taken, "held back"};
    log_(fmt::format("demo mail to {}: {}", mail.to, mail.subject));
    return {Outcome::taken, "demo: shown, not sent"};
  }

 private:
  const std::function<void(const std::string&)> log_;
};

}  // namespace

std::optional<MailAddress> MailAddress::parse(std::string_view raw) {
  const std::string_view text = trimmed(raw);
  const auto at = text.rfind('@');
  if (at == text.npos || text.size() > 254) return std::nullopt;
  if (!is_local_part(text.substr(0, at)) || !is_domain(text.substr(at + 1))) return std::nullopt;
  MailAddress address;
  address.text_ = text;
  for (std::size_t i = at; i < address.text_.size(); ++i) {
    char& c = address.text_[i];
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return address;
}

std::string MailAddress::masked() const { return text_.substr(0, 1) + "***@" + domain(); }

std::unique_ptr<Mailer> make_smtp_mailer(const MailServer& server) {
  return std::make_unique<SmtpMailer>(server);
}

std::unique_ptr<Mailer> make_log_mailer(std::function<void(const std::string&)> log) {
  return std::make_unique<LogMailer>(std::move(log));
}

}  // namespace lastmile::send

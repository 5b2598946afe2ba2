#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/describe.h"
#include "send/delivery.h"

/// E-mail by SMTP, one message to one address.
namespace lastmile::send {

/// An address as SMTP takes it, in ASCII: the part before the @ as written, the domain in lower
/// case, 254 characters at most (RFC 5321 4.5.3.1). Personal data: shown masked.
class MailAddress {
 public:
  MailAddress() = default;
  static std::optional<MailAddress> parse(std::string_view text);

  const std::string& text() const { return text_; }
  std::string domain() const { return text_.substr(text_.rfind('@') + 1); }
  /// "l***@example.cn".
  std::string masked() const;

  friend auto operator<=>(const MailAddress&, const MailAddress&) = default;

 private:
  std::string text_;
};

enum class MailSecurity {
  starttls,  // begun in clear and then enciphered, or not spoken to at all
  tls,       // enciphered from the first byte
  none,      // for a server on this machine or a network one trusts
};
BOOST_DESCRIBE_ENUM(MailSecurity, starttls, tls, none)

/// The server that takes our mail, as town.conf describes it.
struct MailServer {
  std::string host;
  std::optional<Bounded<1, 65535>> port = {};  // 587, with tls 465, with none 25
  std::optional<MailSecurity> security = {};   // starttls
  std::optional<std::string> user = {};
  std::optional<std::string> password = {};
  std::string from;  // the address people see and answer to
  std::optional<std::string> from_name = {};
  std::optional<std::string> hello = {};    // by what name it greets: the domain of `from`
  std::optional<std::string> ca_file = {};  // whom to trust instead of the machine's own list
  std::optional<Bounded<1, 120>> timeout_seconds = {};  // 30
};
BOOST_DESCRIBE_STRUCT(MailServer, (),
                      (host, port, security, user, password, from, from_name, hello, ca_file,
                       timeout_seconds))

struct Mail {
  std::string id;  // the same at each try: of it grows the Message-ID
  std::string to;
  std::string subject;
  std::string text;
  std::string unsubscribe = {};  // the address of a page; empty: none
  Lang lang = Lang::zh;
  Instant at{};
};

class Mailer {
 public:
  virtual ~Mailer() = default;
  /// Hands one message over. Throws what the watch throws.
  virtual Delivery send(const Mail& mail, const Watch& watch) = 0;
};

/// Over libcurl, certificates checked. 4xx, and whatever goes wrong before the last dot, is
/// `not_taken`; 5xx said about the sender, the address or the message is `refused`; silence after
/// the last dot is `unknown`. Throws std::runtime_error when the server is described wrongly.
std::unique_ptr<Mailer> make_smtp_mailer(const MailServer& server);
/// Says each message to `log` instead of sending it; for the demo.
std::unique_ptr<Mailer> make_log_mailer(std::function<void(const std::string&)> log);

/// The message as it travels (RFC 5322, 2045, 2047): CRLF, lines of at most 76 characters.
std::string mime_of(const Mail& mail, const MailServer& server);
/// The Message-ID, without its brackets.
std::string message_id(const Mail& mail, const MailServer& server);

}  // namespace lastmile::send

template <>
struct lastmile::Wire<lastmile::send::MailAddress> {
  static std::string text(const send::MailAddress& a) { return a.text(); }
  static std::optional<send::MailAddress> parse(std::string_view s) {
    return send::MailAddress::parse(s);
  }
  static constexpr std::string_view format = "email";
  static constexpr Words hint{"must be an e-mail address such as li@example.cn",
                              "应为邮箱地址，例如 li@example.cn"};
};

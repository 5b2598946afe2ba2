#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/phone.h"
#include "send/delivery.h"

/// Text messages. The gateway stands at the edge of the process: an HTTP provider described by
/// templates, or a log for the demo.
namespace lastmile::send {

struct TextMessage {
  std::string id;  // the same at each try: gateways that take one send it once
  Phone phone;
  std::string text;
};

class SmsGateway {
 public:
  virtual ~SmsGateway() = default;
  /// Hands one message over. Throws what the watch throws.
  virtual Delivery send(const TextMessage& message, const Watch& watch) = 0;
  /// True when it sends two messages of one id once, so that nobody need fear to repeat one.
  virtual bool sends_once_by_id() const { return false; }
  /// The longest message it takes.
  virtual int segments_max() const { return 10; }
};

/// How to speak to an HTTP provider. {phone}, {international}, {text}, {id} and {segments} are
/// filled in: percent-encoded in the URL and in form bodies, escaped as JSON in JSON bodies.
struct SmsProvider {
  std::string url;
  std::string method = "POST";
  std::vector<std::string> headers = {};  // "Name: value"
  std::string body = {};
  std::string success_contains = {};  // beside a 2xx status; empty: the status is enough
  int timeout_seconds = 10;
  int segments_max = 4;  // a longer message is a mistake of ours, not to be paid for
  std::optional<bool> sends_once_by_id = {};  // the provider heeds {id}
};
BOOST_DESCRIBE_STRUCT(SmsProvider, (),
                      (url, method, headers, body, success_contains, timeout_seconds, segments_max,
                       sends_once_by_id))

/// Over libcurl: http and https only, no redirects, answers up to 64 KiB. Throws
/// std::runtime_error when the provider is described wrongly.
std::unique_ptr<SmsGateway> make_http_gateway(const SmsProvider& provider);
/// Says each message to `log` instead of sending it: for a demo alone, since it tells codes.
std::unique_ptr<SmsGateway> make_log_gateway(bool demo,
                                             std::function<void(const std::string&)> log);

/// Message parts as networks bill them (3GPP TS 23.038, 23.040): GSM-7 160 or 153 each, else
/// UCS-2 70 or 67 UTF-16 units each, no character cut in two.
int count_segments(std::string_view text);
/// Whether it is billed by the longer, Unicode parts.
bool needs_unicode(std::string_view text);

/// The provider's template with the message filled in, escaped for its place.
enum class Escape { url, json, header };
std::string filled(std::string_view pattern, const TextMessage& message, Escape escape);

}  // namespace lastmile::send

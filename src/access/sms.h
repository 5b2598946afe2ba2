#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "access/policy.h"
#include "base/phone.h"
#include "call/call.h"
#include "jobs/jobs.h"

/// Text messages. The gateway stands at the edge of the process: an HTTP provider described by
/// templates, or a log for the demo. Messages wait on the job queue, sealed, and are tried again.
namespace lastmile::access {

struct TextMessage {
  std::string id;  // the same at each try: gateways that take one send it once
  Phone phone;
  std::string text;
};

class SmsGateway {
 public:
  virtual ~SmsGateway() = default;
  /// Hands one message over; throws storage::Unavailable when it was not taken.
  virtual void send(const TextMessage& message) = 0;
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
};
BOOST_DESCRIBE_STRUCT(SmsProvider, (),
                      (url, method, headers, body, success_contains, timeout_seconds, segments_max))

/// Over libcurl: http and https only, no redirects, answers up to 64 KiB. Throws
/// std::runtime_error when the provider is described wrongly.
std::unique_ptr<SmsGateway> make_http_gateway(const SmsProvider& provider);
/// Says each message to `log` instead of sending it: throws std::runtime_error unless it is a demo.
std::unique_ptr<SmsGateway> make_log_gateway(const Settings& settings,
                                             std::function<void(const std::string&)> log);

/// Message parts as networks bill them (3GPP TS 23.038, 23.040): GSM-7 160 or 153 each, else
/// UCS-2 70 or 67 UTF-16 units each, no character cut in two.
int count_segments(std::string_view text);

/// The provider's template with the message filled in, escaped for its place.
enum class Escape { url, json, header };
std::string filled(std::string_view pattern, const TextMessage& message, Escape escape);

/// Puts a message on the queue with the command; after `until` it is not sent any more.
void send_text(Call& call, std::string_view purpose, const Phone& phone, const std::string& text,
               Instant until);
/// The work that hands messages to the gateway, which outlives it.
jobs::Queued text_work(SmsGateway& gateway);

}  // namespace lastmile::access

#include <fmt/format.h>

#include <stdexcept>

#include "send/sms.h"
#include "send/web_post.h"

namespace lastmile::send {
namespace {

bool says_json(const std::vector<std::string>& headers) {
  for (std::string h : headers) {
    for (char& c : h) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (h.starts_with("content-type:") && h.find("json") != std::string::npos) return true;
  }
  return false;
}

// A status by which the provider surely took nothing, and may take it later: it is busy, or does
// not know us, which is for the operator to mend.
bool is_put_off(int status) {
  return (status >= 300 && status < 400) || status == 401 || status == 403 || status == 407 ||
         status == 408 || status == 429 || status == 503;
}

class HttpGateway : public SmsGateway {
 public:
  explicit HttpGateway(const SmsProvider& provider)
      : provider_(provider),
        body_escape_(says_json(provider.headers) ? Escape::json : Escape::url) {}

  Delivery send(const TextMessage& message, const Watch& watch) override {
    const int segments = count_segments(message.text);
    if (segments > provider_.segments_max) {
      return {Outcome::refused,
              fmt::format("{} segments, and segments_max is {}", segments, provider_.segments_max)};
    }
    WebPost what{.url = filled(provider_.url, message, Escape::url), .method = provider_.method};
    for (const auto& header : provider_.headers) {
      what.headers.push_back(filled(header, message, Escape::header));
    }
    what.body = filled(provider_.body, message, body_escape_);
    what.timeout_seconds = provider_.timeout_seconds;
    return judged(post(what, watch));
  }
  bool sends_once_by_id() const override { return provider_.sends_once_by_id.value_or(false); }
  int segments_max() const override { return provider_.segments_max; }

 private:
  // Anything that leaves doubt is unknown: a gateway that timed out may have passed it on.
  Delivery judged(const WebAnswer& answer) const {
    if (answer.status == 0) {
      return {answer.asked ? Outcome::unknown : Outcome::not_taken, answer.why};
    }
    const auto said = one_line(fmt::format("{} {}", answer.status, answer.body));
    if (answer.status >= 200 && answer.status <= 299) {
      const bool taken = answer.body.find(provider_.success_contains) != std::string::npos;
      return {taken ? Outcome::taken : Outcome::not_taken, said};
    }
    if (is_put_off(answer.status)) return {Outcome::not_taken, said};
    return {answer.status >= 400 && answer.status <= 499 ? Outcome::refused : Outcome::unknown,
            said};
  }

  const SmsProvider provider_;
  const Escape body_escape_;
};

}  // namespace

std::unique_ptr<SmsGateway> make_http_gateway(const SmsProvider& provider) {
  const auto wrong = [](std::string_view what) {
    throw std::runtime_error(fmt::format("SMS provider: {}", what));
  };
  if (!provider.url.starts_with("https://") && !provider.url.starts_with("http://")) {
    wrong("url must start with https:// or http://");
  }
  if (provider.method != "POST" && provider.method != "GET") wrong("method must be POST or GET");
  if (provider.timeout_seconds < 1 || provider.timeout_seconds > 30) {
    wrong("timeout_seconds must be between 1 and 30");
  }
  if (provider.segments_max < 1 || provider.segments_max > 10) {
    wrong("segments_max must be between 1 and 10");
  }
  const std::string all = provider.url + provider.body;
  if (all.find("{text}") == std::string::npos) wrong("neither url nor body holds {text}");
  if (all.find("{phone}") == std::string::npos &&
      all.find("{international}") == std::string::npos) {
    wrong("neither url nor body holds {phone} or {international}");
  }
  for (const std::string& header : provider.headers) {
    if (header.find(':') == std::string::npos) wrong("a header has no colon");
  }
  return std::make_unique<HttpGateway>(provider);
}

}  // namespace lastmile::send

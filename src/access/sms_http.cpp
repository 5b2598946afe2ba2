#include <curl/curl.h>
#include <fmt/format.h>

#include <mutex>
#include <stdexcept>

#include "access/sms.h"

namespace lastmile::access {
namespace {

constexpr std::size_t answer_max = 64 * 1024;

struct CurlEnd {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlEnd>;
using Headers = std::unique_ptr<curl_slist, CurlEnd>;

std::size_t keep_answer(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& answer = *static_cast<std::string*>(into);
  const std::size_t length = size * count;
  if (answer.size() + length > answer_max) return 0;  // curl then fails the transfer
  answer.append(bytes, length);
  return length;
}

bool says_json(const std::vector<std::string>& headers) {
  for (std::string h : headers) {
    for (char& c : h) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (h.starts_with("content-type:") && h.find("json") != std::string::npos) return true;
  }
  return false;
}

template <class T>
void set(const Handle& handle, CURLoption option, T value) {
  if (curl_easy_setopt(handle.get(), option, value) != CURLE_OK) {
    throw std::runtime_error("libcurl does not take an option of the SMS provider");
  }
}

class HttpGateway : public SmsGateway {
 public:
  explicit HttpGateway(const SmsProvider& provider)
      : provider_(provider),
        body_escape_(says_json(provider.headers) ? Escape::json : Escape::url) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  }

  void send(const TextMessage& message) override {
    if (count_segments(message.text) > provider_.segments_max) {
      throw std::runtime_error("a text message is longer than segments_max allows");
    }
    const Handle handle(curl_easy_init());
    if (!handle) throw storage::Unavailable("libcurl does not start");
    const std::string url = filled(provider_.url, message, Escape::url);
    const std::string body = filled(provider_.body, message, body_escape_);
    const Headers headers = headers_for(message);
    std::string answer;

    set(handle, CURLOPT_URL, url.c_str());
    set(handle, CURLOPT_CUSTOMREQUEST, provider_.method.c_str());
    if (!body.empty()) {
      set(handle, CURLOPT_POSTFIELDS, body.c_str());
      set(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    }
    set(handle, CURLOPT_HTTPHEADER, headers.get());
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_PROXY, "");  // the provider is spoken to directly, whatever the environment
    set(handle, CURLOPT_CONNECTTIMEOUT, static_cast<long>(provider_.timeout_seconds));
    set(handle, CURLOPT_TIMEOUT, static_cast<long>(provider_.timeout_seconds));
    set(handle, CURLOPT_WRITEFUNCTION, &keep_answer);
    set(handle, CURLOPT_WRITEDATA, &answer);

    const CURLcode code = curl_easy_perform(handle.get());
    if (code != CURLE_OK) {
      throw storage::Unavailable(fmt::format("SMS gateway: {}", curl_easy_strerror(code)));
    }
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status < 200 || status > 299) {
      throw storage::Unavailable(fmt::format("SMS gateway answered {}", status));
    }
    if (answer.find(provider_.success_contains) == std::string::npos) {
      throw storage::Unavailable("SMS gateway did not say that it took the message");
    }
  }

 private:
  Headers headers_for(const TextMessage& message) const {
    curl_slist* list = nullptr;
    for (const std::string& pattern : provider_.headers) {
      list = curl_slist_append(list, filled(pattern, message, Escape::header).c_str());
    }
    return Headers(list);
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

}  // namespace lastmile::access

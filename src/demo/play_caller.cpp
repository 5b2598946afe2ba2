#include "demo/play_caller.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>

#include "base/decode.h"
#include "base/id.h"

namespace lastmile::demo {
namespace {

namespace json = boost::json;

std::size_t take(char* data, std::size_t size, std::size_t n, void* into) {
  static_cast<std::string*>(into)->append(data, size * n);
  return size * n;
}

std::size_t take_header(char* data, std::size_t size, std::size_t n, void* into) {
  const std::string_view line(data, size * n);
  constexpr std::string_view name = "lastmile-leaf:";
  std::string lower;
  for (const char c : line.substr(0, name.size()))
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (lower == name) *static_cast<std::string*>(into) = trimmed(line.substr(name.size()));
  return size * n;
}

bool is_of_connection(CURLcode code) {
  return code == CURLE_COULDNT_CONNECT || code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR ||
         code == CURLE_GOT_NOTHING || code == CURLE_PARTIAL_FILE;
}

}  // namespace

void Caller::enter(const std::string& person) {
  const Answer a = post("/v1/demo/sign-in", fmt::format(R"({{"person":"{}"}})", person));
  token_ = text_at(a.body, "token");
}

int Caller::send_once(const Asked& asked, Answer& answer) {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
  curl_slist* list = nullptr;
  const auto header = [&](const std::string& h) { list = curl_slist_append(list, h.c_str()); };
  header("Content-Type: application/json");
  header("Accept-Language: zh-CN");
  if (!token_.empty()) header("Authorization: Bearer " + token_);
  if (!asked.key.empty()) header("Idempotency-Key: " + asked.key);
  curl_easy_setopt(curl.get(), CURLOPT_URL, (url_ + asked.path).c_str());
  curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, asked.method.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.text);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &answer.leaf);
  if (!asked.key.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(asked.body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, asked.body.c_str());
  }
  const CURLcode code = curl_easy_perform(curl.get());
  curl_slist_free_all(list);
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return code;
}

// A server that starts anew is waited for, some ten seconds.
Answer Caller::send_patiently(const Asked& asked) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::seconds{10};
  for (;;) {
    Answer answer;
    const auto code = static_cast<CURLcode>(send_once(asked, answer));
    if (code == CURLE_OK) return answer;
    if (!is_of_connection(code) || Clock::now() > until) {
      throw std::runtime_error(
          fmt::format("{} {}: {}", asked.method, url_ + asked.path, curl_easy_strerror(code)));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
  }
}

Answer Caller::send(const char* method, const std::string& path, const std::string& body) {
  const bool is_post = std::string_view(method) == "POST";
  Answer answer = send_patiently(
      {method, path, body, is_post ? Uuid::make(Instant{}, rng_).text() : std::string()});
  if (auto v = parse_json(answer.text); v.ok()) answer.body = std::move(v).value();
  if (!answer.body.is_object() && !answer.text.empty()) {  // a page, of whatever serves there
    throw std::runtime_error(
        fmt::format("{} {} answered {}, and not as Lastmile does: give --url the address that "
                    "`lastmile serve` prints, such as http://127.0.0.1:8080",
                    method, url_ + path, answer.status));
  }
  if (answer.status >= 400) {
    throw std::runtime_error(
        fmt::format("{} {} answered {}: {}", method, path, answer.status, answer.text));
  }
  return answer;
}

std::string text_at(const json::value& v, std::string_view key) {
  const auto* found = v.as_object().if_contains(key);
  if (!found) throw std::runtime_error("the answer has no " + std::string(key));
  return found->is_string() ? std::string(found->as_string()) : json::serialize(*found);
}

}  // namespace lastmile::demo

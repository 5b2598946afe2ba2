#include "demo/play.h"

#include <curl/curl.h>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>

#include "base/decode.h"
#include "base/id.h"
#include "base/rng.h"
#include "records/certificate.h"

namespace lastmile::demo {
namespace {

namespace json = boost::json;

struct Answer {
  long status = 0;
  json::value body;
  std::string text;
  std::string leaf;
};

/// One person with a session, talking to the server.
class Caller {
 public:
  Caller(std::string url, std::string name) : url_(std::move(url)), name_(std::move(name)) {}

  Answer get(const std::string& path) { return send("GET", path, ""); }
  Answer post(const std::string& path, const std::string& body) { return send("POST", path, body); }
  void enter(const std::string& person) {
    const Answer a = post("/v1/demo/sign-in", fmt::format(R"({{"person":"{}"}})", person));
    token_ = std::string(a.body.as_object().at("token").as_string());
  }
  const std::string& name() const { return name_; }

 private:
  Answer send(const char* method, const std::string& path, const std::string& body);

  std::string url_;
  std::string name_;
  std::string token_;
  Rng rng_ = Rng::from_system();
};

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

Answer Caller::send(const char* method, const std::string& path, const std::string& body) {
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
  curl_slist* list = nullptr;
  const auto header = [&](const std::string& h) { list = curl_slist_append(list, h.c_str()); };
  header("Content-Type: application/json");
  header("Accept-Language: zh-CN");
  if (!token_.empty()) header("Authorization: Bearer " + token_);
  if (std::string_view(method) == "POST")
    header("Idempotency-Key: " + Uuid::make(Instant{}, rng_).text());
  Answer answer;
  curl_easy_setopt(curl.get(), CURLOPT_URL, (url_ + path).c_str());
  curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, method);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer.text);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take_header);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &answer.leaf);
  if (std::string_view(method) == "POST") {
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.c_str());
  }
  const CURLcode code = curl_easy_perform(curl.get());
  curl_slist_free_all(list);
  if (code != CURLE_OK)
    throw std::runtime_error(
        fmt::format("{} {}: {}", method, url_ + path, curl_easy_strerror(code)));
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  if (auto v = parse_json(answer.text); v.ok()) answer.body = std::move(v).value();
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

void say(const Caller& who, const std::string& what, const Answer& a) {
  std::printf("%-10s %-52s %s\n", who.name().c_str(), what.c_str(),
              a.leaf.empty() ? "" : ("leaf " + a.leaf).c_str());
  std::fflush(stdout);
}

std::map<std::string, std::string> people_by_role(Caller& anyone) {
  std::map<std::string, std::string> people;
  const Answer logins = anyone.get("/v1/demo/logins");
  for (const auto& login : logins.body.as_object().at("items").as_array()) {
    const auto* by_login = login.as_object().if_contains("login");
    const auto* by_phone = login.as_object().if_contains("phone");
    const std::string person = text_at(login, "person");
    if (by_login)
      people[std::string(by_login->as_string())] = person;
    else if (by_phone)
      people[people.contains("resident") ? "volunteer" : "resident"] = person;
  }
  for (const char* role : {"resident", "volunteer", "worker"}) {
    if (!people.contains(role))
      throw std::runtime_error("this server offers no demo login for " + std::string(role));
  }
  return people;
}

std::string window_json() {
  const auto now =
      std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return fmt::format(R"({{"start":"{}","end":"{}"}})", to_text(now - std::chrono::minutes{1}),
                     to_text(now + std::chrono::hours{1}));
}

// Records are made by a follower a moment after the service; the story waits for it, bounded.
Answer wait_for_record(Caller& volunteer, const std::string& need) {
  for (int i = 0; i < 100; ++i) {
    Answer records = volunteer.get("/v1/me/records?limit=5");
    for (const auto& r : records.body.as_object().at("items").as_array()) {
      if (text_at(r, "subject") == need && text_at(r, "grade") == "a") {
        records.body = r;
        return records;
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  throw std::runtime_error("no record of grade A was made of this service");
}

void play_loop(const std::string& url) {
  Caller anyone(url, "public"), resident(url, "resident"), worker(url, "worker"),
      volunteer(url, "volunteer");
  const auto people = people_by_role(anyone);
  resident.enter(people.at("resident"));
  worker.enter(people.at("worker"));
  volunteer.enter(people.at("volunteer"));

  Answer a = resident.post(
      "/v1/needs",
      fmt::format(
          R"({{"wanted":{{"category":"0401","details":"想请人陪我说说话。","window":{}}}}})",
          window_json()));
  const std::string need = text_at(a.body, "id");
  say(resident, "asks for help, number " + text_at(a.body, "number"), a);
  a = worker.post("/v1/needs/" + need + "/triage", R"({"decision":"accept"})");
  say(worker, "accepts it: " + text_at(a.body, "state"), a);
  a = worker.get("/v1/needs/" + need + "/candidates?limit=3&volunteer=" + people.at("volunteer"));
  say(worker,
      "looks who fits: " + text_at(a.body, "fitting") + " of " + text_at(a.body, "considered"), a);
  a = worker.post("/v1/needs/" + need + "/invite",
                  fmt::format(R"({{"volunteers":["{}"]}})", people.at("volunteer")));
  const std::string offer =
      std::string(a.body.as_object().at("offers").as_array().at(0).as_string());
  say(worker, "invites a volunteer", a);
  a = volunteer.post("/v1/offers/" + offer + "/accept", "{}");
  say(volunteer, "says yes", a);
  a = resident.get("/v1/needs/" + need + "/code");
  const std::string code = text_at(a.body.as_object().at("now"), "code");
  a = volunteer.post("/v1/needs/" + need + "/check-in",
                     fmt::format(R"({{"evidence":{{"code":"{}"}}}})", code));
  say(volunteer, "checks in by the rotating code", a);
  std::this_thread::sleep_for(std::chrono::seconds{2});
  a = resident.get("/v1/needs/" + need);
  a = volunteer.post("/v1/needs/" + need + "/check-out",
                     fmt::format(R"({{"evidence":{{"pin":"{}"}}}})", text_at(a.body, "pin")));
  say(volunteer, "checks out by the resident's PIN", a);
  a = resident.post("/v1/needs/" + need + "/rate",
                    R"({"stars":5,"tags":["耐心"],"words":"谢谢!"})");
  say(resident, "confirms and rates: " + text_at(a.body, "state"), a);
  a = wait_for_record(volunteer, need);
  say(volunteer, "has a record of grade A, " + text_at(a.body, "minutes") + " minutes", a);
  a = volunteer.post("/v1/me/certificates", "{}");
  const std::string serial = text_at(a.body, "serial");
  say(volunteer, "takes a certificate, " + serial, a);
  a = volunteer.get("/v1/certificates/" + serial + "/file");
  const auto file = from_json<records::CertificateFile>(a.text);
  if (!file.ok()) throw std::runtime_error("the certificate file cannot be read");
  const auto journal = anyone.get("/v1/journal");
  const auto check = records::check_certificate(*file, text_at(journal.body, "key"));
  if (!check.ok() || !check->ok()) throw std::runtime_error("the certificate does not verify");
  say(anyone, fmt::format("verifies it offline: {} minutes", check->minutes), a);
  a = anyone.get("/v1/certificates/" + serial);
  say(anyone,
      "and at the server: " +
          std::string(text_at(a.body, "revoked") == "false" ? "valid" : "revoked"),
      a);
  a = worker.get("/v1/stats");
  say(worker, "sees the figures, each with its rows", a);
}

}  // namespace

int play(const std::string& url) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  try {
    play_loop(url);
    std::printf("The whole loop went round.\n");
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "lastmile: %s\n", e.what());
    return 1;
  }
}

}  // namespace lastmile::demo

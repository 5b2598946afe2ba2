#include "demo/play.h"

#include <curl/curl.h>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <algorithm>
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
  struct Asked {
    std::string method;
    std::string path;
    std::string body;
    std::string key;  // the same each time it is sent: the server does it once
  };
  Answer send(const char* method, const std::string& path, const std::string& body);
  Answer send_patiently(const Asked& asked);
  CURLcode send_once(const Asked& asked, Answer& answer);

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

CURLcode Caller::send_once(const Asked& asked, Answer& answer) {
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

bool is_of_connection(CURLcode code) {
  return code == CURLE_COULDNT_CONNECT || code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR ||
         code == CURLE_GOT_NOTHING || code == CURLE_PARTIAL_FILE;
}

// A server that starts anew is waited for, some ten seconds.
Answer Caller::send_patiently(const Asked& asked) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::seconds{10};
  for (;;) {
    Answer answer;
    const CURLcode code = send_once(asked, answer);
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
  return people;
}

/// Who plays, each with a session of their own, and what they hand on to each other.
class Play {
 public:
  explicit Play(const std::string& url)
      : anyone_(url, "public"),
        resident_(url, "resident"),
        worker_(url, "worker"),
        subcenter_(url, "subcenter"),
        center_(url, "center"),
        volunteer_(url, "volunteer"),
        people_(people_by_role(anyone_)) {
    for (Caller* who : {&resident_, &worker_, &subcenter_, &center_, &volunteer_}) {
      if (!people_.contains(who->name()))
        throw std::runtime_error("this server offers no demo login for " + who->name());
      who->enter(people_.at(who->name()));
    }
  }

  void clear_table();
  void ask();
  void dispatch();
  void serve();
  void settle_hours();
  void certify();

 private:
  void drop(const std::string& need, const std::string& state);
  TimeWindow free_half_hour();
  Answer record_made();

  Caller anyone_, resident_, worker_, subcenter_, center_, volunteer_;
  std::map<std::string, std::string> people_;
  TimeWindow visit_{};  // when help was really there: the play itself takes seconds
  std::string need_;
};

// How a need of a play is told from one made by hand.
constexpr std::string_view play_words = "想请人陪我说说话,电话里约过了。";

std::string to_body(const TimeWindow& window) {
  return fmt::format(R"({{"start":"{}","end":"{}"}})", to_text(window.start), to_text(window.end));
}

// The last half hour in which the volunteer has no other record: earlier plays took theirs.
TimeWindow Play::free_half_hour() {
  constexpr std::chrono::minutes half{30};
  const auto mine =
      from_json<Page<records::RecordView>>(volunteer_.get("/v1/me/records?limit=200").text);
  if (!mine.ok()) throw std::runtime_error("the volunteer's records cannot be read");
  Instant end = std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now()) -
                std::chrono::minutes{1};
  for (std::size_t i = 0; i < mine->items.size();) {
    const auto& r = mine->items[i++];
    if (r.from_at >= end || r.to_at <= end - half) continue;
    end = std::chrono::floor<std::chrono::minutes>(r.from_at);
    i = 0;
  }
  return {end - half, end};
}

// Steps back from a task, or ends the visit of one that was begun.
void Play::drop(const std::string& need, const std::string& state) {
  const std::string path = "/v1/needs/" + need;
  const Answer seen = resident_.get(path);
  if (text_at(seen.body, "details") != play_words) return;  // made by hand: not ours to end
  if (state == "in_service") {
    const auto pin = text_at(seen.body, "pin");
    const Answer a =
        volunteer_.post(path + "/check-out", fmt::format(R"({{"evidence":{{"pin":"{}"}}}})", pin));
    say(volunteer_, "checks out of an earlier play", a);
    return;
  }
  const Answer a = volunteer_.post(path + "/leave", R"({"reason_code":"busy"})");
  say(volunteer_, "steps back from an earlier play", a);
}

// A play that was broken off leaves its volunteer taken, and the next one could not have them.
void Play::clear_table() {
  const Answer tasks = volunteer_.get("/v1/me/tasks?limit=200");
  for (const auto& task : tasks.body.as_object().at("items").as_array()) {
    const std::string state = text_at(task, "state");
    const bool open = state == "taken" || state == "scheduled" || state == "in_service";
    if (!open || text_at(task, "recipient") != people_.at("resident")) continue;
    try {
      drop(text_at(task, "id"), state);
    } catch (const std::runtime_error&) {
      // What cannot be ended, such as a visit that took place without a PIN, is left as it is.
    }
  }
}

void Play::ask() {
  visit_ = free_half_hour();
  // Short: an appointment of tomorrow, made by hand, must not stand in its way.
  const Instant now = std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now());
  const TimeWindow window{visit_.start, now + std::chrono::hours{2}};
  const Answer a = resident_.post(
      "/v1/needs", fmt::format(R"({{"wanted":{{"category":"0401","details":"{}","window":{}}}}})",
                               play_words, to_body(window)));
  need_ = text_at(a.body, "id");
  say(resident_, "asks for help, number " + text_at(a.body, "number"), a);
}

void Play::dispatch() {
  const std::string need = "/v1/needs/" + need_, whom = people_.at("volunteer");
  Answer a = worker_.post(need + "/triage", R"({"decision":"accept"})");
  say(worker_, "accepts it: " + text_at(a.body, "state"), a);
  a = worker_.get(need + "/candidates?limit=3&volunteer=" + whom);
  say(worker_,
      "looks who fits: " + text_at(a.body, "fitting") + " of " + text_at(a.body, "considered"), a);
  a = worker_.post(need + "/invite", fmt::format(R"({{"volunteers":["{}"]}})", whom));
  const std::string offer =
      std::string(a.body.as_object().at("offers").as_array().at(0).as_string());
  say(worker_, "invites a volunteer", a);
  a = volunteer_.post("/v1/offers/" + offer + "/accept", "{}");
  say(volunteer_, "says yes", a);
}

void Play::serve() {
  const std::string need = "/v1/needs/" + need_;
  Answer a = resident_.get(need + "/code");
  const std::string code = text_at(a.body.as_object().at("now"), "code");
  a = volunteer_.post(need + "/check-in", fmt::format(R"({{"evidence":{{"code":"{}"}}}})", code));
  say(volunteer_, "checks in by the rotating code", a);
  std::this_thread::sleep_for(std::chrono::seconds{2});
  a = resident_.get(need);
  a = volunteer_.post(need + "/check-out",
                      fmt::format(R"({{"evidence":{{"pin":"{}"}}}})", text_at(a.body, "pin")));
  say(volunteer_, "checks out by the resident's PIN", a);
  a = resident_.post(need + "/rate", R"({"stars":5,"tags":["耐心"],"words":"谢谢!"})");
  say(resident_, "confirms and rates: " + text_at(a.body, "state"), a);
}

// Records are made by a follower a moment after the service; the story waits for it, bounded.
Answer Play::record_made() {
  for (int i = 0; i < 100; ++i) {
    Answer records = volunteer_.get("/v1/me/records?limit=5");
    for (const auto& r : records.body.as_object().at("items").as_array()) {
      if (text_at(r, "subject") == need_ && text_at(r, "grade") == "a") {
        records.body = r;
        return records;
      }
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  }
  throw std::runtime_error("no record of grade A was made of this service");
}

// The door saw two seconds, and nobody can type hours in: the volunteer says when it really was,
// one person looks into it, another of a different role approves.
void Play::settle_hours() {
  Answer a = record_made();
  const std::string record = "/v1/records/" + text_at(a.body, "id");
  say(volunteer_,
      fmt::format("has a record of grade A, {} min: {}", text_at(a.body, "minutes"),
                  text_at(a.body, "pending_reason")),
      a);
  a = volunteer_.post(record + "/dispute",
                      R"({"words":"当时没有信号,陪完半小时、临走才补上签到。"})");
  say(volunteer_, "disputes it: checked in only when leaving", a);
  a = subcenter_.post(
      "/v1/record-cases/" + text_at(a.body, "id") + "/decide",
      fmt::format(R"({{"upheld":true,"answer":"已向服务对象核实。","corrected":{}}})",
                  to_body(visit_)));
  say(subcenter_, "asks the resident and corrects it: " + text_at(a.body, "state"), a);
  a = center_.post(record + "/approve", "{}");
  say(center_,
      fmt::format("approves as the second: {} minutes, grade {}", text_at(a.body, "minutes"),
                  text_at(a.body, "grade")),
      a);
}

void Play::certify() {
  Answer a = volunteer_.post("/v1/me/certificates", "{}");
  const std::string serial = text_at(a.body, "serial");
  say(volunteer_, "takes a certificate, " + serial, a);
  a = volunteer_.get("/v1/certificates/" + serial + "/file");
  const auto file = from_json<records::CertificateFile>(a.text);
  if (!file.ok()) throw std::runtime_error("the certificate file cannot be read");
  const auto journal = anyone_.get("/v1/journal");
  const auto check = records::check_certificate(*file, text_at(journal.body, "key"));
  if (!check.ok() || !check->ok()) throw std::runtime_error("the certificate does not verify");
  const auto& lines = check->text.lines;
  const bool holds = std::any_of(lines.begin(), lines.end(), [&](const auto& line) {
    return line.grade == records::Grade::c && line.category == "0401" &&
           line.minutes == visit_.length().count();
  });
  if (!holds) throw std::runtime_error("the certificate does not hold the service just played");
  say(anyone_,
      fmt::format("verifies it offline: {} minutes, these among them", check->text.minutes), a);
  a = anyone_.get("/v1/certificates/" + serial);
  say(anyone_,
      fmt::format("and at the server: {}, changed since: {}",
                  text_at(a.body, "revoked") == "false" ? "valid" : "revoked",
                  a.body.as_object().at("changed").as_array().size()),
      a);
  a = worker_.get("/v1/stats");
  say(worker_, "sees the figures, each with its rows", a);
}

}  // namespace

int play(const std::string& url) {
  curl_global_init(CURL_GLOBAL_DEFAULT);
  try {
    Play play(url.ends_with('/') ? url.substr(0, url.size() - 1) : url);
    play.clear_table();
    play.ask();
    play.dispatch();
    play.serve();
    play.settle_hours();
    play.certify();
    std::printf("The whole loop went round.\n");
    return 0;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "lastmile: %s\n", e.what());
    return 1;
  }
}

}  // namespace lastmile::demo

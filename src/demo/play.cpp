#include "demo/play.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <stdexcept>
#include <thread>

#include "base/decode.h"
#include "demo/play_caller.h"
#include "needs/need_view.h"
#include "records/certificate.h"

namespace lastmile::demo {
namespace {

void say(const Caller& who, const std::string& what, const Answer& a) {
  std::printf("%-10s %-52s %s\n", who.name().c_str(), what.c_str(),
              a.leaf.empty() ? "" : ("leaf " + a.leaf).c_str());
  std::fflush(stdout);
}

/// Whom the demo lets in: staff by their logins; by phone a resident, then volunteers.
struct Logins {
  std::map<std::string, std::string> staff;
  std::vector<std::string> by_phone;
};

Logins read_logins(Caller& anyone) {
  Logins logins;
  const Answer a = anyone.get("/v1/demo/logins");
  for (const auto& login : a.body.as_object().at("items").as_array()) {
    const std::string person = text_at(login, "person");
    if (login.as_object().contains("login"))
      logins.staff[text_at(login, "login")] = person;
    else
      logins.by_phone.push_back(person);
  }
  if (logins.by_phone.size() < 2)
    throw std::runtime_error("this server offers no demo login for a resident and a volunteer");
  return logins;
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
        logins_(read_logins(anyone_)) {
    resident_.enter(logins_.by_phone[0]);
    for (Caller* who : {&worker_, &subcenter_, &center_}) {
      if (!logins_.staff.contains(who->name()))
        throw std::runtime_error("this server offers no demo login for " + who->name());
      who->enter(logins_.staff.at(who->name()));
    }
  }

  void find_volunteer();
  void ask();
  void dispatch();
  void serve();
  void settle_hours();
  void certify();

 private:
  bool clear_table();
  bool drop(const needs::NeedLine& task);
  TimeWindow free_half_hour();
  Answer record_made();

  Caller anyone_, resident_, worker_, subcenter_, center_, volunteer_;
  Logins logins_;
  std::string helper_;  // who plays the volunteer
  TimeWindow visit_{};  // when help was really there: the play itself takes seconds
  std::string need_;
};

// How a need of a play is told from one made by hand.
constexpr std::string_view play_words = "想请人陪我说说话，电话里约过了。";

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

// The need will be for now and the next hours; a visit that goes on has no end yet.
TimeWindow coming_hours() {
  const Instant now = std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now());
  return {now, now + std::chrono::hours{2}};
}

bool is_in_the_way(const needs::NeedLine& task, const TimeWindow& hours) {
  using enum needs::NeedState;
  if (task.state == in_service) return true;
  const bool is_agreed = task.state == taken || task.state == scheduled;
  return is_agreed && task.window && task.window->start < hours.end;
}

// Steps back from a task, or ends the visit of one that was begun. False when it was made by hand:
// not ours to end.
bool Play::drop(const needs::NeedLine& task) {
  const std::string path = "/v1/needs/" + task.id.text();
  if (task.recipient.text() != logins_.by_phone[0]) return false;
  const Answer seen = resident_.get(path);
  if (text_at(seen.body, "details") != play_words) return false;
  if (task.state == needs::NeedState::in_service) {
    const auto pin = text_at(seen.body, "pin");
    const Answer a =
        volunteer_.post(path + "/check-out", fmt::format(R"({{"evidence":{{"pin":"{}"}}}})", pin));
    say(volunteer_, "checks out of an earlier play", a);
    return true;
  }
  const Answer a = volunteer_.post(path + "/leave", R"({"reason_code":"busy"})");
  say(volunteer_, "steps back from an earlier play", a);
  return true;
}

// A play that was broken off leaves its volunteer taken, and the next one could not have them.
// False when there is something in these hours that is not ours to end.
bool Play::clear_table() {
  const auto tasks =
      from_json<Page<needs::NeedLine>>(volunteer_.get("/v1/me/tasks?limit=200").text);
  if (!tasks.ok()) throw std::runtime_error("the volunteer's tasks cannot be read");
  bool is_clear = true;
  for (const auto& task : tasks->items) {
    if (!is_in_the_way(task, coming_hours())) continue;
    try {
      if (!drop(task)) is_clear = false;
    } catch (const std::runtime_error&) {
      is_clear = false;  // such as a visit that took place without a PIN
    }
  }
  return is_clear;
}

// The first who has nothing else to do: somebody may be in the middle of the first hour's guide.
void Play::find_volunteer() {
  for (std::size_t i = 1; i < logins_.by_phone.size(); ++i) {
    helper_ = logins_.by_phone[i];
    volunteer_.enter(helper_);
    if (clear_table()) return;
  }
}

void Play::ask() {
  visit_ = free_half_hour();
  // Short: an appointment of tomorrow, made by hand, must not stand in its way.
  const TimeWindow window{visit_.start, coming_hours().end};
  const Answer a = resident_.post(
      "/v1/needs", fmt::format(R"({{"wanted":{{"category":"0401","details":"{}","window":{}}}}})",
                               play_words, to_body(window)));
  need_ = text_at(a.body, "id");
  say(resident_, "asks for help, number " + text_at(a.body, "number"), a);
}

void Play::dispatch() {
  const std::string need = "/v1/needs/" + need_, whom = helper_;
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
  const auto shown = [&] {
    const Answer door = resident_.get(need + "/code");
    return fmt::format(R"({{"evidence":{{"code":"{}"}}}})",
                       text_at(door.body.as_object().at("now"), "code"));
  };
  Answer a = volunteer_.post(need + "/check-in", shown());
  say(volunteer_, "checks in by the rotating code", a);
  std::this_thread::sleep_for(std::chrono::seconds{2});
  a = volunteer_.post(need + "/check-out", shown());
  say(volunteer_, "checks out by the rotating code", a);
  a = resident_.post(need + "/rate", R"({"stars":5,"tags":["耐心"],"words":"谢谢！"})");
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
                      R"({"words":"当时没有信号，陪完半小时、临走才补上签到。"})");
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
    play.find_volunteer();
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

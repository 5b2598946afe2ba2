#include "town.h"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <map>

#include "base/instant.h"

namespace lastmile::fault {
namespace {

struct File {
  const char* name;
  const char* text;
};
constexpr std::array files{
    File{"provinces.csv", "code,name\n41,\"河南省\"\n"},
    File{"cities.csv", "code,name,provinceCode\n4112,\"三门峡市\",41\n"},
    File{"areas.csv", "code,name,cityCode,provinceCode\n411202,\"湖滨区\",4112,41\n"},
    File{"streets.csv",
         "code,name,areaCode,provinceCode,cityCode\n411202001,\"湖滨街道\",411202,41,4112\n"},
    File{"villages.csv",
         "code,name,streetCode,provinceCode,cityCode,areaCode\n"
         "411202001001,\"涧河社区\",411202001,41,4112,411202\n"}};

Instant now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::map<std::string, std::string> staff_by_login(std::uint16_t port) {
  std::map<std::string, std::string> staff;
  const auto logins = must(port, look({}, "/v1/demo/logins")).json();
  for (const auto& item : logins.as_object().at("items").as_array()) {
    const auto& login = item.as_object();
    const auto* name = login.if_contains("login");
    if (!name) continue;
    staff[std::string(name->as_string())] = std::string(login.at("person").as_string());
  }
  return staff;
}

}  // namespace

void write_divisions(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const auto& file : files) std::ofstream(folder / file.name) << file.text;
}

void found_town(const Place& place, const BeforeStep& before) {
  const auto divisions = std::filesystem::path(place.data.string() + ".divisions");
  write_divisions(divisions);
  const std::vector<std::vector<std::string>> steps{{"init", "--demo", "--city", "4112"},
                                                    {"import-divisions", divisions.string()}};
  for (const auto& step : steps) {
    if (before) before(step);
    must_run(place, step);
  }
  must_run(place, {"demo", "--days", "0", "--teams", "1", "--volunteers",
                   std::to_string(volunteers_in_town)});
  must_run(place, {"keys", "rotate"});  // what stands was sealed under older keys than what comes
}

std::string phone_of(std::size_t n) { return fmt::format("199{:08}", 10'000'000 + n); }

Person enter_demo(std::uint16_t port, const std::string& person) {
  const Answer a =
      must(port, command({}, "/v1/demo/sign-in", fmt::format(R"({{"person":"{}"}})", person)));
  return {person, a.at("token")};
}

Person enter_by_phone(std::uint16_t port, const std::string& phone, const char* from) {
  Line line(port, from);
  const Answer asked =
      line.ask(command({}, "/v1/sign-in/codes", fmt::format(R"({{"phone":"{}"}})", phone)));
  const Answer in = line.ask(command({}, "/v1/sign-in",
                                     fmt::format(R"({{"phone":"{}","request":"{}","code":"{}"}})",
                                                 phone, asked.at("request"), asked.at("code"))));
  if (!in.is_good()) throw std::runtime_error("sign-in of " + phone + ": " + in.body);
  return {in.at("person"), in.at("token")};
}

Cast enter_everyone(std::uint16_t port, std::size_t residents, std::size_t volunteers) {
  Cast cast;
  const auto staff = staff_by_login(port);
  cast.worker = enter_demo(port, staff.at("worker"));
  cast.subcenter = enter_demo(port, staff.at("subcenter"));
  cast.center = enter_demo(port, staff.at("center"));
  cast.system = enter_demo(port, staff.at("system"));
  const auto enter = [&](std::size_t n) {
    const auto from = fmt::format("127.0.{}.2", 1 + n);  // each a stranger of their own
    return enter_by_phone(port, phone_of(n), from.c_str());
  };
  for (std::size_t i = 0; i < residents; ++i) cast.residents.push_back(enter(i));
  for (std::size_t n = 0; cast.volunteers.size() < volunteers; ++n) {
    if (n == volunteers_in_town) throw std::runtime_error("the town's inbox took its volunteers");
    const Person who = enter(residents_in_town + n);
    if (!must(port, look(who, "/v1/me/tasks")).json().as_object().at("items").as_array().empty()) {
      continue;  // expected elsewhere
    }
    must(port, command(who, "/v1/volunteers/" + who.id + "/availability",
                       R"({"free_hours":[],"exceptions":[]})"));
    cast.volunteers.push_back(who);
  }
  cast.site_path = "4112/411202/411202001/411202001001/";
  return cast;
}

Request command(const Person& who, std::string target, std::string body) {
  return {"POST", std::move(target), who.token, fresh_key(), std::move(body)};
}

Request look(const Person& who, std::string target) {
  return {"GET", std::move(target), who.token, {}, {}};
}

Answer must(std::uint16_t port, const Request& request) {
  Answer answer = ask(port, request);
  if (answer.is_good()) return answer;
  throw std::runtime_error(
      fmt::format("{} {}: {} {}", request.method, request.target, answer.status, answer.body));
}

std::string moment(std::int64_t ms_from_now) {
  return to_text(now() + std::chrono::milliseconds(ms_from_now));
}

std::string window_json(int from_minutes, int to_minutes) {
  return fmt::format(R"({{"start":"{}","end":"{}"}})", moment(from_minutes * 60'000),
                     moment(to_minutes * 60'000));
}

}  // namespace lastmile::fault

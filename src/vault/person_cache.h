#pragma once
#include <chrono>
#include <deque>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/id.h"
#include "vault/suite.h"

namespace lastmile::vault {

/// Whose key: region, person, key id.
struct PersonKeyName {
  int region = 0;
  PersonId person;
  std::string key_id;
  friend bool operator==(const PersonKeyName&, const PersonKeyName&) = default;
};
struct PersonKeyNameHash {
  std::size_t operator()(const PersonKeyName& n) const noexcept {
    return std::hash<PersonId>{}(n.person) ^ std::hash<std::string>{}(n.key_id);
  }
};

/// Unwrapped person keys, so that a list of people costs no look-up each. Bounded in number and in
/// time. A key forgotten here is not taken in again until every read that began before has ended;
/// one forgotten by another server goes when its time is over. Safe from any thread.
class PersonCache {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t keys_max = 4096;
  static constexpr std::chrono::seconds life{5};
  static constexpr std::size_t forgotten_max = 1024;

  std::optional<Key> find(const PersonKeyName& name, Clock::time_point now = Clock::now());
  void keep(const PersonKeyName& name, const Key& key, Clock::time_point now = Clock::now());
  /// Drops all keys of the person.
  void forget(int region, PersonId person);
  void clear();
  std::size_t size() const;

 private:
  struct Kept {
    PersonKeyName name;
    Key key;
    Clock::time_point until;
  };
  struct Person {
    int region;
    PersonId person;
    friend bool operator==(const Person&, const Person&) = default;
  };

  mutable std::mutex mutex_;
  std::list<Kept> kept_;  // newest first
  std::unordered_map<PersonKeyName, std::list<Kept>::iterator, PersonKeyNameHash> by_name_;
  std::deque<Person> forgotten_;
};

}  // namespace lastmile::vault

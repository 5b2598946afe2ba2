#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "base/rng.h"
#include "call/caches.h"
#include "journal/journal.h"
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile {

/// A role held over a scope: the path of a tree node, and all beneath it.
struct Grant {
  std::string role;
  std::string scope;
  friend bool operator==(const Grant&, const Grant&) = default;
};
BOOST_DESCRIBE_STRUCT(Grant, (), (role, scope))

/// Who calls: nobody, a signed-in person with their grants, or the program itself.
struct Actor {
  std::optional<PersonId> person = {};
  std::optional<Uuid> session = {};
  std::vector<Grant> grants = {};
  Lang lang = Lang::zh;
  bool system = false;  // followers and clocked work
};

/// One reading of personal data, to be logged before the answer leaves.
struct Reading {
  PersonId whom;
  std::string field_class;  // contact, identity, address, health, minor…
  std::string reason = {};
  bool is_name_in_list = false;  // shown again soon after, it is the same reading
};

/// What the deployment fixed for every verb.
struct Settings {
  int region = 4112;  // first part of every key: the city
  Zone zone = Zone("Asia/Shanghai");
  WorkCalendar calendar = china_calendar();
  bool demo = false;
  std::string public_url = "http://127.0.0.1:8080";
  std::shared_ptr<Caches> caches = std::make_shared<Caches>();  // one a process
  bool dengbao3 = false;  // the policy profile of 等保三级: kinds of characters, passwords age
  std::int64_t needs_a_day = 0;  // that one person asks for, a third of them in an hour; 0: any
};

/// What every verb receives: one transaction, one actor, one now.
struct Call {
  storage::Tx& tx;
  const Actor& actor;
  Instant now;
  Rng& rng;
  vault::Vault& vault;
  const Settings& settings;
  journal::Book journal = {};
  std::vector<Reading> readings = {};
  std::optional<PersonId> on_behalf = {};

  int region() const { return settings.region; }
  template <class Tag>
  Id<Tag> make_id() {
    return Id<Tag>::make(now, rng);
  }
};

}  // namespace lastmile

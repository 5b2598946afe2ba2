#include "call/test_call.h"

namespace lastmile {

TestBench::TestBench(storage::On on, std::string_view now, std::uint64_t seed)
    : db_(on), now_(parse_instant(now).value()), rng_(seed) {
  settings.demo = true;
  open();
}

// The log leaves its place as the seal before the database goes.
TestBench::~TestBench() {
  log_.reset();
  vault_.reset();
}

void TestBench::open() {
  vault_ = vault::Vault::open(keys_.path(), *db_);
  log_ = journal::Log::open(*db_, *vault_, settings.region);
}

void TestBench::restart() {
  log_.reset();
  vault_.reset();
  db_.reopen();
  open();
}

const Actor& TestBench::system() {
  static const Actor actor{.system = true};
  return actor;
}

Actor TestBench::person(PersonId id, std::vector<Grant> grants) {
  Actor actor;
  actor.person = id;
  actor.grants = std::move(grants);
  return actor;
}

void TestBench::set_now(std::string_view rfc3339) { now_ = parse_instant(rfc3339).value(); }

std::vector<journal::Finding> TestBench::verify() {
  return db().reading([&](storage::Tx& tx) {
    return journal::verify(tx, vault(), settings.region, [](std::int64_t) {});
  });
}

}  // namespace lastmile

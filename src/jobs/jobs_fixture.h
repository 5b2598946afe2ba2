#pragma once
#include <atomic>
#include <map>

#include "jobs/job_store.h"
#include "jobs/test_jobs.h"
#include "storage/rows_fixture.h"

/// What the tests of this module share: bricks are laid by commands, a projection tallies them.
namespace lastmile::jobs {

struct BrickLaid {
  static constexpr std::string_view kind = "brick_laid";
  static constexpr int version = 1;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(BrickLaid, (), (label))

struct TallyRow {
  int region = 0;
  std::string label;
  std::int64_t count = 0;
  Instant last_at{};
};
BOOST_DESCRIBE_STRUCT(TallyRow, (), (region, label, count, last_at))

inline constexpr std::string_view tally_table = R"(
-- @derived tally
create table tally (
  region {int} not null,
  label text not null,
  count {int} not null,
  last_at {int} not null,
  primary key (region, label)
) {strict};
)";

inline const storage::Sql find_tally{"test.find_tally",
                                     "select region, label, count, last_at from tally "
                                     "where region = $1 and label = $2"};
inline const storage::Sql list_labels{"test.list_labels",
                                      "select label from brick where region = $1 order by label"};

/// Lays a brick and tells it: a command like any other.
inline Check lay(Call& call, const std::string& label) {
  storage::BrickRow row = storage::brick(label);
  row.id = call.make_id<storage::BrickTag>();
  if (!call.tx.insert(row)) throw Broken("brick " + label + " was laid before");
  call.journal.append(BrickLaid{label}, {row.id.uuid, "/4112", {}});
  return Done{};
}

inline std::string label_of(const journal::Entry& entry) {
  return from_json<BrickLaid>(entry.body).value().label;
}

/// Counts bricks by the first letter of their label.
inline Follower tally() {
  return {"tally", {"tally"}, [](Call& call, const journal::Entry& entry) {
            const std::string letter = label_of(entry).substr(0, 1);
            TallyRow row{call.region(), letter, 0, {}};
            if (const auto found = call.tx.row<TallyRow>(find_tally, call.region(), letter)) {
              row = *found;
            }
            ++row.count;
            row.last_at = call.now;
            call.tx.put(row);
          }};
}

class JobsBench : public OnEachBench {
 protected:
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    bench().test_db().add_tables(storage::test_tables);
    bench().test_db().add_tables(tally_table);
    commands = commands_of(bench());
  }
  void run(const std::function<Check(Call&)>& f) {
    ASSERT_TRUE(bench().run(TestBench::system(), f).ok());
  }
  void lay_one(const std::string& label) {
    run([&](Call& call) { return lay(call, label); });
  }
  void restart() {
    commands.reset();
    bench().restart();
    commands = commands_of(bench(), 3);
  }
  std::vector<std::string> labels() {
    return bench().db().reading(
        [](storage::Tx& tx) { return tx.rows<std::string>(list_labels, 4112); });
  }
  std::int64_t tallied(const std::string& letter) {
    return bench().db().reading([&](storage::Tx& tx) {
      const auto row = tx.row<TallyRow>(find_tally, 4112, letter);
      return row ? row->count : 0;
    });
  }
  QueueCount queued() {
    return bench().db().reading([](storage::Tx& tx) { return queue_count(tx, 4112); });
  }
  std::vector<Lag> lag() {
    return bench().db().reading([](storage::Tx& tx) { return lags(tx, 4112); });
  }

  std::unique_ptr<Commands> commands;
  Registry registry;
};

}  // namespace lastmile::jobs

template <>
struct lastmile::storage::Table<lastmile::jobs::TallyRow> {
  static constexpr std::string_view name = "tally";
  static constexpr std::size_t key_columns = 2;
};

#pragma once
#include "storage/test_db.h"

/// Two tables of our own, so that the machine is tested without the features' words.
namespace lastmile::storage {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Corner {
  int x = 0;
  int y = 0;
  friend bool operator==(const Corner&, const Corner&) = default;
};
BOOST_DESCRIBE_STRUCT(Corner, (), (x, y))

using BrickId = Id<struct BrickTag>;
struct BrickRow {
  int region = 4112;
  BrickId id;
  std::string label;
  std::optional<std::string> note;
  std::int64_t weight = 0;
  double density = 0;
  Bytes stamp;
  Instant made_at{};
  bool cracked = false;
  Colour colour = Colour::red;
  std::vector<Corner> corners;
  friend bool operator==(const BrickRow&, const BrickRow&) = default;
};
BOOST_DESCRIBE_STRUCT(BrickRow, (),
                      (region, id, label, note, weight, density, stamp, made_at, cracked, colour,
                       corners))

struct LooseRow {
  int region = 4112;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(LooseRow, (), (region, name))

template <>
struct Table<BrickRow> {
  static constexpr std::string_view name = "brick";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct Table<LooseRow> {
  static constexpr std::string_view name = "loose";
  static constexpr std::size_t key_columns = 2;
};

inline constexpr std::string_view test_tables = R"(
-- @sealed
create table brick (
  region {int} not null,
  id {id} not null,
  label text not null,
  note text,
  weight {int} not null,
  density {real} not null,
  stamp {bytes} not null,
  made_at {int} not null,
  cracked {int} not null check (cracked in (0, 1)),
  colour text not null check (colour in ('red', 'green')),
  corners text not null,
  primary key (region, id),
  unique (region, label)
) {strict};
-- @volatile for tests only
create table loose (
  region {int} not null,
  name text not null,
  primary key (region, name)
) {without_rowid};
)";

inline Rng& test_rng() {
  static Rng rng(1);
  return rng;
}

inline BrickRow brick(std::string label) {
  BrickRow row;
  row.id = BrickId::make(at_ms(1'772'000'000'000), test_rng());
  row.label = std::move(label);
  row.weight = 9'007'199'254'740'993;
  row.density = 1.0 / 3;
  row.stamp.data = std::string("\0\xff'\\x", 5);
  row.made_at = at_ms(1'772'000'000'123);
  row.corners = {{1, 2}, {-3, 4}};
  return row;
}

class Rows : public OnEachDatabase {
 protected:
  void SetUp() override {
    OnEachDatabase::SetUp();
    if (!IsSkipped()) test_db().add_tables(test_tables);
  }
};

}  // namespace lastmile::storage

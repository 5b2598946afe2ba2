#pragma once
#include "people/resident.h"
#include "storage/tx.h"

namespace lastmile::people {

/// The row of table `reveal`.
struct RevealRow {
  int region = 0;
  Uuid id;
  PersonId actor;
  PersonId person;
  RevealWhat what = RevealWhat::contact;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(RevealRow, (), (region, id, actor, person, what, at))

/// How many different people someone looked at in full since a moment.
struct RevealCount {
  PersonId actor;
  RevealWhat what = RevealWhat::contact;
  Instant since;
};
std::int64_t count_reveals(storage::Tx& tx, int region, const RevealCount& count);

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::RevealRow> {
  static constexpr std::string_view name = "reveal";
  static constexpr std::size_t key_columns = 2;
};

#pragma once
#include "people/person.h"
#include "storage/tx.h"

namespace lastmile::people {

/// Why two people are kept apart; the reason is told to nobody but staff.
enum class ApartReason { asked, safety, dispute, relatives, other };
BOOST_DESCRIBE_ENUM(ApartReason, asked, safety, dispute, relatives, other)

/// The row of table `apart`: a < b.
struct ApartRow {
  int region = 0;
  PersonId a;
  PersonId b;
  ApartReason reason = ApartReason::asked;
  std::optional<PersonId> asked_by;
  Instant asked_at{};
  std::optional<Instant> ended_at;
};
BOOST_DESCRIBE_STRUCT(ApartRow, (), (region, a, b, reason, asked_by, asked_at, ended_at))

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::ApartRow> {
  static constexpr std::string_view name = "apart";
  static constexpr std::size_t key_columns = 3;
};

namespace lastmile::people {

std::optional<ApartRow> load_apart(storage::Tx& tx, int region, PersonId a, PersonId b);
/// Pairs in force that involve any of these people.
std::vector<ApartRow> load_apart_of(storage::Tx& tx, int region,
                                    const std::vector<PersonId>& people);
/// All pairs of one person, ended ones too.
std::vector<ApartRow> load_all_apart_of(storage::Tx& tx, int region, PersonId person);

}  // namespace lastmile::people

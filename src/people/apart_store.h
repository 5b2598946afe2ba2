#pragma once
#include "people/person.h"
#include "storage/tx.h"

namespace lastmile::people {

/// Why two people are kept apart; the reason is told to nobody but staff.
enum class ApartReason { asked, safety, dispute, relatives, other };
BOOST_DESCRIBE_ENUM(ApartReason, asked, safety, dispute, relatives, other)

/// What one of them wished, or a station.
struct ApartWish {
  ApartReason reason = ApartReason::asked;
  std::optional<PersonId> asked_by;  // the one of the two whose wish it is, or who of the station
  Instant asked_at{};
  std::optional<PersonId> said_by;  // the proxy or guardian who asked for them
};
BOOST_DESCRIBE_STRUCT(ApartWish, (), (reason, asked_by, asked_at, said_by))

/// The row of table `apart`: a < b. It holds the first wish; `also` the further ones.
struct ApartRow {
  int region = 0;
  PersonId a;
  PersonId b;
  ApartReason reason = ApartReason::asked;
  std::optional<PersonId> asked_by;
  Instant asked_at{};
  std::optional<Instant> ended_at;
  std::optional<PersonId> said_by;
  std::optional<std::vector<ApartWish>> also;
};
BOOST_DESCRIBE_STRUCT(ApartRow, (),
                      (region, a, b, reason, asked_by, asked_at, ended_at, said_by, also))

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::ApartRow> {
  static constexpr std::string_view name = "apart";
  static constexpr std::size_t key_columns = 3;
};

namespace lastmile::people {

/// The wishes in force, none once it ended.
std::vector<ApartWish> wishes_of(const ApartRow& row);
/// The first stands in the row itself; without any it has ended now.
void set_wishes(ApartRow& row, std::vector<ApartWish> wishes, Instant now);

std::optional<ApartRow> load_apart(storage::Tx& tx, int region, PersonId a, PersonId b);
/// Pairs in force that involve any of these people.
std::vector<ApartRow> load_apart_of(storage::Tx& tx, int region,
                                    const std::vector<PersonId>& people);

}  // namespace lastmile::people

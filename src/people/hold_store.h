#pragma once
#include "people/person.h"
#include "storage/tx.h"

namespace lastmile::people {

/// The row of table `person_hold`: what is under way, by its code and its own id.
struct PersonHoldRow {
  int region = 0;
  PersonId person;
  Uuid subject;
  std::string what;
  Instant since{};
};
BOOST_DESCRIBE_STRUCT(PersonHoldRow, (), (region, person, subject, what, since))

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::PersonHoldRow> {
  static constexpr std::string_view name = "person_hold";
  static constexpr std::size_t key_columns = 3;
};

namespace lastmile::people {

std::vector<PersonHoldRow> load_holds(storage::Tx& tx, int region, PersonId person);

/// What is under way, as a reader is told; a code without words stands for itself.
std::string told(const PersonHoldRow& hold, Lang lang);

}  // namespace lastmile::people

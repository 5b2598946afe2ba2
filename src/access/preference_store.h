#pragma once
#include <optional>

#include "access/preferences.h"
#include "storage/tx.h"

namespace lastmile::access {

struct PreferenceRow {
  int region = 0;
  PersonId person;
  std::optional<TypeStep> type_step;
  std::optional<Scheme> scheme;
  std::optional<bool> key_maps;
};
BOOST_DESCRIBE_STRUCT(PreferenceRow, (), (region, person, type_step, scheme, key_maps))

std::optional<PreferenceRow> find_preference(storage::Tx& tx, int region, PersonId person);

}  // namespace lastmile::access

template <>
struct lastmile::storage::Table<lastmile::access::PreferenceRow> {
  static constexpr std::string_view name = "preference";
  static constexpr std::size_t key_columns = 2;
};

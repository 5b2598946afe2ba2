#pragma once
#include "people/licence.h"
#include "storage/tx.h"

template <>
struct lastmile::storage::Table<lastmile::people::TrainingRow> {
  static constexpr std::string_view name = "training";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::people::AwardRow> {
  static constexpr std::string_view name = "award";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::people {

std::optional<TrainingRow> load_training(storage::Tx& tx, int region, TrainingId id);
std::vector<TrainingRow> load_trainings_of(storage::Tx& tx, int region, PersonId person);
std::optional<AwardRow> load_award(storage::Tx& tx, int region, AwardId id);
std::vector<AwardRow> load_awards_of(storage::Tx& tx, int region, PersonId person);

}  // namespace lastmile::people

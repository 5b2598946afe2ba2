#include "people/merit_store.h"

namespace lastmile::people {
namespace {

using storage::Sql;

#define TRAINING_COLUMNS                                                               \
  "region, id, person, name, content, minutes, organizer, day, entered_by, voided_at " \
  "from training "
#define AWARD_COLUMNS                                                                     \
  "region, id, person, name, day, granted_by, proof, verified_by, entered_by, voided_at " \
  "from award "

const Sql training_by_id{"training_by_id",
                         "select " TRAINING_COLUMNS "where region = $1 and id = $2"};
const Sql trainings_of_person{"trainings_of_person",
                              "select " TRAINING_COLUMNS
                              "where region = $1 and person = $2 order by day, id"};
const Sql award_by_id{"award_by_id", "select " AWARD_COLUMNS "where region = $1 and id = $2"};
const Sql awards_of_person{"awards_of_person",
                           "select " AWARD_COLUMNS
                           "where region = $1 and person = $2 order by day, id"};

}  // namespace

std::optional<TrainingRow> load_training(storage::Tx& tx, int region, TrainingId id) {
  return tx.row<TrainingRow>(training_by_id, region, id);
}

std::vector<TrainingRow> load_trainings_of(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<TrainingRow>(trainings_of_person, region, person);
}

std::optional<AwardRow> load_award(storage::Tx& tx, int region, AwardId id) {
  return tx.row<AwardRow>(award_by_id, region, id);
}

std::vector<AwardRow> load_awards_of(storage::Tx& tx, int region, PersonId person) {
  return tx.rows<AwardRow>(awards_of_person, region, person);
}

}  // namespace lastmile::people

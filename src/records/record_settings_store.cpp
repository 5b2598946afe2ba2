#include "records/record_settings_store.h"

namespace lastmile::records {
namespace {

const storage::Sql record_rules_to{"records.record_rules_to", R"(
  select region, site_path, minutes_min, star_hours, set_by, set_at
  from record_rule where region = $1 and site_path >= $2 and site_path <= $3 order by site_path)"};

}  // namespace

std::vector<RecordRule> load_rules_between(storage::Tx& tx, int region, std::string_view top,
                                           std::string_view path) {
  return tx.rows<RecordRule>(record_rules_to, region, top, path);
}

}  // namespace lastmile::records

#pragma once
#include "records/record.h"
#include "storage/tx.h"

namespace lastmile::records {

/// The row of table `record_rule`: from how many minutes on a service counts by itself, and from
/// how many hours on there are one to five stars.
struct RecordRule {
  int region = 0;
  std::string site_path;
  std::int64_t minutes_min = 1;
  std::optional<std::vector<std::int64_t>> star_hours;  // none: as the place above says
  std::optional<PersonId> set_by;
  Instant set_at{};
};
BOOST_DESCRIBE_STRUCT(RecordRule, (), (region, site_path, minutes_min, star_hours, set_by, set_at))
/// The rules at the paths from `top` to `path` in order: of all above it, and of some sites beside.
std::vector<RecordRule> load_rules_between(storage::Tx& tx, int region, std::string_view top,
                                           std::string_view path);

}  // namespace lastmile::records

template <>
struct lastmile::storage::Table<lastmile::records::RecordRule> {
  static constexpr std::string_view name = "record_rule";
  static constexpr std::size_t key_columns = 2;
};

#pragma once
#include "access/site_path.h"
#include "base/page.h"
#include "records/record_settings_store.h"

/// What a place has settled about the records of its sites.
namespace lastmile::records {

inline constexpr std::int64_t minutes_min_default = 1;

/// The least minutes that count by themselves at a site: as the nearest rule above or at it says.
std::int64_t minutes_min_at(Call& call, std::string_view site_path);

/// The hours of one to five stars of who is at home at a site: of the nearest rule above or at it
/// that says any, else the defaults.
std::vector<std::int64_t> star_hours_at(Call& call, std::string_view site_path);

struct ListRecordRules {
  access::SitePath site_path;
};
BOOST_DESCRIBE_STRUCT(ListRecordRules, (), (site_path))
/// The rules at a path and above it, the highest first.
Result<Page<RecordRule>> list_record_rules(Call& call, const ListRecordRules& query);

struct SetRecordRule {
  access::SitePath site_path;
  Bounded<0, 480> minutes_min;  // 0: nothing is too short
  // Left out: they stay; null: as the place above says.
  std::optional<std::optional<std::vector<std::int64_t>>> star_hours;
};
BOOST_DESCRIBE_STRUCT(SetRecordRule, (), (site_path, minutes_min, star_hours))
/// Right settings_manage over the path. The least holds for services recorded from now on, the
/// stars at once. `star_hours_wrong`.
Result<RecordRule> set_record_rule(Call& call, const SetRecordRule& cmd);

}  // namespace lastmile::records

#include "records/record_settings.h"

#include <algorithm>

#include "access/access.h"
#include "places/places.h"
#include "records/record_facts.h"
#include "records/record_rules.h"
#include "records/record_settings_store.h"

namespace lastmile::records {
namespace {

std::vector<RecordRule> rules_above(Call& call, std::string_view path) {
  const std::string_view top = path.substr(0, path.find('/') + 1);
  auto rules = load_rules_between(call.tx, call.region(), top, path);
  std::erase_if(rules, [&](const RecordRule& rule) { return !path.starts_with(rule.site_path); });
  return rules;
}

}  // namespace

std::int64_t minutes_min_at(Call& call, std::string_view site_path) {
  const auto rules = rules_above(call, site_path);
  return rules.empty() ? minutes_min_default : rules.back().minutes_min;
}

std::vector<std::int64_t> star_hours_at(Call& call, std::string_view site_path) {
  const auto rules = rules_above(call, site_path);
  const auto nearest = std::find_if(rules.rbegin(), rules.rend(),
                                    [](const RecordRule& rule) { return !!rule.star_hours; });
  return nearest == rules.rend() ? star_hours_default : *nearest->star_hours;
}

Result<Page<RecordRule>> list_record_rules(Call& call, const ListRecordRules& q) {
  RETURN_IF_REFUSED(access::require(call, access::Right::record_read, q.site_path));
  RETURN_IF_REFUSED(places::known_path(call, q.site_path, "/site_path"));
  Page<RecordRule> page;
  page.items = rules_above(call, q.site_path);
  return page;
}

Result<RecordRule> set_record_rule(Call& call, const SetRecordRule& cmd) {
  RETURN_IF_REFUSED(access::require(call, access::Right::settings_manage, cmd.site_path));
  RETURN_IF_REFUSED(places::known_path(call, cmd.site_path, "/site_path"));
  RecordRule rule{call.region(), cmd.site_path.str(), cmd.minutes_min, {}, call.actor.person,
                  call.now};
  if (cmd.star_hours) {
    rule.star_hours = *cmd.star_hours;
    if (rule.star_hours) RETURN_IF_REFUSED(check_star_hours(*rule.star_hours));
  } else {
    const auto known = rules_above(call, rule.site_path);
    if (!known.empty() && known.back().site_path == rule.site_path) {
      rule.star_hours = known.back().star_hours;
    }
  }
  call.tx.put(rule);
  call.journal.append(RecordRuleSet{rule.minutes_min, rule.star_hours}, {{}, rule.site_path});
  return rule;
}

}  // namespace lastmile::records

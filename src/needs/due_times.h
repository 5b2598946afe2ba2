#pragma once
#include "access/site_path.h"
#include "base/page.h"
#include "needs/need_rules.h"

/// How long each step may take: settings per site subtree, category and urgency.
namespace lastmile::needs {

/// The row of table `due_rule`. Empty category or urgency: any.
struct DueRule {
  int region = 0;
  Id<struct DueRuleTag> id;
  std::string site_path;
  std::string category;
  std::string urgency;
  DueStep step = DueStep::triage;
  std::int64_t minutes = 60;
  std::optional<PersonId> set_by;
  Instant set_at{};
};
BOOST_DESCRIBE_STRUCT(DueRule, (),
                      (region, id, site_path, category, urgency, step, minutes, set_by, set_at))

/// The minutes that hold at a site: the rule of the nearest site above or at it wins, then the one
/// that names the category, then the urgency; the program's default where none speaks.
std::chrono::minutes due_minutes(Call& call, std::string_view site_path, std::string_view category,
                                 Urgency urgency, DueStep step);

struct ListDueRules {
  access::SitePath site_path;
};
BOOST_DESCRIBE_STRUCT(ListDueRules, (), (site_path))
Result<Page<DueRule>> list_due_rules(Call& call, const ListDueRules& query);

struct SetDueRule {
  access::SitePath site_path;
  std::optional<Text<2, 4>> category;
  std::optional<Urgency> urgency;
  DueStep step;
  Bounded<1, 525600> minutes;
};
BOOST_DESCRIBE_STRUCT(SetDueRule, (), (site_path, category, urgency, step, minutes))
/// Right settings_manage over the path.
Result<DueRule> set_due_rule(Call& call, const SetDueRule& cmd);

}  // namespace lastmile::needs

template <>
struct lastmile::storage::Table<lastmile::needs::DueRule> {
  static constexpr std::string_view name = "due_rule";
  static constexpr std::size_t key_columns = 2;
};

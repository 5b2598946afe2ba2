#include "needs/due_times.h"

#include "access/access.h"
#include "needs/need_facts.h"
#include "needs/needs.h"
#include "places/places.h"
#include "storage/tx.h"

namespace lastmile::needs {
namespace {

using storage::Sql;

// Every rule at or above a path, and the few of sites between them in order, which are left out
// after. (A list of the path's prefixes would cost SQLite a table of its own at each need.)
const Sql due_rules_at{"needs.due_rules_at", R"(
  select region, id, site_path, category, urgency, step, minutes, set_by, set_at
  from due_rule where region = $1 and step = $2 and site_path >= $3 and site_path <= $4
  order by site_path, category, urgency)"};

const Sql due_rules_of{"needs.due_rules_of", R"(
  select region, id, site_path, category, urgency, step, minutes, set_by, set_at
  from due_rule where region = $1 and site_path {in $2}
  order by site_path, step, category, urgency)"};

const Sql due_rule_exact{"needs.due_rule_exact", R"(
  select region, id, site_path, category, urgency, step, minutes, set_by, set_at
  from due_rule
  where region = $1 and site_path = $2 and category = $3 and urgency = $4 and step = $5)"};

// "04" spans all its categories, "0405" itself.
storage::List prefixes(std::string_view path) {
  storage::List all;
  for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
    all.items.emplace_back(path.substr(0, slash + 1));
  }
  return all;
}

bool speaks_for(const DueRule& rule, std::string_view category, std::string_view urgency) {
  return category.starts_with(rule.category) && (rule.urgency.empty() || rule.urgency == urgency);
}

// Nearer site first, then the longer category, then the named urgency.
auto weight(const DueRule& rule) {
  return std::tuple(rule.site_path.size(), rule.category.size(), !rule.urgency.empty());
}

}  // namespace

std::chrono::minutes due_minutes(Call& call, std::string_view site_path, std::string_view category,
                                 Urgency urgency, DueStep step) {
  std::optional<DueRule> best;
  const std::string_view top = site_path.substr(0, site_path.find('/') + 1);
  for (auto& rule : call.tx.rows<DueRule>(due_rules_at, call.region(), step, top, site_path)) {
    if (!site_path.starts_with(rule.site_path)) continue;
    if (!speaks_for(rule, category, to_text(urgency))) continue;
    if (!best || weight(rule) > weight(*best)) best = std::move(rule);
  }
  return best ? std::chrono::minutes{best->minutes} : default_due(urgency, step);
}

Result<Page<DueRule>> list_due_rules(Call& call, const ListDueRules& q) {
  RETURN_IF_REFUSED(access::require(call, access::Right::need_read, q.site_path));
  RETURN_IF_REFUSED(places::known_path(call, q.site_path, "/site_path"));
  Page<DueRule> page;
  page.items = call.tx.rows<DueRule>(due_rules_of, call.region(), prefixes(q.site_path));
  return page;
}

Result<DueRule> set_due_rule(Call& call, const SetDueRule& cmd) {
  RETURN_IF_REFUSED(access::require(call, access::Right::settings_manage, cmd.site_path));
  RETURN_IF_REFUSED(places::known_path(call, cmd.site_path, "/site_path"));
  if (cmd.category) RETURN_IF_REFUSED(known_category(call, *cmd.category));
  DueRule rule;
  rule.site_path = cmd.site_path.str();
  rule.category = cmd.category ? cmd.category->str() : "";
  rule.urgency = cmd.urgency ? to_text(*cmd.urgency) : "";
  const auto known = call.tx.row<DueRule>(due_rule_exact, call.region(), rule.site_path,
                                          rule.category, rule.urgency, cmd.step);
  rule.region = call.region();
  rule.id = known ? known->id : call.make_id<DueRuleTag>();
  rule.step = cmd.step;
  rule.minutes = cmd.minutes;
  rule.set_by = call.actor.person;
  rule.set_at = call.now;
  call.tx.put(rule);
  call.journal.append(
      DueRuleSet{rule.category, rule.urgency, std::string(to_text(rule.step)), rule.minutes},
      {rule.id.uuid, rule.site_path});
  return rule;
}

}  // namespace lastmile::needs

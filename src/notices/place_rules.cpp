#include "notices/place_rules.h"

#include <algorithm>

#include "access/access.h"
#include "notices/notice_facts.h"
#include "notices/notice_rules.h"
#include "places/places.h"

namespace lastmile::notices {
namespace {

// Domain: T-24 h and T-2 h.
const std::vector<std::int64_t> reminders_usual{24 * 60, 2 * 60};

std::vector<RuleRow> rules_above(Call& call, std::string_view path) {
  if (path.empty()) return {};
  const std::string_view top = path.substr(0, path.find('/') + 1);
  auto rules = load_rules_between(call.tx, call.region(), top, path);
  std::erase_if(rules, [&](const RuleRow& rule) { return !path.starts_with(rule.site_path); });
  return rules;
}

NoticeRule view(const RuleRow& row) {
  return {row.site_path, row.reminders, row.quiet, row.set_by, row.set_at};
}

}  // namespace

std::vector<std::int64_t> reminders_at(Call& call, std::string_view site_path) {
  const auto rules = rules_above(call, site_path);
  return rules.empty() ? reminders_usual : rules.back().reminders;
}

QuietHours quiet_at(Call& call, std::string_view site_path) {
  const auto rules = rules_above(call, site_path);
  const auto nearest = std::find_if(rules.rbegin(), rules.rend(),
                                    [](const RuleRow& rule) { return rule.quiet.has_value(); });
  return nearest == rules.rend() ? QuietHours{} : *nearest->quiet;
}

QuietHours quiet_for(Call& call, const std::optional<QuietHours>& own, std::string_view site_path) {
  return own ? *own : quiet_at(call, site_path);
}

Result<NoticeRulePage> list_notice_rules(Call& call, const ListNoticeRules& q) {
  RETURN_IF_REFUSED(access::require(call, access::Right::need_read, q.site_path));
  RETURN_IF_REFUSED(places::known_path(call, q.site_path, "/site_path"));
  NoticeRulePage page;
  for (const auto& row : rules_above(call, q.site_path)) page.items.push_back(view(row));
  page.effective = page.items.empty() ? NoticeRule{q.site_path.str()} : page.items.back();
  page.effective.reminders = reminders_at(call, q.site_path);
  page.effective.quiet = quiet_at(call, q.site_path);
  return page;
}

Result<NoticeRule> set_notice_rule(Call& call, const SetNoticeRule& cmd) {
  RETURN_IF_REFUSED(access::require(call, access::Right::settings_manage, cmd.site_path));
  RETURN_IF_REFUSED(places::known_path(call, cmd.site_path, "/site_path"));
  RETURN_IF_REFUSED(check_reminders(cmd.reminders));
  RuleRow row{call.region(), cmd.site_path.str(), cmd.reminders,
              cmd.quiet,     call.actor.person,   call.now};
  std::ranges::sort(row.reminders, std::greater());
  call.tx.put(row);
  call.journal.append(NoticeRuleSet{row.reminders, row.quiet}, {{}, row.site_path});
  return view(row);
}

}  // namespace lastmile::notices

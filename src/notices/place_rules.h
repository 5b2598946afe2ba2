#pragma once
#include "access/site_path.h"
#include "notices/rule_store.h"

/// When people of a place are reminded, and when it is quiet there: verbs.
namespace lastmile::notices {

/// The minutes before a visit at which its people are reminded: of the nearest rule at or above.
std::vector<std::int64_t> reminders_at(Call& call, std::string_view site_path);
/// The quiet hours there, for whoever chose none of their own.
QuietHours quiet_at(Call& call, std::string_view site_path);
/// Those of a person, or else of the place.
QuietHours quiet_for(Call& call, const std::optional<QuietHours>& own, std::string_view site_path);

struct NoticeRule {
  std::string site_path;
  std::vector<std::int64_t> reminders;  // minutes before the visit; none: nobody is reminded
  std::optional<QuietHours> quiet;      // none: as the place above says
  std::optional<PersonId> set_by;
  std::optional<Instant> set_at;  // none: the program's own
};
BOOST_DESCRIBE_STRUCT(NoticeRule, (), (site_path, reminders, quiet, set_by, set_at))

struct ListNoticeRules {
  access::SitePath site_path;
};
BOOST_DESCRIBE_STRUCT(ListNoticeRules, (), (site_path))
struct NoticeRulePage {
  NoticeRule effective;           // what holds at this path
  std::vector<NoticeRule> items;  // the rules at it and above it, the highest first
};
BOOST_DESCRIBE_STRUCT(NoticeRulePage, (), (effective, items))
/// Right need_read over the path; `not_yours`.
Result<NoticeRulePage> list_notice_rules(Call& call, const ListNoticeRules& query);

struct SetNoticeRule {
  access::SitePath site_path;
  std::vector<std::int64_t> reminders;
  std::optional<QuietHours> quiet;
};
BOOST_DESCRIBE_STRUCT(SetNoticeRule, (), (site_path, reminders, quiet))
/// Right settings_manage over the path; `not_yours`, `reminders_wrong`. Visits agreed on before
/// keep the reminders that were planned for them.
Result<NoticeRule> set_notice_rule(Call& call, const SetNoticeRule& cmd);

}  // namespace lastmile::notices

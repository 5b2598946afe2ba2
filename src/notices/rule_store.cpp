#include "notices/rule_store.h"

namespace lastmile::notices {
namespace {

using storage::Sql;

const Sql rules_between{"notices.rules_between", R"(
  select region, site_path, reminders, quiet, set_by, set_at
  from notice_rule where region = $1 and site_path >= $2 and site_path <= $3 order by site_path)"};

const Sql reminders_of{"notices.reminders_of", R"(
  select region, subject, person, lead_minutes, occasion, start_at, due_at
  from notice_reminder where region = $1 and subject = $2 order by person, lead_minutes)"};

const Sql reminders_due{"notices.reminders_due", R"(
  select region, subject, person, lead_minutes, occasion, start_at, due_at
  from notice_reminder where region = $1 and due_at <= $2 order by due_at limit $3)"};

const Sql reminders_forgotten{"notices.reminders_forgotten",
                              "delete from notice_reminder where region = $1 and person = $2"};

const Sql visit_of{"notices.visit_of", R"(
  select region, need, start_at, end_at from notice_visit where region = $1 and need = $2)"};

}  // namespace

std::optional<VisitRow> load_visit(storage::Tx& tx, int region, needs::NeedId need) {
  return tx.row<VisitRow>(visit_of, region, need);
}

std::vector<RuleRow> load_rules_between(storage::Tx& tx, int region, std::string_view top,
                                        std::string_view path) {
  return tx.rows<RuleRow>(rules_between, region, top, path);
}

std::vector<ReminderRow> load_reminders_of(storage::Tx& tx, int region, const Uuid& subject) {
  return tx.rows<ReminderRow>(reminders_of, region, subject);
}

std::vector<ReminderRow> load_reminders_due(storage::Tx& tx, int region, Instant now,
                                            std::int64_t limit) {
  return tx.rows<ReminderRow>(reminders_due, region, now, limit);
}

void delete_reminders_to(storage::Tx& tx, int region, PersonId person) {
  tx.run(reminders_forgotten, region, person);
}

}  // namespace lastmile::notices

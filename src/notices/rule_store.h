#pragma once
#include "notices/notice.h"
#include "storage/tx.h"

/// Tables `notice_rule`, `notice_reminder` and `notice_visit`.
namespace lastmile::notices {

/// What a place has settled: when people are reminded of visits, and when it is quiet.
struct RuleRow {
  int region = 0;
  std::string site_path;
  std::vector<std::int64_t> reminders;  // minutes before the visit
  std::optional<QuietHours> quiet;      // none: as the place above says
  std::optional<PersonId> set_by;
  Instant set_at{};
};
BOOST_DESCRIBE_STRUCT(RuleRow, (), (region, site_path, reminders, quiet, set_by, set_at))
/// The rules at the paths from `top` to `path` in order: of all above it, and of some sites beside.
std::vector<RuleRow> load_rules_between(storage::Tx& tx, int region, std::string_view top,
                                        std::string_view path);

/// Somebody is to be reminded of a visit, or of an invitation that ends.
struct ReminderRow {
  int region = 0;
  Uuid subject{};  // need or offer
  PersonId person;
  std::int64_t lead_minutes = 0;
  Occasion occasion = Occasion::visit_day;
  Instant start_at{};
  Instant due_at{};
};
BOOST_DESCRIBE_STRUCT(ReminderRow, (),
                      (region, subject, person, lead_minutes, occasion, start_at, due_at))
std::vector<ReminderRow> load_reminders_of(storage::Tx& tx, int region, const Uuid& subject);
std::vector<ReminderRow> load_reminders_due(storage::Tx& tx, int region, Instant now,
                                            std::int64_t limit);
void delete_reminders_to(storage::Tx& tx, int region, PersonId person);

/// When a visit was to be, as people were last told.
struct VisitRow {
  int region = 0;
  needs::NeedId need;
  Instant start_at{};
  Instant end_at{};
};
BOOST_DESCRIBE_STRUCT(VisitRow, (), (region, need, start_at, end_at))
std::optional<VisitRow> load_visit(storage::Tx& tx, int region, needs::NeedId need);

}  // namespace lastmile::notices

template <>
struct lastmile::storage::Table<lastmile::notices::RuleRow> {
  static constexpr std::string_view name = "notice_rule";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::notices::ReminderRow> {
  static constexpr std::string_view name = "notice_reminder";
  static constexpr std::size_t key_columns = 4;
};
template <>
struct lastmile::storage::Table<lastmile::notices::VisitRow> {
  static constexpr std::string_view name = "notice_visit";
  static constexpr std::size_t key_columns = 2;
};

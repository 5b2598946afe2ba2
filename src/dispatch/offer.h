#pragma once
#include "base/page.h"
#include "dispatch/match.h"

/// 派单: inviting, claiming, answering.
namespace lastmile::dispatch {

using OfferId = Id<struct OfferTag>;

enum class OfferKind { invitation, claim, team, batch };
BOOST_DESCRIBE_ENUM(OfferKind, invitation, claim, team, batch)
enum class OfferState { open, accepted, declined, expired, withdrawn, outrun };
BOOST_DESCRIBE_ENUM(OfferState, open, accepted, declined, expired, withdrawn, outrun)

/// The row of table `offer`.
struct OfferRow {
  int region = 0;
  OfferId id;
  needs::NeedId need;
  std::string site_path;
  PersonId volunteer;
  std::optional<people::TeamId> team;
  OfferKind kind = OfferKind::invitation;
  OfferState state = OfferState::open;
  std::int64_t score = 0;
  std::vector<Reason> reasons;
  std::optional<PersonId> offered_by;
  Instant offered_at{};
  Instant answer_due{};
  std::optional<Instant> answered_at;
  std::optional<std::string> reason_code;
};
BOOST_DESCRIBE_STRUCT(OfferRow, (),
                      (region, id, need, site_path, volunteer, team, kind, state, score, reasons,
                       offered_by, offered_at, answer_due, answered_at, reason_code))

enum class ClaimState { open, claimed, expired, withdrawn };
BOOST_DESCRIBE_ENUM(ClaimState, open, claimed, expired, withdrawn)

/// The row of table `open_claim`.
struct OpenClaimRow {
  int region = 0;
  needs::NeedId need;
  std::string site_path;
  std::optional<PersonId> opened_by;
  Instant opened_at{};
  Instant until_at{};
  ClaimState state = ClaimState::open;
};
BOOST_DESCRIBE_STRUCT(OpenClaimRow, (),
                      (region, need, site_path, opened_by, opened_at, until_at, state))

/// A task as one sees it who has not said yes: no name, no door.
struct TaskView {
  needs::NeedId need;
  std::string number;
  std::string category;
  needs::Urgency urgency = needs::Urgency::three_days;
  needs::Risk risk = needs::Risk::ordinary;
  std::optional<TimeWindow> window;
  std::int64_t effort_minutes = 0;
  std::int64_t people_wanted = 1;
  std::vector<std::string> skills;
  std::optional<std::string> licence;
  std::optional<places::MapPoint> point;  // blurred
  places::SiteId site;
  std::optional<std::int64_t> metres;
};
BOOST_DESCRIBE_STRUCT(TaskView, (),
                      (need, number, category, urgency, risk, window, effort_minutes, people_wanted,
                       skills, licence, point, site, metres))

struct OfferView {
  OfferId id;
  OfferKind kind = OfferKind::invitation;
  OfferState state = OfferState::open;
  TaskView task;
  std::int64_t score = 0;
  std::vector<Reason> reasons;
  Instant offered_at;
  Instant answer_due;
  std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(OfferView, (),
                      (id, kind, state, task, score, reasons, offered_at, answer_due, answered_at))

}  // namespace lastmile::dispatch

template <>
struct lastmile::storage::Table<lastmile::dispatch::OfferRow> {
  static constexpr std::string_view name = "offer";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::dispatch::OpenClaimRow> {
  static constexpr std::string_view name = "open_claim";
  static constexpr std::size_t key_columns = 2;
};

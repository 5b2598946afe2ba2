#pragma once
#include "access/access.h"
#include "access/site_path.h"
#include "base/page.h"
#include "records/record.h"

/// Figures: each a query over what the journal told, each opening to the rows behind it.
namespace lastmile::stats {

/// A share or mean of counts in whole numbers, rounded half up.
constexpr std::int64_t rounded(std::int64_t sum, std::int64_t parts) {
  return (2 * sum + parts) / (2 * parts);
}

/// Which part of the truth a figure is about.
struct Slice {
  std::string under;  // site path, "" for all
  Instant from;
  Instant to;            // exclusive
  std::string category;  // "04", "0405", "" for all
};

/// Asked by people: a site subtree, a period, a category.
struct AskFigures {
  std::optional<access::SitePath> under;  // default: the caller's widest scope
  std::optional<Day> from;                // default: the first day of this year
  std::optional<Day> to;                  // default: today
  std::optional<Text<2, 4>> category;
};
BOOST_DESCRIBE_STRUCT(AskFigures, (), (under, from, to, category))

enum class Figure {
  persons,          // 人数: distinct volunteers with counted service
  turns,            // 人次: counted services
  minutes,          // 服务时长
  recipient_turns,  // 受益人次: one recipient in one need, counted where and when it began
  recipients,       // 受益人数: distinct ones of these
  needs,            // asked for
  needs_in_state,   // one figure a state; together they are all that was asked for
  needs_open,       // in no final state
  needs_closed,     // archived
  needs_escalated,
  response_minutes,  // median from submission to the first answer
  closing_minutes,   // median from submission to archiving
  rated,             // ratings given: one a service, also of one that was then done again
  rating_percent,    // response rate: rated per hundred services confirmed or closed
  rating_mean_100,   // mean stars × 100
};
BOOST_DESCRIBE_ENUM(Figure, persons, turns, minutes, recipient_turns, recipients, needs,
                    needs_in_state, needs_open, needs_closed, needs_escalated, response_minutes,
                    closing_minutes, rated, rating_percent, rating_mean_100)

struct FigureView {
  Figure figure = Figure::persons;
  std::optional<needs::NeedState> state;  // of needs_in_state
  std::string name;                       // in the reader's language
  std::string unit;
  std::optional<std::int64_t> value;  // none: nothing to measure (no rating yet)
  std::string rows;                   // where the rows behind it are
};
BOOST_DESCRIBE_STRUCT(FigureView, (), (figure, state, name, unit, value, rows))

struct FiguresView {
  std::string under;
  Day from;
  Day to;
  std::string category;
  std::int64_t as_of_leaf = 0;  // journal leaves counted in
  std::vector<FigureView> figures;
};
BOOST_DESCRIBE_STRUCT(FiguresView, (), (under, from, to, category, as_of_leaf, figures))

/// The figures as a sheet shows them.
struct FigureCell {
  std::string name;
  std::optional<std::int64_t> value;
  std::string unit;
  std::string rows;
};
BOOST_DESCRIBE_STRUCT(FigureCell, (), (name, value, unit, rows))

/// One line of a comparison: a site, a category or a month.
struct FigureLine {
  std::string key;  // path, code or "2026-03"
  std::string name;
  std::int64_t persons = 0;
  std::int64_t turns = 0;
  std::int64_t minutes = 0;
  std::int64_t recipient_turns = 0;
  std::int64_t needs = 0;
  std::int64_t needs_closed = 0;
  std::int64_t rated = 0;
  std::optional<std::int64_t> rating_mean_100;  // none: nothing rated
};
BOOST_DESCRIBE_STRUCT(FigureLine, (),
                      (key, name, persons, turns, minutes, recipient_turns, needs, needs_closed,
                       rated, rating_mean_100))

/// A service behind persons, turns and minutes. No names: ids open to records.
struct ServiceRow {
  records::RecordId record;
  PersonId volunteer;                 // of two profiles joined, the one that stands
  std::optional<PersonId> recipient;  // none: back-filled without a need
  std::string category;
  std::string site_path;
  Instant from_at;
  std::int64_t minutes = 0;
  records::Grade grade = records::Grade::b;
};
BOOST_DESCRIBE_STRUCT(ServiceRow, (),
                      (record, volunteer, recipient, category, site_path, from_at, minutes, grade))
struct PersonRow {
  PersonId volunteer;
  std::int64_t turns = 0;
  std::int64_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (volunteer, turns, minutes))
/// One who was served in one need, behind recipient turns: once, however many helped or came again.
/// Place, category and time are those of the first stay.
struct TurnRow {
  needs::NeedId need;
  PersonId recipient;  // of two profiles joined, the one that stands
  std::string category;
  std::string site_path;
  Instant from_at;
  std::int64_t minutes = 0;  // of all who served, added up
  std::int64_t volunteers = 0;
  records::RecordId record;  // of the first stay
};
BOOST_DESCRIBE_STRUCT(TurnRow, (),
                      (need, recipient, category, site_path, from_at, minutes, volunteers, record))
/// One who was served.
struct RecipientRow {
  PersonId recipient;
  std::int64_t turns = 0;
  std::int64_t minutes = 0;
};
BOOST_DESCRIBE_STRUCT(RecipientRow, (), (recipient, turns, minutes))
/// A need. Behind the figures of ratings it is one service of a need, with when that was and what
/// was said of it: a need done again is there more than once.
struct NeedRow {
  needs::NeedId need;
  std::string category;
  needs::Source source = needs::Source::self;
  std::string site_path;
  needs::NeedState state = needs::NeedState::submitted;
  Instant submitted_at;
  std::optional<Instant> responded_at;
  std::optional<Instant> served_at;
  std::optional<Instant> closed_at;
  std::optional<std::int64_t> stars;
  bool escalated = false;
  std::optional<std::int64_t> round = {};  // behind ratings: which service of it, from 1
};
BOOST_DESCRIBE_STRUCT(NeedRow, (),
                      (need, category, source, site_path, state, submitted_at, responded_at,
                       served_at, closed_at, stars, escalated, round))

}  // namespace lastmile::stats

#pragma once
#include "needs/need_moves.h"

/// How a need is shown to whom.
namespace lastmile::needs {

/// A person on a need's page: their name as this reader may see it.
struct Somebody {
  PersonId person;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Somebody, (), (person, name))

struct HelperView {
  PersonId person;
  std::string name;
  HelperState state = HelperState::taken;
};
BOOST_DESCRIBE_STRUCT(HelperView, (), (person, name, state))

/// How the help was rated; the words only for the one served and the station.
struct Rating {
  std::int64_t stars = 0;
  std::vector<std::string> tags;
  std::string words;
  std::string how;
};
BOOST_DESCRIBE_STRUCT(Rating, (), (stars, tags, words, how))

/// A need as one reader sees it. Address and PIN only to those who need them now.
struct NeedView {
  NeedId id;
  std::string number;
  NeedState state = NeedState::draft;
  std::string category;
  Urgency urgency = Urgency::three_days;
  Risk risk = Risk::ordinary;
  Source source = Source::self;
  places::SiteId site;
  std::string site_path;
  std::string details;
  Somebody recipient;
  bool on_behalf = false;  // asked for, or written down, by someone else
  std::optional<TimeWindow> window;
  std::int64_t effort_minutes = 0;
  std::int64_t people_wanted = 1;
  std::vector<std::string> skills;
  std::optional<std::string> licence;
  std::vector<std::string> languages;
  std::optional<places::MapPoint> point;  // blurred unless the reader needs the door
  PointFrom point_from = PointFrom::station;
  std::optional<std::string> address;
  std::optional<std::string> pin;  // the recipient's, to say at the door
  std::vector<HelperView> helpers;
  Instant created_at;
  std::optional<Instant> submitted_at;
  Instant state_since;
  std::optional<std::string> state_reason;  // a code: why it was refused, returned, withdrawn…
  std::optional<Instant> due_at;
  bool overdue = false;
  std::int64_t escalation = 0;
  std::optional<Instant> hold_until;
  std::optional<NeedId> merged_into;
  std::optional<Rating> rating;
};
BOOST_DESCRIBE_STRUCT(NeedView, (),
                      (id, number, state, category, urgency, risk, source, site, site_path, details,
                       recipient, on_behalf, window, effort_minutes, people_wanted, skills, licence,
                       languages, point, point_from, address, pin, helpers, created_at,
                       submitted_at, state_since, state_reason, due_at, overdue, escalation,
                       hold_until, merged_into, rating))

/// What lies sealed in a need.
struct Plain {
  std::string details;
  std::optional<std::string> address;
  std::optional<places::MapPoint> point;
};

/// One need, whole, for this reader; a staff reader's look at the texts is logged.
NeedView view(Call& call, const Held& held);
/// The same when this call sealed it itself: nothing is opened again.
NeedView view(Call& call, const Held& held, const Plain& plain);

/// A row of a list: no texts, no address; names in one query for all rows.
struct NeedLine {
  NeedId id;
  std::string number;
  NeedState state = NeedState::draft;
  std::string category;
  Urgency urgency = Urgency::three_days;
  Source source = Source::self;
  places::SiteId site;
  std::string site_path;
  PersonId recipient;
  std::string recipient_name;
  std::optional<TimeWindow> window;
  std::int64_t people_wanted = 1;
  std::vector<PersonId> helpers;
  Instant created_at;
  std::optional<Instant> due_at;
  bool overdue = false;
  std::int64_t escalation = 0;
  std::vector<people::RecipientGroup> recipient_groups = {};  // at the desk: who may come first
};
BOOST_DESCRIBE_STRUCT(NeedLine, (),
                      (id, number, state, category, urgency, source, site, site_path, recipient,
                       recipient_name, window, people_wanted, helpers, created_at, due_at, overdue,
                       escalation, recipient_groups))
std::vector<NeedLine> lines(Call& call, std::vector<NeedListRow> needs);

}  // namespace lastmile::needs

#pragma once
#include "needs/need.h"

/// What needs append to the journal. Ids, codes, states and minutes only: facts are forever.
/// About: subject = need id, scope = site_path, people = recipient, asker, helpers concerned.
namespace lastmile::needs {

/// Every change of state, whatever the verb.
struct NeedMoved {
  static constexpr std::string_view kind = "need_moved";
  static constexpr int version = 2;  // 1 had no responded_at
  NeedId need;
  NeedState from;
  NeedState to;
  std::string reason_code;
  std::optional<Instant> due_at;
  std::string category;                 // triage may have set it right
  std::optional<Instant> responded_at;  // when the site first answered
};
BOOST_DESCRIBE_STRUCT(NeedMoved, (), (need, from, to, reason_code, due_at, category, responded_at))

struct NeedSubmitted {
  static constexpr std::string_view kind = "need_submitted";
  static constexpr int version = 1;
  NeedId need;
  std::string number;
  std::string category;
  Urgency urgency;
  Source source;
  PersonId recipient;
  PersonId asker;
  std::string site_path;
};
BOOST_DESCRIBE_STRUCT(NeedSubmitted, (),
                      (need, number, category, urgency, source, recipient, asker, site_path))

struct NeedTaken {
  static constexpr std::string_view kind = "need_taken";
  static constexpr int version = 1;
  NeedId need;
  PersonId volunteer;
};
BOOST_DESCRIBE_STRUCT(NeedTaken, (), (need, volunteer))

/// Two people vouched, without the door, that this helper was there.
struct NeedHoursGiven {
  static constexpr std::string_view kind = "need_hours_given";
  static constexpr int version = 1;
  NeedId need;
  PersonId volunteer;
};
BOOST_DESCRIBE_STRUCT(NeedHoursGiven, (), (need, volunteer))

/// One helper's stay ended; told again when a ticket says that it ended otherwise.
struct NeedServed {
  static constexpr std::string_view kind = "need_served";
  static constexpr int version = 2;  // 1 had no closed_at
  NeedId need;
  PersonId volunteer;
  std::string category;
  PersonId recipient;
  std::string site_path;
  Instant from;
  Instant to;
  attendance::Proof proof_in;
  attendance::Proof proof_out;
  attendance::SittingId sitting;
  bool flagged;
  std::optional<Instant> closed_at = {};  // the end the program had given it, which no longer holds
};
BOOST_DESCRIBE_STRUCT(NeedServed, (),
                      (need, volunteer, category, recipient, site_path, from, to, proof_in,
                       proof_out, sitting, flagged, closed_at))

/// The one served (or who speaks for them) said it happened: grade A becomes possible.
struct NeedConfirmed {
  static constexpr std::string_view kind = "need_confirmed";
  static constexpr int version = 1;
  NeedId need;
  PersonId by;
  std::string how;  // self, phone, slip, proxy, silent (waited out: not a confirmation for grade A)
};
BOOST_DESCRIBE_STRUCT(NeedConfirmed, (), (need, by, how))

struct NeedRated {
  static constexpr std::string_view kind = "need_rated";
  static constexpr int version = 1;
  NeedId need;
  std::int64_t stars;  // 1–5
  std::string how;     // self, phone, slip, proxy
};
BOOST_DESCRIBE_STRUCT(NeedRated, (), (need, stars, how))

struct NeedEscalated {
  static constexpr std::string_view kind = "need_escalated";
  static constexpr int version = 1;
  NeedId need;
  std::int64_t level;  // 1 subcenter, 2 center, 3 city
  std::string reason_code;
};
BOOST_DESCRIBE_STRUCT(NeedEscalated, (), (need, level, reason_code))

struct NeedReminded {
  static constexpr std::string_view kind = "need_reminded";
  static constexpr int version = 1;
  NeedId need;
  NeedState state;
};
BOOST_DESCRIBE_STRUCT(NeedReminded, (), (need, state))

struct DueRuleSet {
  static constexpr std::string_view kind = "due_rule_set";
  static constexpr int version = 1;
  std::string category;
  std::string urgency;
  std::string step;
  std::int64_t minutes;
};
BOOST_DESCRIBE_STRUCT(DueRuleSet, (), (category, urgency, step, minutes))

/// Something about a need changed without a change of state.
struct NeedChanged {
  static constexpr std::string_view kind = "need_changed";
  static constexpr int version = 1;
  NeedId need;
  std::string what;  // draft, details, window, site, hold, comment, attachment, helper, petition…
  std::string reason_code;
};
BOOST_DESCRIBE_STRUCT(NeedChanged, (), (need, what, reason_code))

}  // namespace lastmile::needs

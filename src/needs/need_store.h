#pragma once
#include "needs/need.h"
#include "needs/need_rules.h"
#include "needs/needs.h"
#include "vault/vault.h"

/// Tables need, need_helper and the lists over them.
namespace lastmile::needs {

/// What a triage decided over, kept until the next move so that it can be taken back whole.
struct BeforeTriage {
  NeedState state = NeedState::submitted;
  std::string category;
  Urgency urgency = Urgency::three_days;
  Risk risk = Risk::ordinary;
  std::optional<Instant> window_start;
  std::optional<Instant> window_end;
  std::int64_t effort_minutes = 60;
  std::int64_t people_wanted = 1;
  std::vector<std::string> skills;
  std::optional<std::string> licence;
  std::optional<Instant> due_at;
  std::optional<Instant> hold_until;
  std::optional<Instant> responded_at;
  std::optional<PersonId> triaged_by;
  std::optional<Instant> triaged_at;
  std::optional<std::string> state_reason;
};
BOOST_DESCRIBE_STRUCT(BeforeTriage, (),
                      (state, category, urgency, risk, window_start, window_end, effort_minutes,
                       people_wanted, skills, licence, due_at, hold_until, responded_at, triaged_by,
                       triaged_at, state_reason))

/// The first half of a row of table `need`: what is wanted, by and for whom, where and when.
struct NeedAsked {
  int region = 0;
  NeedId id;
  std::string number;
  places::SiteId site;
  std::string site_path;
  NeedState state = NeedState::draft;
  std::string category;
  Urgency urgency = Urgency::three_days;
  Risk risk = Risk::ordinary;
  Source source = Source::self;
  PersonId recipient;
  PersonId asker;
  std::optional<PersonId> entered_by;
  std::optional<places::HouseholdId> household;
  vault::Sealed details;
  std::optional<vault::Sealed> address;
  std::optional<Instant> window_start;
  std::optional<Instant> window_end;
  std::int64_t effort_minutes = 60;
  std::int64_t people_wanted = 1;
  std::vector<std::string> skills;
  std::optional<std::string> licence;
  std::vector<std::string> languages;
  std::optional<double> lat;  // of the 500 m cell it lies in, or of the station
  std::optional<double> lon;
  Instant created_at{};
  std::optional<Instant> submitted_at;
};
BOOST_DESCRIBE_STRUCT(NeedAsked, (),
                      (region, id, number, site, site_path, state, category, urgency, risk, source,
                       recipient, asker, entered_by, household, details, address, window_start,
                       window_end, effort_minutes, people_wanted, skills, licence, languages, lat,
                       lon, created_at, submitted_at))

/// The row of table `need`. Texts in people's own words are sealed for the recipient.
struct NeedRow : NeedAsked {
  Instant state_since{};
  std::optional<Instant> due_at;
  std::optional<Instant> reminded_at;
  std::int64_t escalation = 0;
  std::optional<Instant> hold_until;
  std::optional<Instant> responded_at;
  std::optional<Instant> closed_at;
  std::int64_t redo_count = 0;
  std::optional<NeedId> merged_into;
  std::optional<NeedState> state_before_merge;
  std::optional<PersonId> triaged_by;
  std::optional<Instant> triaged_at;
  std::optional<PersonId> confirmed_by;
  std::optional<Instant> confirmed_at;
  std::optional<std::string> confirmed_how;
  std::optional<std::int64_t> rating_stars;
  std::vector<std::string> rating_tags;
  std::optional<vault::Sealed> rating_words;
  std::optional<Instant> rated_at;
  std::optional<std::string> rated_how;
  PointFrom point_from = PointFrom::station;
  std::optional<std::string> moved_from;    // the site that had it before
  std::optional<std::string> state_reason;  // why it stands where it stands: a code
  std::optional<BeforeTriage> before_triage;
  std::optional<vault::Sealed> exact_point;
  std::optional<Instant> ring_at;          // the next reminder, once due_at is over
  std::optional<Instant> dispatch_due_at;  // while offered: by when somebody was to be found
  std::optional<PointFrom> address_from;   // asked or home; where nobody knows, as home
};
BOOST_DESCRIBE_STRUCT(NeedRow, (NeedAsked),
                      (state_since, due_at, reminded_at, escalation, hold_until, responded_at,
                       closed_at, redo_count, merged_into, state_before_merge, triaged_by,
                       triaged_at, confirmed_by, confirmed_at, confirmed_how, rating_stars,
                       rating_tags, rating_words, rated_at, rated_how, point_from, moved_from,
                       state_reason, before_triage, exact_point, ring_at, dispatch_due_at,
                       address_from))

/// The row of table `need_helper`.
struct HelperRow {
  int region = 0;
  NeedId need;
  PersonId person;
  std::optional<people::TeamId> team;
  HelperState state = HelperState::taken;
  Instant taken_at{};
  std::optional<Instant> ended_at;
  std::optional<std::string> reason_code;
};
BOOST_DESCRIBE_STRUCT(HelperRow, (),
                      (region, need, person, team, state, taken_at, ended_at, reason_code))

std::optional<NeedRow> load_need(storage::Tx& tx, int region, NeedId id);
std::optional<NeedRow> load_need_by_number(storage::Tx& tx, int region, std::string_view number);
std::vector<HelperRow> load_helpers(storage::Tx& tx, int region, NeedId id);
/// Who helps with which of many needs, or helped and did not leave: for lists.
struct Helping {
  NeedId need;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(Helping, (), (need, person))
std::vector<Helping> load_helping(storage::Tx& tx, int region, const std::vector<NeedId>& ids);

/// All needs merged into this one.
std::vector<NeedRow> load_merged_into(storage::Tx& tx, int region, NeedId id);

/// What lists show of a need: no sealed text is read for them.
struct NeedListRow {
  NeedId id;
  std::string number;
  NeedState state = NeedState::draft;
  std::string category;
  Urgency urgency = Urgency::three_days;
  Source source = Source::self;
  places::SiteId site;
  std::string site_path;
  PersonId recipient;
  std::optional<Instant> window_start;
  std::optional<Instant> window_end;
  std::int64_t people_wanted = 1;
  Instant created_at{};
  std::optional<Instant> due_at;
  std::int64_t escalation = 0;
  std::optional<Instant> responded_at;  // none: nobody was asked to help yet
};
BOOST_DESCRIBE_STRUCT(NeedListRow, (),
                      (id, number, state, category, urgency, source, site, site_path, recipient,
                       window_start, window_end, people_wanted, created_at, due_at, escalation,
                       responded_at))

/// What a page of a station's list asks for. Drafts are never in it.
struct NeedFilter {
  std::string site_path;            // the subtree
  std::vector<std::string> states;  // empty: all
  std::string category;             // "04" or "0405", empty: all
  std::string urgency;              // empty: all
  bool overdue = false;             // only those past their due time
  people::Profiles recipient;       // all of one person; empty: whoever it is for
  Instant now{};
  NeedId before;  // newest first; nil: from the newest
  std::int64_t limit = 50;
};
std::vector<NeedListRow> load_page(storage::Tx& tx, int region, const NeedFilter& filter);
/// Needs of a person, and those they asked for people they still speak for, newest first.
struct WhoseNeeds {
  people::Profiles own;
  people::Profiles spoken_for;
};
std::vector<NeedListRow> load_of_person(storage::Tx& tx, int region, const WhoseNeeds& whose,
                                        NeedId before, std::int64_t limit);
/// When somebody asked since then, for themself or another, oldest first: the newest `limit` times.
/// What staff wrote down for them is not among it.
struct Asker {
  PersonId person;
  Instant since{};
};
std::vector<Instant> load_asked(storage::Tx& tx, int region, const Asker& asker,
                                std::int64_t limit);
/// Needs a person helps or helped with, newest first; not those they left.
std::vector<NeedListRow> load_helped_by(storage::Tx& tx, int region, const people::Profiles& who,
                                        NeedId before, std::int64_t limit);
/// Waiting for dispatch, oldest first.
std::vector<NeedRow> load_waiting(storage::Tx& tx, int region, std::string_view site_path,
                                  std::int64_t limit);
/// Open needs of a category or household, submitted since, that may be the same one.
std::vector<NeedRow> load_alike(storage::Tx& tx, int region, const NeedRow& need, Instant since);
/// Whose due time has just run out, the longest overdue first; then those to be looked at again.
/// Not those in service: what nobody checks out of ends by itself.
std::vector<NeedRow> load_to_ring(storage::Tx& tx, int region, Instant now, std::int64_t limit);
/// In service beyond their planned end.
std::vector<NeedRow> load_past_end(storage::Tx& tx, int region, Instant now, std::int64_t limit);

struct StateCount {
  NeedState state;
  std::int64_t needs = 0;
  std::int64_t overdue = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (state, needs, overdue))
std::vector<StateCount> count_states(storage::Tx& tx, int region, std::string_view site_path,
                                     Instant now);
/// How often each volunteer served this recipient, and the last stars (0: none).
struct ServedBefore {
  PersonId person;
  std::int64_t times = 0;
  std::int64_t stars = 0;
};
BOOST_DESCRIBE_STRUCT(ServedBefore, (), (person, times, stars))
std::vector<ServedBefore> load_served_before(storage::Tx& tx, int region,
                                             const people::Profiles& recipient);

std::vector<Busy> load_busy(storage::Tx& tx, int region, const std::vector<PersonId>& people,
                            const TimeWindow& around, NeedId except = {});
/// Where a helper is to come to a resident, or to whom they asked for, and has not begun.
std::vector<Agreed> load_agreed_between(storage::Tx& tx, int region, const people::Profiles& helper,
                                        const people::Profiles& resident);
/// What people took since then and did not leave.
std::int64_t count_taken(storage::Tx& tx, int region, const people::Profiles& who, Instant since);
std::vector<Load> load_loads(storage::Tx& tx, int region, Instant since);

}  // namespace lastmile::needs

template <>
struct lastmile::storage::Table<lastmile::needs::NeedRow> {
  static constexpr std::string_view name = "need";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::needs::HelperRow> {
  static constexpr std::string_view name = "need_helper";
  static constexpr std::size_t key_columns = 3;
};

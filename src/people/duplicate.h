#pragma once
#include "base/page.h"
#include "people/person.h"

/// Profiles that may be one person, and joining them.
namespace lastmile::people {

using MergeId = Id<struct MergeTag>;

/// Why two profiles look like one, strongest first.
enum class Likeness {
  id_number,
  phone_and_name,
  name_and_birth_day,
  name_and_household,
  name_and_address
};
BOOST_DESCRIBE_ENUM(Likeness, id_number, phone_and_name, name_and_birth_day, name_and_household,
                    name_and_address)

struct DuplicateView {
  PersonId a;  // the older profile
  PersonId b;
  std::string a_name;
  std::string b_name;
  places::SiteId a_site;
  places::SiteId b_site;
  std::vector<Likeness> reasons;
  std::int64_t score = 0;  // 0–100
};
BOOST_DESCRIBE_STRUCT(DuplicateView, (), (a, b, a_name, b_name, a_site, b_site, reasons, score))

struct ListDuplicates {
  std::optional<Text<1, 120>> under;
  std::optional<PersonId> person;  // those like this one
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListDuplicates, (), (under, person, cursor, limit))

/// They were looked at and are two people: not suggested again.
struct DismissDuplicate {
  PersonId a;
  PersonId b;
};
BOOST_DESCRIBE_STRUCT(DismissDuplicate, (), (a, b))

/// Whoever has an account makes a code and tells it to the desk: 8 digits, once, ten minutes.
using MergeCode = Text<8, 12>;
struct MakeMergeCode {};
BOOST_DESCRIBE_STRUCT(MakeMergeCode, (), ())
struct MergeCodeView {
  std::string code;  // "4821 7730"
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(MergeCodeView, (), (code, expires_at))

/// `gone` becomes `kept`: all that belongs to it moves, its id points on. Where each has an account
/// of its own, the code of each holder goes with it.
struct MergePersons {
  PersonId kept;
  PersonId gone;
  std::optional<MergeCode> kept_code = {};
  std::optional<MergeCode> gone_code = {};
};
BOOST_DESCRIBE_STRUCT(MergePersons, (), (kept, gone, kept_code, gone_code))
struct UndoMerge {
  MergeId merge;
};
BOOST_DESCRIBE_STRUCT(UndoMerge, (), (merge))
struct ListMerges {
  std::optional<Text<1, 120>> under;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListMerges, (), (under, cursor, limit))

struct MergeView {
  MergeId merge;
  PersonId kept;
  PersonId gone;
  std::optional<PersonId> merged_by;
  Instant merged_at;
  std::optional<Instant> undone_at;
  Instant undo_until;
};
BOOST_DESCRIBE_STRUCT(MergeView, (),
                      (merge, kept, gone, merged_by, merged_at, undone_at, undo_until))

/// How a membership stood before.
struct MembershipBefore {
  TeamId team;
  std::string state;
  std::string role;
};
BOOST_DESCRIBE_STRUCT(MembershipBefore, (), (team, state, role))
/// A wish of kept's to which gone brought a graver reason: which, and what it gave itself.
struct ReasonBefore {
  PersonId asked_by;
  Instant asked_at;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(ReasonBefore, (), (asked_by, asked_at, reason))
/// How a pair kept apart stood before.
struct ApartBefore {
  PersonId other;
  std::optional<Instant> ended_at;   // the pair had ended
  std::vector<PersonId> brought;     // whose wishes gone brought in; by merges before 0073 none
  std::vector<ReasonBefore> graver;  // by merges before 0074 none
};
BOOST_DESCRIBE_STRUCT(ApartBefore, (), (other, ended_at, brought, graver))

/// What a merge changed, as ids, codes and names of fields: enough to take it back.
struct Moved {
  std::vector<std::string> filled;        // fields of `kept` that came from `gone`
  std::vector<RecipientGroup> groups;     // added to `kept`
  std::optional<std::string> gone_state;  // of gone's volunteer profile, when it had one
  std::optional<std::string> kept_state;  // of kept's; empty when it had none
  std::vector<std::string> skills;        // added to kept's profile
  std::vector<std::string> categories;
  std::vector<std::string> languages;
  bool trained = false;
  bool insured = false;
  bool identity = false;       // the claim of the ID number changed hands
  std::vector<Uuid> licences;  // rows that changed hands
  std::vector<Uuid> trainings;
  std::vector<Uuid> awards;
  std::vector<Uuid> consents;
  std::vector<Uuid> family;  // where gone was the person
  std::vector<Uuid> wards;   // where gone was the relative
  std::vector<Uuid> memberships;
  std::vector<MembershipBefore> kept_teams;  // both stood in the team: how kept did
  std::vector<MembershipBefore> gone_teams;  // and how gone did
  std::vector<OrganizationId> led;           // organizations gone led
  std::vector<OrganizationId> led_anew;      // those of them kept did not lead before
  std::vector<ApartBefore> apart;            // pairs of kept set by the merge
  bool account_moved = false;                // what signed in gone signs in kept
  bool account_closed = false;               // gone's account ended: by merges before 0052 only
  std::vector<PersonId> numbers_aside;       // whose number signs nobody in meanwhile
};
BOOST_DESCRIBE_STRUCT(Moved, (),
                      (filled, groups, gone_state, kept_state, skills, categories, languages,
                       trained, insured, identity, licences, trainings, awards, consents, family,
                       wards, memberships, kept_teams, gone_teams, led, led_anew, apart,
                       account_moved, account_closed, numbers_aside))

}  // namespace lastmile::people

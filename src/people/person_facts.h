#pragma once
#include "people/person.h"

/// What residents, families and the joining of profiles append to the journal; volunteer_facts.h
/// and team_facts.h hold the rest. Ids, codes and counts only: facts are forever. About: subject =
/// person id, scope = site path of the home site, people = those concerned.
namespace lastmile::people {

struct PersonEntered {
  static constexpr std::string_view kind = "person_entered";
  static constexpr int version = 1;
  PersonId person;
  places::SiteId home_site;
  std::string how;  // self, counter, phone, visit, import
};
BOOST_DESCRIBE_STRUCT(PersonEntered, (), (person, home_site, how))

/// Names of the fields mended, never their content.
struct PersonChanged {
  static constexpr std::string_view kind = "person_changed";
  static constexpr int version = 1;
  PersonId person;
  std::vector<std::string> fields;
};
BOOST_DESCRIBE_STRUCT(PersonChanged, (), (person, fields))

/// Somebody saw a contact, an ID number or a minor's data in full.
struct PersonRevealed {
  static constexpr std::string_view kind = "person_revealed";
  static constexpr int version = 1;
  PersonId person;
  std::string what;  // contact, identity, minor
};
BOOST_DESCRIBE_STRUCT(PersonRevealed, (), (person, what))

/// Two profiles were one person: whatever names `gone` now means `kept`.
struct PersonsMerged {
  static constexpr std::string_view kind = "persons_merged";
  static constexpr int version = 1;
  Uuid merge;
  PersonId kept;
  PersonId gone;
};
BOOST_DESCRIBE_STRUCT(PersonsMerged, (), (merge, kept, gone))

struct MergeUndone {
  static constexpr std::string_view kind = "merge_undone";
  static constexpr int version = 1;
  Uuid merge;
  PersonId kept;
  PersonId gone;
};
BOOST_DESCRIBE_STRUCT(MergeUndone, (), (merge, kept, gone))

struct DuplicateDismissed {
  static constexpr std::string_view kind = "duplicate_dismissed";
  static constexpr int version = 1;
  PersonId a;
  PersonId b;
};
BOOST_DESCRIBE_STRUCT(DuplicateDismissed, (), (a, b))

/// The person's data was erased at their wish; figures keep what they counted.
struct PersonErased {
  static constexpr std::string_view kind = "person_erased";
  static constexpr int version = 1;
  PersonId person;
  std::string why;  // own_wish, guardian, import_undone, restored
};
BOOST_DESCRIBE_STRUCT(PersonErased, (), (person, why))

struct ConsentGiven {
  static constexpr std::string_view kind = "consent_given";
  static constexpr int version = 1;
  PersonId person;
  std::string consent;  // kind
  std::int64_t wording_version;
};
BOOST_DESCRIBE_STRUCT(ConsentGiven, (), (person, consent, wording_version))

struct ConsentWithdrawn {
  static constexpr std::string_view kind = "consent_withdrawn";
  static constexpr int version = 1;
  PersonId person;
  std::string consent;
};
BOOST_DESCRIBE_STRUCT(ConsentWithdrawn, (), (person, consent))

/// A relative was named, verified, or is one no longer.
struct FamilyLinkSet {
  static constexpr std::string_view kind = "family_link_set";
  static constexpr int version = 1;
  Uuid link;
  PersonId person;
  std::string link_kind;  // contact, proxy, guardian
  std::string state;      // asked, verified, ended
  std::optional<PersonId> relative;
};
BOOST_DESCRIBE_STRUCT(FamilyLinkSet, (), (link, person, link_kind, state, relative))

struct KeptApart {
  static constexpr std::string_view kind = "kept_apart";
  static constexpr int version = 1;
  PersonId a;
  PersonId b;
  bool apart;
};
BOOST_DESCRIBE_STRUCT(KeptApart, (), (a, b, apart))

struct CodeAdded {
  static constexpr std::string_view kind = "code_added";
  static constexpr int version = 1;
  std::string dictionary;
  std::string code;
};
BOOST_DESCRIBE_STRUCT(CodeAdded, (), (dictionary, code))

/// A file of people: previewed, taken in, undone.
struct PersonImportMoved {
  static constexpr std::string_view kind = "person_import_moved";
  static constexpr int version = 1;
  Uuid import;
  std::string state;
  std::int64_t rows;
};
BOOST_DESCRIBE_STRUCT(PersonImportMoved, (), (import, state, rows))

}  // namespace lastmile::people

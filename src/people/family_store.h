#pragma once
#include "people/family.h"
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::people {

/// The row of table `family_link`. `contact` seals a FamilyContact with the resident's own key.
struct FamilyLinkRow {
  int region = 0;
  FamilyLinkId id;
  PersonId person;
  FamilyKind kind = FamilyKind::contact;
  Relation relation = Relation::other;
  std::optional<PersonId> relative;
  std::optional<vault::Sealed> contact;
  FamilyState state = FamilyState::asked;
  std::optional<VerifiedHow> verified_how;
  std::optional<PersonId> decided_by;
  std::optional<Instant> decided_at;
  std::optional<Day> until_day;
  std::optional<PersonId> entered_by;
  Instant entered_at{};
};
BOOST_DESCRIBE_STRUCT(FamilyLinkRow, (),
                      (region, id, person, kind, relation, relative, contact, state, verified_how,
                       decided_by, decided_at, until_day, entered_by, entered_at))

/// The row of table `family_code`.
struct FamilyCodeRow {
  int region = 0;
  std::string code_index;
  PersonId person;
  FamilyKind kind = FamilyKind::proxy;
  Instant expires_at{};
  std::string tag;  // HMAC of all of the above; key outside the database
};
BOOST_DESCRIBE_STRUCT(FamilyCodeRow, (), (region, code_index, person, kind, expires_at, tag))

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::FamilyLinkRow> {
  static constexpr std::string_view name = "family_link";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::people {

std::optional<FamilyLinkRow> load_family_link(storage::Tx& tx, int region, FamilyLinkId id);
/// All links of a person that are not ended, oldest first.
std::vector<FamilyLinkRow> load_family_of(storage::Tx& tx, int region, PersonId person);
/// Those that name a person as the relative.
std::vector<FamilyLinkRow> load_wards_of(storage::Tx& tx, int region, PersonId relative);

/// Who may speak for whom, on which day.
struct Speaking {
  PersonId person;
  PersonId relative;
  Day today;
};
std::int64_t count_speaking_links(storage::Tx& tx, int region, const Speaking& speaking);

void save_family_code(storage::Tx& tx, const FamilyCodeRow& row);
std::optional<FamilyCodeRow> load_family_code(storage::Tx& tx, int region,
                                              std::string_view code_index);
/// Codes of a person die when a new one is made, when one is used, when they are old.
void delete_family_codes(storage::Tx& tx, int region, PersonId person);
void delete_family_codes_before(storage::Tx& tx, int region, Instant expired);
/// Wrong codes typed by someone on a day, this one counted.
std::int64_t count_family_code_try(storage::Tx& tx, int region, PersonId actor, Day day);
std::int64_t family_code_tries(storage::Tx& tx, int region, PersonId actor, Day day);

}  // namespace lastmile::people

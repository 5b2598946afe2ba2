#pragma once
#include "people/person.h"
#include "storage/tx.h"
#include "vault/vault.h"

namespace lastmile::people {

enum class PersonState { active, merged, erased };
BOOST_DESCRIBE_ENUM(PersonState, active, merged, erased)

/// How a person came to be known here.
enum class EnteredHow { self, counter, phone, visit, import };
BOOST_DESCRIBE_ENUM(EnteredHow, self, counter, phone, visit, import)

/// The row of table `person`. Sealed columns hold ciphertext, *_index columns blind indexes.
struct PersonRow {
  int region = 0;
  PersonId id;
  PersonState state = PersonState::active;
  std::optional<PersonId> merged_into;
  std::string name;
  std::string name_keys;
  std::string name_sound;  // pinyin without spaces: homophones are equal
  Sex sex = Sex::unsaid;
  std::optional<Day> birth_day;
  std::optional<vault::Sealed> phone;
  std::optional<std::string> phone_index;
  std::optional<vault::Sealed> id_number;
  std::optional<std::string> id_index;
  std::optional<vault::Sealed> address;
  std::optional<std::string> address_index;
  std::optional<vault::Sealed> point;
  std::optional<places::HouseholdId> household;
  places::SiteId home_site;
  std::string site_path;
  std::string language;
  std::vector<RecipientGroup> recipient_groups;
  std::optional<PersonId> entered_by;
  EnteredHow entered_how = EnteredHow::self;
  Instant entered_at{};
  Instant changed_at{};
};
BOOST_DESCRIBE_STRUCT(PersonRow, (),
                      (region, id, state, merged_into, name, name_keys, name_sound, sex, birth_day,
                       phone, phone_index, id_number, id_index, address, address_index, point,
                       household, home_site, site_path, language, recipient_groups, entered_by,
                       entered_how, entered_at, changed_at))

}  // namespace lastmile::people

template <>
struct lastmile::storage::Table<lastmile::people::PersonRow> {
  static constexpr std::string_view name = "person";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::people {

std::optional<PersonRow> load_person(storage::Tx& tx, int region, PersonId id);
/// Where a person stands: what most commands ask for, a fifth of the cost of the whole row.
struct PersonStanding {
  PersonId id;
  PersonState state = PersonState::active;
  std::optional<PersonId> merged_into;
  places::SiteId home_site;
  std::string site_path;
};
BOOST_DESCRIBE_STRUCT(PersonStanding, (), (id, state, merged_into, home_site, site_path))
std::optional<PersonStanding> load_standing(storage::Tx& tx, int region, PersonId id);
std::vector<PersonRow> load_persons(storage::Tx& tx, int region, const std::vector<PersonId>& ids);
/// Active persons whose blind index of the ID number is this one.
std::vector<PersonRow> load_by_id_number(storage::Tx& tx, int region, std::string_view id_index);
/// The same by other marks, with the profiles merged into others: what stands in them is known too.
std::vector<PersonRow> load_by_phone(storage::Tx& tx, int region, std::string_view phone_index);
std::vector<PersonRow> load_by_address(storage::Tx& tx, int region, std::string_view address_index);
std::vector<PersonRow> load_by_name_and_birth(storage::Tx& tx, int region,
                                              std::string_view name_sound, Day birth_day);
/// Active persons who live in one of these households of a site.
std::vector<PersonId> load_living_in(storage::Tx& tx, int region, std::string_view site_path,
                                     const std::vector<places::HouseholdId>& households);
/// Those merged into a person.
std::vector<PersonId> load_merged_into(storage::Tx& tx, int region, PersonId kept);

/// What a list of people is narrowed by; empty members do not narrow.
struct PersonFilter {
  std::string_view lo = {};  // path range
  std::string_view hi = {};
  std::string name_part = {};  // as typed
  std::string key = {};        // search_key of it
  std::string group = {};
  PersonId after = {};
  std::int64_t limit = 50;
};
std::vector<PersonRow> load_person_page(storage::Tx& tx, int region, const PersonFilter& filter);

/// What names are shown by.
struct NameRow {
  PersonId id;
  PersonState state;
  std::string name;
  std::optional<Day> birth_day;
  std::string site_path;
  std::vector<RecipientGroup> recipient_groups;
};
BOOST_DESCRIBE_STRUCT(NameRow, (), (id, state, name, birth_day, site_path, recipient_groups))
std::vector<NameRow> load_names(storage::Tx& tx, int region, const std::vector<PersonId>& ids);

}  // namespace lastmile::people

#pragma once
#include "people/consent.h"
#include "storage/tx.h"

template <>
struct lastmile::storage::Table<lastmile::people::ConsentRow> {
  static constexpr std::string_view name = "consent";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::people {

std::optional<ConsentRow> load_consent(storage::Tx& tx, int region, ConsentId id);
/// All of a person, oldest first, withdrawn ones too.
std::vector<ConsentRow> load_consents_of(storage::Tx& tx, int region, PersonId person);
/// The last one of its kind.
std::optional<ConsentRow> load_last_consent(storage::Tx& tx, int region, PersonId person,
                                            ConsentKind kind);
std::vector<ConsentWording> load_wordings(storage::Tx& tx);
/// The newest version of a wording.
std::int64_t load_wording_version(storage::Tx& tx, ConsentKind kind);

}  // namespace lastmile::people

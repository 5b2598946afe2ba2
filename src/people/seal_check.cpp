#include "people/seal_check.h"

#include "base/assert.h"
#include "people/import_store.h"
#include "people/person_store.h"
#include "people/seal_store.h"
#include "vault/forgotten.h"

namespace lastmile::people {
namespace {

constexpr int page = 1000;

std::optional<std::string> fault_of(storage::Tx& tx, vault::Vault& vault, int region,
                                    const SealedFields& person) {
  const std::string row = person.id.text();
  const auto open = [&](std::string_view column, const std::optional<vault::Sealed>& field) {
    if (field) vault.open(tx, region, person.id, {"person", row, column}, *field);
  };
  try {
    open("phone", person.phone);
    open("id_number", person.id_number);
    open("address", person.address);
    open("point", person.point);
    return std::nullopt;
  } catch (const Broken& broken) {
    return broken.what();
  }
}

void add_unreadable(storage::Tx& tx, vault::Vault& vault, int region,
                    std::vector<SealFault>& faults) {
  for (PersonId after;;) {
    const auto some = load_sealed_fields(tx, region, after, page);
    for (const SealedFields& person : some) {
      if (auto why = fault_of(tx, vault, region, person)) {
        faults.push_back({person.id.text(), std::move(*why)});
      }
    }
    if (some.size() < page) return;
    after = some.back().id;
  }
}

// An erasure empties the key and the person together; an import empties its own at its end.
bool may_be_forgotten(storage::Tx& tx, int region, PersonId id) {
  if (const auto person = load_person(tx, region, id)) return person->state == PersonState::erased;
  const auto import = load_import(tx, region, ImportId{id.uuid});
  return import && import->state != ImportState::previewed &&
         import->state != ImportState::committing;
}

void add_robbed(storage::Tx& tx, int region, std::vector<SealFault>& faults) {
  for (const PersonId id : vault::forgotten_people(tx, region)) {
    if (may_be_forgotten(tx, region, id)) continue;
    faults.push_back({id.text(), "the key was emptied, and no erasure in this journal did it"});
  }
}

}  // namespace

std::vector<SealFault> seal_faults(storage::Tx& tx, vault::Vault& vault, int region) {
  std::vector<SealFault> faults;
  add_unreadable(tx, vault, region, faults);
  add_robbed(tx, region, faults);
  return faults;
}

}  // namespace lastmile::people

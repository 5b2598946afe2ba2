#include "people/seal_check.h"

#include "base/assert.h"
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

// An erasure empties the key and the person together.
void add_robbed(storage::Tx& tx, int region, std::vector<SealFault>& faults) {
  for (PersonId after;;) {
    const auto some = vault::forgotten_people(tx, region, after, page);
    for (const PersonRow& person : load_persons(tx, region, some)) {
      if (person.state != PersonState::erased) {
        faults.push_back({person.id.text(), "the key was emptied, and no erasure did it"});
      }
    }
    if (some.size() < page) return;
    after = some.back();
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

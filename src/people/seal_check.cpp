#include "people/seal_check.h"

#include "base/assert.h"
#include "people/seal_store.h"

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

}  // namespace

std::vector<SealFault> seal_faults(storage::Tx& tx, vault::Vault& vault, int region) {
  std::vector<SealFault> faults;
  for (PersonId after;;) {
    const auto some = load_sealed_fields(tx, region, after, page);
    for (const SealedFields& person : some) {
      if (auto why = fault_of(tx, vault, region, person)) {
        faults.push_back({person.id.text(), std::move(*why)});
      }
    }
    if (some.size() < page) return faults;
    after = some.back().id;
  }
}

}  // namespace lastmile::people

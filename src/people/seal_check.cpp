#include "people/seal_check.h"

#include <functional>

#include "access/accounts.h"
#include "base/assert.h"
#include "people/import_store.h"
#include "people/person_store.h"
#include "people/seal_store.h"
#include "vault/forgotten.h"

namespace lastmile::people {
namespace {

constexpr int page = 1000;

/// Why something cannot be read; nothing when it can. A row that no program wrote is told of, and
/// the next is looked at: an edit must not hide behind another.
std::optional<std::string> fault_in(const std::function<void()>& reading) {
  try {
    reading();
    return std::nullopt;
  } catch (const Broken& broken) {
    return broken.what();
  }
}

void open_all(storage::Tx& tx, vault::Vault& vault, int region, const SealedFields& person) {
  const auto id = PersonId::parse(person.id);
  if (!id) throw Broken("its id is none that this program makes");
  const std::string row = id->text();
  const auto open = [&](std::string_view column, const std::optional<vault::Sealed>& field) {
    if (field) vault.open(tx, region, *id, {"person", row, column}, *field);
  };
  open("phone", person.phone);
  open("id_number", person.id_number);
  open("address", person.address);
  open("point", person.point);
}

void add_unreadable(storage::Tx& tx, vault::Vault& vault, int region,
                    std::vector<SealFault>& faults) {
  for (std::string after;;) {
    const auto some = load_sealed_fields(tx, region, after, page);
    for (const SealedFields& person : some) {
      const auto why = fault_in([&] { open_all(tx, vault, region, person); });
      if (why) faults.push_back({person.id, *why});
    }
    if (some.size() < page) return;
    after = some.back().id;
  }
}

// An import empties its key at its end.
bool needs_its_key(const ImportRow& import) {
  return import.state == ImportState::previewed || import.state == ImportState::committing;
}

// An erasure empties the key and the person together.
bool may_be_forgotten(storage::Tx& tx, int region, PersonId id) {
  if (const auto person = load_person(tx, region, id)) return person->state == PersonState::erased;
  const auto import = load_import(tx, region, ImportId{id.uuid});
  return import && !needs_its_key(*import);
}

void check_forgotten(storage::Tx& tx, int region, PersonId id) {
  if (may_be_forgotten(tx, region, id)) return;
  throw Broken("the key was emptied, and no erasure in this journal did it");
}

void add_robbed(storage::Tx& tx, int region, std::vector<SealFault>& faults) {
  for (const PersonId id : vault::forgotten_people(tx, region)) {
    const auto why = fault_in([&] { check_forgotten(tx, region, id); });
    if (why) faults.push_back({id.text(), *why});
  }
}

// Who signs in and keeps no profile may have asked for help all the same.
void check_held(storage::Tx& tx, int region, const vault::KeyHeld& key) {
  if (const auto person = load_standing(tx, region, key.person)) {
    if (person->state != PersonState::erased || key.since_erasure) return;
    throw Broken(
        "the person was erased, and a key from before is here, or one that an older version made "
        "since: import the newest key file, and if this stays, `lastmile keys forget PERSON`");
  }
  if (const auto import = load_import(tx, region, ImportId{key.person.uuid})) {
    if (needs_its_key(*import)) return;
    throw Broken(
        "this import is over, and its key is here: import the newest key file, or `lastmile keys "
        "forget PERSON`");
  }
  if (!access::had_account(tx, region, key.person)) throw Broken("a key of nobody who is known");
}

}  // namespace

bool forget_needless_key(storage::Tx& tx, vault::Vault& vault, int region, PersonId person) {
  if (!may_be_forgotten(tx, region, person)) return false;
  vault.forget(tx, region, person);
  return true;
}

std::vector<SealFault> key_faults(storage::Tx& tx, int region) {
  std::vector<SealFault> faults;
  for (const auto& key : vault::keys_held(tx, region)) {
    const auto why = fault_in([&] { check_held(tx, region, key); });
    if (why) faults.push_back({key.person.text(), *why});
  }
  return faults;
}

std::vector<SealFault> seal_faults(storage::Tx& tx, vault::Vault& vault, int region) {
  std::vector<SealFault> faults;
  add_unreadable(tx, vault, region, faults);
  // A key may be of no person that can be told; what was found before stands all the same.
  const auto why = fault_in([&] { add_robbed(tx, region, faults); });
  if (why) faults.push_back({"", "among the keys of people: " + *why});
  return faults;
}

}  // namespace lastmile::people

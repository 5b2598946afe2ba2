#include "journal/row_ledger.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "base/bytes.h"

namespace lastmile::journal {
namespace {

std::size_t start_of(const RowLedger::Name& name, std::size_t slots) {
  std::size_t hash = 0;
  std::memcpy(&hash, name.data(), sizeof hash);
  return hash & (slots - 1);
}

}  // namespace

RowLedger::Name RowLedger::name_of(std::string_view table, std::string_view key) {
  Name name{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, name.size());
  crypto_generichash_update(&state, bytes_of(table).data(), table.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>("\n"), 1);
  crypto_generichash_update(&state, bytes_of(key).data(), key.size());
  crypto_generichash_final(&state, name.data(), name.size());
  return name;
}

bool RowLedger::note(const Name& name, const std::optional<Digest>& before, const Digest& now) {
  if (3 * (used_ + 1) > 2 * slots_.size()) grow();
  Slot& slot = slot_for(name);
  if (slot.state == State::empty) ++used_;
  const bool follows = !before || slot.digest == *before;
  slot = {name, now, State::noted};
  return follows;
}

void RowLedger::drop(const Name& name) {
  if (find(name)) slot_for(name).digest = {};
}

RowLedger::Verdict RowLedger::check(const Name& name, const Digest& digest) {
  const Slot* found = find(name);
  if (!found || found->digest == Digest{}) return Verdict::added;
  slot_for(name).state = State::seen;
  return found->digest == digest ? Verdict::right : Verdict::changed;
}

bool RowLedger::is_missing(const Name& name) const {
  const Slot* found = find(name);
  return found && found->state == State::noted && found->digest != Digest{};
}

bool RowLedger::any_missing() const {
  return std::ranges::any_of(
      slots_, [](const Slot& s) { return s.state == State::noted && s.digest != Digest{}; });
}

RowLedger::Slot& RowLedger::slot_for(const Name& name) {
  std::size_t i = start_of(name, slots_.size());
  while (slots_[i].state != State::empty && slots_[i].name != name) {
    i = (i + 1) & (slots_.size() - 1);
  }
  return slots_[i];
}

const RowLedger::Slot* RowLedger::find(const Name& name) const {
  if (slots_.empty()) return nullptr;
  std::size_t i = start_of(name, slots_.size());
  while (slots_[i].state != State::empty) {
    if (slots_[i].name == name) return &slots_[i];
    i = (i + 1) & (slots_.size() - 1);
  }
  return nullptr;
}

void RowLedger::grow() {
  std::vector<Slot> old(std::max<std::size_t>(1024, slots_.size() * 2));
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.state != State::empty) slot_for(slot.name) = slot;
  }
}

}  // namespace lastmile::journal

#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "journal/rows.h"

namespace lastmile::journal {

/// The last digest the journal holds for each sealed row: an open-addressed table of 33-byte
/// slots, filled at most two thirds. Rows are known by a 16-byte hash of table and key.
class RowLedger {
 public:
  using Name = std::array<std::uint8_t, 16>;
  static Name name_of(std::string_view table, std::string_view key);

  /// A write: the digest the row stood at, and the one it has now; all zero for no row. False
  /// when the journal had left it otherwise: another hand was at it before it was written over.
  /// A `before` that was not told is taken for right.
  [[nodiscard]] bool note(const Name& name, const std::optional<Digest>& before, const Digest& now);
  /// The row is not to be missed any more.
  void drop(const Name& name);

  enum class Verdict { right, changed, added };
  /// Compares a row that stands in its table, and remembers that it was seen.
  Verdict check(const Name& name, const Digest& digest);

  /// True for a row that should stand and was not seen.
  bool is_missing(const Name& name) const;
  bool any_missing() const;
  void clear() { slots_.clear(), used_ = 0; }

 private:
  enum class State : std::uint8_t { empty, noted, seen };
  struct Slot {
    Name name{};
    Digest digest{};
    State state = State::empty;
  };

  Slot& slot_for(const Name& name);
  const Slot* find(const Name& name) const;
  void grow();

  std::vector<Slot> slots_;  // a power of two
  std::size_t used_ = 0;
};

}  // namespace lastmile::journal

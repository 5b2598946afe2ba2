#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/rng.h"

namespace lastmile {

/// 16 bytes, made by this process as UUIDv7 (RFC 9562): sorted by time, unguessable in the rest.
/// Those that one Rng makes within a millisecond rise too (§6.2, method 2).
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  static Uuid make(Instant now, Rng& rng);
  static std::optional<Uuid> parse(std::string_view text);  // 36 characters, any case
  void append_to(std::string& out) const;                   // 36 characters, lower case
  std::string text() const {
    std::string out;
    append_to(out);
    return out;
  }
  bool is_nil() const { return bytes == std::array<std::uint8_t, 16>{}; }
  friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

/// The id of one kind of thing; kinds cannot be mixed up. `using NeedId = Id<struct NeedTag>;`
template <class Tag>
struct Id {
  Uuid uuid{};

  static Id make(Instant now, Rng& rng) { return Id{Uuid::make(now, rng)}; }
  static std::optional<Id> parse(std::string_view text) {
    const auto u = Uuid::parse(text);
    return u ? std::optional<Id>(Id{*u}) : std::nullopt;
  }
  std::string text() const { return uuid.text(); }
  bool is_nil() const { return uuid.is_nil(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

/// Persons are named by every module above base, so their tag lives here.
using PersonId = Id<struct PersonTag>;

}  // namespace lastmile

template <>
struct std::hash<lastmile::Uuid> {
  std::size_t operator()(const lastmile::Uuid& u) const noexcept {
    std::uint64_t tail = 0;  // the random half
    std::memcpy(&tail, u.bytes.data() + 8, 8);
    return static_cast<std::size_t>(tail);
  }
};
template <class Tag>
struct std::hash<lastmile::Id<Tag>> {
  std::size_t operator()(const lastmile::Id<Tag>& id) const noexcept {
    return std::hash<lastmile::Uuid>{}(id.uuid);
  }
};

#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/describe.h"
#include "base/encode.h"

namespace lastmile::storage {

/// A named statement, written once for both databases with $1, $2…; declared at namespace scope
/// beside its function, listing its columns. Dialect tokens: `x {in $2}` takes a list.
/// Every Sql registers itself, so that one test prepares them all on both databases.
class Sql {
 public:
  Sql(std::string_view name, std::string_view text);
  /// A statement of the machinery itself (made from the catalog, or BEGIN): not in all().
  struct Unlisted {};
  Sql(Unlisted, std::string_view name, std::string_view text) : name_(name), text_(text) {}
  Sql(const Sql&) = delete;
  std::string_view name() const { return name_; }
  std::string_view text() const { return text_; }
  static const std::vector<const Sql*>& all();

 private:
  std::string_view name_;
  std::string_view text_;
};

/// Bytes of a binary column (BLOB, bytea).
struct Bytes {
  std::string data;
  friend auto operator<=>(const Bytes&, const Bytes&) = default;
};

/// A list for `{in $n}`: ids, codes or states as text.
struct List {
  std::vector<std::string> items;
};

/// What a statement is given: null, integer, real, text, bytes or a list.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes, List>;

template <class T>
inline constexpr bool stored_as_json = Vector<T> || (DescribedStruct<T> && !Wired<T>);

/// The column value of a C++ value: Instant is a bigint of ms, bool 0/1, enums and wired types
/// their text, optionals null when empty, vectors and described structs JSON text.
template <class T>
Value to_value(const T& v) {
  if constexpr (std::is_same_v<T, Value>)
    return v;
  else if constexpr (std::is_same_v<T, Bytes> || std::is_same_v<T, List>)
    return v;
  else if constexpr (Optional<T>)
    return v ? to_value(*v) : Value{};
  else if constexpr (std::is_same_v<T, Instant>)
    return ms_of(v);
  else if constexpr (std::is_same_v<T, bool>)
    return std::int64_t{v};
  else if constexpr (PlainNumber<T>)
    return static_cast<std::int64_t>(v);
  else if constexpr (BoundedNumber<T>)
    return v.value;
  else if constexpr (std::is_floating_point_v<T>)
    return static_cast<double>(v);
  else if constexpr (Wired<T>)
    return Wire<T>::text(v);
  else if constexpr (DescribedEnum<T>)
    return std::string(to_text(v));
  else if constexpr (stored_as_json<T>)
    return to_json(v);
  else
    return std::string(std::string_view(v));
}

/// `in_list(ids)` makes the argument of `{in $n}`.
template <class T>
List in_list(const std::vector<T>& values) {
  List list;
  for (const auto& v : values) list.items.push_back(std::get<std::string>(to_value(v)));
  return list;
}

}  // namespace lastmile::storage

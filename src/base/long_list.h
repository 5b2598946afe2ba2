#pragma once
#include "base/decode.h"

namespace lastmile {

/// Reads a list that may hold more items than `list_max`. Beside the item's type stands then
///   inline void decode(const boost::json::value& v, std::vector<Item>& out, const At& at,
///                      Trouble& t) { decode_list<600>(v, out, at, t); }
/// which the decoder finds by the item's namespace.
template <std::size_t Max, class Item>
void decode_list(const boost::json::value& v, std::vector<Item>& out, const At& at, Trouble& t) {
  const std::size_t n = detail::item_count(v);
  if (n == std::string::npos) return detail::wrong_type(at, t, {"a list", "列表"});
  if (n > Max) return detail::too_many_items(at, t, Max);
  out.clear();
  out.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    Item item{};
    decode(detail::item(v, i), item, At{&at, {}, i}, t);
    out.push_back(std::move(item));
  }
}

}  // namespace lastmile

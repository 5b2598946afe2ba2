#pragma once
#include "base/decode.h"

/// Long lists come in pages: the answer names the next one by an opaque cursor, which holds the
/// sort key of the last item, so that rows added meanwhile neither repeat nor hide any.
namespace lastmile {

inline constexpr Refusal bad_cursor{Kind::invalid, "bad_cursor",
                                    "This cursor belongs to no list here: start without a cursor.",
                                    "翻页标记无效，请从第一页重新查看。"};

namespace detail {
std::string seal_cursor(std::string_view json, std::string_view kind);
std::optional<std::string> open_cursor(std::string_view text, std::string_view kind);
}  // namespace detail

/// A place in one list, as text that clients hand back unread. It carries a check sum that also
/// covers the type of the place, so a damaged one and one of another list are refused. It is no
/// secret and no permit: whoever forges one only starts elsewhere in a list that he may read.
struct Cursor {
  static constexpr std::size_t longest = 1024;
  std::string text;

  /// `place`: a described struct with the sort key of the last item shown.
  template <DescribedStruct T>
  static Cursor of(const T& place) {
    return {detail::seal_cursor(to_json(place), type_name<T>())};
  }
  /// Refuses with bad_cursor.
  template <DescribedStruct T>
  Result<T> place() const {
    const auto json = detail::open_cursor(text, type_name<T>());
    if (!json) return bad_cursor;
    auto read = from_json<T>(*json);
    if (!read.ok()) return bad_cursor;
    return std::move(read).value();
  }
  friend auto operator<=>(const Cursor&, const Cursor&) = default;
};

template <>
struct Wire<Cursor> {
  static std::string text(const Cursor& cursor) { return cursor.text; }
  static std::optional<Cursor> parse(std::string_view s);
  static constexpr std::string_view format = "";
  static constexpr Words hint{"must be the `next` of the page before", "应为上一页的 next"};
};

/// How many items a reader asks for; a query holds `std::optional<PageLimit> limit`.
using PageLimit = Bounded<1, 200>;
inline constexpr PageLimit page_limit_default{50};
constexpr std::size_t items_asked(const std::optional<PageLimit>& limit) {
  return static_cast<std::size_t>(limit.value_or(page_limit_default).value);
}

/// One page; without `next` it is the last.
template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next;

  // Inside the class, for that is where Boost.Describe takes a template.
  BOOST_DESCRIBE_CLASS(Page, (), (items, next), (), ())
};

/// Cuts rows fetched with one more than `limit` down to a page; `place_of(item)` is the cursor's.
template <class T, class PlaceOf>
Page<T> to_page(std::vector<T> rows, std::size_t limit, PlaceOf place_of) {
  Page<T> page{std::move(rows), std::nullopt};
  if (page.items.size() > limit) {
    page.items.resize(limit);
    page.next = Cursor::of(place_of(page.items.back())).text;
  }
  return page;
}

}  // namespace lastmile

#pragma once
#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "base/result.h"
#include "base/text.h"
#include "base/words.h"

/// One described struct serves JSON, SQL rows and OpenAPI. Describe it with
/// `BOOST_DESCRIBE_STRUCT(T, (), (a, b, c))` and enums with `BOOST_DESCRIBE_ENUM(E, a, b)` in the
/// namespace of the type. Boost takes at most 52 members at once: a longer row has a base, named in
/// the second argument, whose members come first. A trailing underscore in a name (`new_`) is not
/// part of it outside C++.
namespace lastmile {

template <class T>
concept DescribedStruct =
    boost::describe::has_describe_members<std::remove_const_t<T>>::value && !std::is_union_v<T>;
template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

constexpr std::string_view plain_name(std::string_view name) {
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

template <class T>
using members_of =
    boost::describe::describe_members<std::remove_const_t<T>, boost::describe::mod_any_access |
                                                                  boost::describe::mod_inherited>;

template <DescribedStruct T>
constexpr std::size_t member_count = boost::mp11::mp_size<members_of<T>>::value;

/// Calls f(name, member) for each member in declaration order.
template <DescribedStruct T, class F>
constexpr void each_member(T& object, F&& f) {
  boost::mp11::mp_for_each<members_of<T>>(
      [&](auto d) { f(plain_name(d.name), object.*d.pointer); });
}

/// Calls f(name, std::type_identity<Member>{}) for each member, without an object.
template <DescribedStruct T, class F>
constexpr void each_member_type(F&& f) {
  boost::mp11::mp_for_each<members_of<T>>([&](auto d) {
    using Member = std::remove_reference_t<decltype(std::declval<T&>().*d.pointer)>;
    f(plain_name(d.name), std::type_identity<Member>{});
  });
}

template <class E>
struct Named {
  E value;
  std::string_view name;
};
template <DescribedEnum E>
constexpr auto named_values = []<template <class...> class L, class... D>(L<D...>) {
  return std::array{Named<E>{D::value, plain_name(D::name)}...};
}(boost::describe::describe_enumerators<E>{});

template <DescribedEnum E>
constexpr std::string_view to_text(E value) {
  for (const auto& each : named_values<E>) {
    if (each.value == value) return each.name;
  }
  return {};
}

template <DescribedEnum E>
constexpr std::optional<E> parse_enum(std::string_view text) {
  for (const auto& each : named_values<E>) {
    if (each.name == text) return each.value;
  }
  return std::nullopt;
}

template <DescribedEnum E>
std::vector<E> all_of() {
  std::vector<E> all;
  for (const auto& each : named_values<E>) all.push_back(each.value);
  return all;
}

/// Types that travel as one string. Specialise with
///   static std::string text(const T&);
///   static std::optional<T> parse(std::string_view);
///   static void append(std::string&, const T&);  // optional: that text, which JSON need not
///   escape static constexpr std::string_view format;   // OpenAPI format, may be empty static
///   constexpr Words hint;                 // what a right one looks like static Words
///   explain(std::string_view);      // optional: what is wrong with this one
template <class T>
struct Wire;

template <class T>
concept Wired = requires(const T& t, std::string_view s) {
  { Wire<T>::text(t) } -> std::convertible_to<std::string>;
  { Wire<T>::parse(s) } -> std::same_as<std::optional<T>>;
};

/// Its text holds nothing that JSON escapes, and is written where the rest stands.
template <class T>
concept PlainWired =
    Wired<T> && requires(std::string& out, const T& t) { Wire<T>::append(out, t); };

template <class Tag>
struct Wire<Id<Tag>> {
  static void append(std::string& out, const Id<Tag>& id) { id.uuid.append_to(out); }
  static std::string text(const Id<Tag>& id) { return id.text(); }
  static std::optional<Id<Tag>> parse(std::string_view s) { return Id<Tag>::parse(s); }
  static constexpr std::string_view format = "uuid";
  static constexpr Words hint{"must be an id of 36 characters", "应为 36 位编号"};
};
template <>
struct Wire<Uuid> {
  static void append(std::string& out, const Uuid& id) { id.append_to(out); }
  static std::string text(const Uuid& id) { return id.text(); }
  static std::optional<Uuid> parse(std::string_view s) { return Uuid::parse(s); }
  static constexpr std::string_view format = "uuid";
  static constexpr Words hint{"must be an id of 36 characters", "应为 36 位编号"};
};
template <>
struct Wire<Instant> {
  static void append(std::string& out, Instant t) { append_text(out, t); }
  static std::string text(Instant t) { return to_text(t); }
  static std::optional<Instant> parse(std::string_view s) { return parse_instant(s); }
  static constexpr std::string_view format = "date-time";
  static constexpr Words hint{"must be a time such as 2026-03-01T09:00:00+08:00",
                              "应为时间，例如 2026-03-01T09:00:00+08:00"};
};
template <>
struct Wire<Day> {
  static void append(std::string& out, Day d) { append_text(out, d); }
  static std::string text(Day d) { return to_text(d); }
  static std::optional<Day> parse(std::string_view s) { return parse_day(s); }
  static constexpr std::string_view format = "date";
  static constexpr Words hint{"must be a date such as 2026-03-01", "应为日期，例如 2026-03-01"};
};

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
concept Optional = is_optional<T>::value;

template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
concept Vector = is_vector<T>::value;

template <class T>
struct is_text : std::false_type {};
template <std::size_t A, std::size_t B>
struct is_text<Text<A, B>> : std::true_type {};
template <class T>
concept BoundedText = is_text<T>::value;

template <class T>
struct is_bounded : std::false_type {};
template <std::int64_t A, std::int64_t B>
struct is_bounded<Bounded<A, B>> : std::true_type {};
template <class T>
concept BoundedNumber = is_bounded<T>::value;

template <class T>
concept PlainNumber = std::is_integral_v<T> && !std::is_same_v<T, bool>;

/// Most items a list in a request may hold.
inline constexpr std::size_t list_max = 200;
/// Most characters of a std::string in a request; Text<min, max> states its own.
inline constexpr std::size_t plain_text_max = 4096;

/// "needs.NeedView" for lastmile::needs::NeedView: the name a type has in the OpenAPI document.
template <class T>
std::string type_name();

BOOST_DESCRIBE_STRUCT(TimeWindow, (), (start, end))
BOOST_DESCRIBE_STRUCT(Done, (), ())
BOOST_DESCRIBE_ENUM(Lang, zh, en)

namespace detail {
std::string tidy_type_name(std::string_view pretty);
}
template <class T>
std::string type_name() {
  return detail::tidy_type_name(__PRETTY_FUNCTION__);
}

}  // namespace lastmile

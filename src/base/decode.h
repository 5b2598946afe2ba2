#pragma once
#include <boost/json/value.hpp>
#include <span>

#include "base/encode.h"
#include "base/result.h"

/// The JSON decoder: reports all bad fields at once, each by JSON Pointer, code and remedy.
/// Codes: type, required, unknown, range, length, character, format, choice, too_many.
namespace lastmile {

/// Where we are in the document: linked nodes on the stack, rendered only on trouble.
struct At {
  const At* up = nullptr;
  std::string_view key = {};
  std::size_t index = 0;
  std::string pointer() const;
};

struct Trouble {
  std::vector<BadField> fields;
  void add(const At& at, std::string_view code, std::string en, std::string zh);
};

/// One value that came as text: a path or query parameter.
struct TextParam {
  std::string name;
  std::string value;
};

namespace detail {
void wrong_type(const At& at, Trouble& t, Words what);
void wrong_range(const At& at, Trouble& t, std::int64_t min, std::int64_t max);
struct Length {
  std::size_t min;
  std::size_t max;
};
/// What is wrong with a text: a character that it may not hold, else its length.
void wrong_text(std::string_view s, const At& at, Trouble& t, Length length);
void wrong_choice(const At& at, Trouble& t, const std::string& choices);
void missing_member(const At& at, Trouble& t);
void unknown_member(const At& at, Trouble& t);
void too_many_items(const At& at, Trouble& t, std::size_t max);
void wrong_format(const At& at, Trouble& t, Words hint);
/// The parameter of that name, if any; given twice it is trouble, for which one was meant?
const TextParam* only_param(std::span<const TextParam> texts, std::string_view name, const At& at,
                            Trouble& t);
std::optional<std::int64_t> whole(const boost::json::value& v);  // 1.0 is whole, 1.5 is not
std::optional<double> finite(const boost::json::value& v);
std::optional<std::int64_t> whole(std::string_view text);
std::optional<double> finite(std::string_view text);
std::optional<bool> flag(std::string_view text);
std::vector<std::string> split_commas(std::string_view text);
const boost::json::value* if_member(const boost::json::value& object, std::string_view name);
std::optional<std::string_view> if_string(const boost::json::value& v);
std::size_t item_count(const boost::json::value& v);  // npos when not an array
const boost::json::value& item(const boost::json::value& v, std::size_t i);
bool is_object(const boost::json::value& v);
bool is_null(const boost::json::value& v);
std::optional<bool> if_bool(const boost::json::value& v);
void each_key(const boost::json::value& object, void (*f)(void*, std::string_view), void* context);

template <DescribedEnum E>
std::string choices_of() {
  std::string out;
  for (const E e : all_of<E>()) out += (out.empty() ? "" : ", ") + std::string(to_text(e));
  return out;
}
}  // namespace detail

/// Reads a scalar from text; false and a note in `t` when it cannot be one.
template <class T>
bool decode_text(std::string_view s, T& out, const At& at, Trouble& t) {
  if constexpr (Optional<T>) {
    typename T::value_type inner{};
    if (!decode_text(s, inner, at, t)) return false;
    out = std::move(inner);
    return true;
  } else if constexpr (Wired<T>) {
    if (auto v = Wire<T>::parse(s)) return out = std::move(*v), true;
    if constexpr (requires { Wire<T>::explain(s); }) {
      return detail::wrong_format(at, t, Wire<T>::explain(s)), false;
    } else {
      return detail::wrong_format(at, t, Wire<T>::hint), false;
    }
  } else if constexpr (BoundedText<T>) {
    if (auto v = T::parse(s)) return out = std::move(*v), true;
    return detail::wrong_text(s, at, t, {T::min, T::max}), false;
  } else if constexpr (DescribedEnum<T>) {
    if (auto v = parse_enum<T>(s)) return out = *v, true;
    return detail::wrong_choice(at, t, detail::choices_of<T>()), false;
  } else if constexpr (std::is_same_v<T, bool>) {
    if (auto v = detail::flag(s)) return out = *v, true;
    return detail::wrong_type(at, t, {"true or false", " true 或 false"}), false;
  } else if constexpr (BoundedNumber<T>) {
    if (auto n = detail::whole(s)) {
      if (auto v = T::parse(*n)) return out = *v, true;
    }
    return detail::wrong_range(at, t, T::min, T::max), false;
  } else if constexpr (PlainNumber<T>) {
    const auto n = detail::whole(s);
    if (n && std::in_range<T>(*n)) return out = static_cast<T>(*n), true;
    return detail::wrong_type(at, t, {"a whole number", "整数"}), false;
  } else if constexpr (std::is_floating_point_v<T>) {
    if (auto v = detail::finite(s)) return out = static_cast<T>(*v), true;
    return detail::wrong_type(at, t, {"a number", "数字"}), false;
  } else if constexpr (Vector<T>) {
    const auto parts = detail::split_commas(s);
    if (parts.size() > list_max) return detail::too_many_items(at, t, list_max), false;
    for (const auto& part : parts) {
      typename T::value_type item{};
      if (!decode_text(part, item, at, t)) return false;
      out.push_back(std::move(item));
    }
    return true;
  } else if constexpr (std::is_same_v<T, std::string>) {
    const auto n = count_characters(s);
    if (!n || *n > plain_text_max || !is_printable(s)) {
      return detail::wrong_text(s, at, t, {0, plain_text_max}), false;
    }
    return out = std::string(s), true;
  } else {
    static_assert(DescribedStruct<T>, "no text form");
    return detail::wrong_type(at, t, {"given in the body", "写在请求正文里"}), false;
  }
}

template <class T>
void decode(const boost::json::value& v, T& out, const At& at, Trouble& t);

/// Reads a described struct from an object and from text parameters, which win over members.
template <DescribedStruct T>
void decode_object(const boost::json::value& v, std::span<const TextParam> texts, T& out,
                   const At& at, Trouble& t) {
  const bool has_body = detail::is_object(v);
  if (!has_body && !detail::is_null(v)) {
    detail::wrong_type(at, t, {"an object", "对象"});
    return;
  }
  each_member(out, [&](std::string_view name, auto& member) {
    using M = std::remove_cvref_t<decltype(member)>;
    const At here{&at, name};
    const auto* param = detail::only_param(texts, name, here, t);
    if (param) {
      decode_text(param->value, member, here, t);
    } else if (const auto* found = has_body ? detail::if_member(v, name) : nullptr) {
      decode(*found, member, here, t);
    } else if constexpr (!Optional<M> && !Vector<M>) {
      detail::missing_member(here, t);
    }
  });
  const auto check_key = [&](std::string_view key) {
    bool known = false;
    each_member_type<T>([&](std::string_view name, auto) { known = known || name == key; });
    if (!known) detail::unknown_member(At{&at, key}, t);
  };
  for (const auto& p : texts) check_key(p.name);
  if (has_body) {
    detail::each_key(
        v, [](void* c, std::string_view k) { (*static_cast<decltype(check_key)*>(c))(k); },
        const_cast<void*>(static_cast<const void*>(&check_key)));
  }
}

template <class T>
void decode(const boost::json::value& v, T& out, const At& at, Trouble& t) {
  if constexpr (Optional<T>) {
    if (detail::is_null(v)) {
      // For optional<optional<X>> a null that is present means "clear it".
      if constexpr (Optional<typename T::value_type>)
        out.emplace();
      else
        out.reset();
      return;
    }
    typename T::value_type inner{};
    decode(v, inner, at, t);
    out = std::move(inner);
  } else if constexpr (Vector<T>) {
    const std::size_t n = detail::item_count(v);
    if (n == std::string::npos) return detail::wrong_type(at, t, {"a list", "列表"});
    if (n > list_max) return detail::too_many_items(at, t, list_max);
    out.clear();
    out.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
      typename T::value_type item{};
      decode(detail::item(v, i), item, At{&at, {}, i}, t);
      out.push_back(std::move(item));
    }
  } else if constexpr (std::is_same_v<T, bool>) {
    if (const auto b = detail::if_bool(v))
      out = *b;
    else
      detail::wrong_type(at, t, {"true or false", " true 或 false"});
  } else if constexpr (BoundedNumber<T>) {
    const auto n = detail::whole(v);
    if (!n) return detail::wrong_type(at, t, {"a whole number", "整数"});
    if (const auto b = T::parse(*n))
      out = *b;
    else
      detail::wrong_range(at, t, T::min, T::max);
  } else if constexpr (PlainNumber<T>) {
    const auto n = detail::whole(v);
    if (n && std::in_range<T>(*n))
      out = static_cast<T>(*n);
    else
      detail::wrong_type(at, t, {"a whole number", "整数"});
  } else if constexpr (std::is_floating_point_v<T>) {
    if (const auto n = detail::finite(v))
      out = static_cast<T>(*n);
    else
      detail::wrong_type(at, t, {"a number", "数字"});
  } else if constexpr (DescribedStruct<T> && !Wired<T>) {
    if (detail::is_null(v)) return detail::wrong_type(at, t, {"an object", "对象"});
    decode_object(v, {}, out, at, t);
  } else {
    if (const auto s = detail::if_string(v))
      decode_text(*s, out, at, t);
    else
      detail::wrong_type(at, t, {"a string", "字符串"});
  }
}

/// Parses text to a document: ≤ 32 levels deep, refused when malformed.
Result<boost::json::value> parse_json(std::string_view text);

/// A described value from JSON text; `bad_request` with every bad field when it does not fit.
template <class T>
Result<T> from_json(std::string_view text) {
  ASSIGN_OR_RETURN(const boost::json::value v, parse_json(text));
  T out{};
  Trouble t;
  decode(v, out, At{}, t);
  if (!t.fields.empty()) return Refused{bad_request, std::move(t.fields)};
  return out;
}

/// A command from its body (may be null) and its path and query parameters.
template <DescribedStruct T>
Result<T> from_request(const boost::json::value& body, std::span<const TextParam> texts) {
  T out{};
  Trouble t;
  decode_object(body, texts, out, At{}, t);
  if (!t.fields.empty()) return Refused{bad_request, std::move(t.fields)};
  return out;
}

}  // namespace lastmile

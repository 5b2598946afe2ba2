#pragma once
#include <map>
#include <string>

#include "base/encode.h"

/// OpenAPI 3.1 (JSON Schema 2020-12) of described types.
namespace lastmile {

/// Named component schemas, each written once; values are JSON text.
using SchemaBook = std::map<std::string, std::string>;

/// The schema of T as JSON text; structs become `$ref`s into the book.
template <class T>
std::string schema_of(SchemaBook& book);

template <DescribedStruct T>
std::string object_schema(SchemaBook& book) {
  std::string properties, required;
  each_member_type<T>([&]<class M>(std::string_view name, std::type_identity<M>) {
    properties += (properties.empty() ? "" : ",");
    encode_string(properties, name);
    properties += ":" + schema_of<M>(book);
    if constexpr (!Optional<M> && !Vector<M>) {
      required += required.empty() ? "" : ",";
      encode_string(required, name);
    }
  });
  return R"({"type":"object","additionalProperties":false,"properties":{)" + properties + "}" +
         (required.empty() ? "" : ",\"required\":[" + required + "]") + "}";
}

template <class T>
std::string schema_of(SchemaBook& book) {
  if constexpr (Optional<T>) {
    using Inner = typename T::value_type;
    if constexpr (Optional<Inner>) {  // a null that is present clears the member
      return R"({"anyOf":[)" + schema_of<Inner>(book) + R"(,{"type":"null"}]})";
    } else {
      return schema_of<Inner>(book);
    }
  } else if constexpr (Wired<T>) {
    std::string out = R"({"type":"string")";
    if (!Wire<T>::format.empty()) out += fmt::format(R"(,"format":"{}")", Wire<T>::format);
    out += ",\"description\":";
    encode_string(out, Wire<T>::hint.en);
    return out + "}";
  } else if constexpr (std::is_same_v<T, bool>) {
    return R"({"type":"boolean"})";
  } else if constexpr (BoundedNumber<T>) {
    return fmt::format(R"({{"type":"integer","minimum":{},"maximum":{}}})", T::min, T::max);
  } else if constexpr (PlainNumber<T>) {
    return R"({"type":"integer"})";
  } else if constexpr (std::is_floating_point_v<T>) {
    return R"({"type":"number"})";
  } else if constexpr (BoundedText<T>) {
    return fmt::format(R"({{"type":"string","minLength":{},"maxLength":{}}})", T::min, T::max);
  } else if constexpr (DescribedEnum<T>) {
    std::string values;
    for (const T e : all_of<T>()) {
      values += (values.empty() ? "\"" : ",\"") + std::string(to_text(e)) + "\"";
    }
    book[type_name<T>()] = R"({"type":"string","enum":[)" + values + "]}";
    return R"({"$ref":"#/components/schemas/)" + type_name<T>() + "\"}";
  } else if constexpr (Vector<T>) {
    return R"({"type":"array","items":)" + schema_of<typename T::value_type>(book) + "}";
  } else if constexpr (DescribedStruct<T>) {
    const std::string name = type_name<T>();
    if (!book.contains(name)) {
      book[name] = "{}";  // breaks the circle when a type holds itself
      book[name] = object_schema<T>(book);
    }
    return R"({"$ref":"#/components/schemas/)" + name + "\"}";
  } else {
    return R"({"type":"string"})";
  }
}

}  // namespace lastmile

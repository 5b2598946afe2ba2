#pragma once
#include <optional>
#include <string>
#include <string_view>

/// How people find Chinese names on a keyboard. Thread-safe. The first character ever asked costs
/// about 0.2 s (ICU loads its table); afterwards a name costs about a microsecond.
namespace lastmile {

/// Initials and full spelling, by which a name is found: "茅津社区" → "mjsq maojinshequ". ü is v,
/// as people type it; tones go; letters and digits stay; signs and spaces go. Surnames and place
/// names have their own readings (单 shan, 曾 zeng, 解放路 jiefanglu). Empty for a name without a
/// letter.
std::string pinyin_keys(std::string_view name);

/// What a person typed, made alike to the keys: lower case, half-width, ü as v, without tones,
/// spaces and signs. "Ｍáo jin" → "maojin", "茅 津" → "茅津".
std::string search_key(std::string_view query);

/// True for a search without a letter or digit to look for ("%", "_"): it finds nothing, while no
/// search at all finds everything.
template <class Words>
bool finds_nothing(const std::optional<Words>& search) {
  return search && search_key(*search).empty();
}

}  // namespace lastmile

#pragma once
#include <string_view>

namespace lastmile {

/// The languages people read. Chinese is the default of the network.
enum class Lang { zh, en };

/// One sentence in both languages; a `{}` in it takes an argument.
struct Words {
  std::string_view en;
  std::string_view zh;

  constexpr std::string_view in(Lang lang) const { return lang == Lang::zh ? zh : en; }
};

}  // namespace lastmile

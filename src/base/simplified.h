#pragma once
#include <string>
#include <string_view>

namespace lastmile {

/// Traditional characters as their simplified ones, to compare by and never to show: "陳國強" →
/// "陈国强". All else stays, and so do 乾, 瞭 and 藉, which simplified names write as well.
/// Thread-safe. The first text beyond ASCII costs about 20 ms (ICU loads its table); afterwards a
/// name costs about a microsecond.
std::string simplified(std::string_view text);

}  // namespace lastmile

#include <cstdint>

#include "base/assert.h"
#include "base/calendar.h"

// A moment or day that was read comes back from its own text; a calendar's rows never throw.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto t = parse_instant(text)) ASSERT(parse_instant(to_text(*t)) == t);
  if (const auto day = parse_day(text)) ASSERT(parse_day(to_text(*day)) == day);
  const auto calendar = parse_calendar(text);
  if (!calendar.ok()) ASSERT(!calendar.refused().fields.empty());
  return 0;
}

#include <cstdint>

#include "base/assert.h"
#include "media/cleaning.h"

// A file that was taken is taken again as it is now: what is left needs no more cleaning. What is
// refused says why. The formats are told by content, so one target walks them all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile;
  const Blob file{"", "", {reinterpret_cast<const char*>(data), size}};
  const auto clean = media::cleaned(file);
  if (!clean.ok()) {
    ASSERT(!clean.refused().refusal.code.empty());
    return 0;
  }
  const auto again = media::cleaned({clean->content_type, "", clean->bytes});
  ASSERT(again.ok());
  ASSERT(again->kind == clean->kind && again->content_type == clean->content_type);
  ASSERT(again->bytes == clean->bytes);
  return 0;
}

#include "base/simplified.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/assert.h"

namespace lastmile {
namespace {

// ICU's table behind a lock: a name is under it for less than a microsecond.
class TraditionalSimplified {
 public:
  TraditionalSimplified() {
    UErrorCode ec = U_ZERO_ERROR;
    rules_.reset(icu::Transliterator::createInstance(
        icu::UnicodeString(u"[^乾瞭藉] Traditional-Simplified"), UTRANS_FORWARD, ec));
    ASSERT(U_SUCCESS(ec) && rules_ != nullptr);
  }
  void fold(icu::UnicodeString& text) {
    const std::lock_guard lock(busy_);
    rules_->transliterate(text);
  }

 private:
  std::mutex busy_;
  std::unique_ptr<icu::Transliterator> rules_;
};

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string simplified(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  static TraditionalSimplified table;
  auto folded = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  table.fold(folded);
  std::string out;
  folded.toUTF8String(out);
  return out;
}

}  // namespace lastmile

#include <cstdint>

#include "base/assert.h"
#include "base/base64.h"
#include "base/hex.h"
#include "base/idcard.h"
#include "base/page.h"
#include "base/phone.h"
#include "base/pinyin.h"
#include "base/region.h"
#include "base/uscc.h"

namespace {

// What was read is read alike from its own text.
template <class T>
void comes_back(std::string_view text) {
  using lastmile::Wire;
  if (const auto read = Wire<T>::parse(text)) ASSERT(Wire<T>::parse(Wire<T>::text(*read)) == read);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  comes_back<IdCard>(text);
  comes_back<Phone>(text);
  comes_back<RegionCode>(text);
  comes_back<Uuid>(text);
  comes_back<Cursor>(text);
  if (const auto card = IdCard::parse(text)) {
    ASSERT(card->masked().size() == card->text().size());
    ASSERT(to_text(card->birth()).size() == 10);
  }
  if (const auto region = RegionCode::parse(text)) ASSERT(region->range().lo < region->range().hi);
  ASSERT(check_uscc(tidy_uscc(text)) == check_uscc(text));
  if (const auto bytes = from_base64(text)) ASSERT(to_base64(*bytes) == text);
  if (const auto bytes = from_base64url(text)) ASSERT(to_base64url(*bytes) == text);
  if (const auto bytes = from_hex(text)) ASSERT(bytes->size() * 2 == text.size());
  const std::string keys = pinyin_keys(text), key = search_key(text);
  ASSERT(search_key(key) == key);
  ASSERT(keys.empty() || keys.find(' ') != std::string::npos);
  ASSERT(!count_characters(text) || count_characters(half_width(text)));
  return 0;
}

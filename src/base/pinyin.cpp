#include "base/pinyin.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "base/assert.h"
#include "base/readings_cn.h"
#include "base/text.h"

namespace lastmile {
namespace {

// A syllable, or a character without one: up to 7 bytes of UTF-8. The longest is "zhuang".
using Syllable = std::uint64_t;

Syllable pack(std::string_view text) {
  ASSERT(text.size() < sizeof(Syllable));
  Syllable s = 0;
  std::memcpy(&s, text.data(), text.size());
  return s;
}

struct Unpacked {
  std::array<char, sizeof(Syllable)> bytes{};
  explicit Unpacked(Syllable s) { std::memcpy(bytes.data(), &s, sizeof s); }
  std::string_view text() const { return bytes.data(); }
  std::string_view initial() const {
    return static_cast<unsigned char>(bytes[0]) < 0x80 ? text().substr(0, 1) : text();
  }
};

std::string utf8_of(const icu::UnicodeString& s) {
  std::string out;
  s.toUTF8String(out);
  return out;
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode ec = U_ZERO_ERROR;
  const auto* found = get(ec);
  ASSERT(U_SUCCESS(ec) && found != nullptr);
  return *found;
}

// Lower case without tones and other marks, ü as v; only letters and digits stay.
std::string plain(const icu::UnicodeString& s) {
  static const auto& lower = normalizer(&icu::Normalizer2::getNFKCCasefoldInstance);
  static const auto& apart = normalizer(&icu::Normalizer2::getNFDInstance);
  UErrorCode ec = U_ZERO_ERROR;
  const icu::UnicodeString parts = apart.normalize(lower.normalize(s, ec), ec);
  ASSERT(U_SUCCESS(ec));
  icu::UnicodeString out;
  for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
    const UChar32 c = parts.char32At(i);
    const bool diaeresis = c == 0x308 && out.endsWith(icu::UnicodeString(u'u'));
    if (diaeresis)
      out.replace(out.length() - 1, 1, u'v');
    else if (u_isalnum(c))
      out.append(c);
  }
  return utf8_of(out);
}

// ICU's Han-Latin behind a lock: it is asked once for each character, then the cache knows.
class HanLatin {
 public:
  std::string reading(char32_t c) {
    const std::lock_guard lock(busy_);
    if (!rules_) load();
    icu::UnicodeString s(static_cast<UChar32>(c));
    rules_->transliterate(s);
    return plain(s);
  }

 private:
  void load() {
    UErrorCode ec = U_ZERO_ERROR;
    rules_.reset(icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, ec));
    ASSERT(U_SUCCESS(ec) && rules_ != nullptr);
  }
  std::mutex busy_;
  std::unique_ptr<icu::Transliterator> rules_;
};

// Extension A and the unified block: 27,648 characters, 216 KiB, filled as they are met.
constexpr char32_t cached_first = 0x3400, cached_last = 0x9fff;

struct Phrase {
  std::u32string characters;
  std::vector<Syllable> syllables;
};

class Readings {
 public:
  Readings();
  Syllable of(char32_t c);
  /// The reading of a surname that begins the name; 0 when it has none of its own.
  Syllable at_beginning(char32_t c) const {
    const auto found = beginning_.find(c);
    return found == beginning_.end() ? 0 : found->second;
  }
  /// The longest phrase that stands here; nothing when none does.
  const Phrase* phrase_at(std::u32string_view text) const;

 private:
  void add(std::string_view written, std::string_view read);

  std::array<std::atomic<Syllable>, cached_last - cached_first + 1> cache_{};
  std::unordered_map<char32_t, Syllable> beginning_;
  std::unordered_map<char32_t, std::vector<Phrase>> phrases_;  // by first character
  HanLatin han_latin_;
};

icu::UnicodeString unicode_of(std::string_view utf8) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

// Malformed bytes become U+FFFD, which is no letter and goes.
std::u32string characters_of(std::string_view utf8) {
  const icu::UnicodeString s = unicode_of(utf8);
  std::u32string out;
  out.reserve(static_cast<std::size_t>(s.length()));
  for (std::int32_t i = 0; i < s.length(); i = s.moveIndex32(i, 1)) {
    out += static_cast<char32_t>(s.char32At(i));
  }
  return out;
}

Readings::Readings() {
  for (std::string_view rows = readings_cn; !rows.empty();) {
    const auto end = std::min(rows.find('\n'), rows.size());
    const auto row = rows.substr(0, end);
    rows.remove_prefix(std::min(end + 1, rows.size()));
    const auto space = row.find(' ');
    if (space != row.npos) add(row.substr(0, space), row.substr(space + 1));
  }
}

void Readings::add(std::string_view written, std::string_view read) {
  const bool beginning = written.starts_with('^');
  const auto characters = characters_of(written.substr(beginning ? 1 : 0));
  std::vector<Syllable> syllables;
  while (!read.empty()) {
    const auto end = std::min(read.find(' '), read.size());
    syllables.push_back(pack(read.substr(0, end)));
    read.remove_prefix(std::min(end + 1, read.size()));
  }
  ASSERT(characters.size() == syllables.size() && !characters.empty());
  if (beginning)
    beginning_[characters[0]] = syllables[0];
  else if (characters.size() == 1)
    cache_[characters[0] - cached_first] = syllables[0];
  else
    phrases_[characters[0]].push_back({characters, syllables});
}

Syllable Readings::of(char32_t c) {
  if (c < cached_first || c > cached_last) return pack(han_latin_.reading(c));
  auto& known = cache_[c - cached_first];
  Syllable s = known.load(std::memory_order_relaxed);
  if (s == 0) {
    s = pack(han_latin_.reading(c));
    known.store(s, std::memory_order_relaxed);  // two threads store the same
  }
  return s;
}

const Phrase* Readings::phrase_at(std::u32string_view text) const {
  const auto found = phrases_.find(text.front());
  if (found == phrases_.end()) return nullptr;
  const Phrase* longest = nullptr;
  for (const auto& phrase : found->second) {
    const bool longer = !longest || phrase.characters.size() > longest->characters.size();
    if (longer && text.starts_with(phrase.characters)) longest = &phrase;
  }
  return longest;
}

bool is_han(char32_t c) {
  if (c >= cached_first && c <= cached_last) return true;
  return c >= 0x3007 && u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_IDEOGRAPHIC);
}

// Initials and spelling grow side by side.
struct Keys {
  std::string initials;
  std::string full;

  void add(Syllable s) {
    const Unpacked syllable(s);
    initials += syllable.initial();
    full += syllable.text();
  }
  void add(char32_t sign) {
    const std::string text = plain(icu::UnicodeString(static_cast<UChar32>(sign)));
    initials += text;
    full += text;
  }
};

}  // namespace

std::string pinyin_keys(std::string_view name) {
  static Readings readings;
  const std::u32string text = characters_of(name);
  Keys keys;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_han(text[i])) {
      keys.add(text[i++]);
    } else if (const Phrase* phrase = readings.phrase_at(std::u32string_view(text).substr(i))) {
      for (const Syllable s : phrase->syllables) keys.add(s);
      i += phrase->characters.size();
    } else {
      const Syllable surname = i == 0 ? readings.at_beginning(text[i]) : 0;
      keys.add(surname != 0 ? surname : readings.of(text[i]));
      ++i;
    }
  }
  if (keys.full.empty()) return {};
  return keys.initials + " " + keys.full;
}

std::string search_key(std::string_view query) { return plain(unicode_of(query)); }

}  // namespace lastmile

#include <algorithm>
#include <array>
#include <vector>

#include "base/pinyin.h"
#include "base/simplified.h"
#include "people/person_rules.h"

namespace lastmile::people {
namespace {

/// Surnames that people read otherwise than pinyin.h does, or in more than one way. Places that
/// begin with the same character are read as ever (乐山 leshan).
struct Surname {
  std::string_view written;
  std::string_view reading;
};
constexpr auto surnames = std::to_array<Surname>(
    {{"乐", "yue"},   {"俞", "shu"},  {"佴", "nai"},  {"句", "gou"},   {"召", "shao"},
     {"圈", "juan"},  {"宓", "fu"},   {"尉", "yu"},   {"折", "she"},   {"拓", "tuo"},
     {"晟", "cheng"}, {"朴", "piao"}, {"柏", "bo"},   {"洗", "xian"},  {"牟", "mu"},
     {"盖", "ge"},    {"祭", "zhai"}, {"秘", "mi"},   {"种", "chong"}, {"繁", "po"},
     {"缪", "mou"},   {"翟", "di"},   {"能", "nai"},  {"莘", "xin"},   {"藏", "zang"},
     {"覃", "tan"},   {"角", "jue"},  {"解", "xie"},  {"谌", "shen"},  {"贲", "fei"},
     {"费", "bi"},    {"郄", "xi"},   {"郇", "huan"}, {"郗", "chi"},   {"阚", "kan"},
     {"隗", "kui"},   {"颉", "xie"},  {"黑", "he"},   {"乜", "nie"}});

/// The words a name is found by, each once, in order.
class Words {
 public:
  void add(std::string word) {
    if (word.empty() || std::ranges::find(words_, word) != words_.end()) return;
    words_.push_back(std::move(word));
  }
  /// Initials and spelling.
  void add_keys(std::string_view keys) {
    const auto space = keys.find(' ');
    if (space == keys.npos) return;
    add(std::string(keys.substr(0, space)));
    add(std::string(keys.substr(space + 1)));
  }
  const std::vector<std::string>& all() const { return words_; }
  std::string text() const {
    std::string text;
    for (const std::string& word : words_) text += (text.empty() ? "" : " ") + word;
    return text;
  }

 private:
  std::vector<std::string> words_;
};

std::size_t first_length(std::string_view text) {
  std::size_t end = 1;  // of the first character of well-formed UTF-8
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u) ++end;
  return end;
}

/// The surname read in its other ways, the rest as ever.
void add_surname_readings(Words& words, std::string_view name) {
  for (const auto& [written, reading] : surnames) {
    if (!name.starts_with(written)) continue;
    // Behind a sign, which has no key, it is not taken for a surname itself.
    const std::string rest = pinyin_keys("·" + std::string(name.substr(written.size())));
    const auto space = std::min(rest.find(' '), rest.size());
    words.add(std::string(reading.substr(0, 1)) + rest.substr(0, space));
    words.add(std::string(reading) + rest.substr(std::min(space + 1, rest.size())));
  }
}

/// Beyond the basic plane the keyboard offers no reading that people know, whatever the table says.
bool is_read(std::string_view character) {
  if (character.size() > 3) return false;
  const std::string keys = pinyin_keys(character);
  return std::ranges::all_of(keys, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string readable_part(std::string_view name) {
  std::string part;
  while (!name.empty()) {
    const auto character = name.substr(0, first_length(name));
    if (is_read(character)) part += character;
    name.remove_prefix(character.size());
  }
  return part;
}

/// The signs people write between the parts of a name: 买买提·吐尔逊.
constexpr auto dots = std::to_array<std::string_view>({"·", "•", "‧", "∙", "⋅", "・", "･"});

/// By any part of it: whoever is called by the second finds the name by that.
void add_parts(Words& words, std::string_view name) {
  while (!name.empty()) {
    const std::string_view character = name.substr(0, first_length(name));
    if (std::ranges::find(dots, character) != dots.end()) {
      words.add(search_key(name));
      words.add_keys(pinyin_keys(name));  // behind the sign no character is read as a surname
    }
    name.remove_prefix(character.size());
  }
}

/// Who types ü as u finds 吕 too.
void add_without_umlaut(Words& words) {
  for (std::string word : std::vector(words.all())) {
    for (const std::string_view umlaut : {"lv", "nv"}) {
      for (auto at = word.find(umlaut); at != word.npos; at = word.find(umlaut, at)) {
        word[at + 1] = 'u';
      }
    }
    words.add(std::move(word));
  }
}

}  // namespace

std::string name_keys(std::string_view name) {
  const std::string plain = simplified(name);
  Words words;
  words.add(search_key(plain));
  words.add_keys(pinyin_keys(plain));
  words.add_keys(pinyin_keys(name));
  add_surname_readings(words, plain);
  words.add_keys(pinyin_keys(readable_part(plain)));
  add_parts(words, plain);
  add_without_umlaut(words);
  return words.text();
}

std::string name_sound(std::string_view name) {
  const std::string plain = simplified(name), keys = pinyin_keys(plain);
  return keys.empty() ? search_key(plain) : keys.substr(keys.rfind(' ') + 1);
}

}  // namespace lastmile::people

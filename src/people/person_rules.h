#pragma once
#include <algorithm>

#include "people/person.h"

namespace lastmile::people {

/// A day somebody who lives may be born on: not in the future, nor over 130 years back.
bool is_birth_day(Day birth_day, Day today);

/// The same day so many years later; of 29 February, 1 March.
Day years_after(Day day, int years);
/// Whole years of age on a day; who is born on 29 February has the birthday on 1 March otherwise.
int age_on(Day birth_day, Day day);

/// Ages at which the law changes: 8 (Civil Code 20: below it a child can agree to nothing), 14
/// (PIPL 31: a guardian consents), 18 (Civil Code 17; EMG 39).
enum class AgeBand { under_8, under_14, under_18, adult, unknown };
BOOST_DESCRIBE_ENUM(AgeBand, under_8, under_14, under_18, adult, unknown)
AgeBand age_band(const std::optional<Day>& birth_day, Day day);
bool is_minor(const std::optional<Day>& birth_day, Day day);

/// Hours in which a minor may serve: local day from 6:00 to 22:00 (the statutory night, Noise Act
/// 88), at most 4 hours at a time. Adults always; a birth day unknown counts as a minor's.
bool age_allows(const VolunteerProfile& who, const TimeWindow& window, const Zone& zone);

/// Free for the whole window by weekly pattern and exceptions, in local time.
bool is_free(const VolunteerProfile& who, const TimeWindow& window, const Zone& zone);
/// Holds a verified licence of this code on every day the window touches.
bool holds_licence(const VolunteerProfile& who, std::string_view code, const TimeWindow& window,
                   const Zone& zone);

/// Insured on every day the window touches.
bool is_insured(const VolunteerProfile& who, const TimeWindow& window, const Zone& zone);

/// "王小明" → "王**", "Anna Smith" → "A***": the first character, and stars that tell no length.
std::string masked_name(std::string_view name);
/// The keys a person is found by: the name in lower case, then initials and pinyin.
std::string name_keys(std::string_view name);
/// How a name sounds: "王晓明" and "王小明" are both "wangxiaoming".
std::string name_sound(std::string_view name);
/// Each once, in the order given.
template <class T>
std::vector<T> each_once(const std::vector<T>& items) {
  std::vector<T> once;
  for (const T& item : items) {
    if (std::ranges::find(once, item) == once.end()) once.push_back(item);
  }
  return once;
}
/// An address made alike, for its blind index: half-width, no spaces and signs.
std::string address_key(std::string_view address);

}  // namespace lastmile::people

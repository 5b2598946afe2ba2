#include "people/person_rules.h"

#include <gmock/gmock.h>

#include "people/compact_json.h"

namespace lastmile::people {
namespace {

Day day(std::string_view text) { return parse_day(text).value(); }
Instant at(std::string_view text) { return parse_instant(text).value(); }
TimeWindow window(std::string_view from, std::string_view to) { return {at(from), at(to)}; }

const Zone shanghai("Asia/Shanghai");

TEST(AgeOn, CountsWholeYears) {
  EXPECT_EQ(age_on(day("2010-03-02"), day("2026-03-01")), 15);
  EXPECT_EQ(age_on(day("2010-03-02"), day("2026-03-02")), 16);
  EXPECT_EQ(age_on(day("2008-02-29"), day("2026-02-28")), 17);
  EXPECT_EQ(age_on(day("2008-02-29"), day("2026-03-01")), 18);
  EXPECT_EQ(age_on(day("2026-03-01"), day("2026-03-01")), 0);
}

TEST(BirthDay, LiesWithinALongLife) {
  const Day today = day("2026-03-02");
  EXPECT_TRUE(is_birth_day(today, today));
  EXPECT_FALSE(is_birth_day(day("2026-03-03"), today));
  EXPECT_TRUE(is_birth_day(day("1910-01-01"), today));
  EXPECT_FALSE(is_birth_day(day("1800-01-01"), today));
}

TEST(AgeBands, ChangeOnTheBirthday) {
  const Day today = day("2026-03-02");
  EXPECT_EQ(age_band(std::nullopt, today), AgeBand::unknown);
  EXPECT_EQ(age_band(day("2018-03-03"), today), AgeBand::under_8);
  EXPECT_EQ(age_band(day("2018-03-02"), today), AgeBand::under_14);
  EXPECT_EQ(age_band(day("2012-03-03"), today), AgeBand::under_14);
  EXPECT_EQ(age_band(day("2012-03-02"), today), AgeBand::under_18);
  EXPECT_EQ(age_band(day("2008-03-02"), today), AgeBand::adult);
  EXPECT_TRUE(is_minor(day("2008-03-03"), today));
  EXPECT_FALSE(is_minor(std::nullopt, today));
}

TEST(AgeAllows, MinorsByDayAndForFourHours) {
  VolunteerProfile who;
  who.birth_day = day("2010-01-01");
  EXPECT_TRUE(
      age_allows(who, window("2026-03-02T08:00:00+08:00", "2026-03-02T12:00:00+08:00"), shanghai));
  EXPECT_FALSE(
      age_allows(who, window("2026-03-02T08:00:00+08:00", "2026-03-02T12:01:00+08:00"), shanghai));
  EXPECT_FALSE(
      age_allows(who, window("2026-03-02T05:59:00+08:00", "2026-03-02T07:00:00+08:00"), shanghai));
  EXPECT_TRUE(
      age_allows(who, window("2026-03-02T20:00:00+08:00", "2026-03-02T22:00:00+08:00"), shanghai));
  EXPECT_FALSE(
      age_allows(who, window("2026-03-02T20:00:00+08:00", "2026-03-02T22:01:00+08:00"), shanghai));
  who.birth_day = day("1990-01-01");
  EXPECT_TRUE(
      age_allows(who, window("2026-03-02T01:00:00+08:00", "2026-03-02T23:00:00+08:00"), shanghai));
  who.birth_day.reset();
  EXPECT_FALSE(
      age_allows(who, window("2026-03-02T01:00:00+08:00", "2026-03-02T02:00:00+08:00"), shanghai));
}

/// Free on Mondays (weekday 0) from 9:00 to 12:00 and from 12:00 to 18:00.
VolunteerProfile mondays() {
  VolunteerProfile who;
  who.free_hours = {{{0}, {12 * 60}, {18 * 60}}, {{0}, {9 * 60}, {12 * 60}}};
  return who;
}

struct FreeCase {
  std::string_view from, to;
  bool free;
};

TEST(IsFree, ByWeeklyPattern) {
  // 2026-03-02 is a Monday.
  const FreeCase cases[] = {
      {"2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00", true},
      {"2026-03-02T08:59:00+08:00", "2026-03-02T10:00:00+08:00", false},
      {"2026-03-02T11:00:00+08:00", "2026-03-02T13:00:00+08:00", true},  // across the seam
      {"2026-03-02T17:00:00+08:00", "2026-03-02T18:00:00+08:00", true},  // half-open
      {"2026-03-02T17:00:00+08:00", "2026-03-02T18:00:01+08:00", false},
      {"2026-03-03T09:00:00+08:00", "2026-03-03T10:00:00+08:00", false},  // Tuesday
      {"2026-03-02T17:00:00+08:00", "2026-03-03T09:00:00+08:00", false},
      {"2026-03-02T01:00:00Z", "2026-03-02T02:00:00Z", true},  // 9:00 in Shanghai
  };
  for (const auto& c : cases) {
    EXPECT_EQ(is_free(mondays(), window(c.from, c.to), shanghai), c.free) << c.from << ' ' << c.to;
  }
  EXPECT_TRUE(is_free(VolunteerProfile{}, window("2026-03-02T01:00:00Z", "2026-03-09T02:00:00Z"),
                      shanghai));
}

TEST(IsFree, WithExceptions) {
  const auto morning = window("2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00");
  const auto evening = window("2026-03-02T19:00:00+08:00", "2026-03-02T20:00:00+08:00");
  VolunteerProfile who = mondays();
  who.exceptions = {{day("2026-03-02"), false, {0}, {1440}}};
  EXPECT_FALSE(is_free(who, morning, shanghai));
  EXPECT_TRUE(
      is_free(who, window("2026-03-09T09:00:00+08:00", "2026-03-09T10:00:00+08:00"), shanghai));
  who.exceptions.push_back({day("2026-03-02"), true, {19 * 60}, {20 * 60}});  // the later one wins
  EXPECT_TRUE(is_free(who, evening, shanghai));
  EXPECT_FALSE(is_free(who, morning, shanghai));
  VolunteerProfile always;
  always.exceptions = {{day("2026-03-02"), false, {10 * 60}, {11 * 60}}};
  EXPECT_TRUE(is_free(always, morning, shanghai));
  EXPECT_FALSE(
      is_free(always, window("2026-03-02T09:30:00+08:00", "2026-03-02T10:01:00+08:00"), shanghai));
  EXPECT_TRUE(
      is_free(always, window("2026-03-02T23:00:00+08:00", "2026-03-03T01:00:00+08:00"), shanghai));
}

/// The same answer, minute by minute.
bool free_by_minutes(const VolunteerProfile& who, const TimeWindow& w) {
  for (Instant t = w.start; t < w.end; t += std::chrono::minutes(1)) {
    const Day d = shanghai.day_of(t);
    const int minute = shanghai.minute_of_day(t);
    const auto within = [&](const auto& hours) {
      return hours.from_minute <= minute && minute < hours.to_minute;
    };
    const auto weekday = std::int64_t{std::chrono::weekday(d).iso_encoding()} - 1;
    bool free = who.free_hours.empty();
    for (const auto& h : who.free_hours) free = free || (h.weekday == weekday && within(h));
    for (const auto& e : who.exceptions) {
      if (e.day == d && within(e)) free = e.free;
    }
    if (!free) return false;
  }
  return true;
}

TEST(IsFree, EqualsTheCountByMinutes) {
  Rng rng(11);
  const auto minutes = [&](std::int64_t upto) {
    return static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(upto) / 30)) * 30;
  };
  int free = 0;
  for (int round = 0; round < 400; ++round) {
    VolunteerProfile who;
    for (auto n = rng.below(4); n > 0; --n) {
      const std::int64_t from = minutes(1440);
      who.free_hours.push_back({{static_cast<std::int64_t>(rng.below(3))},
                                {from},
                                {std::min<std::int64_t>(1440, from + 30 + minutes(900))}});
    }
    for (auto n = rng.below(3); n > 0; --n) {
      const std::int64_t from = minutes(1440);
      who.exceptions.push_back({day("2026-03-02") + std::chrono::days(rng.below(2)),
                                rng.below(2) == 0,
                                {from},
                                {std::min<std::int64_t>(1440, from + 30 + minutes(900))}});
    }
    const Instant start = at("2026-03-02T00:00:00+08:00") + std::chrono::minutes(minutes(1440));
    const TimeWindow w{start, start + std::chrono::minutes(30 + minutes(600))};
    EXPECT_EQ(is_free(who, w, shanghai), free_by_minutes(who, w)) << to_json(who) << to_text(start);
    free += is_free(who, w, shanghai) ? 1 : 0;
  }
  EXPECT_GT(free, 20);
  EXPECT_LT(free, 380);
}

TEST(HoldsLicence, VerifiedOnEveryDayTouched) {
  VolunteerProfile who;
  who.licences = {{"nurse", "", day("2025-03-03"), day("2026-03-02"), true}};
  const auto last_day = window("2026-03-02T09:00:00+08:00", "2026-03-02T23:00:00+08:00");
  const auto over = window("2026-03-02T23:00:00+08:00", "2026-03-03T00:30:00+08:00");
  EXPECT_TRUE(holds_licence(who, "nurse", last_day, shanghai));
  EXPECT_FALSE(holds_licence(who, "nurse", over, shanghai));
  EXPECT_FALSE(holds_licence(who, "doctor", last_day, shanghai));
  who.licences.push_back({"nurse", "", day("2026-03-03"), day("2027-03-03"), true});
  EXPECT_TRUE(holds_licence(who, "nurse", over, shanghai));  // the renewal takes over
  who.licences[1].verified = false;
  EXPECT_FALSE(holds_licence(who, "nurse", over, shanghai));
}

TEST(Names, AreMaskedToTheFirstCharacter) {
  EXPECT_EQ(masked_name("王小明"), "王**");
  EXPECT_EQ(masked_name("李四"), "李**");
  EXPECT_EQ(masked_name("Anna Smith"), "A***");
  EXPECT_EQ(masked_name(""), "");
}

TEST(Names, AreFoundByChinesePinyinAndInitials) {
  EXPECT_EQ(name_keys("王小明"), "王小明 wxm wangxiaoming");
  EXPECT_EQ(name_sound("王小明"), name_sound("王晓明"));
  EXPECT_NE(name_sound("王小明"), name_sound("王大明"));
  EXPECT_EQ(name_sound("Anna Smith"), "annasmith");
}

bool is_found(std::string_view name, std::string_view typed) {
  return (" " + name_keys(name)).find(" " + std::string(typed)) != std::string::npos;
}

TEST(Names, AreFoundByEveryReadingOfTheSurname) {
  const std::vector<std::pair<std::string_view, std::vector<std::string_view>>> table{
      {"朴正", {"pz", "piaozheng"}},
      {"朴树", {"pushu", "piaoshu"}},
      {"乐嘉", {"lj", "lejia", "yj", "yuejia"}},
      {"盖叫天", {"gejiaotian", "gaijiao"}},
      {"覃小明", {"qin", "tanxiaoming", "txm"}},
      {"繁钦", {"poqin", "fanqin"}},
      {"吕明", {"lvming", "luming", "lm"}},
      {"王略", {"wanglve", "wanglue"}},
      {"单解", {"shanjie"}},
      {"宓妃", {"mifei", "fufei"}},
      {"隗嚣", {"weixiao", "kuixiao"}},
      {"郇明", {"xunming", "huanming"}},
      {"召明", {"shaoming"}},
      {"祭遵", {"zhaizun"}},
      {"乜明", {"nieming"}},
      {"能明", {"naiming"}},
      {"黑明", {"heming"}},
      {"折明", {"sheming"}},
      {"洗明", {"xianming"}},
      {"冼明", {"xianming"}},
      {"阚明", {"kanming"}},
      {"尉迟明", {"yuchiming", "ycm"}},
      {"万俟明", {"moqiming"}},
      {"单", {"shan", "s"}},
      {"乐", {"yue", "le"}}};
  for (const auto& [name, typed] : table) {
    for (const auto keys : typed) EXPECT_TRUE(is_found(name, keys)) << name << ' ' << keys;
  }
  EXPECT_FALSE(is_found("李乐", "liyue"));
  EXPECT_EQ(name_keys("Eva Lee"), "evalee");
}

TEST(Names, AreFoundByEachOfTheirParts) {
  for (const std::string name : {"买买提·吐尔逊", "买买提•吐尔逊"}) {
    for (const char* typed : {"mmttex", "maimaitituerxun", "tex", "tuerxun", "吐尔逊"}) {
      EXPECT_TRUE(is_found(name, typed)) << name << ' ' << typed;
    }
  }
  for (const char* typed : {"shanbab", "babuc", "c"})
    EXPECT_TRUE(is_found("单·巴布·曹", typed)) << typed;
  EXPECT_FALSE(is_found("买买提吐尔逊", "tex"));
}

TEST(Names, AreFoundByWhatCanBeRead) {
  for (const char* typed : {"m", "ming", "𠅤明"}) EXPECT_TRUE(is_found("𠅤明", typed)) << typed;
  for (const char* typed : {"wm", "wangming"}) EXPECT_TRUE(is_found("王𠅤明", typed)) << typed;
  EXPECT_TRUE(is_found("䶮明", "yanming"));
}

TEST(Names, InTraditionalCharactersAreTheSame) {
  EXPECT_EQ(name_sound("陳國強"), name_sound("陈国强"));
  EXPECT_EQ(name_sound("單小明"), name_sound("单小明"));
  EXPECT_EQ(name_sound("李乾"), "liqian");
  EXPECT_TRUE(is_found("陳國強", "陈国强"));
  EXPECT_TRUE(is_found("單小明", "shanxiaoming"));
}

TEST(CompactLists, ReadWhatTheEncoderWrites) {
  const std::vector<std::string> words{"errands", "带\"引号", ""};
  EXPECT_EQ(read_compact<std::string>(to_json(words)), words);
  EXPECT_TRUE(read_compact<std::string>("[]").empty());
  const std::vector<FreeHours> hours{{{0}, {540}, {720}}, {{6}, {0}, {1440}}};
  EXPECT_EQ(to_json(read_compact<FreeHours>(to_json(hours))), to_json(hours));
  EXPECT_EQ(to_json(read_compact<FreeHours>(R"([ {"to_minute":9,"weekday":1,"from_minute":3} ])")),
            R"([{"weekday":1,"from_minute":3,"to_minute":9}])");
  const std::vector<FreeException> days{{day("2026-03-02"), true, {0}, {60}}};
  EXPECT_EQ(to_json(read_compact<FreeException>(to_json(days))), to_json(days));
  EXPECT_THROW(read_compact<std::string>("nonsense"), Broken);
}

}  // namespace
}  // namespace lastmile::people

#include "notices/notice_rules.h"

#include <gmock/gmock.h>

#include "notices/default_texts.h"
#include "notices/template_rules.h"
#include "notices/wording.h"
#include "send/sms.h"

namespace lastmile::notices {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;

const Zone zone{"Asia/Shanghai"};

Instant at(std::string_view text) { return parse_instant(text).value(); }
QuietHours hours_of(std::int64_t from, std::int64_t to) {
  return {Bounded<0, 1439>{from}, Bounded<0, 1439>{to}};
}

TEST(QuietHours, AreHalfOpenAndMayPassMidnight) {
  const QuietHours night;  // 21:00 to 8:00
  const QuietHours noon = hours_of(12 * 60, 14 * 60);
  struct Case {
    QuietHours quiet;
    const char* at;
    const char* out;  // when it may go out
  };
  const Case cases[] = {
      {night, "2026-03-02T20:59:59+08:00", "2026-03-02T20:59:59+08:00"},
      {night, "2026-03-02T21:00:00+08:00", "2026-03-03T08:00:00+08:00"},
      {night, "2026-03-02T23:59:59+08:00", "2026-03-03T08:00:00+08:00"},
      {night, "2026-03-03T00:00:00+08:00", "2026-03-03T08:00:00+08:00"},
      {night, "2026-03-03T07:59:59+08:00", "2026-03-03T08:00:00+08:00"},
      {night, "2026-03-03T08:00:00+08:00", "2026-03-03T08:00:00+08:00"},
      {noon, "2026-03-02T11:59:00+08:00", "2026-03-02T11:59:00+08:00"},
      {noon, "2026-03-02T12:00:00+08:00", "2026-03-02T14:00:00+08:00"},
      {noon, "2026-03-02T14:00:00+08:00", "2026-03-02T14:00:00+08:00"},
      {hours_of(0, 0), "2026-03-02T03:00:00+08:00", "2026-03-02T03:00:00+08:00"},
      {hours_of(600, 600), "2026-03-02T10:00:00+08:00", "2026-03-02T10:00:00+08:00"}};
  for (const Case& c : cases) {
    EXPECT_EQ(to_text(out_of_quiet(c.quiet, at(c.at), zone)), to_text(at(c.out))) << c.at;
    EXPECT_EQ(is_quiet(c.quiet, at(c.at), zone), at(c.at) != at(c.out)) << c.at;
  }
}

// Two hours before eight in the morning is six: nobody is woken, and nobody is told too late.
TEST(Reminders, ComeAfterQuietHoursWhileThereIsTimeAndElseBeforeThem) {
  const QuietHours night;
  struct Case {
    const char* start;
    std::chrono::minutes lead;
    const char* due;
  };
  const Case cases[] = {{"2026-03-03T14:00:00+08:00", 24h, "2026-03-02T14:00:00+08:00"},
                        {"2026-03-03T14:00:00+08:00", 2h, "2026-03-03T12:00:00+08:00"},
                        {"2026-03-03T22:30:00+08:00", 24h, "2026-03-03T08:00:00+08:00"},
                        {"2026-03-03T09:00:00+08:00", 2h, "2026-03-03T08:00:00+08:00"},
                        {"2026-03-03T08:30:00+08:00", 2h, "2026-03-03T08:00:00+08:00"},
                        {"2026-03-03T08:15:00+08:00", 2h, "2026-03-02T20:59:00+08:00"},
                        {"2026-03-03T06:00:00+08:00", 2h, "2026-03-02T20:59:00+08:00"},
                        {"2026-03-03T23:30:00+08:00", 2h, "2026-03-03T20:59:00+08:00"}};
  for (const Case& c : cases) {
    EXPECT_EQ(to_text(reminder_at(at(c.start), c.lead, night, zone)), to_text(at(c.due)))
        << c.start;
  }
  EXPECT_EQ(reminder_of(24h), Occasion::visit_day);
  EXPECT_EQ(reminder_of(2h), Occasion::visit_soon);
}

TEST(Reminders, AreFewAndDifferent) {
  for (const std::vector<std::int64_t>& good :
       {std::vector<std::int64_t>{}, {1440, 120}, {15}, {10080, 1440, 120, 30}}) {
    EXPECT_TRUE(check_reminders(good).ok());
  }
  for (const std::vector<std::int64_t>& bad :
       {std::vector<std::int64_t>{14}, {10081}, {120, 120}, {60, 50, 40, 30, 20}, {-5}}) {
    EXPECT_FALSE(check_reminders(bad).ok());
  }
}

TEST(Occasions, AreEachDescribedWordedAndNamed) {
  for (const Occasion o : all_of<Occasion>()) {
    EXPECT_EQ(info(o).occasion, o);
    const DefaultText& words = default_text(o);
    for (const Words& w : {words.title, words.text, words.sms}) {
      for (const Lang lang : all_of<Lang>()) {
        EXPECT_FALSE(w.in(lang).empty()) << to_text(o);
        EXPECT_TRUE(check_text(o, w.in(lang), "/words").ok()) << to_text(o) << " " << w.in(lang);
      }
      EXPECT_THAT(std::string(w.zh), testing::Not(testing::ContainsRegex("[,?!:;]"))) << to_text(o);
    }
    EXPECT_FALSE(info(o).page.empty()) << to_text(o);
  }
}

// Whoever chose nothing pays for no more than two parts, whatever the values.
TEST(Occasions, FitTheirTextMessages) {
  for (const Occasion o : all_of<Occasion>()) {
    for (const Lang lang : all_of<Lang>()) {
      const auto text = filled(default_text(o).sms.in(lang), [&](Placeholder p) -> std::string {
        const bool zh = lang == Lang::zh;
        if (p == Placeholder::site || p == Placeholder::level || p == Placeholder::team)
          return zh ? "湖滨区前进街道御祥园社区站" : "Qianjin Subdistrict Station";
        if (p == Placeholder::category) return zh ? "陪伴老人" : "company for elders";
        if (p == Placeholder::when || p == Placeholder::was || p == Placeholder::due)
          return zh ? "12月31日（周四）10:00—12:30" : "Thu 31 Dec, 10:00-12:30";
        if (p == Placeholder::reason)
          return zh ? "不属于志愿服务" : "this is no work for volunteers";
        return "H3-0412-7";
      });
      EXPECT_LE(send::count_segments(text), 2) << text;
      EXPECT_EQ(send::needs_unicode(text), lang == Lang::zh) << text;
    }
  }
}

TEST(Choices, DecideUnlessWhatIsToldIsLocked) {
  const std::vector<Choice> none;
  EXPECT_TRUE(is_wanted(none, Occasion::visit_day, Channel::inbox));
  EXPECT_TRUE(is_wanted(none, Occasion::visit_day, Channel::sms));
  EXPECT_FALSE(is_wanted(none, Occasion::record_made, Channel::sms));
  EXPECT_FALSE(is_wanted(none, Occasion::visit_day, Channel::webhook));
  const std::vector<Choice> some{
      {Topic::visits, Channel::sms, false},     {Topic::records, Channel::sms, true},
      {Topic::records, Channel::inbox, false},  {Topic::records, Channel::email, false},
      {Topic::security, Channel::inbox, false}, {Topic::security, Channel::email, false}};
  EXPECT_FALSE(is_wanted(some, Occasion::visit_day, Channel::sms));
  EXPECT_TRUE(is_wanted(some, Occasion::visit_day, Channel::email));
  EXPECT_TRUE(is_wanted(some, Occasion::record_made, Channel::sms));
  EXPECT_FALSE(is_wanted(some, Occasion::record_made, Channel::inbox));
  EXPECT_TRUE(is_wanted(some, Occasion::first_record, Channel::inbox));
  EXPECT_TRUE(is_wanted(some, Occasion::first_record, Channel::email));
  EXPECT_TRUE(is_wanted(some, Occasion::device_new, Channel::inbox));
  EXPECT_TRUE(is_wanted(some, Occasion::phone_changed, Channel::email));
}

TEST(Texts, AreRefusedByNameForWhatTheyHold) {
  const auto refused = [](std::string_view text) {
    const auto check = check_text(Occasion::need_accepted, text, "/words");
    return check.ok() ? "" : std::string(check.refused().refusal.code);
  };
  EXPECT_EQ(refused("{site}：{number} {category} {when} {link}"), "");
  EXPECT_EQ(refused("no placeholder at all"), "");
  EXPECT_EQ(refused("{name}"), "placeholder_unknown");
  EXPECT_EQ(refused("{minutes}"), "placeholder_unknown");  // of records
  EXPECT_EQ(refused("{Site}"), "placeholder_unknown");
  EXPECT_EQ(refused("{}"), "placeholder_unknown");
  EXPECT_EQ(refused("{site"), "brace_open");
  EXPECT_EQ(refused("site}"), "brace_open");
  EXPECT_EQ(refused("{{site}}"), "brace_open");
  EXPECT_EQ(refused("call 138 1234 5678"), "text_holds_number");
  EXPECT_EQ(refused("电话１３８１２３４５６７８。"), "text_holds_number");
  EXPECT_EQ(refused("11010519491231002X"), "text_holds_number");
  EXPECT_EQ(refused("call 0398-2820001, 12345 or 120"), "");
  const auto check = check_text(Occasion::need_accepted, "{name}", "/words");
  EXPECT_EQ(check.refused().seen, "{name}: {site} {link} {number} {category} {when}");
  EXPECT_EQ(check.refused().fields.at(0).path, "/words");
}

TEST(Texts, AreFilledInOnce) {
  const auto value = [](Placeholder p) {
    return p == Placeholder::site ? std::string("{number}") : std::string("7");
  };
  EXPECT_EQ(filled("{site} {number}!", value), "{number} 7!");
}

TEST(Times, AreSaidAsPeopleSayThem) {
  const TimeWindow visit{at("2026-03-03T09:00:00+08:00"), at("2026-03-03T11:05:00+08:00")};
  EXPECT_EQ(window_text(visit, zone, Lang::zh), "3月3日（周二）9:00—11:05");
  EXPECT_EQ(window_text(visit, zone, Lang::en), "Tue 3 Mar, 9:00-11:05");
  const TimeWindow night{at("2026-12-31T22:00:00+08:00"), at("2027-01-01T00:30:00+08:00")};
  EXPECT_EQ(window_text(night, zone, Lang::zh), "12月31日（周四）22:00—1月1日（周五）0:30");
  EXPECT_EQ(time_text(visit.start, zone, Lang::en), "Tue 3 Mar, 9:00");
}

TEST(Tries, PauseLongerAndLongerAndEnd) {
  std::chrono::minutes all{0};
  for (std::int64_t n = 1; n < tries_max; ++n) {
    EXPECT_GE(pause_after(n + 1), pause_after(n));
    all += pause_after(n);
  }
  EXPECT_EQ(pause_after(1), 1min);
  EXPECT_EQ(pause_after(100), 60min);
  EXPECT_GT(all, 5h);
}

TEST(Answers, NameNoAddress) {
  EXPECT_EQ(without_address("550 5.1.1 <Li.Ming@people.example>: no li.ming here",
                            "li.ming@people.example"),
            "550 5.1.1 <…>: no … here");
  EXPECT_EQ(without_address("no such number 13812340001", "13812340001"), "no such number …");
  EXPECT_EQ(without_address("250 kept", ""), "250 kept");
}

}  // namespace
}  // namespace lastmile::notices

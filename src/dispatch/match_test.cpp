#include "dispatch/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "dispatch/glance.h"

namespace lastmile::dispatch {
namespace {

using people::VolunteerProfile;

const Zone shanghai("Asia/Shanghai");
const Instant now = *parse_instant("2026-03-02T09:00:00+08:00");  // a Monday

PersonId person(std::uint8_t n) {
  PersonId id;
  id.uuid.bytes[15] = n;
  return id;
}

TimeWindow window(const char* from, const char* to) {
  return {*parse_instant(from), *parse_instant(to)};
}

Wanted wanted() {
  needs::NeedBrief need;
  need.recipient = person(1);
  need.asker = person(2);
  need.site_path = "4112/411202/411202001/411202001001/";
  need.point = places::MapPoint{34.78, 111.18};
  need.window = window("2026-03-03T09:00:00+08:00", "2026-03-03T11:00:00+08:00");  // Tuesday
  return {need, *parse_day("2026-03-03"), now};
}

VolunteerProfile fitting() {
  VolunteerProfile who;
  who.person = person(9);
  who.home_path = "4112/411202/411202001/411202001002/";
  who.point = places::MapPoint{34.785, 111.18};
  who.birth_day = *parse_day("1990-05-01");
  who.transport = people::Transport::cycle;
  return who;
}

people::Licence licence(const char* code, const char* until, bool verified = true) {
  return {code, "", *parse_day("2020-01-01"), *parse_day(until), verified};
}

struct Case {
  const char* name;
  std::optional<Bar> bar;
  std::function<void(Wanted&, VolunteerProfile&, Circumstances&)> change;
};

// Each row stands alone in the way; together, in this order, the first one is told.
const std::vector<Case> cases{
    {"paused", Bar::paused, [](Wanted&, VolunteerProfile& v, Circumstances&) { v.active = false; }},
    {"recipient", Bar::is_recipient,
     [](Wanted& w, VolunteerProfile& v, Circumstances&) { w.need.recipient = v.person; }},
    {"helping", Bar::already_helping,
     [](Wanted& w, VolunteerProfile& v, Circumstances&) {
       w.need.helpers.push_back({v.person, {}, needs::HelperState::taken});
     }},
    {"said no", Bar::said_no,
     [](Wanted&, VolunteerProfile&, Circumstances& c) { c.said_no = true; }},
    {"apart", Bar::kept_apart,
     [](Wanted&, VolunteerProfile&, Circumstances& c) { c.kept_apart = true; }},
    {"minor", Bar::minor,
     [](Wanted&, VolunteerProfile& v, Circumstances&) { v.birth_day = *parse_day("2012-01-01"); }},
    {"not insured", Bar::not_insured,
     [](Wanted& w, VolunteerProfile& v, Circumstances&) {
       w.need.risk = needs::Risk::high, v.trained_for_risk = true;
     }},
    {"insured until the day before", Bar::not_insured,
     [](Wanted& w, VolunteerProfile& v, Circumstances&) {
       w.need.risk = needs::Risk::high, v.trained_for_risk = true;
       v.insured_until = shanghai.day_of(w.need.window->end) - std::chrono::days{1};
     }},
    {"not trained", Bar::not_trained,
     [](Wanted& w, VolunteerProfile& v, Circumstances&) {
       w.need.risk = needs::Risk::high;
       v.insured_until = *parse_day("2027-01-01");
       v.trained_for_risk = false;
     }},
    {"skill", Bar::skill_missing,
     [](Wanted& w, VolunteerProfile&, Circumstances&) { w.need.skills = {"repairs"}; }},
    {"licence", Bar::licence_missing,
     [](Wanted& w, VolunteerProfile&, Circumstances&) { w.need.licence = "doctor"; }},
    {"not free", Bar::not_free,
     [](Wanted&, VolunteerProfile& v, Circumstances&) {
       v.free_hours = {{{0}, {540}, {1020}}};
     }},  // Mondays
    {"busy", Bar::busy,
     [](Wanted& w, VolunteerProfile&, Circumstances& c) { c.busy.push_back(*w.need.window); }},
    {"too far", Bar::too_far,
     [](Wanted&, VolunteerProfile& v, Circumstances&) {
       v.point = places::MapPoint{35.4, 111.18};
     }},
};

TEST(Bars, StandEachForItself) {
  Wanted w = wanted();
  EXPECT_EQ(bar_of(w, fitting(), {}, shanghai), std::nullopt);
  for (const auto& c : cases) {
    Wanted need = wanted();
    auto who = fitting();
    Circumstances known;
    c.change(need, who, known);
    EXPECT_EQ(bar_of(need, who, known, shanghai), c.bar) << c.name;
  }
}

TEST(Bars, AreToldInTheOrderOfTheirList) {
  for (std::size_t first = 0; first < cases.size(); ++first) {
    for (std::size_t second = first + 1; second < cases.size(); ++second) {
      if (cases[first].bar == Bar::not_insured && cases[second].bar == Bar::not_trained)
        continue;  // undoes it
      Wanted need = wanted();
      auto who = fitting();
      Circumstances known;
      cases[second].change(need, who, known);
      cases[first].change(need, who, known);
      EXPECT_EQ(bar_of(need, who, known, shanghai), cases[first].bar)
          << cases[first].name << " before " << cases[second].name;
    }
  }
}

TEST(Bars, HaveWordsInBothLanguages) {
  for (const auto& c : cases) {
    EXPECT_FALSE(words_of(*c.bar).zh.empty());
    EXPECT_FALSE(words_of(*c.bar).en.empty());
  }
}

TEST(Bars, KnowTheAgesOfTheLaw) {
  struct Row {
    const char* born;
    needs::Risk risk;
    const char* from;
    const char* to;
    bool barred;
  };
  const char *ten = "2026-03-03T10:00:00+08:00", *noon = "2026-03-03T12:00:00+08:00";
  using enum needs::Risk;
  for (const Row& r :
       {Row{"2010-03-03", ordinary, ten, noon, false},  // 16 on the day
        Row{"2010-03-04", ordinary, ten, noon, true},   // a day too young
        Row{"2008-03-04", raised, ten, noon, true},     // 17 in risky work
        Row{"2008-03-03", raised, ten, noon, false},    // 18 on the day
        Row{"2008-03-04", high, ten, noon, true},
        Row{"2009-01-01", ordinary, "2026-03-03T21:00:00+08:00", "2026-03-03T23:00:00+08:00", true},
        Row{"2009-01-01", ordinary, "2026-03-03T08:00:00+08:00", "2026-03-03T13:00:00+08:00", true},
        Row{"1990-01-01", ordinary, "2026-03-03T21:00:00+08:00", "2026-03-03T23:00:00+08:00",
            false}}) {
    Wanted w = wanted();
    w.need.risk = r.risk;
    w.need.window = window(r.from, r.to);
    auto who = fitting();
    who.birth_day = *parse_day(r.born);
    who.insured_until = *parse_day("2027-01-01");
    who.trained_for_risk = true;
    EXPECT_EQ(bar_of(w, who, {}, shanghai) == Bar::minor, r.barred)
        << r.born << " " << to_text(r.risk) << " " << r.from;
  }
  Wanted w = wanted();
  auto ageless = fitting();
  ageless.birth_day.reset();
  EXPECT_EQ(bar_of(w, ageless, {}, shanghai), std::nullopt);
  w.need.risk = needs::Risk::raised;
  EXPECT_EQ(bar_of(w, ageless, {}, shanghai), Bar::minor);
}

TEST(Bars, AskForALicenceValidOnEveryDayOfTheWindow) {
  Wanted w = wanted();
  w.need.licence = "doctor";
  auto who = fitting();
  who.licences = {licence("doctor", "2026-03-03")};  // its last day
  EXPECT_EQ(bar_of(w, who, {}, shanghai), std::nullopt);
  who.licences = {licence("doctor", "2026-03-02")};
  EXPECT_EQ(bar_of(w, who, {}, shanghai), Bar::licence_missing);
  who.licences = {licence("doctor", "2030-01-01", false)};
  EXPECT_EQ(bar_of(w, who, {}, shanghai), Bar::licence_missing);
  who.licences = {licence("nurse", "2030-01-01")};
  EXPECT_EQ(bar_of(w, who, {}, shanghai), Bar::licence_missing);
}

TEST(Bars, LetBackToBackServicesBe) {
  Wanted w = wanted();
  Circumstances known;
  known.busy = {{w.need.window->end, w.need.window->end + std::chrono::hours{1}},
                {w.need.window->start - std::chrono::hours{1}, w.need.window->start}};
  EXPECT_EQ(bar_of(w, fitting(), known, shanghai), std::nullopt);
}

TEST(Bars, TakeTheSubcenterForAPlaceNotOnTheMap) {
  Wanted w = wanted();
  auto who = fitting();
  who.point.reset();
  EXPECT_EQ(bar_of(w, who, {}, shanghai), std::nullopt);
  who.home_path = "4112/411202/411202002/411202002001/";
  EXPECT_EQ(bar_of(w, who, {}, shanghai), Bar::too_far);
  EXPECT_EQ(nearby_path("4112/411202/411202001/411202001001/"), "4112/411202/411202001/");
  EXPECT_EQ(nearby_path("4112/411202/"), "4112/411202/");
}

std::int64_t points(const Fit& fit, Virtue virtue) {
  for (const auto& r : fit.reasons) {
    if (r.virtue == virtue) return r.points;
  }
  return 0;
}

TEST(Fits, GivePointsByTheirTable) {
  Wanted w = wanted();
  auto who = fitting();
  who.point = w.need.point;
  Fit best = fit_of(w, who, {});
  EXPECT_EQ(points(best, Virtue::distance), 40);
  EXPECT_EQ(points(best, Virtue::load), 20);
  EXPECT_EQ(points(best, Virtue::language), 10);
  EXPECT_EQ(points(best, Virtue::transport), 5);
  EXPECT_EQ(best.score, 75);
  Circumstances known;
  known.services_30_days = 3;
  EXPECT_EQ(points(fit_of(w, who, known), Virtue::load), 8);
  known.services_30_days = 9;
  EXPECT_EQ(points(fit_of(w, who, known), Virtue::load), 0);
  Circumstances familiar;
  familiar.times_with_recipient = 1;
  EXPECT_EQ(points(fit_of(w, who, familiar), Virtue::continuity), 20);
  familiar.times_with_recipient = 5;
  familiar.stars_from_recipient = 5;
  EXPECT_EQ(points(fit_of(w, who, familiar), Virtue::continuity), 25);
  familiar.stars_from_recipient = 2;
  EXPECT_EQ(points(fit_of(w, who, familiar), Virtue::continuity), -20);
  w.need.languages = {"zh_henan"};
  EXPECT_EQ(points(fit_of(w, who, {}), Virtue::language), 0);
  who.languages = {"zh", "zh_henan"};
  EXPECT_EQ(points(fit_of(w, who, {}), Virtue::language), 10);
  who.point.reset();
  EXPECT_EQ(points(fit_of(w, who, {}), Virtue::distance), 20);
}

TEST(Fits, PreferTheNearer) {
  Wanted w = wanted();
  auto near = fitting(), far = fitting();
  near.point = places::MapPoint{34.781, 111.18};
  far.point = places::MapPoint{34.84, 111.18};
  EXPECT_GT(fit_of(w, near, {}).score, fit_of(w, far, {}).score);
}

// Anyone at all, for the quick look against the whole judgement.
VolunteerProfile anyone() {
  const auto some = [](std::vector<std::string> codes) {
    std::vector<std::string> held;
    for (const auto& code : codes) {
      if (*rc::gen::inRange(0, 3) == 0) held.push_back(code);
    }
    return held;
  };
  VolunteerProfile v;
  v.person = person(static_cast<std::uint8_t>(*rc::gen::inRange(3, 250)));
  v.home_path = *rc::gen::element<std::string>("4112/411202/411202001/411202001001/",
                                               "4112/411202/411202001/411202001002/",
                                               "4112/411202/411202002/411202002001/");
  if (*rc::gen::inRange(0, 4) > 0) {
    v.point = places::MapPoint{34.78 + *rc::gen::inRange(-400, 400) / 1000.0,
                               111.18 + *rc::gen::inRange(-400, 400) / 1000.0};
  }
  v.transport = *rc::gen::element(people::Transport::walk, people::Transport::cycle,
                                  people::Transport::drive);
  if (*rc::gen::inRange(0, 5) > 0)
    v.birth_day = *parse_day("2006-01-01") + std::chrono::days{*rc::gen::inRange(-2000, 2200)};
  v.skills = some({"repairs", "driving", "nursing"});
  v.languages = some({"zh", "zh_henan"});
  if (*rc::gen::inRange(0, 2) == 0)
    v.licences = {licence("doctor", *rc::gen::element("2026-03-03", "2026-03-04", "2027-01-01"),
                          *rc::gen::inRange(0, 3) > 0)};
  if (*rc::gen::inRange(0, 2) == 0)
    v.insured_until = *parse_day("2026-03-01") + std::chrono::days{*rc::gen::inRange(0, 6)};
  v.trained_for_risk = *rc::gen::inRange(0, 2) == 0;
  for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
    const std::int64_t from = *rc::gen::inRange(0, 1440);
    v.free_hours.push_back({{*rc::gen::inRange<std::int64_t>(0, 7)},
                            {from},
                            {*rc::gen::inRange(from, std::int64_t{1441})}});
  }
  if (*rc::gen::inRange(0, 3) == 0) {
    v.exceptions.push_back({*parse_day("2026-03-03"),
                            *rc::gen::inRange(0, 2) == 0,
                            {0},
                            {*rc::gen::inRange<std::int64_t>(1, 1441)}});
  }
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
    v.teams.push_back(people::TeamId{person(static_cast<std::uint8_t>(i)).uuid});
  return v;
}

Wanted anything() {
  Wanted w = wanted();
  w.need.risk = *rc::gen::element(needs::Risk::ordinary, needs::Risk::raised, needs::Risk::high);
  if (*rc::gen::inRange(0, 3) == 0) w.need.point.reset();
  if (*rc::gen::inRange(0, 3) == 0)
    w.need.skills = {*rc::gen::element<std::string>("repairs", "nursing", "juggling")};
  if (*rc::gen::inRange(0, 3) == 0)
    w.need.licence = *rc::gen::element<std::string>("doctor", "lawyer");
  if (*rc::gen::inRange(0, 3) == 0) w.need.languages = {"zh_henan"};
  if (*rc::gen::inRange(0, 4) == 0) {
    w.need.window.reset();
  } else {
    const Instant start = now + std::chrono::minutes{*rc::gen::inRange(0, 3000)};
    w.need.window = TimeWindow{start, start + std::chrono::minutes{*rc::gen::inRange(1, 2000)}};
    w.day = shanghai.day_of(start);
  }
  return w;
}

RC_GTEST_PROP(QuickLook, DecidesAsTheWholeJudgement, ()) {
  GlanceBook book;
  std::vector<VolunteerProfile> all;
  std::vector<Glance> glances;
  for (int i = 0; i < 20; ++i) {
    all.push_back(anyone());
    glances.push_back(book.glance(all.back()));
    glances.back().load = static_cast<std::uint16_t>(*rc::gen::inRange(0, 7));
  }
  const Wanted w = anything();
  const Scan scan(w, book, shanghai);
  for (std::size_t i = 0; i < all.size(); ++i) {
    Circumstances known;
    known.services_30_days = glances[i].load;
    const auto bar = bar_of(w, all[i], known, shanghai);
    RC_ASSERT(scan.bar(glances[i], all[i]) == bar);
    if (bar) continue;
    const auto score = fit_of(w, all[i], known).score;
    RC_ASSERT(scan.score_at_most(glances[i]) >= score);
    RC_ASSERT(scan.score_at_most(glances[i]) <= score + Scan::slack);
  }
}

TEST(QuickLook, LooksCloserWhereThereAreTooManyCodes) {
  GlanceBook book;
  for (int i = 0; i < 80; ++i) {
    VolunteerProfile other = fitting();
    other.skills = {"skill" + std::to_string(i)};
    book.glance(other);
  }
  Wanted w = wanted();
  w.need.skills = {"skill75"};
  auto has = fitting(), lacks = fitting();
  has.skills = {"skill75"};
  lacks.skills = {"skill76"};
  const Glance glance_has = book.glance(has), glance_lacks = book.glance(lacks);
  const Scan scan(w, book, shanghai);
  EXPECT_EQ(scan.bar(glance_has, has), std::nullopt);
  EXPECT_EQ(scan.bar(glance_lacks, lacks), Bar::skill_missing);
}

}  // namespace
}  // namespace lastmile::dispatch

#include <gmock/gmock.h>

#include "places/areas.h"
#include "places/place_facts.h"
#include "places/place_rules.h"
#include "places/places_fixture.h"
#include "places/site_store.h"

namespace lastmile::places {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::IsEmpty;

struct Divisions : PlacesTown {
  std::vector<std::string> found(std::string_view query, std::string_view under = "4112") {
    std::vector<std::string> names;
    bench().look(Actor{}, [&](Call& call) {
      for (const auto& area : find_areas(call.tx, query, under, 20)) names.push_back(area.name);
      return 0;
    });
    return names;
  }
};
EACH_DATABASE(Divisions);

TEST_P(Divisions, AreImportedWithThoseAbove) {
  const auto imported = import();
  ASSERT_EQ(refusal(imported), "");
  EXPECT_EQ(imported->provinces, 1);
  EXPECT_EQ(imported->cities, 1);
  EXPECT_EQ(imported->counties, 2);
  EXPECT_EQ(imported->townships, 3);
  EXPECT_EQ(imported->villages, 4);
  EXPECT_EQ(count("select count(*) from area"), 11);
  EXPECT_EQ(refusal(import("")), "");  // the whole country
  EXPECT_EQ(count("select count(*) from area"), 16);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Divisions, ImportedAgainChangeNothing) {
  ASSERT_TRUE(import().ok());
  const auto leaves = count("select count(*) from journal_entry");
  const std::string before = dump("area");
  ASSERT_TRUE(import().ok());
  EXPECT_EQ(dump("area"), before);
  EXPECT_EQ(count("select count(*) from journal_entry"), leaves);
}

TEST_P(Divisions, KnowHowManyLieBeneath) {
  const auto sizes = [&](const char* code) {
    return to_json(bench().look(Actor{}, [&](Call& call) {
      return count_under(call.tx, RegionCode::parse(code).value());
    }));
  };
  ASSERT_TRUE(import().ok());
  const std::string city = sizes("4112");
  EXPECT_EQ(city, R"({"provinces":0,"cities":1,"counties":2,"townships":3,"villages":4})");
  EXPECT_EQ(count("select count(*) from area_size"), 4);  // province, city, two counties
  ASSERT_TRUE(import("").ok());
  EXPECT_EQ(sizes("4112"), city);
  // What is kept is what a count says, at every level.
  for (const char* code : {"41", "4112", "411202"}) {
    const std::string kept = sizes(code);
    bench().db().write([&](storage::Tx& tx) {
      tx.start_text(std::string("delete from area_size where code = '") + code + "'", {})->step();
    });
    EXPECT_EQ(sizes(code), kept);
  }
}

TEST_P(Divisions, AreRenamed) {
  ASSERT_TRUE(import().ok());
  files.write("villages", DivisionFiles::villages("大禹社区居民委员会"));
  ASSERT_TRUE(import().ok());
  EXPECT_THAT(found("大禹"), ElementsAre("大禹社区居民委员会"));
  EXPECT_THAT(found("黄河路"), IsEmpty());
  EXPECT_THAT(found("dysq"), ElementsAre("大禹社区居民委员会"));
  EXPECT_EQ(count("select count(*) from area"), 11);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Divisions, BrokenFilesAreRefusedBeforeAnythingIsWritten) {
  struct Case {
    const char* file;
    std::vector<std::string> lines;
    const char* seen;
  };
  const std::vector<Case> cases{
      {"villages",
       {"code,name", R"("411202001001","甲社区")", R"("4112020010","乙社区")"},
       ".csv:3"},
      {"villages", {"code,name", R"("411202001001")"}, "villages.csv:2"},
      {"villages", {"code,name", R"("411202001001","")"}, "villages.csv:2"},
      {"villages", {"code,name", "\"411202001001\",\"\xff\xfe\""}, "villages.csv:2"},
      {"streets",
       {"code,name", R"("411202001001","a village among the streets")"},
       "streets.csv:2"},
      {"areas", {"name,code", R"("湖滨区","411202")"}, "areas.csv:2"},
  };
  for (const auto& c : cases) {
    files.make_whole();
    files.write(c.file, c.lines);
    const auto refused = import();
    EXPECT_EQ(refusal(refused), "divisions_unreadable") << c.seen;
    if (!refused.ok()) {
      EXPECT_THAT(refused.refused().seen, EndsWith(c.seen));
    }
    EXPECT_EQ(count("select count(*) from area"), 0) << c.seen;
  }
  files.make_whole();
  std::filesystem::remove(files.path() / "cities.csv");
  const auto refused = import();
  EXPECT_EQ(refusal(refused), "divisions_unreadable");
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.refused().seen, EndsWith("cities.csv: cannot be opened"));
}

TEST_P(Divisions, ThatLackWhatOthersLieInAreRefusedBeforeAnythingIsWritten) {
  struct Case {
    const char* file;
    std::vector<std::string> lines;
    const char* under;
    const char* seen;
  };
  const std::vector<Case> cases{
      {"areas",
       {"code,name", R"("411281","义马市")"},
       "4112",
       "areas.csv: 411202 is not in it, and streets.csv:2 lies there"},
      {"cities",
       {"code,name", R"("4201","武汉市")"},
       "",
       "cities.csv: 4112 is not in it, and areas.csv:2 lies there"},
      {"areas",
       {"code,name", R"("411202","湖滨区")", R"("411281","义马市")"},
       "4199",
       "cities.csv: 4199 is not in it"},
      {"areas",
       {"code,name", R"("411202","湖滨区")", R"("411281","义马市")"},
       "411299",
       "areas.csv: 411299 is not in it"},
  };
  for (const auto& c : cases) {
    files.make_whole();
    files.write(c.file, c.lines);
    const auto refused = import(c.under);
    EXPECT_EQ(refusal(refused), "divisions_incomplete") << c.seen;
    if (!refused.ok()) {
      EXPECT_THAT(refused.refused().seen, EndsWith(c.seen));
    }
    EXPECT_EQ(count("select count(*) from area"), 0) << c.seen;
  }
  files.make_whole();
  EXPECT_EQ(refusal(check_divisions(files.path(), "", "4112")), "");
  EXPECT_EQ(refusal(check_divisions(files.path(), "", "4199")), "divisions_incomplete");
}

TEST_P(Divisions, AreReadWithTheLineEndsOfWindows) {
  files.write("villages", DivisionFiles::villages(), "\r\n");
  ASSERT_TRUE(import().ok());
  EXPECT_THAT(found("黄河路"), ElementsAre("黄河路社区居民委员会"));
}

TEST_P(Divisions, AreFoundByChinesePinyinAndInitials) {
  ASSERT_TRUE(import("").ok());
  EXPECT_THAT(found("茅津"), ElementsAre("茅津社区居民委员会"));
  EXPECT_THAT(found("河路"), ElementsAre("黄河路社区居民委员会"));  // within the name
  EXPECT_THAT(found("maojin"), ElementsAre("茅津社区居民委员会"));
  EXPECT_THAT(found("Máo Jīn"), ElementsAre("茅津社区居民委员会"));
  EXPECT_THAT(found("mjsq"), ElementsAre("茅津社区居民委员会"));
  EXPECT_THAT(found("qianjin"), ElementsAre("前进街道", "前进社区居民委员会"));  // higher first
  EXPECT_THAT(found("mxsq"), IsEmpty());                                         // in Wuhan
  EXPECT_THAT(found("mxsq", ""), ElementsAre("铭新社区居民委员会"));
  EXPECT_THAT(found("铭新", "42"), ElementsAre("铭新社区居民委员会"));
  EXPECT_THAT(found("' or 1=1 --"), IsEmpty());
  EXPECT_THAT(found("%"), IsEmpty());
}

TEST_P(Divisions, AnswerWhatLiesAboveAndBelow) {
  ASSERT_TRUE(import("").ok());
  const auto view = look(Actor{}, show_area, ShowArea{RegionCode::parse("411202001").value()});
  ASSERT_EQ(refusal(view), "");
  EXPECT_EQ(view->area.name, "湖滨街道");
  ASSERT_EQ(view->above.size(), 3u);
  EXPECT_EQ(view->above[0].name, "河南省");
  EXPECT_EQ(view->above[2].name, "湖滨区");
  ASSERT_EQ(view->children.size(), 2u);
  EXPECT_EQ(view->children[0].code.text(), "411202001001");
  EXPECT_EQ(view->counts.townships, 1);
  EXPECT_EQ(view->counts.villages, 2);
  const auto none = look(Actor{}, show_area, ShowArea{RegionCode::parse("411203").value()});
  EXPECT_EQ(refusal(none), "area_unknown");
}

TEST_P(Divisions, GetASiteEachOnce) {
  ASSERT_TRUE(import().ok());
  EXPECT_EQ(open_sites(*commands, "4112").value(), 10);
  EXPECT_EQ(open_sites(*commands, "4112").value(), 0);
  EXPECT_EQ(refusal(open_sites(*commands, "4299")), "area_unknown");
  EXPECT_EQ(refusal(open_sites(*commands, "411202")), "area_unknown");
  const Site station = site("411202001001");
  EXPECT_EQ(station.kind, SiteKind::station);
  EXPECT_EQ(station.path, "4112/411202/411202001/411202001001/");
  EXPECT_EQ(station.name, "茅津社区新时代文明实践站");
  bench().look(Actor{}, [&](Call& call) {
    const auto above = parent_of(call, station);
    EXPECT_EQ(above->kind, SiteKind::subcenter);
    EXPECT_EQ(parent_of(call, *above)->kind, SiteKind::center);
    EXPECT_EQ(sites_under(call, "4112/411202/").size(), 6u);
    EXPECT_EQ(parent_of(call, site("4112")), std::nullopt);
    return 0;
  });
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Divisions, OpenedAgainGiveOldSitesTheKeysOfToday) {
  open_town();
  const auto aged = bench().run(TestBench::system(), [&](Call& call) -> Check {
    auto row = load_site_by_code(call.tx, call.region(), "411202");
    row->keys = "hbq hubinqu";
    EXPECT_TRUE(call.tx.update(*row));
    call.journal.append(SiteChanged{row->id, row->state, {"keys"}}, {row->id.uuid, row->path});
    return Done{};
  });
  ASSERT_EQ(refusal(aged), "");
  ListSites q;
  q.search = Text<1, 60>::parse("hbqxsd");
  EXPECT_THAT(look(Actor{}, list_sites, q)->items, IsEmpty());
  EXPECT_EQ(open_sites(*commands, "4112").value(), 0);
  EXPECT_EQ(look(Actor{}, list_sites, q)->items.size(), 1u);
  const auto leaves = count("select count(*) from journal_entry");
  EXPECT_EQ(open_sites(*commands, "4112").value(), 0);
  EXPECT_EQ(count("select count(*) from journal_entry"), leaves);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST(PlaceRules, SayWhatStandsUnderWhat) {
  constexpr std::array kinds{SiteKind::city, SiteKind::center, SiteKind::subcenter,
                             SiteKind::station};
  for (std::size_t child = 0; child < kinds.size(); ++child) {
    for (std::size_t parent = 0; parent < kinds.size(); ++parent) {
      EXPECT_EQ(may_stand_under(kinds[child], kinds[parent]), child == parent + 1);
    }
  }
  EXPECT_TRUE(lies_in("411202001001", "411202001"));
  EXPECT_FALSE(lies_in("411202002001", "411202001"));
  EXPECT_EQ(nth_code("411202", 1), "411202");
  EXPECT_EQ(nth_code("411202", 3), "411202-3");
  EXPECT_TRUE(is_on_map({90, -180}));
  EXPECT_FALSE(is_on_map({90.1, 0}));
  EXPECT_FALSE(is_on_map({0, 180.1}));
}

TEST(PlaceRules, KnowANumberPeopleCanDial) {
  for (const char* good : {"12345", "110", "0398-2823456", "+86 398 2823456", "(0398) 2823456",
                           "0398-2823456转801", "0398-2823456 x801", "400-800-1234 ext. 5"}) {
    EXPECT_TRUE(is_service_number(good)) << good;
  }
  for (const char* bad : {"", "12", "hello", "<script>", "0398-2823456转", "转801", "---", "1+2345",
                          "0398-2823456 ask for Li", "012345678901234567890"}) {
    EXPECT_FALSE(is_service_number(bad)) << bad;
  }
}

TEST(PlaceRules, SayWhenASiteIsOpen) {
  const Zone zone("Asia/Shanghai");
  const std::vector<OpeningHours> monday{
      {Bounded<0, 6>{0}, Bounded<0, 1440>{540}, Bounded<0, 1440>{720}}};
  struct Case {
    const char* at;
    bool open;
  };
  for (const auto& c :
       {Case{"2026-03-02T09:00:00+08:00", true}, Case{"2026-03-02T08:59:59+08:00", false},
        Case{"2026-03-02T11:59:59+08:00", true}, Case{"2026-03-02T12:00:00+08:00", false},
        Case{"2026-03-03T09:30:00+08:00", false}, Case{"2026-03-02T01:30:00Z", true}}) {
    EXPECT_EQ(is_open(monday, parse_instant(c.at).value(), zone), c.open) << c.at;
  }
  EXPECT_FALSE(is_open({}, parse_instant("2026-03-02T09:00:00+08:00").value(), zone));
}

}  // namespace
}  // namespace lastmile::places

#include <gmock/gmock.h>

#include "access/grant_store.h"
#include "places/paths.h"
#include "places/places_fixture.h"

namespace lastmile::places {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Name name_of(std::string_view text) { return Name::parse(text).value(); }
Line line_of(std::string_view text) { return Line::parse(text).value(); }

struct Sites : PlacesTown {
  void SetUp() override {
    PlacesTown::SetUp();
    if (IsSkipped()) return;
    open_town();
    station = site("411202001001");
    subcenter = site("411202001");
    center = site("411202");
  }
  std::vector<std::string> codes(const ListSites& q, const Actor& actor = {}) {
    std::vector<std::string> all;
    const auto page = look(actor, list_sites, q);
    EXPECT_EQ(refusal(page), "");
    for (const auto& s : page->items) all.push_back(s.code);
    return all;
  }
  ListSites search(std::string_view words) {
    ListSites q;
    q.search = Text<1, 60>::parse(words);
    return q;
  }
  Site station, subcenter, center;
};
EACH_DATABASE(Sites);

TEST_P(Sites, ArePublicAndFoundInAnyWriting) {
  EXPECT_EQ(look(Actor{}, show_site, ShowSite{station.id})->name, "茅津社区新时代文明实践站");
  EXPECT_EQ(refusal(look(Actor{}, show_site, ShowSite{SiteId{}})), "site_unknown");
  EXPECT_THAT(codes(search("茅津")), ElementsAre("411202001001"));
  EXPECT_THAT(codes(search("mjsq")), ElementsAre("411202001001"));
  EXPECT_THAT(codes(search("MAOJIN")), ElementsAre("411202001001"));
  EXPECT_THAT(codes(search("qianjin")), ElementsAre("411202002", "411202002001"));
  EXPECT_THAT(codes(search("mjsqxsdwmsjz")), ElementsAre("411202001001"));  // the whole name
  EXPECT_THAT(codes(search("hbqxsdwmsjzx")), ElementsAre("411202"));
  EXPECT_THAT(codes(search("Húbīnqū xīnshídài")), ElementsAre("411202"));
  EXPECT_THAT(codes(search("没有这里")), IsEmpty());
  EXPECT_THAT(codes(search("%")), IsEmpty());
  EXPECT_THAT(codes(search("_")), IsEmpty());
  ListSites q;
  q.under = access::SitePath::parse("4112/411202/");
  q.kind = SiteKind::subcenter;
  EXPECT_THAT(codes(q), ElementsAre("411202001", "411202002"));
}

TEST_P(Sites, ComeInPagesWithoutRepeatOrGap) {
  ListSites q;
  q.limit = PageLimit{3};
  std::vector<std::string> all;
  for (int pages = 0; pages < 10; ++pages) {
    const auto page = look(Actor{}, list_sites, q);
    ASSERT_EQ(refusal(page), "");
    for (const auto& s : page->items) all.push_back(s.path);
    if (!page->next) break;
    q.cursor = Cursor{*page->next};
  }
  EXPECT_EQ(all.size(), 10u);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), 10u);
  q.cursor = Cursor{"nonsense"};
  EXPECT_EQ(refusal(look(Actor{}, list_sites, q)), "bad_cursor");
}

TEST_P(Sites, AreChangedByThoseInChargeOnly) {
  ChangeSite change{.site = station.id};
  change.point = MapPoint{34.78, 111.2};
  change.phone = Text<3, 20>::parse("0398-2800000");
  change.opening_hours = {
      OpeningHours{Bounded<0, 6>{0}, Bounded<0, 1440>{480}, Bounded<0, 1440>{1080}}};
  EXPECT_EQ(refusal(run(Actor{}, change_site, change)), "not_signed_in");
  EXPECT_EQ(refusal(run(staff("station_worker", site("411202001002").path), change_site, change)),
            "not_yours");
  EXPECT_EQ(refusal(run(staff("auditor", "4112/"), change_site, change)), "not_yours");
  const auto changed = run(worker(), change_site, change);
  ASSERT_EQ(refusal(changed), "");
  EXPECT_TRUE(changed->open_now);  // a Monday at nine
  EXPECT_EQ(changed->phone, "0398-2800000");
  ChangeSite clear{.site = station.id};
  clear.phone = std::optional<Text<3, 20>>();
  EXPECT_EQ(run(worker(), change_site, clear)->phone, std::nullopt);
  change.point = MapPoint{91, 0};
  EXPECT_EQ(refusal(run(worker(), change_site, change)), "bad_request");
  change.point = std::nullopt;
  change.phone = Text<3, 20>::parse("ask at the desk");
  EXPECT_EQ(run(worker(), change_site, change).refused().fields.at(0).path, "/phone");
  change.phone.reset();
  const auto post = [](const char* number) {
    return SiteContact{name_of("值班"), Text<3, 20>::parse(number).value()};
  };
  change.contacts = std::vector{post("0398-2800000转2"), post("after nine")};
  EXPECT_EQ(run(worker(), change_site, change).refused().fields.at(0).path, "/contacts/1/phone");
  change.contacts.reset();
  change.opening_hours = {
      OpeningHours{Bounded<0, 6>{0}, Bounded<0, 1440>{600}, Bounded<0, 1440>{600}}};
  EXPECT_EQ(refusal(run(worker(), change_site, change)), "bad_request");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Sites, AreMarkedFromAbove) {
  ChangeSite mark{.site = station.id};
  mark.demonstration = true;
  EXPECT_EQ(refusal(run(worker(), change_site, mark)), "mark_from_above");
  EXPECT_TRUE(run(staff("subcenter_staff", subcenter.path), change_site, mark)->demonstration);
  EXPECT_EQ(refusal(run(worker(), change_site, mark)), "");  // as it is already
  ListSites q;
  q.demonstration = true;
  EXPECT_THAT(codes(q), ElementsAre("411202001001"));
  ChangeSite pilot{.site = center.id};
  pilot.pilot = true;
  EXPECT_EQ(refusal(run(staff("center_staff", center.path), change_site, pilot)),
            "mark_from_above");
  EXPECT_TRUE(run(staff("city_office", "4112/"), change_site, pilot)->pilot);
}

TEST_P(Sites, OpenSeveralTimesADayButNotTwiceAtOnce) {
  const auto hours = [](int weekday, int from, int to) {
    return OpeningHours{Bounded<0, 6>{weekday}, Bounded<0, 1440>{from}, Bounded<0, 1440>{to}};
  };
  ChangeSite change{.site = station.id};
  change.opening_hours = {hours(0, 480, 720), hours(0, 720, 1080), hours(1, 480, 720)};
  EXPECT_EQ(refusal(run(worker(), change_site, change)), "");
  change.opening_hours = {hours(0, 480, 720), hours(1, 480, 720), hours(0, 719, 1080)};
  const auto refused = run(worker(), change_site, change);
  ASSERT_EQ(refusal(refused), "bad_request");
  EXPECT_EQ(refused.refused().fields.at(0).path, "/opening_hours/2");
}

TEST_P(Sites, OpenBesideOthersUnderTheRightParent) {
  const Actor chief = staff("center_staff", center.path);
  const auto area = RegionCode::parse("411202001001").value();
  const OpenSite cmd{area, name_of("茅津社区第二实践站"), subcenter.id};
  EXPECT_EQ(refusal(run(worker(), open_site, cmd)), "not_yours");
  const auto second = run(chief, open_site, cmd);
  ASSERT_EQ(refusal(second), "");
  EXPECT_EQ(second->code, "411202001001-2");
  EXPECT_EQ(second->path, subcenter.path + "411202001001-2/");
  EXPECT_EQ(run(chief, open_site, cmd)->code, "411202001001-3");
  EXPECT_EQ(refusal(run(chief, open_site, OpenSite{area, cmd.name, center.id})),
            "site_parent_wrong");
  EXPECT_EQ(
      refusal(run(chief, open_site,
                  OpenSite{RegionCode::parse("411202001999").value(), cmd.name, subcenter.id})),
      "area_unknown");
  EXPECT_EQ(refusal(run(chief, open_site, OpenSite{area, cmd.name, SiteId{}})), "site_unknown");
}

TEST_P(Sites, OpenWithinTheAreaOfTheParentOnly) {
  const Actor chief = staff("center_staff", center.path);
  const auto open = [&](const Actor& who, const char* area, const Site& parent) {
    const OpenSite cmd{RegionCode::parse(area).value(), name_of("新站点"), parent.id};
    return refusal(run(who, open_site, cmd));
  };
  EXPECT_EQ(open(chief, "411202002001", subcenter), "site_parent_elsewhere");
  EXPECT_EQ(open(chief, "411281001", center), "site_parent_elsewhere");
  EXPECT_EQ(open(chief, "411202002001", center), "site_parent_wrong");
  EXPECT_EQ(open(chief, "411202002001", site("411202002")), "");
  EXPECT_EQ(open(staff("city_office", "4112/"), "411281", site("4112")), "");
  // A second subcenter is of the same area: its stations are those of the first.
  const auto second =
      run(chief, open_site,
          OpenSite{RegionCode::parse("411202001").value(), name_of("二所"), center.id});
  ASSERT_EQ(refusal(second), "");
  EXPECT_EQ(refusal(run(
                chief, open_site,
                OpenSite{RegionCode::parse("411202001002").value(), name_of("新站"), second->id})),
            "");
}

TEST_P(Sites, CloseFromBelowAndOpenFromAbove) {
  const Actor chief = staff("center_staff", center.path);
  const auto close = [&](SiteId id) {
    return refusal(run(chief, close_site, CloseSite{id, line_of("撤并")}));
  };
  const auto reopen = [&](SiteId id) { return refusal(run(chief, reopen_site, ReopenSite{id})); };
  EXPECT_EQ(close(subcenter.id), "site_has_open_sites");
  EXPECT_EQ(close(station.id), "");
  EXPECT_EQ(close(station.id), "site_inactive");
  EXPECT_EQ(close(site("411202001002").id), "");
  EXPECT_EQ(close(subcenter.id), "");
  EXPECT_EQ(reopen(station.id), "site_inactive");  // the one above is closed still
  EXPECT_EQ(refusal(run(chief, open_site,
                        OpenSite{RegionCode::parse("411202001001").value(), name_of("新站"),
                                 subcenter.id})),
            "site_inactive");
  EXPECT_EQ(site("411202001001").code, "411202");  // the nearest that is open
  const Check active = bench().look(chief, [&](Call& call) -> Check {
    RETURN_IF_REFUSED(find_active_site(call, station.id));
    return Done{};
  });
  EXPECT_EQ(refusal(active), "site_inactive");
  EXPECT_EQ(reopen(subcenter.id), "");
  EXPECT_EQ(reopen(station.id), "");
  EXPECT_EQ(site("411202001001").code, "411202001001");
}

struct Grounds : Sites {
  AddHousehold door(std::string_view address) {
    AddHousehold cmd{.site = station.id};
    cmd.address = line_of(address);
    return cmd;
  }
};
EACH_DATABASE(Grounds);

TEST_P(Grounds, HouseholdsAreSealedAndTheirReadingIsNoted) {
  AddHousehold cmd = door("黄河路 18 号 3 单元 201");
  cmd.note = line_of("门铃坏了,请敲门");
  cmd.point = MapPoint{34.78, 111.2};
  const auto entered = run(worker(), add_household, cmd);
  ASSERT_EQ(refusal(entered), "");
  EXPECT_EQ(entered->address, "黄河路 18 号 3 单元 201");
  EXPECT_EQ(entered->note, "门铃坏了,请敲门");
  const std::string table = dump("household");
  EXPECT_EQ(table.find("黄河路"), std::string::npos);
  EXPECT_EQ(table.find("门铃"), std::string::npos);
  EXPECT_EQ(table.find("34.78"), std::string::npos);
  EXPECT_EQ(entered->point->lat, 34.78);
  EXPECT_EQ(dump("journal_entry").find("黄河路"), std::string::npos);
  const ShowHousehold show{entered->id};
  const auto readings = bench().look(worker(), [&](Call& call) {
    EXPECT_EQ(show_household(call, show)->address, "黄河路 18 号 3 单元 201");
    return call.readings;
  });
  ASSERT_EQ(readings.size(), 1u);
  EXPECT_EQ(readings[0].field_class, "address");
  // Outsiders are not told that it exists; nobody is.
  EXPECT_EQ(refusal(look(staff("station_worker", site("411202001002").path), show_household, show)),
            "household_unknown");
  EXPECT_EQ(refusal(look(staff("auditor", "4112/"), show_household, show)), "household_unknown");
  EXPECT_EQ(refusal(look(TestBench::person(PersonId{}), show_household, show)),
            "household_unknown");
  EXPECT_EQ(refusal(look(Actor{}, show_household, show)), "not_signed_in");
  EXPECT_EQ(refusal(look(worker(), show_household, ShowHousehold{})), "household_unknown");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Grounds, OneDoorIsEnteredOnce) {
  const auto first = run(worker(), add_household, door("黄河路18号3单元201"));
  ASSERT_EQ(refusal(first), "");
  for (const char* same :
       {"黄河路 18 号 3 单元 201", "黄河路１８号３单元２０１", " 黄河路18号3单元201 "}) {
    const auto again = run(worker(), add_household, door(same));
    ASSERT_EQ(refusal(again), "household_known") << same;
    EXPECT_EQ(again.refused().seen, first->id.text());
  }
  EXPECT_EQ(refusal(run(worker(), add_household, door("黄河路18号3单元202"))), "");
  ASSERT_EQ(refusal(run(worker(), add_household, door("3号楼2-01"))), "");
  EXPECT_EQ(refusal(run(worker(), add_household, door("3号楼20-1"))), "");  // another door
  EXPECT_EQ(refusal(run(worker(), add_household, door("3号楼2 01"))), "household_known");
  ChangeHousehold move{.household = first->id};
  move.address = line_of("3号楼2-01");
  EXPECT_EQ(refusal(run(worker(), change_household, move)), "household_known");
  move.address = line_of("3号楼2-02");
  EXPECT_EQ(run(worker(), change_household, move)->address, "3号楼2-02");
  // The same address at another site is another door.
  AddHousehold elsewhere = door("3号楼2-01");
  elsewhere.site = site("411202001002").id;
  EXPECT_EQ(refusal(run(staff("center_staff", center.path), add_household, elsewhere)), "");
}

TEST_P(Grounds, GridIsLookedAfterBySomebodyWhoWorksThere) {
  const auto employ = [&](const std::string& scope, access::GrantState state) {
    const PersonId who = PersonId::make(bench().now(), bench().rng());
    const auto granted = bench().run(TestBench::system(), [&](Call& call) -> Check {
      access::GrantRow row;
      row.region = call.region();
      row.id = call.make_id<access::GrantTag>();
      row.person = who;
      row.scope = scope;
      row.state = state;
      row.from_at = row.granted_at = call.now;
      ASSERT(call.tx.insert(row));
      call.journal.append(access::GrantMoved{row.id, who, row.role, scope, state, call.now, {}},
                          {});
      return Done{};
    });
    EXPECT_TRUE(granted.ok());
    return who;
  };
  using access::GrantState;
  const auto with = [&](PersonId who) {
    return refusal(run(worker(), add_grid, AddGrid{station.id, name_of(who.text()), who}));
  };
  EXPECT_EQ(with(PersonId::make(bench().now(), bench().rng())), "grid_worker_unknown");
  EXPECT_EQ(with(employ(station.path, GrantState::active)), "");
  EXPECT_EQ(with(employ(center.path, GrantState::active)), "");
  EXPECT_EQ(with(employ(station.path, GrantState::revoked)), "grid_worker_unknown");
  EXPECT_EQ(with(employ(station.path, GrantState::proposed)), "grid_worker_unknown");
  EXPECT_EQ(with(employ(site("411202001002").path, GrantState::active)), "grid_worker_unknown");
  const auto grid = run(worker(), add_grid, AddGrid{station.id, name_of("第一网格"), {}});
  ChangeGrid change{.grid = grid->id};
  change.worker = PersonId{};
  EXPECT_EQ(refusal(run(worker(), change_grid, change)), "grid_worker_unknown");
  change.worker = std::optional<PersonId>();
  EXPECT_EQ(refusal(run(worker(), change_grid, change)), "");
}

TEST_P(Grounds, HouseholdsBelongToGridsOfTheirSite) {
  const auto grid = run(worker(), add_grid, AddGrid{station.id, name_of("第一网格"), {}});
  ASSERT_EQ(refusal(grid), "");
  EXPECT_EQ(refusal(run(worker(), add_grid, AddGrid{station.id, name_of("第一网格"), {}})),
            "grid_name_taken");
  const auto second = run(worker(), add_grid, AddGrid{station.id, name_of("第二网格"), {}});
  ChangeGrid rename{.grid = second->id};
  rename.name = name_of("第一网格");
  EXPECT_EQ(refusal(run(worker(), change_grid, rename)), "grid_name_taken");
  EXPECT_EQ(refusal(run(worker(), change_grid, ChangeGrid{.grid = GridId{}})), "grid_unknown");
  const Actor other = staff("station_worker", site("411202001002").path);
  EXPECT_EQ(refusal(run(other, change_grid, rename)), "not_yours");
  AddHousehold cmd = door("1号楼");
  cmd.grid = GridId{};
  EXPECT_EQ(refusal(run(worker(), add_household, cmd)), "grid_unknown");
  cmd.grid = grid->id;
  ASSERT_EQ(refusal(run(worker(), add_household, cmd)), "");
  ASSERT_EQ(refusal(run(worker(), add_household, door("2号楼"))), "");
  ListHouseholds q{.site = station.id};
  EXPECT_EQ(look(worker(), list_households, q)->items.size(), 2u);
  q.grid = grid->id;
  EXPECT_EQ(look(worker(), list_households, q)->items.size(), 1u);
  EXPECT_EQ(refusal(look(other, list_households, q)), "not_yours");
  EXPECT_EQ(look(worker(), list_grids, ListGrids{station.id})->items.size(), 2u);
}

TEST_P(Grounds, NoHouseholdEntersAClosedGrid) {
  const auto grid = run(worker(), add_grid, AddGrid{station.id, name_of("第一网格"), {}});
  ASSERT_EQ(refusal(grid), "");
  AddHousehold cmd = door("1号楼");
  cmd.grid = grid->id;
  const auto inside = run(worker(), add_household, cmd);
  const auto outside = run(worker(), add_household, door("2号楼"));
  ASSERT_EQ(refusal(inside) + refusal(outside), "");
  ASSERT_EQ(refusal(run(worker(), change_grid,
                        ChangeGrid{.grid = grid->id, .state = GroundState::inactive})),
            "");
  cmd.address = line_of("3号楼");
  EXPECT_EQ(refusal(run(worker(), add_household, cmd)), "grid_inactive");
  ChangeHousehold move{.household = outside->id};
  move.grid = std::optional(grid->id);
  EXPECT_EQ(refusal(run(worker(), change_household, move)), "grid_inactive");
  move.household = inside->id;  // it was there before, and may stay or leave
  EXPECT_EQ(refusal(run(worker(), change_household, move)), "");
  move.grid = std::optional<GridId>();
  EXPECT_EQ(refusal(run(worker(), change_household, move)), "");
}

TEST_P(Grounds, UnitsTakeASuspiciousCodeWithAReasonOnly) {
  AddUnit cmd{.site = station.id};
  cmd.name = name_of("湖滨区第一小学");
  cmd.kind = UnitKind::school;
  cmd.uscc = Text<18, 18>::parse("91350100M000100Y4X");
  EXPECT_EQ(refusal(run(worker(), add_unit, cmd)), "uscc_suspicious");
  cmd.uscc_override = line_of("营业执照上就是这样");
  const auto odd = run(worker(), add_unit, cmd);
  ASSERT_EQ(refusal(odd), "");
  EXPECT_FALSE(odd->uscc_checked);
  EXPECT_EQ(refusal(run(worker(), add_unit, cmd)), "unit_known");
  cmd.uscc = Text<18, 18>::parse("91350100M000100Y43");
  cmd.phone = Phone::parse("0398-2812345");
  const auto sound = run(worker(), add_unit, cmd);
  ASSERT_EQ(refusal(sound), "");
  EXPECT_TRUE(sound->uscc_checked);
  cmd.uscc.reset();
  EXPECT_EQ(refusal(run(worker(), add_unit, cmd)), "");  // no code, no clash
  EXPECT_EQ(refusal(run(staff("auditor", "4112/"), add_unit, cmd)), "not_yours");
  ListUnits q;
  q.search = Text<1, 60>::parse("hbqdyxx");
  const auto seen = look(TestBench::person(PersonId{}), list_units, q);
  ASSERT_EQ(seen->items.size(), 3u);
  EXPECT_EQ(seen->items[1].phone, std::nullopt);  // the office's phone is for staff
  EXPECT_NE(look(worker(), list_units, q)->items[1].phone, std::nullopt);
  q.search = Text<1, 60>::parse("%");
  EXPECT_THAT(look(worker(), list_units, q)->items, IsEmpty());
  ChangeUnit close{.unit = sound->id};
  close.state = GroundState::inactive;
  EXPECT_EQ(run(worker(), change_unit, close)->state, GroundState::inactive);
  EXPECT_EQ(refusal(run(worker(), change_unit, ChangeUnit{.unit = UnitId{}})), "unit_unknown");
}

TEST_P(Grounds, OneCreditCodeIsOneUnitHoweverWritten) {
  AddUnit cmd{.site = station.id};
  cmd.name = name_of("湖滨区第一小学");
  cmd.kind = UnitKind::school;
  cmd.uscc = Text<18, 18>::parse("91350100m000100y43");
  const auto first = run(worker(), add_unit, cmd);
  ASSERT_EQ(refusal(first), "");
  EXPECT_EQ(first->uscc, "91350100M000100Y43");
  for (const char* same : {"91350100M000100Y43", "91350100m000100Y43", "９1350100M000100Y43"}) {
    cmd.uscc = Text<18, 18>::parse(same);
    EXPECT_EQ(refusal(run(worker(), add_unit, cmd)), "unit_known") << same;
  }
}

TEST(Paths, SpanExactlyWhatLiesBeneath) {
  const auto in = [](std::string_view path, std::string_view under) {
    const PathRange range = subtree(under);
    return path >= range.lo && path < range.hi;
  };
  EXPECT_TRUE(in("4112/411202/", "4112/411202/"));
  EXPECT_TRUE(in("4112/411202/411202001/", "4112/411202/"));
  EXPECT_FALSE(in("4112/4112020/", "4112/411202/"));
  EXPECT_FALSE(in("4112/411203/", "4112/411202/"));
  EXPECT_FALSE(in("4112/", "4112/411202/"));
  EXPECT_TRUE(in("4112/411202-2/", "4112/"));
  EXPECT_FALSE(in("4112/411202-2/", "4112/411202/"));
  EXPECT_TRUE(in("4112/", ""));
}

}  // namespace
}  // namespace lastmile::places

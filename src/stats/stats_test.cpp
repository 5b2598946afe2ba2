#include "stats/stats.h"

#include "http/test_client.h"
#include "people/person_facts.h"
#include "stats/stat_routes.h"
#include "stats/stats_fixture.h"

namespace lastmile::stats {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct Stats : StatsTown {};
EACH_DATABASE(Stats);

TEST_P(Stats, EqualWhatIsCountedByHandInAnySlice) {
  live(1, 150);
  drain();
  Rng rng(2);
  for (int i = 0; i < 60; ++i) {
    const auto q = slice(rng);
    const auto view = figures(q);
    for (const auto& [f, value] : counted(q)) {
      EXPECT_EQ(figure(view, f), value) << to_text(f) << " of " << q.under->str() << " "
                                        << to_text(*q.from) << ".." << to_text(*q.to);
    }
  }
}

TEST_P(Stats, OpenToExactlyTheRowsBehindThem) {
  live(3, 120);
  drain();
  Rng rng(4);
  for (int i = 0; i < 15; ++i) {
    const auto q = slice(rng);
    const auto view = figures(q);
    ListServiceRows services{q.under, q.from, q.to, q.category, {}, {}};
    const auto turns = all_rows<ServiceRow>(services, list_service_rows);
    EXPECT_EQ(static_cast<std::int64_t>(turns.size()), figure(view, Figure::turns));
    std::int64_t minutes = 0;
    for (const auto& row : turns) minutes += row.minutes;
    EXPECT_EQ(minutes, figure(view, Figure::minutes));
    const auto persons = all_rows<PersonRow>(services, list_person_rows);
    EXPECT_EQ(static_cast<std::int64_t>(persons.size()), figure(view, Figure::persons));
    EXPECT_EQ(static_cast<std::int64_t>(all_rows<TurnRow>(services, list_recipient_turns).size()),
              figure(view, Figure::recipient_turns));
    EXPECT_EQ(
        static_cast<std::int64_t>(all_rows<RecipientRow>(services, list_recipient_rows).size()),
        figure(view, Figure::recipients));
    for (const Figure f : {Figure::needs, Figure::needs_open, Figure::needs_closed,
                           Figure::needs_escalated, Figure::rated}) {
      const ListNeedRows needs{q.under, q.from, q.to, q.category, f, {}, {}, {}};
      EXPECT_EQ(static_cast<std::int64_t>(all_rows<NeedRow>(needs, list_need_rows).size()),
                figure(view, f))
          << to_text(f);
    }
    const ListNeedRows served{q.under, q.from, q.to, q.category, Figure::rating_percent,
                              {},      {},     {}};
    std::int64_t ended = 0, rated = 0, stars = 0;
    for (const auto& row : all_rows<NeedRow>(served, list_need_rows))
      ++ended, rated += row.stars.has_value(), stars += row.stars.value_or(0);
    EXPECT_EQ(rated, figure(view, Figure::rated));
    if (ended) {
      EXPECT_EQ(rounded(rated * 100, ended), figure(view, Figure::rating_percent));
    }
    if (rated) {
      EXPECT_EQ(rounded(stars * 100, rated), figure(view, Figure::rating_mean_100));
    }
    const ListNeedRows answered{q.under, q.from, q.to, q.category, Figure::response_minutes,
                                {},      {},     {}};
    std::vector<std::int64_t> times;
    for (const auto& row : all_rows<NeedRow>(answered, list_need_rows))
      times.push_back((*row.responded_at - row.submitted_at).count() / 60'000);
    std::sort(times.begin(), times.end());
    std::optional<std::int64_t> middle;
    if (!times.empty()) middle = (times[(times.size() - 1) / 2] + times[times.size() / 2] + 1) / 2;
    EXPECT_EQ(middle, figure(view, Figure::response_minutes));
  }
}

TEST_P(Stats, AreRebuiltEqualFromTheFirstLeaf) {
  live(5, 60);
  const PersonId kept = PersonId::make(bench().now(), bench().rng()),
                 gone = PersonId::make(bench().now(), bench().rng());
  tell(people::PersonsMerged{{}, kept, gone}, gone.uuid, "4112/");
  drain();
  EXPECT_THAT(jobs::replay(commands(), registry(), false), IsEmpty());
  EXPECT_THAT(jobs::replay(commands(), registry(), true), IsEmpty());
}

TEST_P(Stats, CountPersonsOnceHoweverTheyAreSliced) {
  const PersonId who = PersonId::make(bench().now(), bench().rng());
  for (const auto& path : {paths[3], paths[4], paths[6]}) {
    records::RecordSet r{};
    r.record = records::RecordId::make(bench().now(), bench().rng());
    r.state = records::RecordState::counted;
    r.volunteer = who;
    r.category = "0405";
    r.site_path = path;
    r.minutes = 60;
    r.from = r.to = bench().now();
    tell_service(r);
    bench().tick(std::chrono::hours{24 * 31});
  }
  drain();
  EXPECT_EQ(figure(figures({}), Figure::persons), 1);
  const auto months = bench().look(staff(), [&](Call& call) { return figures_by_month(call, {}); });
  ASSERT_TRUE(months.ok());
  std::int64_t persons = 0, turns = 0;
  for (const auto& line : months->items) persons += line.persons, turns += line.turns;
  EXPECT_EQ(persons, 3);
  EXPECT_EQ(turns, 3);
  const auto by_category =
      bench().look(staff(), [&](Call& call) { return figures_by_category(call, {}); });
  ASSERT_THAT(by_category->items, SizeIs(1));
  EXPECT_EQ(by_category->items[0].persons, 1);
  EXPECT_EQ(by_category->items[0].minutes, 180);
}

TEST_P(Stats, CountJoinedProfilesAsOnePersonUntilTheyArePartedAgain) {
  const PersonId a = PersonId::make(bench().now(), bench().rng()),
                 b = PersonId::make(bench().now(), bench().rng()),
                 c = PersonId::make(bench().now(), bench().rng());
  const auto serve = [&](PersonId who, PersonId recipient) {
    records::RecordSet r{};
    r.record = records::RecordId::make(bench().now(), bench().rng());
    r.state = records::RecordState::counted;
    r.volunteer = who;
    r.recipient = recipient;
    r.category = "0405";
    r.site_path = paths[3];
    r.minutes = 60;
    r.from = r.to = bench().now();
    tell_service(r);
  };
  serve(a, c);
  serve(b, c);
  serve(c, b);
  const auto persons = [&] { return drain(), *figure(figures({}), Figure::persons); };
  const auto recipients = [&] { return drain(), *figure(figures({}), Figure::recipients); };
  EXPECT_EQ(persons(), 3);
  EXPECT_EQ(recipients(), 2);
  tell(people::PersonsMerged{{}, a, b}, b.uuid, "4112/");
  EXPECT_EQ(persons(), 2);
  tell(people::PersonsMerged{{}, c, a}, a.uuid, "4112/");
  EXPECT_EQ(persons(), 1);
  EXPECT_EQ(recipients(), 1);
  serve(b, b);  // told of b after it went into a, and a into c
  EXPECT_EQ(persons(), 1);
  tell(people::MergeUndone{{}, c, a}, a.uuid, "4112/");
  EXPECT_EQ(persons(), 2);
  tell(people::MergeUndone{{}, a, b}, b.uuid, "4112/");
  EXPECT_EQ(persons(), 3);
  EXPECT_EQ(recipients(), 2);
  EXPECT_THAT(jobs::replay(commands(), registry(), false), IsEmpty());
}

/// As it was told at first.
struct FirstMoved {
  static constexpr std::string_view kind = "need_moved";
  static constexpr int version = 1;
  needs::NeedId need;
  S from;
  S to;
  std::string reason_code;
  std::optional<Instant> due_at;
  std::string category;
};
BOOST_DESCRIBE_STRUCT(FirstMoved, (), (need, from, to, reason_code, due_at, category))

TEST_P(Stats, ReadMovesOfTheFirstForm) {
  const auto id = needs::NeedId::make(bench().now(), bench().rng());
  submit(id, paths[3], "0405");
  bench().tick(std::chrono::minutes{7});
  tell(FirstMoved{id, S::submitted, S::awaiting_dispatch, "", {}, "0405"}, id.uuid, paths[3]);
  bench().tick(std::chrono::minutes{7});
  tell(FirstMoved{id, S::awaiting_dispatch, S::offered, "", {}, "0405"}, id.uuid, paths[3]);
  drain();
  EXPECT_EQ(figure(figures({}), Figure::response_minutes), 7);
}

TEST_P(Stats, WithdrawingIsNoAnswerAndWhatDidNotHappenWasNotServed) {
  const auto id = needs::NeedId::make(bench().now(), bench().rng());
  submit(id, paths[3], "0405");
  move(id, S::submitted, S::withdrawn);
  const auto other = needs::NeedId::make(bench().now(), bench().rng());
  submit(other, paths[3], "0405");
  bench().tick(std::chrono::minutes{10});
  move(other, S::submitted, S::awaiting_dispatch);
  move(other, S::in_service, S::awaiting_confirmation);
  move(other, S::awaiting_confirmation, S::awaiting_dispatch);
  drain();
  const auto view = figures({});
  EXPECT_EQ(figure(view, Figure::response_minutes), 10);
  EXPECT_EQ(figure(view, Figure::rating_percent), std::nullopt);
  EXPECT_EQ(in_state(view, S::withdrawn), 1);
}

// Counted with pencil and paper.
TEST_P(Stats, RoundSharesAndMeansHalfUpAndTakeTheMeanOfTheMiddleTwo) {
  const auto serve = [&](int minutes_to_answer, std::int64_t stars) {
    const auto id = needs::NeedId::make(bench().now(), bench().rng());
    submit(id, paths[3], "0405");
    bench().tick(std::chrono::minutes{minutes_to_answer});
    move(id, S::submitted, S::awaiting_dispatch);
    move(id, S::in_service, S::awaiting_confirmation);
    move(id, S::awaiting_confirmation, S::awaiting_rating);
    if (stars) rate(id, stars);
  };
  serve(3, 5);
  serve(6, 5);
  drain();
  EXPECT_EQ(figure(figures({}), Figure::response_minutes), 5);  // between 3 and 6: 4.5
  serve(100, 4);
  drain();
  auto view = figures({});
  EXPECT_EQ(figure(view, Figure::response_minutes), 6);   // the middle of 3, 6, 100
  EXPECT_EQ(figure(view, Figure::rating_mean_100), 467);  // 14 / 3 = 4.666…
  serve(100, 0);
  serve(100, 0);
  serve(100, 0);
  drain();
  EXPECT_EQ(figure(figures({}), Figure::rating_percent), 50);  // 3 of 6
  serve(1, 0);
  serve(1, 4);
  drain();
  view = figures({});
  EXPECT_EQ(figure(view, Figure::rating_percent), 50);    // 4 of 8
  EXPECT_EQ(figure(view, Figure::rating_mean_100), 450);  // 18 / 4
  serve(1, 5);
  drain();
  view = figures({});
  EXPECT_EQ(figure(view, Figure::rating_percent), 56);    // 5 of 9 = 55.55…
  EXPECT_EQ(figure(view, Figure::rating_mean_100), 460);  // 23 / 5
}

TEST_P(Stats, CompareWithoutARatingWhereNothingWasRated) {
  submit(needs::NeedId::make(bench().now(), bench().rng()), paths[3], "0405");
  drain();
  http::TestServe served(bench(), [](http::Router& r) { add_stat_routes(r); });
  auto office = served.as(staff());
  const auto months = bench().look(staff(), [&](Call& call) { return figures_by_month(call, {}); });
  ASSERT_THAT(months->items, SizeIs(1));
  EXPECT_EQ(months->items[0].needs, 1);
  EXPECT_EQ(months->items[0].rating_mean_100, std::nullopt);
  EXPECT_THAT(office.get("/v1/stats/by-month").body, Not(HasSubstr("\"rating_mean_100\":0")));
  const auto sheet = office.get("/v1/stats/by-month?format=csv").body;
  EXPECT_THAT(sheet, HasSubstr("2026-01,2026-01,0,0,0,0,1,0,0,\r\n"));
}

TEST_P(Stats, RefuseFiltersThatNothingHas) {
  http::TestServe served(bench(), [](http::Router& r) { add_stat_routes(r); });
  auto office = served.as(staff());
  for (const auto& route : served.router().routes()) {
    const auto category = office.get(route->pattern + "?category=77");
    EXPECT_EQ(category.code(), "category_unknown") << route->pattern;
    EXPECT_THAT(category.at("errors"), HasSubstr("\"/category\"")) << route->pattern;
    const auto site = office.get(route->pattern + "?under=4112/411299/");
    EXPECT_EQ(site.status, 400) << route->pattern;
    EXPECT_THAT(site.at("errors"), HasSubstr("\"/under\"")) << route->pattern;
    EXPECT_EQ(office.get(route->pattern + "?category=04&under=4112/411203/").status, 200);
  }
}

TEST_P(Stats, TellEveryStateOfANeedAndTheStatesAddUp) {
  live(7, 80);
  const auto add = [&](S from, S to) {
    const auto id = needs::NeedId::make(bench().now(), bench().rng());
    submit(id, paths[3], "0405");
    if (to != S::submitted) move(id, from, to);
  };
  for (const S state : all_of<S>()) {
    if (state != S::draft) add(S::submitted, state);
  }
  drain();
  Rng rng(8);
  for (int i = 0; i < 20; ++i) {
    const auto q = slice(rng);
    const auto view = figures(q);
    std::int64_t all = 0;
    std::set<S> told;
    for (const auto& one : view.figures) {
      if (one.figure != Figure::needs_in_state) continue;
      ASSERT_TRUE(one.state && one.value);
      EXPECT_TRUE(told.insert(*one.state).second) << one.name;
      all += *one.value;
      const ListNeedRows needs{q.under, q.from, q.to, q.category, {}, one.state, {}, {}};
      EXPECT_EQ(static_cast<std::int64_t>(all_rows<NeedRow>(needs, list_need_rows).size()),
                one.value)
          << one.name;
    }
    EXPECT_EQ(told.size(), all_of<S>().size() - 1);  // a draft was not asked for yet
    EXPECT_EQ(all, figure(view, Figure::needs));
  }
  const auto everything = figures({});
  for (const S state : {S::merged, S::referred, S::offered, S::in_service}) {
    EXPECT_GE(in_state(everything, state), 1) << to_text(state);
  }
}

TEST_P(Stats, RefuseWrongPeriodsAndPlaces) {
  const auto ask = [&](const Actor& actor, const AskFigures& q) {
    return bench().look(actor, [&](Call& call) { return show_figures(call, q); });
  };
  AskFigures reversed;
  reversed.from = given<Day>("2026-02-02");
  reversed.to = given<Day>("2026-02-01");
  EXPECT_EQ(ask(staff(), reversed).refused().refusal.code, "bad_request");
  AskFigures elsewhere;
  elsewhere.under = given<access::SitePath>("4112/");
  EXPECT_EQ(ask(staff("4112/411202/"), elsewhere).refused().refusal.code, "not_yours");
  EXPECT_EQ(ask(Actor{}, {}).refused().refusal.code, "not_signed_in");
  EXPECT_EQ(ask(TestBench::person(PersonId{}), {}).refused().refusal.code, "not_yours");
  AskFigures empty;
  empty.from = empty.to = given<Day>("1999-01-01");
  const auto nothing = ask(staff(), empty);
  ASSERT_TRUE(nothing.ok());
  EXPECT_EQ(figure(*nothing, Figure::needs), 0);
  EXPECT_EQ(figure(*nothing, Figure::rating_mean_100), std::nullopt);
  CompareFigures decades;
  decades.from = given<Day>("1990-01-01");
  decades.to = given<Day>("2026-01-01");
  EXPECT_EQ(bench()
                .look(staff(), [&](Call& call) { return figures_by_month(call, decades); })
                .refused()
                .refusal.code,
            "bad_request");
}

TEST_P(Stats, ComeAsJsonCsvAndSpreadsheet) {
  live(6, 20);
  drain();
  http::TestServe served(bench(), [](http::Router& r) { add_stat_routes(r); });
  auto office = served.as(staff());
  const auto json = office.get("/v1/stats?from=2026-01-01&to=2026-12-31");
  ASSERT_EQ(json.status, 200) << json.body;
  const auto csv = office.get("/v1/stats/needs?from=2026-01-01&to=2026-12-31&format=csv");
  ASSERT_EQ(csv.status, 200) << csv.body;
  EXPECT_NE(csv.content_type.find("text/csv"), std::string::npos);
  EXPECT_NE(csv.body.find("提交时间"), std::string::npos);
  const auto xlsx = office.get("/v1/stats/persons?from=2026-01-01&to=2026-12-31&format=xlsx");
  ASSERT_EQ(xlsx.status, 200);
  EXPECT_EQ(xlsx.body.substr(0, 2), "PK");
  EXPECT_EQ(office.get("/v1/stats?from=yesterday").status, 400);
  EXPECT_EQ(office.get("/v1/stats/needs?figure=luck").status, 400);
  EXPECT_EQ(office.get("/v1/stats/needs?cursor=abc").code(), "bad_cursor");
  EXPECT_EQ(served.nobody().get("/v1/stats").status, 401);
  // Each figure's own link leads to as many rows as it says.
  const auto view = from_json<FiguresView>(json.body).value();
  for (const auto& one : view.figures) {
    const auto rows = office.get(one.rows + "&limit=200");
    EXPECT_EQ(rows.status, 200) << one.rows << rows.body;
    if (!one.state) continue;
    const auto page = from_json<Page<NeedRow>>(rows.body).value();
    EXPECT_EQ(static_cast<std::int64_t>(page.items.size()), one.value) << one.rows;
  }
}

TEST_P(Stats, PageOnWithinWhatTheReaderMaySee) {
  live(10, 120);
  drain();
  ListNeedRows all;
  all.from = given<Day>("2026-01-01");
  all.to = given<Day>("2027-12-31");
  const auto rows = all_rows<NeedRow>(all, list_need_rows);
  std::set<needs::NeedId> seen;
  for (const auto& row : rows) EXPECT_TRUE(seen.insert(row.need).second);
  EXPECT_TRUE(std::ranges::is_sorted(
      rows, {}, [](const NeedRow& r) { return std::tuple(r.site_path, r.submitted_at, r.need); }));
  // A cursor of the whole city, in the list of one site: it begins where the site does.
  ListNeedRows site = all;
  site.under = given<access::SitePath>(paths[5]);
  const auto whole = all_rows<NeedRow>(site, list_need_rows);
  ASSERT_THAT(whole, Not(IsEmpty()));
  all.limit = PageLimit{1};
  const auto first = bench().look(staff(), [&](Call& call) { return list_need_rows(call, all); });
  ASSERT_TRUE(first->next);
  site.cursor = Cursor{*first->next};
  site.limit = PageLimit{200};
  const auto page = bench().look(staff(), [&](Call& call) { return list_need_rows(call, site); });
  ASSERT_THAT(page->items, SizeIs(whole.size()));
  for (const auto& row : page->items) EXPECT_EQ(row.site_path.find(paths[5]), 0u);
}

TEST_P(Stats, HoldEveryRowInASheet) {
  live(11, 260);
  drain();
  http::TestServe served(bench(), [](http::Router& r) { add_stat_routes(r); });
  auto office = served.as(staff());
  const auto lines = [&](const std::string& rows) {
    const auto csv = office.get("/v1/stats/" + rows + "from=2025-01-01&to=2029-12-31&format=csv");
    EXPECT_EQ(csv.status, 200) << csv.body;
    return std::ranges::count(csv.body, '\n') - 1;  // without the heads
  };
  AskFigures q;
  q.from = given<Day>("2025-01-01");
  q.to = given<Day>("2029-12-31");
  const auto view = figures(q);
  EXPECT_EQ(lines("needs?"), 260);
  EXPECT_EQ(lines("needs?figure=rated&"), figure(view, Figure::rated));
  EXPECT_EQ(lines("services?"), figure(view, Figure::turns));
  EXPECT_EQ(lines("recipient-turns?"), figure(view, Figure::recipient_turns));
  EXPECT_EQ(lines("persons?"), figure(view, Figure::persons));
  EXPECT_EQ(lines("recipients?"), figure(view, Figure::recipients));
}

TEST_P(Stats, AreASheetWithHeadsAndANameInTheReadersLanguage) {
  live(9, 20);
  drain();
  http::TestServe served(bench(), [](http::Router& r) { add_stat_routes(r); });
  auto office = served.as(staff());
  const std::string period = "?from=2026-01-01&to=2026-12-31";
  const auto figures_csv = office.get("/v1/stats" + period + "&format=csv");
  ASSERT_EQ(figures_csv.status, 200) << figures_csv.body;
  EXPECT_THAT(figures_csv.content_type, HasSubstr("text/csv"));
  EXPECT_THAT(figures_csv.body, HasSubstr("名称,数值,单位,明细\r\n"));
  EXPECT_THAT(figures_csv.body, HasSubstr("\r\n需求总数,20,件,/v1/stats/needs?"));
  EXPECT_THAT(figures_csv.body, HasSubstr("已并案,0,件,"));
  EXPECT_EQ(office.get("/v1/stats" + period + "&format=xlsx").body.substr(0, 2), "PK");
  EXPECT_THAT(office.lang("en").get("/v1/stats" + period + "&format=csv").body,
              HasSubstr("name,value,unit,rows behind it\r\n"));
  for (const auto& route : served.router().routes()) {
    const auto sheet = office.lang("zh-CN").get(route->pattern + period + "&format=csv");
    ASSERT_EQ(sheet.status, 200) << route->pattern << sheet.body;
    EXPECT_THAT(sheet.body.substr(0, sheet.body.find('\r')), Not(ContainsRegex("[a-z]")))
        << route->pattern;
  }
}

}  // namespace
}  // namespace lastmile::stats

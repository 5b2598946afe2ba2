#include "access/access_routes.h"
#include "http/test_client.h"
#include "people/person_facts.h"
#include "records/record_jobs.h"
#include "stats/stat_routes.h"
#include "stats/stats_fixture.h"

namespace lastmile::stats {
namespace {

using dispatch::Town;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using State = records::RecordState;

/// Who was served, once in each need, however many helped.
struct Turns : StatsTown {
  PersonId somebody() { return PersonId::make(bench().now(), bench().rng()); }
  needs::NeedId some_need() { return needs::NeedId::make(bench().now(), bench().rng()); }
  /// An hour of one helper in a need, counted.
  records::RecordSet help(needs::NeedId need, PersonId recipient) {
    records::RecordSet r{};
    r.record = records::RecordId::make(bench().now(), bench().rng());
    r.state = State::counted;
    r.volunteer = somebody();
    r.recipient = recipient;
    r.subject = need.uuid;
    r.category = "0405";
    r.site_path = paths[3];
    r.minutes = 60;
    r.from = r.to = bench().now();
    tell_service(r);
    return r;
  }
  void set(records::RecordSet& r, State state) {
    r.state = state;
    tell_service(r);
  }
  std::vector<TurnRow> rows() {
    drain();
    return all_rows<TurnRow>(ListServiceRows{}, list_recipient_turns);
  }
  /// The figure, which the rows behind it must equal.
  std::int64_t turns() {
    const auto all = rows();
    const auto told = *figure(figures({}), Figure::recipient_turns);
    EXPECT_EQ(static_cast<std::int64_t>(all.size()), told);
    std::int64_t of_persons = 0;
    for (const auto& r : all_rows<RecipientRow>(ListServiceRows{}, list_recipient_rows))
      of_persons += r.turns;
    EXPECT_EQ(of_persons, told);
    return told;
  }
  template <class Compare>
  std::vector<std::int64_t> lines(Compare compare) {
    const auto page = bench().look(staff(), [&](Call& call) { return compare(call, {}); });
    EXPECT_TRUE(page.ok());
    std::vector<std::int64_t> all;
    for (const auto& line : page->items) all.push_back(line.recipient_turns);
    return all;
  }
};
EACH_DATABASE(Turns);

TEST_P(Turns, AreOneANeedHoweverManyHelpAndHoweverOftenTheyCome) {
  const auto need = some_need();
  const PersonId li = somebody();
  const auto first = help(need, li);
  bench().tick(std::chrono::hours{24 * 31});
  auto second = help(need, li);
  second.minutes = 30;
  tell_service(second);
  EXPECT_EQ(turns(), 1);
  const auto view = figures({});
  EXPECT_EQ(figure(view, Figure::turns), 2);
  EXPECT_EQ(figure(view, Figure::recipients), 1);
  const TurnRow row = rows().at(0);
  EXPECT_EQ(row.need, need);
  EXPECT_EQ(row.recipient, li);
  EXPECT_EQ(row.from_at, first.from);
  EXPECT_EQ(row.minutes, 90);
  EXPECT_EQ(row.volunteers, 2);
  EXPECT_EQ(row.record, first.record);
  help(some_need(), li);  // asked for again, served again
  EXPECT_EQ(turns(), 2);
  EXPECT_EQ(figure(figures({}), Figure::recipients), 1);
}

TEST_P(Turns, StandWhereAndWhenTheyBegan) {
  const auto need = some_need();
  const PersonId li = somebody();
  help(need, li);
  bench().tick(std::chrono::hours{24 * 31});
  auto second = help(need, li);
  second.site_path = paths[6];
  second.category = "0601";
  tell_service(second);
  drain();
  EXPECT_THAT(lines(figures_by_month), ElementsAre(1, 0));
  EXPECT_THAT(lines(figures_by_category), ElementsAre(1, 0));
  EXPECT_THAT(lines(figures_by_site), ElementsAre(1, 0));
  AskFigures february;
  february.from = given<Day>("2026-02-01");
  EXPECT_EQ(figure(figures(february), Figure::recipient_turns), 0);
  EXPECT_EQ(figure(figures(february), Figure::turns), 1);
}

TEST_P(Turns, FollowWhatHappensToTheRecords) {
  const auto need = some_need();
  const PersonId li = somebody();
  auto first = help(need, li);
  bench().tick(std::chrono::hours{2});
  auto second = help(need, li);
  EXPECT_EQ(turns(), 1);
  set(first, State::disputed);
  EXPECT_EQ(turns(), 1);
  EXPECT_EQ(rows().at(0).record, second.record);
  EXPECT_EQ(rows().at(0).minutes, 60);
  set(second, State::void_);
  EXPECT_EQ(turns(), 0);
  EXPECT_EQ(figure(figures({}), Figure::recipients), 0);
  first.minutes = 20;
  set(first, State::counted);
  EXPECT_EQ(turns(), 1);
  EXPECT_EQ(rows().at(0).record, first.record);
  EXPECT_EQ(rows().at(0).minutes, 20);
  help(some_need(), PersonId{});  // nobody known was served
  EXPECT_EQ(turns(), 1);
  EXPECT_THAT(jobs::replay(commands(), registry(), false), IsEmpty());
}

TEST_P(Turns, OfJoinedProfilesAreOneUntilTheyArePartedAgain) {
  const auto need = some_need();
  const PersonId a = somebody(), b = somebody(), c = somebody();
  const auto first = help(need, a);
  const auto second = help(need, b);
  EXPECT_EQ(turns(), 2);
  tell(people::PersonsMerged{{}, a, b}, b.uuid, "4112/");
  EXPECT_EQ(turns(), 1);
  EXPECT_EQ(rows().at(0).minutes, 120);
  tell(people::PersonsMerged{{}, c, a}, a.uuid, "4112/");
  EXPECT_EQ(turns(), 1);
  EXPECT_EQ(rows().at(0).recipient, c);
  tell(people::PersonsMerged{{}, first.volunteer, second.volunteer}, second.volunteer.uuid,
       "4112/");
  EXPECT_EQ(turns(), 1);
  EXPECT_EQ(rows().at(0).volunteers, 1);
  tell(people::MergeUndone{{}, c, a}, a.uuid, "4112/");
  tell(people::MergeUndone{{}, a, b}, b.uuid, "4112/");
  EXPECT_EQ(turns(), 2);
  EXPECT_THAT(jobs::replay(commands(), registry(), false), IsEmpty());
}

/// The same by the verbs of people.
struct TurnsOfATown : OnEachBench {};
EACH_DATABASE(TurnsOfATown);

TEST_P(TurnsOfATown, TwoHelpersOfOneAreOneInEveryForm) {
  Town town(bench());
  records::add_record_jobs(town.registry);
  add_stat_jobs(town.registry);
  const auto need = town.need({.from = to_text(bench().now()),
                               .to = to_text(bench().now() + std::chrono::hours{4}),
                               .people = 2});
  const auto zhao = town.volunteer(), sun = town.volunteer();
  town.take(need, zhao);
  town.take(need, sun);
  town.serve(need, zhao, std::chrono::minutes{60});
  town.serve(need, sun, std::chrono::minutes{30});
  town.drain();
  http::Hooks hooks = access::http_hooks(bench().settings.region);
  hooks.authenticate = nullptr;  // signed in by TestServe
  http::TestServe served(bench(), add_stat_routes, hooks);
  auto office = served.as(town.city_office);
  const auto view = from_json<FiguresView>(office.get("/v1/stats").body).value();
  for (const auto& one : view.figures) {
    const bool of_helpers = one.figure == Figure::turns;
    if (!of_helpers && one.figure != Figure::recipient_turns) continue;
    EXPECT_EQ(one.value, of_helpers ? 2 : 1);
    if (of_helpers) continue;
    const auto page = from_json<Page<TurnRow>>(office.get(one.rows).body).value();
    ASSERT_THAT(page.items, SizeIs(1));
    EXPECT_EQ(page.items[0].need, need);
    EXPECT_EQ(page.items[0].minutes, 90);
    const auto csv = office.get(one.rows + "&format=csv").body;
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 2);  // the heads and one row
    EXPECT_EQ(office.get(one.rows + "&format=xlsx").body.substr(0, 2), "PK");
  }
}

}  // namespace
}  // namespace lastmile::stats

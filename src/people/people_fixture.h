#pragma once
#include "call/test_call.h"
#include "people/people.h"
#include "people/residents.h"
#include "people/volunteers.h"
#include "places/place_facts.h"
#include "places/site_store.h"

/// A small town for the tests of people: a city, a center, a subcenter, two stations, their staff.
namespace lastmile::people {

inline Name name_of(std::string_view text) { return Name::parse(text).value(); }
inline Line line_of(std::string_view text) { return Line::parse(text).value(); }
inline Phone phone_of(std::string_view text) { return Phone::parse(text).value(); }
inline IdCard card_of(std::string_view text) { return IdCard::parse(text).value(); }
inline Day day_of(std::string_view text) { return parse_day(text).value(); }

/// The code of what stood in the way, "" when nothing did.
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? std::string() : std::string(result.refused().refusal.code);
}

/// An ID number that checks out, for a birth day and a running number.
inline std::string id_number(std::string_view born, int serial) {
  std::string day(born);
  std::erase(day, '-');
  std::string number = "411202" + day + fmt::format("{:03}", serial % 1000);
  constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (int i = 0; i < 17; ++i) sum += (number[static_cast<std::size_t>(i)] - '0') * weights[i];
  return number + "10X98765432"[sum % 11];
}

/// The same, and the fields it names.
template <class T>
std::string fields_of(const Result<T>& result) {
  std::string all = code_of(result);
  if (result.ok()) return all;
  for (const BadField& field : result.refused().fields) all += " " + field.path;
  return all;
}

struct WorkDone {
  static constexpr std::string_view kind = "test_work";
  static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(WorkDone, (), ())

class PeopleTown : public OnEachBench {
 protected:
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    city = open("4112", "4112/", places::SiteKind::city, "三门峡市");
    center = open("411202", "4112/411202/", places::SiteKind::center, "湖滨区");
    subcenter =
        open("411202001", "4112/411202/411202001/", places::SiteKind::subcenter, "湖滨街道");
    mao = open("411202001001", "4112/411202/411202001/411202001001/", places::SiteKind::station,
               "茅津社区");
    huang = open("411202001002", "4112/411202/411202001/411202001002/", places::SiteKind::station,
                 "黄河社区");
    worker = staff("station_worker", mao.path);
    colleague = staff("station_worker", mao.path);
    neighbour = staff("station_worker", huang.path);
    chief = staff("center_staff", center.path);
    auditor = staff("auditor", "4112/");
  }

  /// Work of another module that needs the person, with a fact of its own, begins and ends.
  void begin_work(PersonId person, const Uuid& work, std::string_view what) {
    do_work(work, [&](Call& call) { hold(call, person, work, what); });
  }
  void end_work(PersonId person, const Uuid& work) {
    do_work(work, [&](Call& call) { release(call, person, work); });
  }
  void do_work(const Uuid& work, const std::function<void(Call&)>& f) {
    const auto done = bench().run(TestBench::system(), [&](Call& call) -> Check {
      f(call);
      call.journal.append(WorkDone{}, {.subject = work});
      return Done{};
    });
    ASSERT_EQ(code_of(done), "");
  }

  places::Site open(std::string code, std::string path, places::SiteKind kind, std::string name) {
    places::Site site;
    const auto done = bench().run(TestBench::system(), [&](Call& call) -> Check {
      places::SiteRow row;
      row.region = call.region();
      row.id = call.make_id<places::SiteTag>();
      row.code = row.area = code;
      row.path = path;
      row.kind = kind;
      row.name = name;
      row.lat = 34.78;
      row.lon = 111.19;
      row.created_at = call.now;
      EXPECT_TRUE(call.tx.insert(row));
      call.journal.append(places::SiteOpened{row.id, kind, path}, {.scope = path});
      site = {row.id,
              code,
              path,
              kind,
              places::SiteState::active,
              name,
              places::MapPoint{34.78, 111.19},
              {}};
      return Done{};
    });
    EXPECT_TRUE(done.ok());
    return site;
  }

  Actor staff(std::string role, std::string scope) {
    return TestBench::person(PersonId::make(bench().now(), bench().rng()),
                             {{std::move(role), std::move(scope)}});
  }
  static Actor as(PersonId person) { return TestBench::person(person); }

  /// Runs a verb as one command by an actor.
  template <class Verb, class Command>
  auto run(const Actor& actor, Verb verb, const Command& command) {
    return bench().run(actor, [&](Call& call) { return verb(call, command); });
  }
  /// The same, which must go well; or may, as it falls out.
  template <class Verb, class Command>
  void done(const Actor& actor, Verb verb, const Command& command) {
    EXPECT_EQ(code_of(run(actor, verb, command)), "");
  }
  template <class Verb, class Command>
  void attempt(const Actor& actor, Verb verb, const Command& command) {
    const auto result = run(actor, verb, command);
    EXPECT_TRUE(result.ok() || !result.refused().refusal.code.empty());
  }
  template <class Verb, class Query>
  auto look(const Actor& actor, Verb verb, const Query& query) {
    return bench().look(actor, [&](Call& call) { return verb(call, query); });
  }

  EnterResident resident(std::string_view name) {
    EnterResident cmd{.name = name_of(name)};
    cmd.home_site = mao.id;
    cmd.how = EnteredHow::counter;
    cmd.consent = line_of("柜台口头同意");
    cmd.anyway = true;
    return cmd;
  }
  PersonId enter(std::string_view name, std::optional<std::string> phone = {},
                 std::optional<std::string> born = {}) {
    EnterResident cmd = resident(name);
    if (phone) cmd.phone = phone_of(*phone);
    if (born) cmd.birth_day = day_of(*born);
    const auto view = run(worker, enter_resident, cmd);
    EXPECT_EQ(code_of(view), "");
    return view ? view->person : PersonId{};
  }
  PersonId enter_volunteer(std::string_view name, std::string_view born = "1980-05-01",
                           std::vector<std::string> skills = {}) {
    const PersonId id = enter(name, std::nullopt, std::string(born));
    JoinAsVolunteer join;
    join.skills = std::move(skills);
    EXPECT_EQ(code_of(run(as(id), join_as_volunteer, join)), "");
    return id;
  }

  places::Site city, center, subcenter, mao, huang;
  Actor worker, colleague, neighbour, chief, auditor;
};

}  // namespace lastmile::people

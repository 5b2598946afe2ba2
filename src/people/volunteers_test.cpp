#include "people/volunteers.h"

#include <ctime>

#include "people/apart.h"
#include "people/licences.h"
#include "people/merits.h"
#include "people/own_data.h"
#include "people/people_fixture.h"

namespace lastmile::people {
namespace {

struct Volunteers : PeopleTown {
  VolunteerProfile profile(PersonId person) {
    auto found =
        bench().look(TestBench::system(), [&](Call& c) { return find_volunteer(c, person); });
    EXPECT_EQ(code_of(found), "");
    return found ? *found : VolunteerProfile{};
  }
  EnterLicence nurse(PersonId person) {
    return {person, Text<1, 40>::parse("nurse").value(), Text<1, 60>::parse("N-20240001"),
            day_of("2024-06-01"), day_of("2026-06-01")};
  }
  void end_what_is_due() {
    const auto ended = bench().run(TestBench::system(), [](Call& call) -> Check {
      end_what_is_over(call);
      return Done{};
    });
    EXPECT_TRUE(ended.ok());
  }
};
EACH_DATABASE(Volunteers);

TEST_P(Volunteers, JoinThemselves) {
  const PersonId id = enter("林志愿");
  JoinAsVolunteer join;
  EXPECT_EQ(code_of(run(Actor{}, join_as_volunteer, join)), "not_signed_in");
  EXPECT_EQ(code_of(run(as(id), join_as_volunteer, join)), "birth_day_missing");
  join.birth_day = day_of("1990-01-01");
  join.skills = {"haircut", "astrology"};
  const auto bad = run(as(id), join_as_volunteer, join);
  ASSERT_EQ(code_of(bad), "code_unknown");
  EXPECT_EQ(bad.refused().fields.at(0).path, "/skills/1");
  join.skills = {"repairs", "haircut", "repairs"};
  join.categories = {"0401"};
  join.free_hours = {{{0}, {600}, {500}}};
  EXPECT_EQ(code_of(run(as(id), join_as_volunteer, join)), "free_hours_empty");
  join.free_hours = {{{0}, {540}, {720}}};
  join.transport = Transport::cycle;
  const auto joined = run(as(id), join_as_volunteer, join);
  ASSERT_EQ(code_of(joined), "");
  EXPECT_EQ(joined->skills, (std::vector<std::string>{"haircut", "repairs"}));
  EXPECT_EQ(code_of(run(as(id), join_as_volunteer, join)), "already_a_volunteer");
  const VolunteerProfile who = profile(id);
  EXPECT_EQ(who.home_path, mao.path);
  EXPECT_EQ(who.birth_day, day_of("1990-01-01"));
  EXPECT_EQ(who.languages, std::vector<std::string>{"zh"});
  EXPECT_EQ(who.categories, std::vector<std::string>{"0401"});
  EXPECT_TRUE(who.point.has_value());
  EXPECT_TRUE(who.active);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Volunteers, OneIdNumberIsOneVolunteer) {
  const auto card = card_of(id_number("1990-01-01", 7));
  JoinAsVolunteer join;
  join.id_number = card;
  const PersonId first = enter("林一");
  const PersonId second = enter("林二");
  ASSERT_EQ(code_of(run(as(first), join_as_volunteer, join)), "");
  EXPECT_EQ(code_of(run(as(second), join_as_volunteer, join)), "id_number_held");
  ASSERT_EQ(code_of(run(as(first), leave_volunteering, LeaveVolunteering{first})), "");
  EXPECT_EQ(code_of(run(as(second), join_as_volunteer, join)), "");
  EXPECT_EQ(code_of(run(as(first), join_as_volunteer, JoinAsVolunteer{})), "id_number_held");
}

TEST_P(Volunteers, ActForThemselvesWhileActive) {
  const PersonId id = enter_volunteer("林志愿");
  const auto self = [&](const Actor& actor) {
    return bench().look(actor, [](Call& c) { return access_self(c); });
  };
  EXPECT_EQ(code_of(self(Actor{})), "not_signed_in");
  EXPECT_EQ(code_of(self(as(enter("旁人")))), "not_a_volunteer");
  EXPECT_EQ(code_of(self(as(id))), "");
  PauseVolunteering pause{id, day_of("2026-03-04")};
  ASSERT_EQ(code_of(run(as(id), pause_volunteering, pause)), "");
  EXPECT_EQ(code_of(self(as(id))), "volunteer_inactive");
  EXPECT_FALSE(profile(id).active);
  bench().set_now("2026-03-04T23:00:00+08:00");
  end_what_is_due();
  EXPECT_EQ(code_of(self(as(id))), "volunteer_inactive");  // the last day of the pause
  bench().set_now("2026-03-05T00:00:00+08:00");
  end_what_is_due();
  EXPECT_EQ(code_of(self(as(id))), "");
  const Uuid need = Uuid::make(bench().now(), bench().rng());
  begin_work(id, need, "service");
  EXPECT_EQ(code_of(run(as(id), leave_volunteering, LeaveVolunteering{id})), "person_held");
  end_work(id, need);
  ASSERT_EQ(code_of(run(as(id), leave_volunteering, LeaveVolunteering{id})), "");
  EXPECT_EQ(code_of(self(as(id))), "not_a_volunteer");
  EXPECT_EQ(code_of(bench().look(worker,
                                 [&](Call& c) {
                                   return find_volunteer(
                                       c, PersonId::make(bench().now(), bench().rng()));
                                 })),
            "volunteer_unknown");
}

TEST_P(Volunteers, ChangeTheirProfile) {
  const PersonId id = enter_volunteer("林志愿");
  ChangeVolunteer change{.person = id};
  change.home_site = huang.id;
  change.languages = std::vector<std::string>{"en", "zh_henan"};
  ASSERT_EQ(code_of(run(as(id), change_volunteer, change)), "");
  EXPECT_EQ(profile(id).home_path, huang.path);
  EXPECT_EQ(profile(id).languages, (std::vector<std::string>{"en", "zh_henan"}));
  SetAvailability free{id, std::vector<FreeHours>{{{6}, {0}, {1440}}},
                       std::vector<FreeException>{{day_of("2026-03-01"), false, {0}, {1440}},
                                                  {day_of("2026-03-08"), false, {0}, {1440}}}};
  EXPECT_EQ(fields_of(run(as(id), set_availability, free)), "exception_past /exceptions/0/day");
  free.exceptions->front().day = day_of("2026-03-02");
  ASSERT_EQ(code_of(run(as(id), set_availability, free)), "");
  bench().tick(std::chrono::hours(24));
  ASSERT_EQ(code_of(run(as(id), set_availability, free)), "");
  EXPECT_EQ(profile(id).exceptions.size(), 1u);  // what is past is forgotten
  EXPECT_EQ(code_of(run(neighbour, set_availability, free)), "person_unknown");
  ASSERT_EQ(code_of(run(as(id), set_availability, SetAvailability{.person = id})), "");
  EXPECT_EQ(profile(id).free_hours.size(), 1u) << "what is left out stays";
}

TEST_P(Volunteers, SayEachThingOnce) {
  const PersonId id = enter_volunteer("林志愿");
  const FreeHours morning{{6}, {540}, {720}};
  const FreeException off{day_of("2026-03-08"), false};
  SetAvailability free{id, std::vector{morning, morning}, std::vector{off, off}};
  const auto said = run(as(id), set_availability, free);
  ASSERT_EQ(code_of(said), "");
  EXPECT_EQ(said->free_hours.size(), 1u);
  EXPECT_EQ(said->exceptions.size(), 1u);
  free.exceptions->push_back({day_of("2026-03-08"), true, {540}, {600}});
  EXPECT_EQ(fields_of(run(as(id), set_availability, free)),
            "exceptions_contradict /exceptions/2/free");
}

TEST_P(Volunteers, AreFoundByCodesThatExist) {
  enter_volunteer("林志愿", "1980-05-01", {"haircut"});
  ListVolunteers query;
  query.skill = Text<1, 40>::parse("haircut");
  EXPECT_EQ(look(worker, list_volunteers, query)->items.size(), 1u);
  query.skill = Text<1, 40>::parse("中");
  EXPECT_EQ(fields_of(look(worker, list_volunteers, query)), "code_unknown /skill");
  query.skill.reset();
  query.licence = Text<1, 40>::parse("wizard");
  EXPECT_EQ(fields_of(look(worker, list_volunteers, query)), "code_unknown /licence");
  query.licence.reset();
  query.language = Text<1, 40>::parse("klingon");
  EXPECT_EQ(fields_of(look(worker, list_volunteers, query)), "code_unknown /language");
}

TEST_P(Volunteers, AreAttestedByStaffOnly) {
  const PersonId id = enter_volunteer("林志愿");
  AttestVolunteer attest{.person = id};
  attest.insured_until = std::optional(day_of("2026-03-31"));
  attest.trained_for_risk = true;
  EXPECT_EQ(code_of(run(as(id), attest_volunteer, attest)), "attested_by_staff");
  EXPECT_EQ(code_of(run(neighbour, attest_volunteer, attest)), "person_unknown");
  ASSERT_EQ(code_of(run(worker, attest_volunteer, attest)), "");
  EXPECT_EQ(profile(id).insured_until, day_of("2026-03-31"));
  EXPECT_TRUE(profile(id).trained_for_risk);
  attest.insured_until = std::optional(day_of("2020-01-01"));
  EXPECT_EQ(code_of(run(worker, attest_volunteer, attest)), "insurance_over");
  EXPECT_EQ(profile(id).insured_until, day_of("2026-03-31"));
  bench().set_now("2026-04-01T00:10:00+08:00");
  end_what_is_due();
  EXPECT_EQ(profile(id).insured_until, std::nullopt);
  attest.insured_until = std::optional(day_of("2026-04-01"));  // its last day
  EXPECT_EQ(code_of(run(worker, attest_volunteer, attest)), "");
  attest.insured_until = std::optional<Day>();
  EXPECT_EQ(code_of(run(worker, attest_volunteer, attest)), "");
}

TEST_P(Volunteers, LicencesCountOnceVerified) {
  const PersonId id = enter_volunteer("林护士");
  EnterLicence enter_cmd = nurse(id);
  enter_cmd.until = day_of("2026-03-01");
  EXPECT_EQ(code_of(run(as(id), enter_licence, enter_cmd)), "licence_over");
  const auto licence = run(as(id), enter_licence, nurse(id));
  ASSERT_EQ(code_of(licence), "");
  EXPECT_EQ(licence->number, "N-20240001");
  EXPECT_FALSE(profile(id).licences.at(0).verified);
  EXPECT_EQ(code_of(run(as(id), enter_licence, nurse(id))), "licence_entered_already");
  const auto queue = look(worker, list_licences, ListLicences{});
  ASSERT_EQ(queue->items.size(), 1u);
  EXPECT_EQ(queue->items[0].number, "****0001");
  EXPECT_EQ(code_of(run(as(id), verify_licence, VerifyLicence{licence->licence})), "licence_own");
  EXPECT_EQ(code_of(run(neighbour, verify_licence, VerifyLicence{licence->licence})),
            "licence_unknown");
  ASSERT_EQ(code_of(run(worker, verify_licence, VerifyLicence{licence->licence})), "");
  EXPECT_TRUE(profile(id).licences.at(0).verified);
  EXPECT_EQ(code_of(run(worker, verify_licence, VerifyLicence{licence->licence})),
            "licence_not_entered");
}

TEST_P(Volunteers, LicencesAreWithdrawnOnce) {
  const PersonId id = enter_volunteer("林护士");
  const auto licence = run(as(id), enter_licence, nurse(id));
  const WithdrawLicence withdraw{licence->licence};
  done(worker, verify_licence, VerifyLicence{licence->licence});
  EXPECT_EQ(run(as(id), withdraw_licence, withdraw)->state, LicenceState::withdrawn);
  const auto again = run(as(id), withdraw_licence, withdraw);
  ASSERT_EQ(code_of(again), "licence_withdrawn_already");
  EXPECT_EQ(again.refused().seen, "withdrawn");
}

TEST_P(Volunteers, LicencesAreRenewedWithoutAGap) {
  const PersonId id = enter_volunteer("林护士");
  const auto old = run(as(id), enter_licence, nurse(id));
  done(worker, verify_licence, VerifyLicence{old->licence});
  RenewLicence renew{old->licence, {}, day_of("2026-06-01"), day_of("2028-06-01")};
  EXPECT_EQ(code_of(run(as(id), renew_licence, renew)), "licence_renewal_early");
  const auto remind = [&] {
    return run(
        TestBench::system(),
        [](Call& c, int) -> Check {
          remind_of_licences(c);
          return Done{};
        },
        0);
  };
  const auto reminders = [&] {
    int count = 0;
    bench().db().read([&](storage::Tx& tx) {
      for (const auto& e : journal::entries(tx, 4112, 0, 1000)) count += e.kind == "licence_ending";
    });
    return count;
  };
  bench().set_now("2026-04-05T09:00:00+08:00");  // 57 days before
  EXPECT_TRUE(remind().ok());
  EXPECT_TRUE(remind().ok());
  EXPECT_EQ(reminders(), 1);
  bench().set_now("2026-05-28T09:00:00+08:00");  // 4 days before: only the nearest is sent
  EXPECT_TRUE(remind().ok());
  EXPECT_EQ(reminders(), 2);
  const auto fresh = run(as(id), renew_licence, renew);
  ASSERT_EQ(code_of(fresh), "");
  EXPECT_EQ(fresh->number, "N-20240001");
  EXPECT_EQ(code_of(run(as(id), renew_licence, renew)), "licence_entered_already");
  done(worker, verify_licence, VerifyLicence{fresh->licence});
  const TimeWindow over_the_seam{parse_instant("2026-05-31T20:00:00+08:00").value(),
                                 parse_instant("2026-06-01T08:00:00+08:00").value()};
  EXPECT_TRUE(holds_licence(profile(id), "nurse", over_the_seam, Zone()));
  bench().set_now("2026-06-02T09:00:00+08:00");
  EXPECT_TRUE(remind().ok());
  EXPECT_EQ(reminders(), 2);  // renewed: nothing to remind of
}

TEST_P(Volunteers, MeritsAreRecordedAndVerifiedByTwo) {
  const PersonId id = enter_volunteer("林志愿");
  RecordAward award{id, line_of("学雷锋标兵"), day_of("2026-03-01"), line_of("市文明办"),
                    line_of("文件 12 号")};
  const auto given = run(as(id), record_award, award);
  ASSERT_EQ(code_of(given), "");
  EXPECT_EQ(code_of(run(as(id), verify_award, VerifyAward{given->award})), "not_yours");
  EXPECT_TRUE(run(worker, verify_award, VerifyAward{given->award})->verified);
  const auto by_worker = run(worker, record_award, award);
  EXPECT_EQ(code_of(run(worker, verify_award, VerifyAward{by_worker->award})), "award_own");
  EXPECT_EQ(code_of(run(colleague, verify_award, VerifyAward{by_worker->award})), "");
  RecordTraining training{id,    line_of("急救"),     line_of("心肺复苏"),
                          {120}, line_of("红十字会"), day_of("2026-03-03")};
  EXPECT_EQ(code_of(run(worker, record_training, training)), "day_in_future");
  training.day = day_of("2026-03-02");
  ASSERT_EQ(code_of(run(worker, record_training, training)), "");
  const auto merits = look(as(id), show_merits, ShowMerits{id});
  EXPECT_EQ(merits->awards.size(), 2u);
  EXPECT_EQ(merits->trainings.at(0).minutes, 120);
}

TEST_P(Volunteers, SomeAreKeptApart) {
  const PersonId a = enter_volunteer("林志愿"), b = enter("王奶奶");
  const auto apart = [&](PersonId x, PersonId y) {
    return bench().look(TestBench::system(), [&](Call& c) { return keep_apart(c, x, y); });
  };
  EXPECT_EQ(code_of(run(as(b), ask_apart, KeepApart{b, b, ApartReason::asked})), "apart_from_self");
  EXPECT_EQ(fields_of(run(as(a), ask_apart, KeepApart{b, a, ApartReason::asked})),
            "person_unknown");
  EXPECT_EQ(fields_of(run(as(a), ask_apart, KeepApart{a, PersonId{}, ApartReason::asked})),
            "person_unknown /other");
  JoinAsVolunteer join;
  join.person = PersonId{};
  EXPECT_EQ(fields_of(run(worker, join_as_volunteer, join)), "person_unknown /person");
  ASSERT_EQ(code_of(run(as(b), ask_apart, KeepApart{b, a, ApartReason::dispute})), "");
  EXPECT_TRUE(apart(a, b));
  EXPECT_TRUE(apart(b, a));
  EXPECT_EQ(look(as(b), list_apart, ListApart{b})->items.size(), 1u);
  EXPECT_TRUE(look(as(a), list_apart, ListApart{a})->items.empty());  // never told
  EXPECT_EQ(code_of(run(as(a), end_apart, EndApart{a, b})), "apart_unknown");
  // The other asks too: each sees and ends their own, and it holds until both have.
  ASSERT_EQ(code_of(run(as(a), ask_apart, KeepApart{a, b, ApartReason::safety})), "");
  const auto reasons = [&](const Actor& who, PersonId whose) {
    std::vector<ApartReason> all;
    const auto list = look(who, list_apart, ListApart{whose});
    for (const auto& wish : list->items) {
      all.push_back(wish.reason);
    }
    return all;
  };
  EXPECT_EQ(reasons(as(a), a), std::vector{ApartReason::safety});
  EXPECT_EQ(reasons(as(b), b), std::vector{ApartReason::dispute});
  EXPECT_EQ(reasons(worker, b), std::vector{ApartReason::safety});
  const auto pairs = bench().look(TestBench::system(), [&](Call& c) { return kept_apart(c, {a}); });
  ASSERT_EQ(pairs.size(), 1u);
  ASSERT_EQ(code_of(run(as(b), end_apart, EndApart{b, a})), "");
  EXPECT_TRUE(apart(a, b));
  EXPECT_TRUE(reasons(as(b), b).empty());
  EXPECT_EQ(code_of(run(as(b), end_apart, EndApart{b, a})), "apart_unknown");
  ASSERT_EQ(code_of(run(as(b), ask_apart, KeepApart{b, a, ApartReason::relatives})), "");
  ASSERT_EQ(code_of(run(as(a), end_apart, EndApart{a, b})), "");
  EXPECT_EQ(reasons(as(b), b), std::vector{ApartReason::relatives});
  ASSERT_EQ(code_of(run(worker, end_apart, EndApart{a, b})), "");
  EXPECT_FALSE(apart(a, b));
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Volunteers, AreListedBySkillAndLicence) {
  const PersonId nurse_id = enter_volunteer("林护士", "1980-05-01", {"nursing"});
  enter_volunteer("孙师傅", "1970-05-01", {"repairs"});
  const auto licence = run(as(nurse_id), enter_licence, nurse(nurse_id));
  ListVolunteers query;
  query.skill = Text<1, 40>::parse("nursing");
  EXPECT_EQ(look(worker, list_volunteers, query)->items.size(), 1u);
  query.licence = Text<1, 40>::parse("nurse");
  EXPECT_EQ(look(worker, list_volunteers, query)->items.size(), 0u);
  done(worker, verify_licence, VerifyLicence{licence->licence});
  EXPECT_EQ(look(worker, list_volunteers, query)->items.size(), 1u);
  ListVolunteers by_name;
  by_name.search = Text<1, 60>::parse("ssf");
  EXPECT_EQ(look(chief, list_volunteers, by_name)->items.at(0).name, "孙师傅");
  by_name.search = Text<1, 60>::parse("_");
  EXPECT_TRUE(look(chief, list_volunteers, by_name)->items.empty());
  EXPECT_EQ(code_of(look(auditor, list_volunteers, ListVolunteers{})), "not_yours");
  // Who left is still listed, who was erased is not.
  done(as(nurse_id), leave_volunteering, LeaveVolunteering{nurse_id});
  ListVolunteers left;
  left.state = VolunteerState::left;
  EXPECT_EQ(look(worker, list_volunteers, left)->items.size(), 1u);
  done(as(nurse_id), erase_person, ErasePerson{nurse_id});
  EXPECT_TRUE(look(worker, list_volunteers, left)->items.empty());
  EXPECT_EQ(look(worker, list_volunteers, ListVolunteers{})->items.size(), 1u);
}

// 100,000 profiles in 1.5 s is 15 µs each; a shared machine and no optimiser get thrice that here.
TEST_P(Volunteers, AreStreamedFast) {
  constexpr int many = 2000;
  const auto filled = bench().run(TestBench::system(), [&](Call& call) -> Check {
    for (int i = 0; i < many; ++i) {
      VolunteerRow row;
      row.region = call.region();
      row.person = call.make_id<PersonTag>();
      row.home_site = i % 2 == 0 ? mao.id : huang.id;
      row.site_path = i % 2 == 0 ? mao.path : huang.path;
      row.skills = {"errands", "haircut", "repairs"};
      row.languages = {"zh", "zh_henan"};
      row.free_hours = {{{0}, {540}, {720}}, {{5}, {540}, {1080}}};
      row.joined_at = row.changed_at = call.now;
      PersonRow person;
      person.region = call.region();
      person.id = row.person;
      person.home_site = row.home_site;
      person.site_path = row.site_path;
      person.birth_day = day_of("1980-01-01");
      EXPECT_TRUE(call.tx.insert(person));
      EXPECT_TRUE(call.tx.insert(row));
    }
    call.journal.append(places::SiteChanged{mao.id, places::SiteState::active, {}}, {});
    return Done{};
  });
  ASSERT_EQ(code_of(filled), "");
  int at_mao = 0, all = 0;
  bench().db().read([&](storage::Tx& tx) {
    each_volunteer(tx, 4112, mao.path, [&](const VolunteerProfile& who) {
      EXPECT_EQ(who.skills.size(), 3u);
      ++at_mao;
    });
    const std::clock_t before = std::clock();
    each_volunteer(tx, 4112, "4112/", [&](const VolunteerProfile&) { ++all; });
    const double us = 1e6 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / many;
    RecordProperty("microseconds_a_profile", std::to_string(us));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    EXPECT_LT(us, 45.0);
#endif
  });
  EXPECT_EQ(at_mao, many / 2);
  EXPECT_EQ(all, many);
}

}  // namespace
}  // namespace lastmile::people

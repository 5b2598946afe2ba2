#include "people/residents.h"

#include <gmock/gmock.h>

#include "access/access_bench.h"
#include "access/staff_accounts.h"
#include "people/consents.h"
#include "people/duplicates.h"
#include "people/people_fixture.h"

namespace lastmile::people {
namespace {

struct Residents : PeopleTown {
  EnterResident full() {
    EnterResident cmd = resident("王小明");
    cmd.phone = phone_of("139 0398 1234");
    cmd.id_number = card_of(id_number("1950-04-05", 12));
    cmd.address = line_of("黄河路 18 号 3 单元 201");
    cmd.point = places::MapPoint{34.7801, 111.2002};
    cmd.recipient_groups = {RecipientGroup::elder};
    cmd.anyway = false;
    return cmd;
  }
  std::optional<PersonId> signed_in_by(const char* phone) {
    return bench().look(worker, [&](Call& c) { return access::account_of(c, phone_of(phone)); });
  }
  void mend_phone(const Actor& who, PersonId id, std::optional<Phone> phone) {
    ChangePerson cmd{.person = id};
    cmd.phone = phone;
    done(who, change_person, cmd);
  }
  std::vector<Reading> readings_of(const Actor& actor, auto verb) {
    return bench().look(actor, [&](Call& call) {
      EXPECT_TRUE(verb(call).ok());
      return call.readings;
    });
  }
};
EACH_DATABASE(Residents);

TEST_P(Residents, AreShownAsFarAsTheReaderMay) {
  const auto entered = run(worker, enter_resident, full());
  ASSERT_EQ(code_of(entered), "");
  EXPECT_EQ(entered->phone, "139****1234");
  EXPECT_EQ(entered->birth_day, day_of("1950-04-05"));  // from the ID number
  EXPECT_NE(entered->sex, Sex::unsaid);
  EXPECT_FALSE(entered->address);
  EXPECT_TRUE(entered->has_address);
  const PersonId id = entered->person;
  const auto own = look(as(id), show_me, ShowMe{});
  ASSERT_EQ(code_of(own), "");
  EXPECT_EQ(own->phone, "13903981234");
  EXPECT_EQ(own->address, "黄河路 18 号 3 单元 201");
  EXPECT_EQ(own->id_number->substr(0, 14), "**************");
  EXPECT_EQ(code_of(look(chief, show_person, ShowPerson{id})), "");
  EXPECT_EQ(code_of(look(neighbour, show_person, ShowPerson{id})), "person_unknown");
  EXPECT_EQ(code_of(look(auditor, show_person, ShowPerson{id})), "person_unknown");
  EXPECT_EQ(code_of(look(as(enter("李四")), show_person, ShowPerson{id})), "person_unknown");
  EXPECT_EQ(code_of(look(Actor{}, show_person, ShowPerson{id})), "not_signed_in");
}

TEST_P(Residents, ReadingsAreNoted) {
  const PersonId id = run(worker, enter_resident, full())->person;
  const auto staff = readings_of(worker, [&](Call& c) { return show_person(c, {id}); });
  ASSERT_EQ(staff.size(), 1u);
  EXPECT_EQ(staff[0].whom, id);
  EXPECT_TRUE(readings_of(as(id), [&](Call& c) { return show_me(c, {}); }).empty());
  const auto contact =
      readings_of(worker, [&](Call& c) { return contact_of(c, id, "to bring the medicine"); });
  ASSERT_EQ(contact.size(), 1u);
  EXPECT_EQ(contact[0].field_class, "contact");
  EXPECT_EQ(contact[0].reason, "to bring the medicine");
}

TEST_P(Residents, OnAPageAreReadNoFurtherThanItGoes) {
  for (int i = 0; i < 3; ++i) enter_volunteer("居民" + std::to_string(i));
  EXPECT_EQ(readings_of(worker,
                        [](Call& c) {
                          ListPeople query;
                          query.limit = PageLimit{2};
                          return list_people(c, query);
                        })
                .size(),
            2u);
  EXPECT_EQ(readings_of(worker,
                        [](Call& c) {
                          ListVolunteers query;
                          query.limit = PageLimit{2};
                          return list_volunteers(c, query);
                        })
                .size(),
            2u);
}

TEST_P(Residents, AreEnteredWithConsentOnce) {
  EXPECT_EQ(code_of(run(Actor{}, enter_resident, full())), "not_signed_in");
  EXPECT_EQ(code_of(run(neighbour, enter_resident, full())), "not_yours");
  EnterResident cmd = full();
  cmd.how = EnteredHow::import;
  EXPECT_EQ(code_of(run(worker, enter_resident, cmd)), "entered_how_wrong");
  cmd = full();
  cmd.language = Code::parse("klingon");
  const auto bad = run(worker, enter_resident, cmd);
  EXPECT_EQ(code_of(bad), "code_unknown");
  EXPECT_EQ(bad.refused().fields.at(0).path, "/language");
  cmd = full();
  cmd.point = places::MapPoint{134.78, 111.19};
  EXPECT_EQ(run(worker, enter_resident, cmd).refused().fields.at(0).path, "/point");
  cmd = full();
  cmd.birth_day = day_of("1950-04-06");
  EXPECT_EQ(code_of(run(worker, enter_resident, cmd)), "id_number_differs");
  cmd = full();
  cmd.id_number.reset();
  cmd.birth_day = day_of("2026-03-03");
  EXPECT_EQ(code_of(run(worker, enter_resident, cmd)), "birth_day_not_past");
  cmd = full();
  cmd.recipient_groups = {RecipientGroup::disabled};
  EXPECT_EQ(code_of(run(worker, enter_resident, cmd)), "sensitive_consent_missing");
  cmd.sensitive_consent = line_of("本人书面单独同意");
  const auto first = run(worker, enter_resident, cmd);
  ASSERT_EQ(code_of(first), "");
  const auto consents = look(as(first->person), list_consents, ListConsents{first->person});
  ASSERT_EQ(consents->items.size(), 2u);
  EXPECT_EQ(consents->items[0].how, "柜台口头同意");
  EXPECT_EQ(consents->items[0].given_by, worker.person);
  EXPECT_EQ(consents->items[1].kind, ConsentKind::sensitive);
}

TEST_P(Residents, KnownOnesAreNamedToThoseWhoMaySeeThem) {
  const PersonId id = run(worker, enter_resident, full())->person;
  EnterResident again = resident("王晓明");  // sounds the same, same phone
  again.anyway = false;
  again.phone = phone_of("13903981234");
  const auto refused = run(worker, enter_resident, again);
  ASSERT_EQ(code_of(refused), "person_known");
  EXPECT_EQ(refused.refused().seen, id.text());
  again.home_site = huang.id;
  const auto elsewhere = run(neighbour, enter_resident, again);
  ASSERT_EQ(code_of(elsewhere), "person_known");
  EXPECT_EQ(elsewhere.refused().seen, "");
  again.anyway = true;
  EXPECT_EQ(code_of(run(neighbour, enter_resident, again)), "");
  EnterResident other = resident("赵铁柱");  // same phone, another name: a family's phone
  other.anyway = false;
  other.phone = phone_of("13903981234");
  EXPECT_EQ(code_of(run(worker, enter_resident, other)), "");
}

TEST_P(Residents, AreKnownByWhatStandsInAJoinedProfile) {
  const PersonId kept = enter("王小明", "13700000001", "1950-01-01");
  const PersonId gone = enter("李小红", "13700000002", "1951-02-02");
  done(worker, merge_persons, MergePersons{kept, gone});
  const auto found = look(worker, find_person, FindPerson{phone_of("13700000002"), {}});
  ASSERT_EQ(found->items.size(), 1u);
  EXPECT_EQ(found->items[0].person, kept);
  EnterResident by_phone = resident("李晓红"), by_birth = by_phone;
  by_phone.anyway = by_birth.anyway = false;
  by_phone.phone = phone_of("13700000002");
  by_birth.birth_day = day_of("1951-02-02");
  for (const EnterResident& again : {by_phone, by_birth}) {
    const auto refused = run(worker, enter_resident, again);
    ASSERT_EQ(code_of(refused), "person_known");
    EXPECT_EQ(refused.refused().seen, kept.text());
  }
  by_birth.home_site = huang.id;  // the desk there sees nobody of that name
  EXPECT_EQ(code_of(run(neighbour, enter_resident, by_birth)), "");
}

TEST_P(Residents, OfOneIdNumberAreOnePerson) {
  const PersonId id = run(worker, enter_resident, full())->person;
  EnterResident again = resident("别的名字");  // `anyway` stands in it
  again.id_number = card_of(id_number("1950-04-05", 12));
  const auto refused = run(worker, enter_resident, again);
  ASSERT_EQ(code_of(refused), "person_known");
  EXPECT_EQ(refused.refused().seen, id.text());
  again.home_site = huang.id;
  EXPECT_EQ(run(neighbour, enter_resident, again).refused().seen, "");
  const PersonId other = enter("李四");
  ChangePerson cmd{.person = other};
  cmd.id_number = std::optional(card_of(id_number("1950-04-05", 12)));
  const auto changed = run(worker, change_person, cmd);
  ASSERT_EQ(code_of(changed), "person_known");
  EXPECT_EQ(changed.refused().seen, id.text());
  EXPECT_EQ(run(as(other), change_person, cmd).refused().seen, "");
  cmd.person = id;
  EXPECT_EQ(code_of(run(worker, change_person, cmd)), "");  // as it stands
  cmd.id_number = std::optional<IdCard>();
  done(worker, change_person, cmd);
  cmd.person = other;
  cmd.id_number = std::optional(card_of(id_number("1950-04-05", 12)));
  const auto taken = run(worker, change_person, cmd);  // nobody's now
  ASSERT_EQ(code_of(taken), "");
  EXPECT_EQ(taken->birth_day, day_of("1950-04-05"));
  EXPECT_EQ(taken->sex, Sex::female);
}

TEST_P(Residents, AreFoundByNamePinyinInitialsAndPhone) {
  const PersonId id = run(worker, enter_resident, full())->person;
  enter("李秀英");
  for (const char* typed : {"小明", "王小", "wxm", "wangxiao", "WXM"}) {
    ListPeople query;
    query.search = Text<1, 60>::parse(typed);
    const auto page = look(worker, list_people, query);
    ASSERT_EQ(code_of(page), "") << typed;
    ASSERT_EQ(page->items.size(), 1u) << typed;
    EXPECT_EQ(page->items[0].person, id);
    EXPECT_EQ(page->items[0].phone, "139****1234");
  }
  for (const char* nothing : {"%", "_", "\\", "。·"}) {
    ListPeople none;
    none.search = Text<1, 60>::parse(nothing);
    EXPECT_EQ(look(worker, list_people, none)->items.size(), 0u) << nothing;
  }
  ListPeople elders;
  elders.group = RecipientGroup::elder;
  EXPECT_EQ(look(worker, list_people, elders)->items.size(), 1u);
  EXPECT_EQ(look(neighbour, list_people, ListPeople{})->items.size(), 0u);
  EXPECT_EQ(code_of(look(as(id), list_people, ListPeople{})), "not_yours");
  FindPerson by_phone{phone_of("+86 139-0398-1234"), {}};
  EXPECT_EQ(run(worker, find_person, by_phone)->items.size(), 1u);
  EXPECT_EQ(run(neighbour, find_person, by_phone)->items.size(), 0u);
  FindPerson by_card{{}, card_of(id_number("1950-04-05", 12))};
  EXPECT_EQ(run(chief, find_person, by_card)->items.size(), 1u);
  EXPECT_EQ(code_of(run(worker, find_person, FindPerson{})), "search_too_wide");
}

TEST_P(Residents, AreFoundInTraditionalAndSimplifiedCharacters) {
  const PersonId traditional = enter("陳國強", "13900000001"), lv = enter("吕𠅤", "13900000002");
  const auto found = [&](const char* typed) {
    ListPeople query;
    query.search = Text<1, 60>::parse(typed);
    const auto page = look(worker, list_people, query);
    return page.ok() && page->items.size() == 1 ? page->items[0].person : PersonId{};
  };
  for (const char* typed : {"陳國強", "陈国强", "陈国", "cgq"}) {
    EXPECT_EQ(found(typed), traditional) << typed;
  }
  EXPECT_EQ(look(worker, show_person, ShowPerson{traditional})->name, "陳國強");
  for (const char* typed : {"吕", "呂", "lu", "lv", "lü"}) EXPECT_EQ(found(typed), lv) << typed;
  // A row from before has other keys, until its name is sent again.
  bench().db().write([&](storage::Tx& tx) {
    tx.start_text("update person set name_keys = '陳國強 cgq chenguoqiang' where name = '陳國強'",
                  {})
        ->step();
  });
  EXPECT_EQ(found("陈国强"), PersonId{});
  ChangePerson same{.person = traditional};
  same.name = name_of("陳國強");
  done(worker, change_person, same);
  EXPECT_EQ(found("陈国强"), traditional);
  EnterResident again = resident("陈国强");
  again.phone = phone_of("13900000001");
  again.anyway = false;
  EXPECT_EQ(code_of(run(worker, enter_resident, again)), "person_known");
}

TEST_P(Residents, AreListedPageByPageOverAllScopes) {
  for (int i = 0; i < 5; ++i) enter("居民" + std::to_string(i));
  EnterResident there = resident("那边的人");
  there.home_site = huang.id;
  ASSERT_EQ(code_of(run(neighbour, enter_resident, there)), "");
  Actor both = worker;
  both.grants.push_back({"station_worker", huang.path});
  ListPeople query;
  query.limit = PageLimit{2};
  std::size_t seen = 0;
  for (int pages = 0; pages < 9; ++pages) {
    const auto page = look(both, list_people, query);
    ASSERT_EQ(code_of(page), "");
    seen += page->items.size();
    if (!page->next) break;
    query.cursor = Cursor{*page->next};
  }
  EXPECT_EQ(seen, 6u);
  ASSERT_TRUE(query.cursor.has_value());
  EXPECT_EQ(code_of(look(both, list_volunteers, ListVolunteers{.cursor = query.cursor})),
            "bad_cursor");
  EXPECT_EQ(code_of(look(both, list_merges, ListMerges{.cursor = query.cursor})), "bad_cursor");
  query.cursor.reset();
  query.under = Text<1, 120>::parse(center.path);
  query.limit.reset();
  EXPECT_EQ(look(both, list_people, query)->items.size(), 6u);
  query.under = Text<1, 120>::parse(huang.path);
  EXPECT_EQ(code_of(look(worker, list_people, query)), "not_yours");
}

TEST_P(Residents, ChangeWhatIsGiven) {
  const PersonId id = run(worker, enter_resident, full())->person;
  ChangePerson cmd{.person = id};
  cmd.name = name_of("王大明");
  cmd.phone = std::optional<Phone>();  // null clears
  ChangePerson astray{.person = id};
  astray.point = places::MapPoint{34.78, 200};
  EXPECT_EQ(run(as(id), change_person, astray).refused().fields.at(0).path, "/point");
  const auto changed = run(as(id), change_person, cmd);
  ASSERT_EQ(code_of(changed), "");
  EXPECT_EQ(changed->name, "王大明");
  EXPECT_FALSE(changed->phone);
  EXPECT_TRUE(changed->has_address);
  ListPeople query;
  query.search = Text<1, 60>::parse("wdm");
  EXPECT_EQ(look(worker, list_people, query)->items.size(), 1u);
  ChangePerson move{.person = id};
  move.home_site = huang.id;
  ASSERT_EQ(code_of(run(worker, change_person, move)), "");
  EXPECT_EQ(code_of(run(worker, change_person, move)), "person_unknown");  // no longer theirs
  EXPECT_EQ(code_of(look(neighbour, show_person, ShowPerson{id})), "");
}

TEST_P(Residents, BelongToEachGroupOnce) {
  EnterResident cmd = full();
  cmd.recipient_groups = {RecipientGroup::elder, RecipientGroup::veteran, RecipientGroup::elder};
  const auto entered = run(worker, enter_resident, cmd);
  EXPECT_EQ(entered->recipient_groups,
            (std::vector{RecipientGroup::elder, RecipientGroup::veteran}));
  ChangePerson change{.person = entered->person};
  change.recipient_groups = std::vector{RecipientGroup::child, RecipientGroup::child};
  EXPECT_EQ(run(worker, change_person, change)->recipient_groups,
            std::vector{RecipientGroup::child});
}

TEST_P(Residents, AreToldOfTheFieldTheySent) {
  const PersonId id = enter("王小明", {}, "1950-04-06");
  const auto change = [&](auto set) {
    ChangePerson cmd{.person = id};
    set(cmd);
    return fields_of(run(worker, change_person, cmd));
  };
  const auto number = std::optional(card_of(id_number("1950-04-05", 12)));
  EXPECT_EQ(change([&](auto& c) { c.id_number = number; }), "id_number_differs /id_number");
  const auto future = std::optional(day_of("2026-03-03"));
  EXPECT_EQ(change([&](auto& c) { c.birth_day = future; }), "birth_day_not_past /birth_day");
  const auto both = [&](auto& c) {
    c.id_number = number;
    c.birth_day = std::optional(day_of("1950-04-05"));
  };
  ASSERT_EQ(change(both), "");
  const auto wrong = std::optional(day_of("1950-04-07"));
  EXPECT_EQ(change([&](auto& c) { c.birth_day = wrong; }), "id_number_differs /birth_day");
  EXPECT_EQ(change([&](auto& c) { c.sex = Sex::male; }), "id_number_differs /sex");
  ChangePerson unborn{.person = enter("李四")};
  unborn.id_number = std::optional(card_of(id_number("2030-01-01", 12)));
  EXPECT_EQ(fields_of(run(worker, change_person, unborn)), "birth_day_not_past /id_number");
  JoinAsVolunteer join;
  join.sex = Sex::male;
  EXPECT_EQ(fields_of(run(as(id), join_as_volunteer, join)), "id_number_differs /sex");
}

TEST_P(Residents, AreRevealedWithAReasonAndACap) {
  const PersonId id = run(worker, enter_resident, full())->person;
  const auto reason = Text<4, 200>::parse("上门送药需要联系").value();
  EXPECT_EQ(code_of(run(neighbour, reveal_person, RevealPerson{id, RevealWhat::contact, reason})),
            "person_unknown");
  const auto seen = run(worker, reveal_person, RevealPerson{id, RevealWhat::contact, reason});
  ASSERT_EQ(code_of(seen), "");
  EXPECT_EQ(seen->phone, "13903981234");
  EXPECT_EQ(seen->address, "黄河路 18 号 3 单元 201");
  EXPECT_FALSE(seen->id_number);
  EXPECT_EQ(seen->left_today, 199);
  EXPECT_EQ(code_of(run(worker, reveal_person, RevealPerson{id, RevealWhat::identity, reason})),
            "not_yours");
  const auto whole = run(chief, reveal_person, RevealPerson{id, RevealWhat::identity, reason});
  ASSERT_EQ(code_of(whole), "");
  EXPECT_EQ(whole->id_number, id_number("1950-04-05", 12));
  for (int i = 0; i < 19; ++i) {
    const PersonId other = enter("老人" + std::to_string(i));
    ASSERT_EQ(code_of(run(chief, reveal_person, RevealPerson{other, RevealWhat::identity, reason})),
              "");
  }
  const PersonId last = enter("第二十一位");
  EXPECT_EQ(code_of(run(chief, reveal_person, RevealPerson{last, RevealWhat::identity, reason})),
            "reveal_cap_reached");
  bench().tick(std::chrono::hours(24));
  EXPECT_EQ(code_of(run(chief, reveal_person, RevealPerson{last, RevealWhat::identity, reason})),
            "");
}

TEST_P(Residents, MinorsAreMaskedEvenToStaff) {
  const PersonId child = enter("陈晨晨", "13800001111", "2014-06-01");
  const auto shown = look(worker, show_person, ShowPerson{child});
  EXPECT_EQ(shown->name, "陈**");
  EXPECT_FALSE(shown->birth_day);
  EXPECT_TRUE(shown->minor);
  const auto readings = readings_of(worker, [&](Call& c) { return show_person(c, {child}); });
  EXPECT_EQ(readings.at(0).field_class, "minor");
  const auto names = bench().look(worker, [&](Call& c) { return names_of(c, {child}); });
  EXPECT_EQ(names.at(child), "陈**");
  const auto reason = Text<4, 200>::parse("核实监护人关系").value();
  const auto full_view = run(worker, reveal_person, RevealPerson{child, RevealWhat::minor, reason});
  ASSERT_EQ(code_of(full_view), "");
  EXPECT_EQ(full_view->name, "陈晨晨");
  EXPECT_FALSE(full_view->phone);
  const PersonId adult = enter("陈大人", {}, "1980-01-01");
  EXPECT_EQ(code_of(run(worker, reveal_person, RevealPerson{adult, RevealWhat::minor, reason})),
            "not_a_minor");
}

TEST_P(Residents, KnowTheStaffWhoServeThemByName) {
  const access::CreateStaff account{access::LoginName::parse("liu.min").value(), name_of("刘敏"),
                                    access::SitePath::parse(mao.path).value(), std::nullopt};
  const auto liu = run(TestBench::system(), access::create_staff_account, account);
  ASSERT_TRUE(liu.ok());
  const PersonId wang = enter("王桂兰");
  const auto names = bench().look(
      as(wang), [&](Call& c) { return names_of(c, {liu->person, wang, wang, PersonId{}}); });
  EXPECT_THAT(names, testing::UnorderedElementsAre(testing::Pair(liu->person, "刘敏"),
                                                   testing::Pair(wang, "王桂兰")));
}

TEST_P(Residents, IntroduceThemselvesOnce) {
  const Actor new_one = TestBench::person(PersonId::make(bench().now(), bench().rng()));
  EXPECT_EQ(code_of(look(new_one, show_me, ShowMe{})), "person_unknown");
  IntroduceMyself cmd{.name = name_of("周小红")};
  cmd.home_site = huang.id;
  EXPECT_EQ(code_of(run(new_one, introduce_myself, cmd)), "consent_wording_old");
  cmd.wording_version = 1;
  const auto me = run(new_one, introduce_myself, cmd);
  ASSERT_EQ(code_of(me), "");
  EXPECT_EQ(me->person, new_one.person);
  EXPECT_EQ(code_of(run(new_one, introduce_myself, cmd)), "already_introduced");
}

TEST_P(Residents, AreCalledByTheNumberTheySignInBy) {
  bench().settings.demo = true;
  const auto introduced = [&](const char* phone, std::optional<Phone> given) {
    IntroduceMyself cmd{.name = name_of("周小红")};
    cmd.home_site = mao.id;
    cmd.wording_version = 1;
    cmd.phone = given;
    return run(as(access::sign_in_by_phone(bench(), phone).person), introduce_myself, cmd);
  };
  const auto me = introduced("13700000001", {});
  ASSERT_EQ(code_of(me), "");
  EXPECT_EQ(me->phone, "13700000001");
  EXPECT_EQ(look(TestBench::system(), access::proved_phone, me->person), std::nullopt)
      << "it stands in the profile";
  const auto found = look(worker, find_person, FindPerson{phone_of("13700000001"), {}});
  ASSERT_EQ(found->items.size(), 1u);
  EXPECT_EQ(found->items[0].person, me->person);
  // Who gives another number is called by it, and goes on signing in by their own.
  const auto other = introduced("13700000002", phone_of("13700000003"));
  EXPECT_EQ(other->phone, "13700000003");
  EXPECT_EQ(signed_in_by("13700000002"), other->person);
  EXPECT_EQ(signed_in_by("13700000003"), std::nullopt);
  // Somebody else is called by it already.
  access::sign_in_by_phone(bench(), "13700000004");
  mend_phone(worker, me->person, phone_of("13700000004"));
  bench().tick(std::chrono::seconds{61});
  EXPECT_EQ(introduced("13700000004", {})->phone, std::nullopt);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Residents, UnderFourteenAreEnteredWithTheirGuardian) {
  const Actor child = TestBench::person(PersonId::make(bench().now(), bench().rng()));
  IntroduceMyself cmd{.name = name_of("周小红")};
  cmd.home_site = mao.id;
  for (const char* born : {"2018-05-01", "2012-03-03"}) {
    cmd.birth_day = day_of(born);
    EXPECT_EQ(code_of(run(child, introduce_myself, cmd)), "guardian_registers") << born;
  }
  cmd.wording_version = 1;
  cmd.birth_day.reset();
  done(child, introduce_myself, cmd);
  ChangePerson later{.person = *child.person};
  later.birth_day = std::optional(day_of("2018-05-01"));
  EXPECT_EQ(code_of(run(child, change_person, later)), "guardian_registers");
  later.birth_day.reset();
  later.id_number = std::optional(card_of(id_number("2018-05-01", 12)));
  EXPECT_EQ(code_of(run(child, change_person, later)), "guardian_registers");
  EXPECT_EQ(code_of(run(worker, change_person, later)), "");  // who was told by a guardian
  const Actor of_age = TestBench::person(PersonId::make(bench().now(), bench().rng()));
  cmd.birth_day = day_of("2012-03-02");
  EXPECT_EQ(code_of(run(of_age, introduce_myself, cmd)), "");  // fourteen today
}

TEST_P(Residents, AreFoundOrEnteredForANeed) {
  FindOrEnter who{.name = name_of("王小明")};
  who.phone = phone_of("13903981234");
  who.home_site = mao.id;
  who.consent = line_of("电话里同意");
  const auto enter_one = [&](const Actor& actor) {
    return bench().run(actor, [&](Call& c) { return find_or_enter_resident(c, who); });
  };
  EXPECT_EQ(code_of(enter_one(as(enter("路人")))), "not_yours");
  const auto first = enter_one(worker);
  ASSERT_EQ(code_of(first), "");
  EXPECT_EQ(*enter_one(worker), *first);
  who.name = name_of("王晓明");
  EXPECT_EQ(*enter_one(chief), *first);
  who.name = name_of("李四");
  EXPECT_NE(*enter_one(worker), *first);
  // They may sign in by this phone from now on.
  const auto owner =
      bench().look(worker, [&](Call& c) { return access::account_of(c, phone_of("13903981234")); });
  EXPECT_EQ(owner, *first);
  const auto home = bench().look(worker, [&](Call& c) { return home_of(c, *first); });
  ASSERT_TRUE(home.has_value());
  EXPECT_EQ(home->id, mao.id);
}

TEST_P(Residents, AreSignedInByAMendedPhoneUntilTheyDid) {
  bench().settings.demo = true;
  const PersonId id = enter("王小明", "13700000001");
  mend_phone(worker, id, phone_of("13700000002"));
  EXPECT_EQ(signed_in_by("13700000001"), std::nullopt);
  EXPECT_EQ(signed_in_by("13700000002"), id);
  mend_phone(worker, id, phone_of("0398-2823456"));  // a landline gets no code
  EXPECT_EQ(signed_in_by("13700000002"), std::nullopt);
  mend_phone(worker, id, phone_of("13700000002"));
  mend_phone(worker, id, std::nullopt);
  EXPECT_EQ(signed_in_by("13700000002"), std::nullopt);
  mend_phone(worker, id, phone_of("13700000003"));
  const auto stranger = access::sign_in_by_phone(bench(), "13700000001");
  EXPECT_NE(stranger.person, id);
  ASSERT_EQ(access::sign_in_by_phone(bench(), "13700000003").person, id);
  // From now on the number is the owner's own to change.
  mend_phone(worker, id, phone_of("13700000004"));
  EXPECT_EQ(signed_in_by("13700000003"), id);
  EXPECT_EQ(signed_in_by("13700000004"), std::nullopt);
  bench().tick(std::chrono::hours(24 * 500));  // long after sessions and devices are forgotten
  mend_phone(worker, id, phone_of("13700000005"));
  EXPECT_EQ(signed_in_by("13700000003"), id);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Residents, LeaveAMendedPhoneToWhomItSignsIn) {
  const PersonId other = enter("李四", "13700000001");
  const PersonId id = enter("王小明", "13700000002");
  mend_phone(worker, id, phone_of("13700000001"));  // a family's phone
  EXPECT_EQ(signed_in_by("13700000001"), other);
  EXPECT_EQ(signed_in_by("13700000002"), std::nullopt);
  EXPECT_EQ(look(as(id), show_me, ShowMe{})->phone, "13700000001");
  // Whoever changes it themself has signed in, and keeps the number they do so by.
  mend_phone(as(other), other, phone_of("13700000003"));
  EXPECT_EQ(signed_in_by("13700000001"), other);
}

TEST_P(Residents, AreSignedInByNoNumberOfAJoinedProfileOnceItIsMended) {
  const PersonId kept = enter("王小明"), gone = enter("王晓明", "13700000002");
  done(worker, merge_persons, MergePersons{kept, gone});
  ASSERT_EQ(signed_in_by("13700000002"), kept);
  mend_phone(worker, kept, phone_of("13700000003"));
  EXPECT_EQ(signed_in_by("13700000002"), std::nullopt);
  EXPECT_EQ(signed_in_by("13700000003"), kept);
}

TEST_P(Residents, LeaveNoFindings) {
  done(worker, enter_resident, full());
  EXPECT_TRUE(bench().verify().empty());
}

}  // namespace
}  // namespace lastmile::people

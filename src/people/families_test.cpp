#include "people/families.h"

#include <algorithm>

#include "base/typing_fixture.h"
#include "people/apart.h"
#include "people/consents.h"
#include "people/own_data.h"
#include "people/people_fixture.h"
#include "people/residents.h"

namespace lastmile::people {
namespace {

struct Families : PeopleTown {
  PersonId elder, daughter;
  void SetUp() override {
    PeopleTown::SetUp();
    if (IsSkipped()) return;
    elder = enter("张奶奶", "13700000001", "1940-01-01");
    daughter = enter("张女儿", "13700000002", "1970-01-01");
  }
  bool speaks(PersonId who, PersonId whom) {
    return bench().look(TestBench::system(), [&](Call& c) { return speaks_for(c, who, whom); });
  }
  Result<FamilyLinkView> add(const Actor& actor, PersonId person, FamilyKind kind,
                             std::optional<PersonId> relative) {
    return run(actor, add_family, AddFamily{person, kind, Relation::child, relative, {}, {}});
  }
  /// A link the station vouched for.
  FamilyLinkId verified(PersonId person, FamilyKind kind, PersonId relative) {
    const auto link = add(as(person), person, kind, relative);
    EXPECT_EQ(code_of(link), "");
    done(worker, verify_family, VerifyFamily{link->link});
    return link->link;
  }
};
EACH_DATABASE(Families);

TEST_P(Families, AProxySpeaksOnceTheStationVouches) {
  const auto link = add(as(daughter), elder, FamilyKind::proxy, daughter);
  EXPECT_EQ(code_of(link), "person_unknown");  // a stranger so far
  const auto asked = add(as(elder), elder, FamilyKind::proxy, daughter);
  ASSERT_EQ(code_of(asked), "");
  EXPECT_FALSE(speaks(daughter, elder));
  EXPECT_EQ(code_of(run(as(daughter), verify_family, VerifyFamily{asked->link})), "not_yours");
  EXPECT_EQ(code_of(run(neighbour, verify_family, VerifyFamily{asked->link})),
            "family_link_unknown");
  ASSERT_EQ(code_of(run(worker, verify_family, VerifyFamily{asked->link})), "");
  EXPECT_TRUE(speaks(daughter, elder));
  EXPECT_FALSE(speaks(elder, daughter));
  EXPECT_EQ(code_of(run(worker, verify_family, VerifyFamily{asked->link})),
            "family_verified_already");
  EXPECT_EQ(look(as(daughter), list_wards, ListWards{})->items.size(), 1u);
  EXPECT_EQ(look(as(daughter), show_person, ShowPerson{elder})->phone, "13700000001");
  const auto ended = run(as(daughter), end_family, EndFamily{asked->link});
  ASSERT_EQ(code_of(ended), "");
  EXPECT_EQ(ended->state, FamilyState::ended);
  EXPECT_FALSE(speaks(daughter, elder));
  EXPECT_EQ(code_of(run(as(elder), end_family, EndFamily{asked->link})), "family_link_unknown");
}

TEST_P(Families, AnUnknownRelativeIsNamedByItsField) {
  EXPECT_EQ(fields_of(add(as(elder), elder, FamilyKind::proxy, PersonId{})),
            "person_unknown /relative");
  EXPECT_EQ(fields_of(add(as(elder), PersonId{}, FamilyKind::proxy, daughter)), "person_unknown");
}

TEST_P(Families, ACodeHandedOverLinksAtOnce) {
  const auto code = run(as(elder), make_family_code, MakeFamilyCode{});
  ASSERT_EQ(code_of(code), "");
  ASSERT_EQ(code->code.size(), 9u);
  const auto typed = Text<8, 12>::parse(code->code).value();
  EXPECT_EQ(code_of(run(as(elder), use_family_code, UseFamilyCode{typed, Relation::child})),
            "family_of_self");
  const auto link = run(as(daughter), use_family_code, UseFamilyCode{typed, Relation::child});
  ASSERT_EQ(code_of(link), "");
  EXPECT_EQ(link->state, FamilyState::verified);
  EXPECT_TRUE(speaks(daughter, elder));
  const PersonId son = enter("张儿子");
  EXPECT_EQ(code_of(run(as(son), use_family_code, UseFamilyCode{typed, Relation::child})),
            "family_code_wrong");  // used
  const auto later = run(as(elder), make_family_code, MakeFamilyCode{});
  bench().tick(std::chrono::hours(24 * 7));
  EXPECT_EQ(code_of(run(as(son), use_family_code,
                        UseFamilyCode{Text<8, 12>::parse(later->code).value(), Relation::child})),
            "family_code_wrong");  // old
}

TEST_P(Families, ACodeMayBeTypedInFullWidthDigits) {
  const auto code = run(as(elder), make_family_code, MakeFamilyCode{});
  const auto typed = Text<8, 12>::parse(full_width(code->code)).value();
  const auto link = run(as(daughter), use_family_code, UseFamilyCode{typed, Relation::child});
  ASSERT_EQ(code_of(link), "");
  EXPECT_EQ(link->person_name, "张奶奶") << "they act for them from now on";
}

TEST_P(Families, WardsAreNamedToWhoSpeaksForThem) {
  const PersonId child = enter("王小宝", {}, "2014-06-01");
  const auto names = [&](const Actor& who) {
    std::vector<std::string> all;
    for (const auto& ward : look(who, list_wards, ListWards{})->items) {
      all.push_back(ward.person_name + " " + std::string(to_text(ward.kind)));
    }
    return all;
  };
  const auto asked = add(as(elder), elder, FamilyKind::proxy, daughter);
  EXPECT_EQ(names(as(daughter)), std::vector<std::string>{"张** proxy"}) << "nobody vouched yet";
  done(worker, verify_family, VerifyFamily{asked->link});
  verified(child, FamilyKind::guardian, daughter);
  EXPECT_EQ(names(as(daughter)), (std::vector<std::string>{"张奶奶 proxy", "王小宝 guardian"}));
  EXPECT_EQ(look(worker, list_family, ListFamily{child})->items.at(0).person_name, "王**");
  bench().look(as(daughter), [&](Call& c) {
    EXPECT_TRUE(list_wards(c, {}).ok());
    EXPECT_EQ(std::ranges::count(c.readings, child, &Reading::whom), 1);
    EXPECT_EQ(std::ranges::find(c.readings, child, &Reading::whom)->field_class, "minor");
    return 0;
  });
}

TEST_P(Families, EachListsTheirLinksBothWays) {
  const FamilyLinkId link = verified(elder, FamilyKind::proxy, daughter);
  const PersonId child = enter("王小宝", {}, "2014-06-01");
  ASSERT_EQ(code_of(add(as(child), child, FamilyKind::guardian, daughter)), "");
  const auto mine = look(as(daughter), list_my_family, ListMyFamily{});
  ASSERT_EQ(code_of(mine), "");
  EXPECT_TRUE(mine->relatives.empty());
  ASSERT_EQ(mine->wards.size(), 2u);
  EXPECT_EQ(mine->wards[0].state, FamilyState::verified);
  EXPECT_EQ(mine->wards[1].state, FamilyState::asked);
  const auto elders = look(as(elder), list_my_family, ListMyFamily{});
  ASSERT_EQ(elders->relatives.size(), 1u);
  EXPECT_EQ(elders->relatives[0].name, "张女儿");
  done(as(daughter), end_family, EndFamily{link});
  EXPECT_TRUE(look(as(elder), list_my_family, ListMyFamily{})->relatives.empty());
  EXPECT_EQ(code_of(look(worker, list_my_family, ListMyFamily{})), "person_unknown");
}

// Whoever can write the table, and has not the key, speaks for nobody by a code of their own.
TEST_P(Families, ACodeWhoseRowWasEditedLinksNobody) {
  const PersonId thief = enter("贾某");
  for (const std::string& set :
       {"person = '" + elder.text() + "'", std::string("kind = 'guardian'"),
        std::string("expires_at = expires_at + 1"), std::string("tag = ''")}) {
    const auto code = run(as(thief), make_family_code, MakeFamilyCode{});
    bench().db().write(
        [&](storage::Tx& tx) { tx.start_text("update family_code set " + set, {})->step(); });
    EXPECT_EQ(code_of(run(as(daughter), use_family_code,
                          UseFamilyCode{Text<8, 12>::parse(code->code).value(), Relation::child})),
              "family_code_wrong")
        << set;
    EXPECT_FALSE(speaks(daughter, elder));
    bench().db().write(
        [&](storage::Tx& tx) { tx.start_text("delete from family_code", {})->step(); });
  }
}

TEST_P(Families, AChildsCodeLinksNobody) {
  const PersonId child = enter("小宝", {}, "2012-09-01"), youth = enter("小新", {}, "2011-01-01");
  EXPECT_EQ(code_of(run(as(child), make_family_code, MakeFamilyCode{})), "guardian_by_station");
  const auto typed = [&](PersonId whose) {
    const auto code = run(as(whose), make_family_code, MakeFamilyCode{});
    EXPECT_EQ(code_of(code), "");
    return UseFamilyCode{Text<8, 12>::parse(code->code).value(), Relation::parent};
  };
  EXPECT_EQ(code_of(run(as(daughter), use_family_code, typed(youth))), "");
  // Made while no birth day was known, or before this was refused.
  const PersonId unsaid = enter("小贝");
  const UseFamilyCode code = typed(unsaid);
  ChangePerson birth{.person = unsaid};
  birth.birth_day = std::optional(day_of("2014-06-01"));
  done(worker, change_person, birth);
  EXPECT_EQ(code_of(run(as(daughter), use_family_code, code)), "guardian_by_station");
  EXPECT_FALSE(speaks(daughter, unsaid));
  EXPECT_EQ(look(as(daughter), list_wards, ListWards{})->items.size(), 1u);  // the youth
  bench().set_now("2026-09-01T00:00:01+08:00");                              // 14 today
  EXPECT_EQ(code_of(run(as(child), make_family_code, MakeFamilyCode{})), "");
}

TEST_P(Families, LinksAreCheckedInOrder) {
  AddFamily cmd{elder, FamilyKind::contact, Relation::child, {}, {}, {}};
  EXPECT_EQ(code_of(run(as(elder), add_family, cmd)), "family_contact_empty");
  cmd.name = name_of("张女儿");
  cmd.phone = phone_of("13700000002");
  cmd.kind = FamilyKind::proxy;
  EXPECT_EQ(code_of(run(as(elder), add_family, cmd)), "family_contact_speaks_for_none");
  EXPECT_EQ(code_of(add(as(elder), elder, FamilyKind::proxy, elder)), "family_of_self");
  ASSERT_EQ(code_of(add(as(elder), elder, FamilyKind::contact, daughter)), "");
  const auto twice = add(as(elder), elder, FamilyKind::proxy, daughter);
  EXPECT_EQ(code_of(twice), "family_linked_already");
  EXPECT_EQ(twice.refused().seen, "contact");
  const PersonId brother = enter("张弟弟", {}, "2010-01-01");
  EXPECT_EQ(code_of(add(as(elder), elder, FamilyKind::guardian, brother)), "guardian_not_adult");
  EXPECT_FALSE(speaks(daughter, elder));  // a contact speaks for nobody
}

TEST_P(Families, ContactsAreMaskedToStaff) {
  AddFamily cmd{elder, FamilyKind::contact, Relation::child,
                {},    name_of("李外人"),   phone_of("13712345678")};
  ASSERT_EQ(code_of(run(worker, add_family, cmd)), "");
  const auto staff = look(worker, list_family, ListFamily{elder});
  EXPECT_EQ(staff->items.at(0).name, "李**");
  EXPECT_EQ(staff->items.at(0).phone, "137****5678");
  const auto own = look(as(elder), list_family, ListFamily{elder});
  EXPECT_EQ(own->items.at(0).name, "李外人");
  EXPECT_EQ(own->items.at(0).phone, "13712345678");
}

TEST_P(Families, NamingSomebodyTellsNothingAboutThem) {
  const auto last = [&](const Actor& who) {
    return look(who, list_family, ListFamily{elder})->items.back();
  };
  for (const FamilyKind kind : {FamilyKind::contact, FamilyKind::proxy}) {
    const PersonId stranger = enter("林不识", "13700000077", "1980-01-01");
    const auto named = add(as(elder), elder, kind, stranger);
    ASSERT_EQ(code_of(named), "");
    EXPECT_EQ(named->state, FamilyState::asked);
    for (const FamilyLinkView& seen : {*named, last(as(elder))}) {
      EXPECT_EQ(seen.name, "");
      EXPECT_FALSE(seen.phone);
    }
    EXPECT_EQ(last(worker).name, "林**") << "who is to vouch sees both";
    EXPECT_EQ(code_of(run(as(stranger), verify_family, VerifyFamily{named->link})), "not_yours");
    ASSERT_EQ(code_of(run(worker, verify_family, VerifyFamily{named->link})), "");
    EXPECT_EQ(last(as(elder)).phone, "13700000077");
    const auto readings = bench().look(as(elder), [&](Call& c) {
      EXPECT_TRUE(list_family(c, {elder}).ok());
      return std::ranges::count(c.readings, stranger, &Reading::whom);
    });
    EXPECT_EQ(readings, 1) << "the relative is told who read their phone";
  }
}

TEST_P(Families, AStationVouchesOnlyForThoseItSees) {
  EnterResident far = resident("黄女婿");
  far.home_site = huang.id;
  far.phone = phone_of("13700000066");
  const PersonId son_in_law = run(neighbour, enter_resident, far)->person;
  EXPECT_EQ(fields_of(add(worker, elder, FamilyKind::contact, son_in_law)),
            "person_unknown /relative");
  const auto named = add(as(elder), elder, FamilyKind::contact, son_in_law);
  ASSERT_EQ(code_of(named), "");
  EXPECT_EQ(look(worker, list_family, ListFamily{elder})->items.at(0).name, "");
  EXPECT_EQ(code_of(run(worker, verify_family, VerifyFamily{named->link})),
            "family_relative_elsewhere");
  ASSERT_EQ(code_of(run(chief, verify_family, VerifyFamily{named->link})), "");
  EXPECT_EQ(look(worker, list_family, ListFamily{elder})->items.at(0).phone, "137****0066");
  EXPECT_EQ(code_of(run(chief, verify_family, VerifyFamily{named->link})),
            "family_verified_already");
  AddFamily paper{elder, FamilyKind::contact, Relation::child, {}, name_of("李外人"), {}};
  paper.phone = phone_of("13712345678");
  const auto contact = run(worker, add_family, paper);
  EXPECT_EQ(contact->state, FamilyState::verified);
  EXPECT_EQ(code_of(run(worker, verify_family, VerifyFamily{contact->link})),
            "family_needs_no_word");
}

TEST_P(Families, ACodeVouchesForWhomThePersonNamed) {
  const auto named = add(as(elder), elder, FamilyKind::contact, daughter);
  const auto code = run(as(elder), make_family_code, MakeFamilyCode{});
  const auto typed = Text<8, 12>::parse(code->code).value();
  const auto link = run(as(daughter), use_family_code, UseFamilyCode{typed, Relation::child});
  ASSERT_EQ(code_of(link), "");
  EXPECT_EQ(link->link, named->link);
  EXPECT_EQ(link->kind, FamilyKind::proxy);
  EXPECT_EQ(link->verified_how, VerifiedHow::code);
  EXPECT_TRUE(speaks(daughter, elder));
  EXPECT_EQ(look(as(elder), list_family, ListFamily{elder})->items.size(), 1u);
}

TEST_P(Families, AProxyChangesNothingThatIsKept) {
  verified(elder, FamilyKind::proxy, daughter);
  const PersonId son = enter("张儿子", "13700000003", "1968-01-01");
  const auto other = verified(elder, FamilyKind::proxy, son);
  const auto refused = [&](auto verb, const auto& command) {
    EXPECT_EQ(code_of(run(as(daughter), verb, command)), "proxy_only_asks");
  };
  ChangePerson change{.person = elder};
  change.phone = phone_of("13700000002");
  refused(change_person, change);
  change = {.person = elder};
  change.id_number = card_of(id_number("1940-01-01", 7));
  refused(change_person, change);
  change.id_number = std::optional<IdCard>();
  refused(change_person, change);
  JoinAsVolunteer join;
  join.person = elder;
  refused(join_as_volunteer, join);
  refused(add_family, AddFamily{elder, FamilyKind::guardian, Relation::child, daughter, {}, {}});
  refused(end_family, EndFamily{other});
  refused(erase_person, ErasePerson{elder});
  done(as(daughter), ask_apart, KeepApart{elder, son});
  change = {.person = elder};
  change.phone = phone_of("13700000009");
  done(as(elder), change_person, change);
  done(as(son), end_family, EndFamily{other});
}

TEST_P(Families, AGuardianMendsTheWardsProfile) {
  verified(elder, FamilyKind::guardian, daughter);
  ChangePerson change{.person = elder};
  change.phone = phone_of("13700000002");
  done(as(daughter), change_person, change);
}

TEST_P(Families, AProxyAgreesToNothing) {
  verified(elder, FamilyKind::proxy, daughter);
  const GiveConsent cmd{elder, ConsentKind::publish_name, 1, line_of("代为同意")};
  EXPECT_EQ(code_of(run(as(daughter), give_consent, cmd)), "proxy_only_asks");
  const auto given = run(worker, give_consent, cmd);
  ASSERT_EQ(code_of(given), "");
  EXPECT_EQ(code_of(run(as(daughter), withdraw_consent, WithdrawConsent{given->consent})),
            "proxy_only_asks");
  EXPECT_EQ(code_of(run(as(elder), withdraw_consent, WithdrawConsent{given->consent})), "");
}

TEST_P(Families, AProxyIsNotToldOfWishesNorEndsThem) {
  const PersonId son = enter("张儿子", "13700000003", "1968-01-01"), other = enter("刘旁人");
  const auto wishes = [&](const Actor& who) {
    return look(who, list_apart, ListApart{elder})->items.size();
  };
  const auto end = [&](const Actor& who, PersonId from) {
    return code_of(run(who, end_apart, EndApart{elder, from}));
  };
  const auto apart = [&](PersonId from) {
    return bench().look(TestBench::system(), [&](Call& c) { return keep_apart(c, elder, from); });
  };
  verified(elder, FamilyKind::proxy, daughter);
  verified(elder, FamilyKind::guardian, son);
  for (const PersonId from : {daughter, other}) {
    done(as(elder), ask_apart, KeepApart{elder, from, ApartReason::safety});
  }
  for (const PersonId relative : {daughter, son}) {
    EXPECT_EQ(wishes(as(relative)), 0u);
    for (const PersonId from : {daughter, other}) {
      EXPECT_EQ(end(as(relative), from), "apart_unknown");
      EXPECT_EQ(run(as(relative), ask_apart, KeepApart{elder, from})->reason, ApartReason::asked);
    }
    EXPECT_EQ(wishes(as(relative)), 0u);
  }
  EXPECT_TRUE(look(as(son), export_person, ExportPerson{elder})->apart.empty());
  EXPECT_EQ(wishes(as(elder)), 2u);
  EXPECT_EQ(wishes(worker), 2u);
  // What one of them said is theirs to end, and the elder's; not another relative's.
  const PersonId third = enter("刘第三");
  done(as(daughter), ask_apart, KeepApart{elder, third});
  EXPECT_EQ(wishes(as(daughter)), 1u);
  EXPECT_EQ(wishes(as(elder)), 3u);
  EXPECT_EQ(end(as(son), third), "apart_unknown");
  EXPECT_EQ(end(as(daughter), third), "");
  EXPECT_FALSE(apart(third));
  // Nor what they said about themself.
  done(as(daughter), ask_apart, KeepApart{elder, third});
  done(as(elder), ask_apart, KeepApart{elder, third});
  EXPECT_EQ(end(as(daughter), third), "apart_unknown") << "it is the elder's own wish now";
  done(as(son), ask_apart, KeepApart{elder, son});
  EXPECT_EQ(end(as(son), son), "apart_unknown");
  EXPECT_EQ(end(as(elder), son), "");
  EXPECT_TRUE(apart(daughter));
}

TEST_P(Families, WhoReadsAPersonsPapersIsLogged) {
  const auto readings = [&](const Actor& who, auto verb, auto query) {
    return bench().look(who, [&](Call& c) {
      EXPECT_EQ(code_of(verb(c, query)), "");
      return c.readings.size();
    });
  };
  verified(elder, FamilyKind::proxy, daughter);
  const auto logged = [&](const Actor& who) {
    return std::vector{
        readings(who, list_consents, ListConsents{elder}),
        readings(who, list_apart, ListApart{elder}), readings(who, list_family, ListFamily{elder}),
        readings(who, show_person, ShowPerson{elder}), readings(who, list_wards, ListWards{})};
  };
  // Of the family the relative is read as well.
  EXPECT_EQ(logged(worker), (std::vector<std::size_t>{1, 1, 2, 1, 0}));
  EXPECT_EQ(logged(as(daughter)), (std::vector<std::size_t>{1, 1, 1, 1, 1}));
  EXPECT_EQ(logged(as(elder)), (std::vector<std::size_t>{0, 0, 1, 0, 0}));
}

TEST_P(Families, AGuardianConsentsAndIsReached) {
  const PersonId child = enter("小宝", "13700000009", "2014-06-01");
  const PersonId mother = enter("宝妈", "13700000008", "1985-01-01");
  JoinAsVolunteer join;
  EXPECT_EQ(code_of(run(as(child), join_as_volunteer, join)), "guardian_consent_missing");
  const GiveConsent consent{child, ConsentKind::guardian_joining, 1, line_of("监护人在线同意")};
  EXPECT_EQ(code_of(run(as(child), give_consent, consent)), "consent_guardian_only");
  const auto link = add(as(child), child, FamilyKind::guardian, mother);
  ASSERT_EQ(code_of(run(worker, verify_family, VerifyFamily{link->link})), "");
  ASSERT_EQ(code_of(run(as(mother), give_consent, consent)), "");
  ASSERT_EQ(code_of(run(as(child), join_as_volunteer, join)), "");
  const auto contact =
      bench().look(worker, [&](Call& c) { return contact_of(c, child, "to say when"); });
  ASSERT_EQ(code_of(contact), "");
  EXPECT_TRUE(contact->of_guardian);
  EXPECT_EQ(contact->name, "宝妈");
  EXPECT_EQ(contact->phone, "13700000008");
  // Taking it back ends the volunteering.
  const auto given = look(as(mother), list_consents, ListConsents{child});
  const auto last = given->items.back();
  ASSERT_EQ(code_of(run(as(mother), withdraw_consent, WithdrawConsent{last.consent})), "");
  EXPECT_EQ(look(as(child), show_volunteer, ShowVolunteer{child})->state, VolunteerState::left);
  EXPECT_EQ(code_of(run(as(mother), withdraw_consent, WithdrawConsent{last.consent})),
            "consent_withdrawn_already");
  // A guardian of a minor speaks until the 18th birthday.
  EXPECT_TRUE(speaks(mother, child));
  bench().set_now("2032-06-01T00:00:01+08:00");
  EXPECT_FALSE(speaks(mother, child));
}

TEST_P(Families, AMinorIsNotOfAgeByTheirOwnWord) {
  const PersonId child = enter("小宝", {}, "2014-06-01");
  const PersonId mother = enter("宝妈", "13700000008", "1985-01-01");
  verified(child, FamilyKind::guardian, mother);
  const auto say = [&](const Actor& who, std::optional<Day> birth_day) {
    ChangePerson cmd{.person = child};
    cmd.birth_day = birth_day;
    return code_of(run(who, change_person, cmd));
  };
  EXPECT_EQ(say(as(child), day_of("1990-01-01")), "birth_day_of_minor");
  EXPECT_EQ(say(as(child), std::nullopt), "birth_day_of_minor");
  EXPECT_EQ(say(as(child), day_of("2014-06-01")), "");  // as it stands
  ChangePerson number{.person = child};
  number.birth_day = std::optional(day_of("1985-01-01"));
  number.id_number = std::optional(card_of(id_number("1985-01-01", 7)));
  EXPECT_EQ(code_of(run(as(child), change_person, number)), "birth_day_of_minor");
  JoinAsVolunteer join;
  join.birth_day = day_of("1990-01-01");
  EXPECT_EQ(code_of(run(as(child), join_as_volunteer, join)), "birth_day_of_minor");
  EXPECT_EQ(say(as(mother), day_of("2012-06-01")), "");
  EXPECT_EQ(say(worker, day_of("2013-06-01")), "");
  // Whoever gave none yet says it themself, once; a grown-up may mend it.
  const PersonId new_one = enter("小新");
  ChangePerson first{.person = new_one};
  first.birth_day = std::optional(day_of("2012-01-01"));
  done(as(new_one), change_person, first);
  first.birth_day = std::optional(day_of("2000-01-01"));
  EXPECT_EQ(code_of(run(as(new_one), change_person, first)), "birth_day_of_minor");
  ChangePerson own{.person = elder};
  own.birth_day = std::optional(day_of("1941-01-01"));
  done(as(elder), change_person, own);
}

struct Guardians : Families {
  PersonId child, mother;
  FamilyLinkId link;
  void SetUp() override {
    Families::SetUp();
    if (IsSkipped()) return;
    child = enter("小宝", {}, "2014-06-01");
    mother = enter("宝妈", "13700000008", "1985-01-01");
    link = verified(child, FamilyKind::guardian, mother);
    agree(as(mother));
    done(as(child), join_as_volunteer, JoinAsVolunteer{});
  }
  void agree(const Actor& who) {
    done(who, give_consent,
         GiveConsent{child, ConsentKind::guardian_joining, 1, line_of("监护人在线同意")});
  }
  VolunteerState state() { return look(worker, show_volunteer, ShowVolunteer{child})->state; }
  std::string end(const Actor& who, FamilyLinkId id) {
    return code_of(run(who, end_family, EndFamily{id}));
  }
};
EACH_DATABASE(Guardians);

TEST_P(Guardians, AreNotDismissedByTheMinor) {
  EXPECT_EQ(end(as(child), link), "guardian_stays");
  // Nor by speaking for the guardian.
  verified(mother, FamilyKind::proxy, child);
  EXPECT_EQ(end(as(child), link), "guardian_stays");
  const auto asked = add(as(child), child, FamilyKind::guardian, daughter);
  EXPECT_EQ(end(as(child), asked->link), "");  // nobody vouched for it yet
  EXPECT_EQ(state(), VolunteerState::active);
  bench().set_now("2032-06-01T00:00:01+08:00");
  EXPECT_EQ(end(as(child), link), "");
}

TEST_P(Guardians, TakeTheirConsentAlongWhenTheLastGoes) {
  const auto second = verified(child, FamilyKind::guardian, daughter);
  EXPECT_EQ(end(as(mother), link), "");
  EXPECT_EQ(state(), VolunteerState::active);
  EXPECT_EQ(end(worker, second), "");
  EXPECT_EQ(state(), VolunteerState::left);
  EXPECT_EQ(code_of(run(as(child), join_as_volunteer, JoinAsVolunteer{})),
            "guardian_consent_missing");
  agree(worker);  // the station was told by another
  done(as(child), join_as_volunteer, JoinAsVolunteer{});
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Guardians, TakeItAlongWhenTheyAreErased) {
  done(as(mother), erase_person, ErasePerson{mother});
  EXPECT_EQ(state(), VolunteerState::left);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Families, ConsentsAreGivenOneByOne) {
  GiveConsent cmd{elder, ConsentKind::contact_sharing, 2, line_of("屏幕上同意")};
  EXPECT_EQ(code_of(run(as(elder), give_consent, cmd)), "consent_wording_old");
  cmd.wording_version = 1;
  const auto given = run(as(elder), give_consent, cmd);
  ASSERT_EQ(code_of(given), "");
  EXPECT_EQ(run(as(elder), give_consent, cmd)->consent, given->consent);
  EXPECT_EQ(code_of(run(as(daughter), withdraw_consent, WithdrawConsent{given->consent})),
            "consent_unknown");
  ASSERT_EQ(code_of(run(as(elder), withdraw_consent, WithdrawConsent{given->consent})), "");
  const auto reach = [&](const Actor& who) {
    return bench().look(who, [&](Call& c) { return contact_of(c, elder, "on the way"); });
  };
  EXPECT_FALSE(reach(as(daughter))->phone);  // e.g. the volunteer: through the station instead
  EXPECT_EQ(reach(worker)->phone, "13700000001");
  const auto all = look(as(elder), list_consents, ListConsents{elder});
  for (const auto& consent : all->items) {
    if (consent.kind != ConsentKind::record) continue;
    EXPECT_EQ(code_of(run(as(elder), withdraw_consent, WithdrawConsent{consent.consent})),
              "consent_record_stays");
  }
  EXPECT_EQ(look(Actor{}, list_wordings, ListWordings{})->items.size(), 7u);
}

}  // namespace
}  // namespace lastmile::people

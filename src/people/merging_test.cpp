#include <algorithm>

#include "access/access_routes.h"
#include "people/apart.h"
#include "people/consents.h"
#include "people/duplicates.h"
#include "people/families.h"
#include "people/licences.h"
#include "people/merits.h"
#include "people/organizations.h"
#include "people/own_data.h"
#include "people/people_fixture.h"
#include "people/person_facts.h"
#include "people/teams.h"

namespace lastmile::people {
namespace {

struct Merging : PeopleTown {
  /// All that is kept of a person, as text.
  std::string whole(PersonId person) {
    return bench().look(TestBench::system(), [&](Call& call) {
      auto all = export_person(call, {person});
      EXPECT_EQ(code_of(all), "");
      if (!all) return std::string();
      all->person.merged.clear();
      std::string text = to_json(*all);
      auto pairs = kept_apart(call, {person});
      std::ranges::sort(pairs);
      for (const auto& [a, b] : pairs) text += " apart " + a.text() + b.text();
      for (const char* phone : phones) {
        if (access::account_of(call, phone_of(phone)) == person)
          text += std::string(" in by ") + phone;
      }
      return text;
    });
  }
  Result<MergeView> merge(const Actor& actor, PersonId kept, PersonId gone) {
    return run(actor, merge_persons, MergePersons{kept, gone});
  }
  std::vector<DuplicateView> suggested(const Actor& actor) {
    auto page = look(actor, list_duplicates, ListDuplicates{});
    EXPECT_EQ(code_of(page), "");
    return page ? page->items : std::vector<DuplicateView>{};
  }
  PersonId canon(PersonId id) {
    return bench().look(TestBench::system(), [&](Call& c) { return canonical(c, id); });
  }

  static constexpr const char* phones[] = {"13700000001", "13700000002", "13700000003",
                                           "13700000004"};
};
EACH_DATABASE(Merging);

TEST_P(Merging, LikeProfilesAreSuggestedWithReasons) {
  EnterResident one = resident("王小明");
  one.phone = phone_of("13700000001");
  one.birth_day = day_of("1950-01-01");
  const PersonId a = run(worker, enter_resident, one)->person;
  one.name = name_of("王晓明");
  const PersonId b = run(worker, enter_resident, one)->person;
  enter("王小明", "13700000002", "1970-01-01");  // the name alone is no reason
  const auto pairs = suggested(worker);
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].a, std::min(a, b));
  EXPECT_EQ(pairs[0].reasons,
            (std::vector<Likeness>{Likeness::phone_and_name, Likeness::name_and_birth_day}));
  EXPECT_EQ(pairs[0].score, 95);
  EXPECT_TRUE(suggested(neighbour).empty());
  EXPECT_EQ(suggested(chief).size(), 1u);
  ASSERT_EQ(code_of(run(worker, dismiss_duplicate, DismissDuplicate{b, a})), "");
  EXPECT_TRUE(suggested(worker).empty());
}

TEST_P(Merging, EqualIdNumbersAreTheStrongestReason) {
  EnterResident one = resident("王小明");
  one.id_number = card_of(id_number("1950-01-01", 3));
  done(worker, enter_resident, one);
  JoinAsVolunteer join;  // by their own word, which no desk compared
  join.id_number = one.id_number;
  done(as(enter("别的名字")), join_as_volunteer, join);
  const auto pairs = suggested(worker);
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_EQ(pairs[0].reasons, std::vector<Likeness>{Likeness::id_number});
  EXPECT_EQ(pairs[0].score, 100);
}

TEST_P(Merging, ThePagesOfSuggestionsHoldEachPairOnce) {
  for (int i = 0; i < 4; ++i) enter("王小明", "13700000001", "1950-01-01");
  ListDuplicates query;
  query.limit = PageLimit{4};
  const auto first = look(worker, list_duplicates, query);
  ASSERT_EQ(first->items.size(), 4u);
  ASSERT_TRUE(first->next.has_value());
  query.cursor = Cursor{*first->next};
  const auto second = look(worker, list_duplicates, query);
  EXPECT_EQ(second->items.size(), 2u);
  EXPECT_FALSE(second->next.has_value());
}

TEST_P(Merging, IsRefusedInOrder) {
  const PersonId a = enter("王小明"), b = enter("王晓明");
  EXPECT_EQ(code_of(merge(Actor{}, a, b)), "not_signed_in");
  EXPECT_EQ(fields_of(merge(neighbour, a, b)), "person_unknown /kept");
  EXPECT_EQ(fields_of(merge(worker, a, PersonId{})), "person_unknown /gone");
  EXPECT_EQ(fields_of(run(worker, dismiss_duplicate, DismissDuplicate{PersonId{}, b})),
            "person_unknown /a");
  EXPECT_EQ(fields_of(run(worker, dismiss_duplicate, DismissDuplicate{a, PersonId{}})),
            "person_unknown /b");
  EXPECT_EQ(code_of(merge(as(a), a, a)), "not_yours");
  EXPECT_EQ(code_of(merge(worker, a, a)), "merge_with_self");
  Actor self = worker;
  self.person = a;
  EXPECT_EQ(code_of(merge(self, a, b)), "merge_own");
  ChangePerson change{.person = a};
  change.id_number = std::optional(card_of(id_number("1950-01-01", 3)));
  ASSERT_EQ(code_of(run(worker, change_person, change)), "");
  change.person = b;
  change.id_number = std::optional(card_of(id_number("1950-01-01", 5)));
  ASSERT_EQ(code_of(run(worker, change_person, change)), "");
  EXPECT_EQ(code_of(merge(worker, a, b)), "merge_id_numbers_differ");
  change.id_number = std::optional<IdCard>();
  ASSERT_EQ(code_of(run(worker, change_person, change)), "");
  const Uuid need = Uuid::make(bench().now(), bench().rng());
  begin_work(b, need, "service");
  const auto held = merge(worker, a, b);
  EXPECT_EQ(code_of(held), "merge_while_held");
  EXPECT_EQ(held.refused().seen, "服务");
  end_work(b, need);
  EXPECT_EQ(code_of(merge(worker, a, b)), "");
}

TEST_P(Merging, TheIdOfTheOneGonePointsOn) {
  const PersonId a = enter("王小明", "13700000001"), b = enter("王晓明", "13700000002"),
                 c = enter("汪小明");
  const auto ab = merge(worker, a, b);
  ASSERT_EQ(code_of(ab), "");
  const auto ca = merge(worker, c, a);
  ASSERT_EQ(code_of(ca), "");
  EXPECT_EQ(canon(b), c);
  EXPECT_EQ(look(worker, show_person, ShowPerson{b})->person, c);
  EXPECT_EQ(look(worker, show_person, ShowPerson{c})->phone, "137****0001");
  EXPECT_EQ(look(worker, list_people, ListPeople{})->items.size(), 1u);
  const auto undo = run(worker, undo_merge, UndoMerge{ab->merge});
  EXPECT_EQ(code_of(undo), "merge_not_last");
  EXPECT_EQ(undo.refused().seen, ca->merge.text());
  EXPECT_EQ(code_of(run(neighbour, undo_merge, UndoMerge{ca->merge})), "merge_unknown");
  ASSERT_EQ(code_of(run(worker, undo_merge, UndoMerge{ca->merge})), "");
  EXPECT_EQ(code_of(run(worker, undo_merge, UndoMerge{ca->merge})), "merge_undone_already");
  bench().tick(std::chrono::hours(24 * 30));
  EXPECT_EQ(code_of(run(worker, undo_merge, UndoMerge{ab->merge})), "merge_too_old");
  EXPECT_EQ(look(worker, list_merges, ListMerges{})->items.size(), 2u);
}

TEST_P(Merging, BothVolunteersBecomeOne) {
  const PersonId a = enter_volunteer("王小明", "1980-05-01", {"errands"});
  const PersonId b = enter_volunteer("王晓明", "1980-05-01", {"haircut"});
  MakeTeam cmd{.name = name_of("理发队")};
  cmd.site = mao.id;
  const TeamId team = run(worker, make_team, cmd)->team;
  for (const PersonId id : {a, b}) {
    done(as(id), ask_to_join, AskToJoin{team});
    done(worker, answer_request, AnswerRequest{team, id, true});
  }
  done(worker, set_team_leader, SetTeamLeader{team, b, true});
  const auto merged = merge(worker, a, b);
  ASSERT_EQ(code_of(merged), "");
  const auto one = bench().look(TestBench::system(), [&](Call& c) { return find_volunteer(c, b); });
  ASSERT_EQ(code_of(one), "");
  EXPECT_EQ(one->person, a);
  EXPECT_EQ(one->skills.size(), 2u);
  const auto members =
      bench().look(TestBench::system(), [&](Call& c) { return members_of_team(c, team); });
  EXPECT_EQ(members, std::vector<PersonId>{a});
  EXPECT_TRUE(bench().look(TestBench::system(), [&](Call& c) { return leads(c, a, team); }));
  int streamed = 0;
  bench().db().read([&](storage::Tx& tx) {
    each_volunteer(tx, 4112, "4112/", [&](const VolunteerProfile&) { ++streamed; });
  });
  EXPECT_EQ(streamed, 1);
}

TEST_P(Merging, AWishToBeKeptApartStaysTheirsWhoMadeIt) {
  const PersonId a = enter("王小明"), b = enter("王晓明"), c = enter("刘旁人"), d = enter("刘傍人");
  const auto wishes = [&](PersonId who) {
    return look(as(who), list_apart, ListApart{who})->items;
  };
  const auto apart = [&](PersonId x, PersonId y) {
    return bench().look(TestBench::system(), [&](Call& call) { return keep_apart(call, x, y); });
  };
  done(as(b), ask_apart, KeepApart{b, c, ApartReason::dispute});
  const auto ab = merge(worker, a, b), dc = merge(worker, d, c);
  ASSERT_EQ(code_of(ab) + code_of(dc), "");
  ASSERT_EQ(wishes(a).size(), 1u);  // not one more for the profile of the other that is gone
  EXPECT_EQ(wishes(a)[0].other, d);
  EXPECT_EQ(wishes(a)[0].reason, ApartReason::dispute);
  EXPECT_TRUE(wishes(d).empty());
  EXPECT_EQ(look(as(a), export_person, ExportPerson{a})->apart.size(), 1u);
  EXPECT_TRUE(look(as(d), export_person, ExportPerson{d})->apart.empty());
  EXPECT_EQ(code_of(run(as(d), end_apart, EndApart{d, a})), "apart_unknown");
  EXPECT_TRUE(apart(a, d));
  ASSERT_EQ(code_of(run(as(a), end_apart, EndApart{a, d})), "");
  EXPECT_FALSE(apart(a, d));
  EXPECT_TRUE(wishes(a).empty());
  EXPECT_TRUE(look(as(a), export_person, ExportPerson{a})->apart.empty());
  // Parted again, it does not come back.
  done(worker, undo_merge, UndoMerge{dc->merge});
  done(worker, undo_merge, UndoMerge{ab->merge});
  EXPECT_FALSE(apart(b, c));
  EXPECT_TRUE(wishes(b).empty());
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Merging, LosesNoneOfTheWishesOfAPair) {
  const PersonId a = enter("王小明"), b = enter("王晓明"), c = enter("刘旁人");
  const auto wishes = [&](PersonId who) {
    return look(as(who), list_apart, ListApart{who})->items.size();
  };
  done(as(c), ask_apart, KeepApart{c, a});
  done(as(b), ask_apart, KeepApart{b, c});
  const auto merged = merge(worker, a, b);
  ASSERT_EQ(code_of(merged), "");
  EXPECT_EQ(wishes(a), 1u);
  EXPECT_EQ(wishes(c), 1u);
  done(as(c), end_apart, EndApart{c, a});
  EXPECT_EQ(wishes(a), 1u);
  done(as(c), ask_apart, KeepApart{c, a});
  done(worker, undo_merge, UndoMerge{merged->merge});
  EXPECT_EQ(wishes(a), 0u);
  EXPECT_EQ(wishes(b), 1u);
  EXPECT_EQ(wishes(c), 1u);
  done(as(b), end_apart, EndApart{b, c});
  EXPECT_TRUE(bench().look(TestBench::system(), [&](Call& call) {
    return keep_apart(call, a, c) && !keep_apart(call, b, c);
  }));
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Merging, KeepsAWishAskedForAnewWhenItIsUndone) {
  const PersonId a = enter("王小明"), b = enter("王晓明"), c = enter("刘旁人");
  done(as(c), ask_apart, KeepApart{c, b});
  const auto merged = merge(worker, a, b);
  ASSERT_EQ(code_of(merged), "");
  done(as(c), end_apart, EndApart{c, a});
  bench().tick(std::chrono::hours(1));
  done(as(c), ask_apart, KeepApart{c, a, ApartReason::safety});
  done(worker, undo_merge, UndoMerge{merged->merge});
  EXPECT_TRUE(
      bench().look(TestBench::system(), [&](Call& call) { return keep_apart(call, a, c); }));
  const auto list = look(as(c), list_apart, ListApart{c})->items;
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].other, a);
  EXPECT_EQ(list[0].reason, ApartReason::safety);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Merging, GivesEachWishItsOwnReasonBackWhenItIsUndone) {
  const PersonId a = enter("王小明"), b = enter("王晓明"), c = enter("刘旁人"), d = enter("刘傍人");
  const auto reason = [&](PersonId who, PersonId other) {
    const auto list = look(as(who), list_apart, ListApart{who});
    for (const ApartView& wish : list->items) {
      if (wish.other == other) return wish.reason;
    }
    return ApartReason::other;
  };
  done(as(c), ask_apart, KeepApart{c, a, ApartReason::dispute});
  done(as(c), ask_apart, KeepApart{c, b, ApartReason::safety});
  done(as(b), ask_apart, KeepApart{b, d, ApartReason::dispute});
  const auto merged = merge(worker, a, b);
  ASSERT_EQ(code_of(merged), "");
  EXPECT_EQ(reason(c, a), ApartReason::safety);
  done(as(a), ask_apart, KeepApart{a, d, ApartReason::safety});
  done(worker, undo_merge, UndoMerge{merged->merge});
  EXPECT_EQ(reason(c, a), ApartReason::dispute);
  EXPECT_EQ(reason(c, b), ApartReason::safety);
  EXPECT_EQ(reason(b, d), ApartReason::safety) << "said while they were one, of that wish";
  EXPECT_TRUE(look(as(a), list_apart, ListApart{a})->items.empty());
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Merging, TellsNobodyThatAnotherWishesToBeKeptApart) {
  const PersonId a = enter("王小明"), b = enter("王晓明"), c = enter("刘旁人");
  const auto hears = access::http_hooks(4112).visible;
  const auto heard = [&](PersonId who) {
    return bench().db().reading([&](storage::Tx& tx) {
      return std::ranges::count_if(journal::entries(tx, 4112, 0, 1000), [&](const auto& entry) {
        return entry.kind == KeptApart::kind && hears(as(who), entry);
      });
    });
  };
  done(as(c), ask_apart, KeepApart{c, b});
  done(worker, ask_apart, KeepApart{b, c});  // the station's own
  EXPECT_EQ(heard(b), 0);
  EXPECT_EQ(heard(c), 1);
  const auto merged = merge(worker, a, b);
  ASSERT_EQ(code_of(merged), "");
  EXPECT_EQ(heard(a), 0);
  done(worker, undo_merge, UndoMerge{merged->merge});
  done(as(b), ask_apart, KeepApart{b, c});
  EXPECT_EQ(heard(b), 1);
  ASSERT_EQ(code_of(merge(worker, a, b)), "");
  EXPECT_EQ(heard(a), 1) << "their own wish";
  done(as(a), end_apart, EndApart{a, c});
  EXPECT_EQ(heard(a), 1) << "the pair is kept apart all the same";
}

/// A person with a random selection of everything.
struct RandomTown : Merging {
  Rng rng{7};
  TeamId teams[2];
  OrganizationId organization;
  PersonId others[3];
  int serial = 0;

  bool coin() { return rng.below(2) == 0; }
  void prepare() {
    for (auto& team : teams) {
      MakeTeam cmd{.name = name_of("队" + std::to_string(++serial))};
      cmd.site = mao.id;
      team = run(worker, make_team, cmd)->team;
    }
    MakeOrganization org{.name = name_of("协会"), .kind = OrganizationKind::association};
    org.site = mao.id;
    organization = run(worker, make_organization, org)->organization;
    for (auto& other : others) other = enter("旁人" + std::to_string(++serial));
  }

  PersonId random_person(int which) {
    EnterResident cmd = resident(which == 0 ? "王小明" : "王晓明");
    if (coin()) cmd.phone = phone_of(phones[rng.below(4)]);
    if (coin()) cmd.birth_day = day_of("1980-05-01");
    if (coin()) cmd.address = line_of("黄河路 " + std::to_string(rng.below(9)) + " 号");
    if (coin()) cmd.point = places::MapPoint{34.78, 111.2};
    if (coin()) cmd.recipient_groups.push_back(RecipientGroup::elder);
    if (coin()) cmd.recipient_groups.push_back(RecipientGroup::veteran);
    const PersonId id = run(worker, enter_resident, cmd)->person;
    if (coin()) {
      attempt(as(id), give_consent, GiveConsent{id, ConsentKind::photo, 1, line_of("屏幕上同意")});
    }
    if (coin()) add_relatives(id);
    if (coin()) volunteer_somehow(id);
    if (coin()) attempt(as(id), ask_apart, KeepApart{id, others[0], ApartReason::asked});
    return id;
  }

  void add_relatives(PersonId id) {
    attempt(as(id), add_family,
            AddFamily{id,
                      FamilyKind::contact,
                      Relation::child,
                      {},
                      name_of("李女儿"),
                      phone_of("13711112222")});
    attempt(as(id), add_family,
            AddFamily{id, FamilyKind::proxy, Relation::child, others[1], {}, {}});
    attempt(as(others[2]), add_family,
            AddFamily{others[2], FamilyKind::contact, Relation::sibling, id, {}, {}});
  }

  void volunteer_somehow(PersonId id) {
    JoinAsVolunteer join;
    join.birth_day = day_of("1980-05-01");
    for (const char* skill : {"errands", "haircut", "repairs"}) {
      if (coin()) join.skills.push_back(skill);
    }
    if (code_of(run(as(id), join_as_volunteer, join)) != "") return;
    if (coin()) {
      attempt(as(id), enter_licence,
              EnterLicence{id, Text<1, 40>::parse("nurse").value(), Text<1, 60>::parse("N-77"),
                           day_of("2025-01-01"), day_of("2027-01-01")});
    }
    if (coin()) {
      attempt(worker, record_training,
              RecordTraining{
                  id, line_of("急救"), line_of("课"), {60}, line_of("站"), day_of("2026-03-01")});
    }
    for (const TeamId team : teams) {
      if (coin()) attempt(as(id), ask_to_join, AskToJoin{team});
      if (coin()) attempt(worker, answer_request, AnswerRequest{team, id, true});
      if (coin()) attempt(worker, set_team_leader, SetTeamLeader{team, id, true});
    }
    if (coin())
      attempt(worker, set_organization_leader, SetOrganizationLeader{organization, id, true});
    if (rng.below(4) == 0) attempt(as(id), leave_volunteering, LeaveVolunteering{id});
  }
};
EACH_DATABASE(RandomTown);

/// How often a word stands in a text.
std::size_t count(const std::string& text, std::string_view word) {
  std::size_t n = 0;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++n;
  return n;
}

TEST_P(RandomTown, MergeLosesNothingAndUndoRestoresAll) {
  prepare();
  const int rounds = GetParam() == storage::On::sqlite ? 40 : 10;
  for (int round = 0; round < rounds; ++round) {
    const PersonId a = random_person(0), b = random_person(1);
    const std::string a_before = whole(a), b_before = whole(b);
    const auto merged = merge(worker, a, b);
    ASSERT_EQ(code_of(merged), "") << a_before << '\n' << b_before;
    const std::string joined = whole(a);
    for (const std::string_view word : {"\"training\":", "\"consent\":\"", "李女儿"}) {
      EXPECT_EQ(count(joined, word), count(a_before, word) + count(b_before, word))
          << word << '\n'
          << a_before << '\n'
          << b_before;
    }
    ASSERT_EQ(code_of(run(worker, undo_merge, UndoMerge{merged->merge})), "");
    EXPECT_EQ(whole(a), a_before);
    EXPECT_EQ(whole(b), b_before);
  }
  EXPECT_TRUE(bench().verify().empty());
}

}  // namespace
}  // namespace lastmile::people

#include <gmock/gmock.h>

#include "media/files_fixture.h"
#include "needs/need_facts.h"
#include "needs/need_merge.h"
#include "needs/need_talk.h"
#include "needs/needs_fixture.h"
#include "people/own_data.h"
#include "people/residents.h"

namespace lastmile::needs {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using S = NeedState;

/// What is shown of a need to whom: its page, its talk, lists.
struct NeedPages : NeedsTown {
  /// Those beside the names.
  std::vector<Reading> readings(const Actor& who, NeedId id) {
    return bench().look(who, [&](Call& c) {
      EXPECT_TRUE(show_need(c, ShowNeed{id}).ok());
      std::erase_if(c.readings, [](const Reading& r) { return r.is_name_in_list; });
      return c.readings;
    });
  }
  template <class Query, class View>
  std::set<PersonId> names_read(const Actor& who, Result<View> (*verb)(Call&, const Query&),
                                const Query& query) {
    return bench().look(who, [&](Call& c) {
      EXPECT_TRUE(verb(c, query).ok());
      std::set<PersonId> whose;
      for (const Reading& r : c.readings) {
        if (r.is_name_in_list) whose.insert(r.whom);
      }
      return whose;
    });
  }
  std::string comment(NeedId id, const Actor& who, std::string_view words,
                      std::optional<VisibleTo> to = {}) {
    return code_of(
        run(who, comment_on_need, CommentOnNeed{id, Words2000::parse(words).value(), to}));
  }
  std::vector<std::string> comments(NeedId id, const Actor& who) {
    std::vector<std::string> words;
    const auto page = look(who, list_comments, ListComments{id});
    EXPECT_EQ(code_of(page), "");
    for (const auto& c : page->items) words.push_back(c.words);
    return words;
  }
  Result<AttachmentView> attach(NeedId id, const Actor& who, std::string_view type,
                                std::string bytes) {
    const Blob file{std::string(type), "x", std::move(bytes)};
    const auto ready = look(
        who, [&](Call& c, const AttachToNeed& cmd) { return prepare_attachment(c, cmd, file); },
        AttachToNeed{id});
    if (!ready.ok()) return ready.refused();
    return bench().run(who, [&](Call& c) { return attach_to_need(c, {id}, *ready); });
  }
  std::vector<NeedId> listed(const Actor& who, const ListNeeds& q) {
    std::vector<NeedId> ids;
    const auto page = look(who, list_needs, q);
    EXPECT_EQ(code_of(page), "");
    for (const auto& line : page->items) ids.push_back(line.id);
    return ids;
  }
};
EACH_DATABASE(NeedPages);

TEST_P(NeedPages, OutsidersAreNotToldThatItExists) {
  const NeedId id = need_in(S::scheduled);
  Actor city_worker = staff("station_worker", huang.path);
  for (const Actor& who : {stranger, sun, neighbour, city_worker, staff("system_admin", "4112/"),
                           staff("security_admin", "4112/")}) {
    EXPECT_EQ(seen_by(who, id), "need_unknown");
    EXPECT_EQ(code_of(look(who, show_timeline, ShowTimeline{id})), "need_unknown");
    EXPECT_EQ(code_of(look(who, list_comments, ListComments{id})), "need_unknown");
    EXPECT_EQ(code_of(look(who, list_attachments, ListAttachments{id})), "need_unknown");
    EXPECT_EQ(code_of(look(who, list_alike, ListAlike{id})), "need_unknown");
    EXPECT_EQ(code_of(run(who, withdraw_need, WithdrawNeed{id, WithdrawReason::mistake, {}})),
              "need_unknown");
  }
  EXPECT_EQ(seen_by(Actor{}, id), "not_signed_in");
  EXPECT_EQ(seen_by(wang, NeedId{}), "need_unknown");
  for (const Actor& who : {wang, zhao, worker, chief, auditor}) EXPECT_EQ(seen_by(who, id), "");
  FindNeedByNumber by_number{Text<9, 20>::parse(show(id, wang).number).value()};
  EXPECT_EQ(code_of(look(stranger, find_by_number, by_number)), "need_unknown");
  EXPECT_EQ(look(worker, find_by_number, by_number)->id, id);
  by_number.number = Text<9, 20>::parse("123-456-789").value();
  EXPECT_EQ(code_of(look(worker, find_by_number, by_number)), "bad_request");
}

TEST_P(NeedPages, TheDoorIsShownToThoseWhoGoThere) {
  const NeedId id = need_in(S::offered);
  EXPECT_EQ(show(id, wang).address, "黄河路18号3单元201");
  EXPECT_EQ(show(id, worker).address, "黄河路18号3单元201");
  EXPECT_EQ(show(id, auditor).address, std::nullopt);
  EXPECT_NE(show(id, auditor).point->lat, show(id, worker).point->lat);  // blurred
  EXPECT_EQ(show(id, staff("city_office", "4112/")).address, std::nullopt);
  ASSERT_EQ(take(id, zhao), "");
  EXPECT_EQ(show(id, zhao).address, "黄河路18号3单元201");
  bench().tick(4h);
  ASSERT_EQ(start(id, zhao), "");
  bench().tick(30min);
  ASSERT_EQ(finish(id, zhao), "");
  EXPECT_EQ(show(id, zhao).address, std::nullopt);  // served: no more business there
  ASSERT_EQ(rate(id, wang, 1, true), "");
  ASSERT_EQ(take(id, sun), "");
  EXPECT_EQ(show(id, zhao).address, std::nullopt);  // their visit is in their story, not the next
  EXPECT_EQ(show(id, sun).address, "黄河路18号3单元201");
}

// The need keeps a copy of the home; it is shown to whoever comes while its owner shares it.
TEST_P(NeedPages, TheHomeIsShownToTheHelperWhileTheConsentIsInForce) {
  Wanted at_home = wanted();
  at_home.address.reset();
  people::ChangePerson home{.person = *wang.person};
  home.address = line_of("黄河路9号院2单元501");
  ASSERT_EQ(code_of(run(worker, people::change_person, home)), "");
  const NeedId by_address = ask(at_home);
  home.point = places::MapPoint{34.7811, 111.1921};
  ASSERT_EQ(code_of(run(worker, people::change_person, home)), "");
  const NeedId by_both = ask(at_home), said = ask();
  for (const NeedId id : {by_address, by_both, said}) {
    ASSERT_EQ(triage(id), "");
    ASSERT_EQ(take(id, zhao), "");
    EXPECT_EQ(show(id, zhao).address.has_value(), id == said) << "nobody was asked: that is no yes";
  }
  EXPECT_NE(show(by_both, zhao).point->lat, 34.7811);
  const people::GiveConsent sharing{*wang.person, people::ConsentKind::contact_sharing, 1,
                                    line_of("屏幕上同意")};
  const auto given = run(wang, people::give_consent, sharing);
  ASSERT_EQ(code_of(given), "");
  EXPECT_TRUE(show(by_address, zhao).address);
  EXPECT_TRUE(show(by_both, zhao).address);
  EXPECT_EQ(show(by_both, zhao).point->lat, 34.7811);
  ASSERT_EQ(code_of(run(wang, people::withdraw_consent, people::WithdrawConsent{given->consent})),
            "");
  for (const NeedId id : {by_address, by_both}) {
    EXPECT_EQ(show(id, zhao).address, std::nullopt);
    EXPECT_EQ(readings(zhao, id).size(), 1u);  // the need itself; nothing of the door
    for (const Actor& who : {wang, worker}) {
      EXPECT_EQ(show(id, who).address, "黄河路9号院2单元501");
    }
  }
  EXPECT_EQ(show(by_both, zhao).point->lat, show(by_both, auditor).point->lat);
  EXPECT_NE(show(by_both, zhao).point->lat, 34.7811);
  EXPECT_EQ(show(by_both, worker).point->lat, 34.7811);
  EXPECT_EQ(show(by_address, zhao).point->lat, show(by_address, worker).point->lat);  // the station
  // What was said for this visit was said to whoever comes.
  EXPECT_EQ(show(said, zhao).address, "黄河路18号3单元201");
  ChangeNeed moves{.need = by_both};
  moves.address = std::optional(line_of("涧河路1号"));
  ASSERT_EQ(code_of(run(wang, change_need, moves)), "");
  EXPECT_EQ(show(by_both, zhao).address, "涧河路1号");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

// Which yes was in force when it was asked decides nothing.
TEST_P(NeedPages, TheHomeIsShownOnceTheConsentIsGivenAgain) {
  people::ChangePerson home{.person = *wang.person};
  home.address = line_of("黄河路9号院2单元501");
  home.point = places::MapPoint{34.7811, 111.1921};
  ASSERT_EQ(code_of(run(worker, people::change_person, home)), "");
  const people::GiveConsent sharing{*wang.person, people::ConsentKind::contact_sharing, 1,
                                    line_of("屏幕上同意")};
  const auto given = run(wang, people::give_consent, sharing);
  ASSERT_EQ(code_of(given), "");
  ASSERT_EQ(code_of(run(wang, people::withdraw_consent, people::WithdrawConsent{given->consent})),
            "");
  Wanted at_home = wanted();
  at_home.address.reset();
  const NeedId id = ask(at_home);
  ASSERT_EQ(triage(id), "");
  ASSERT_EQ(take(id, zhao), "");
  EXPECT_EQ(show(id, zhao).address, std::nullopt);
  EXPECT_NE(show(id, zhao).point->lat, 34.7811);
  for (const Actor& who : {wang, worker}) {
    EXPECT_EQ(show(id, who).address, "黄河路9号院2单元501");
    EXPECT_EQ(show(id, who).point->lat, 34.7811);
  }
  ASSERT_EQ(code_of(run(wang, people::give_consent, sharing)), "");
  EXPECT_EQ(show(id, zhao).address, "黄河路9号院2单元501");
  EXPECT_EQ(show(id, zhao).point->lat, 34.7811);
}

TEST_P(NeedPages, WhoeverComesRingsThoseWhoAgreedToIt) {
  const auto contact = [&](const Actor& who, NeedId id) {
    return look(who, show_contact, ShowContact{id});
  };
  const auto noted = [&](const Actor& who, NeedId id) {
    return bench().look(who, [&](Call& c) {
      EXPECT_TRUE(show_contact(c, {id}).ok());
      return c.readings;
    });
  };
  const NeedId id = need_in(S::offered);
  EXPECT_EQ(code_of(contact(zhao, id)), "need_unknown");
  EXPECT_EQ(code_of(contact(wang, id)), "not_on_the_way");
  ASSERT_EQ(take(id, zhao), "");
  // Nobody was asked yet: that is no yes.
  const auto kept = contact(zhao, id);
  ASSERT_EQ(code_of(kept), "");
  EXPECT_EQ(kept->phone, std::nullopt);
  EXPECT_THAT(kept->name, Not(HasSubstr("桂兰")));
  EXPECT_EQ(kept->station.value().name, "茅津社区");
  EXPECT_THAT(noted(zhao, id), IsEmpty());
  EXPECT_EQ(contact(worker, id)->phone, "13903980001");
  EXPECT_EQ(code_of(contact(auditor, id)), "not_on_the_way");
  const auto given = run(wang, people::give_consent,
                         people::GiveConsent{*wang.person, people::ConsentKind::contact_sharing, 1,
                                             line_of("屏幕上同意")});
  ASSERT_EQ(code_of(given), "");
  EXPECT_EQ(contact(zhao, id)->name, "王桂兰");
  EXPECT_EQ(contact(zhao, id)->phone, "13903980001");
  EXPECT_FALSE(contact(zhao, id)->station);
  const auto readings = noted(zhao, id);
  ASSERT_EQ(readings.size(), 1u);
  EXPECT_EQ(readings[0].field_class, "contact");
  EXPECT_EQ(readings[0].reason, show(id, wang).number);
  ASSERT_EQ(code_of(run(wang, people::withdraw_consent, people::WithdrawConsent{given->consent})),
            "");
  EXPECT_EQ(contact(zhao, id)->phone, std::nullopt);
  bench().tick(4h);
  ASSERT_EQ(start(id, zhao), "");
  bench().tick(30min);
  ASSERT_EQ(finish(id, zhao), "");
  EXPECT_EQ(code_of(contact(zhao, id)), "not_on_the_way");
  EXPECT_EQ(code_of(contact(worker, need_in(S::withdrawn))), "need_closed");
}

// The guardian answers for a child, and nobody rings a child whose guardian is not known.
TEST_P(NeedPages, AChildIsReachedThroughItsGuardian) {
  const Actor child = as(enter("小宝", "13700000009", "2014-06-01"));
  const NeedId id = ask(child, wanted());
  ASSERT_EQ(triage(id), "");
  EXPECT_EQ(look(worker, show_contact, ShowContact{id})->phone, std::nullopt);
  const auto mother = enter("宝妈", "13700000008", "1985-01-01");
  people::AddFamily link{.person = *child.person};
  link.kind = people::FamilyKind::guardian;
  link.relation = people::Relation::parent;
  link.relative = mother;
  const auto added = run(worker, people::add_family, link);
  ASSERT_EQ(code_of(added), "");
  ASSERT_EQ(code_of(run(worker, people::verify_family, people::VerifyFamily{added->link})), "");
  const auto reached = look(worker, show_contact, ShowContact{id});
  EXPECT_EQ(reached->phone, "13700000008");
  EXPECT_TRUE(reached->of_guardian);
}

TEST_P(NeedPages, ReadingIsNotedUnlessItIsOnesOwn) {
  const NeedId id = need_in(S::scheduled);
  EXPECT_THAT(readings(wang, id), IsEmpty());
  const auto by_staff = readings(worker, id);
  ASSERT_EQ(by_staff.size(), 2u);
  EXPECT_EQ(by_staff[0].field_class, "basic");
  EXPECT_EQ(by_staff[1].field_class, "address");
  EXPECT_EQ(by_staff[1].whom, wang.person);
  EXPECT_EQ(by_staff[1].reason, show(id, wang).number);
  EXPECT_EQ(readings(auditor, id).size(), 1u);
}

TEST_P(NeedPages, WholeNamesAreNotedWhereverTheyStand) {
  const NeedId id = need_in(S::scheduled);
  const ListNeeds all{.under = access::SitePath::parse("4112/")};
  EXPECT_EQ(names_read(worker, list_needs, ListNeeds{}), std::set{*wang.person});
  EXPECT_EQ(names_read(worker, show_need, ShowNeed{id}), (std::set{*wang.person, *zhao.person}));
  // A name of stars tells nothing that has to be written down.
  EXPECT_THAT(names_read(auditor, list_needs, all), IsEmpty());
  EXPECT_THAT(names_read(zhao, list_my_tasks, ListMyTasks{}), IsEmpty());
}

TEST_P(NeedPages, WordsAreSealedInEveryTable) {
  const NeedId id = need_in(S::scheduled);
  ASSERT_EQ(comment(id, wang, "门禁坏了要打电话"), "");
  ASSERT_EQ(code_of(attach(id, wang, "image/webp", media::webp())), "");
  RateService rating{.need = need_in(S::awaiting_rating), .stars = {4}};
  rating.words = Words2000::parse("小伙子很耐心");
  ASSERT_EQ(code_of(run(wang, rate_service, rating)), "");
  std::string all;
  for (const char* table :
       {"need", "need_comment", "need_attachment", "need_helper", "journal_entry"})
    all += dump(table);
  EXPECT_THAT(all, HasSubstr("0405"));
  for (const char* secret_words : {"降压药", "黄河路", "门禁", "耐心", "picture of a door"}) {
    EXPECT_THAT(all, Not(HasSubstr(secret_words)));
  }
  EXPECT_EQ(show(rating.need, worker).rating->words, "小伙子很耐心");
  EXPECT_EQ(show(rating.need, zhao).rating->words, "");  // between the one served and the station
  EXPECT_EQ(show(rating.need, zhao).rating->stars, 4);
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(NeedPages, TheDeskSeesWhoMayComeFirst) {
  const NeedId id = ask();
  const auto groups = [&](const Actor& who) {
    return look(who, list_needs, ListNeeds{})->items.at(0).recipient_groups;
  };
  const auto set_born = [&](std::string_view day) {
    people::ChangePerson cmd{.person = *wang.person};
    cmd.birth_day = parse_day(day);
    ASSERT_EQ(code_of(run(worker, people::change_person, cmd)), "");
  };
  set_born("1970-05-01");
  EXPECT_THAT(groups(worker), IsEmpty());
  set_born("1940-05-01");
  EXPECT_THAT(groups(worker), ElementsAre(people::RecipientGroup::elder));
  EXPECT_THAT(look(wang, list_my_needs, ListMyNeeds{})->items.at(0).recipient_groups, IsEmpty());
  EXPECT_EQ(show(id, worker).id, id);
}

TEST_P(NeedPages, CommentsReachThoseTheyAreFor) {
  const NeedId id = need_in(S::scheduled);
  EXPECT_EQ(comment(id, wang, "敲门大声点"), "");
  EXPECT_EQ(comment(id, zhao, "我带药盒", VisibleTo::helpers), "");
  EXPECT_EQ(comment(id, worker, "上次投诉过", VisibleTo::staff), "");
  EXPECT_EQ(comment(id, wang, "x", VisibleTo::helpers), "bad_request");
  EXPECT_EQ(comment(id, zhao, "x", VisibleTo::staff), "bad_request");
  EXPECT_EQ(comment(id, stranger, "x"), "need_unknown");
  EXPECT_EQ(comment(id, auditor, "x"), "not_yours");  // reads, and changes nothing
  EXPECT_THAT(comments(id, wang), ElementsAre("敲门大声点"));
  EXPECT_THAT(comments(id, zhao), ElementsAre("敲门大声点", "我带药盒"));
  EXPECT_THAT(comments(id, worker), ElementsAre("敲门大声点", "我带药盒", "上次投诉过"));
  // A word among staff leaves no trace in the asker's timeline.
  const auto steps = look(wang, show_timeline, ShowTimeline{id});
  EXPECT_FALSE(steps->items.empty());
  for (const auto& step : steps->items) EXPECT_NE(step.reason_code, "staff");
}

TEST_P(NeedPages, FilesAreAddedCleanAndSeenByTheSamePeople) {
  const NeedId id = need_in(S::submitted);
  const auto photo = attach(id, wang, "image/jpeg", media::jpeg());
  ASSERT_EQ(code_of(photo), "");
  const auto blob = look(worker, show_attachment, ShowAttachment{id, photo->id});
  ASSERT_EQ(code_of(blob), "");
  EXPECT_EQ(blob->content_type, "image/jpeg");
  EXPECT_THAT(blob->bytes, HasSubstr(media::jpeg_picture()));
  EXPECT_THAT(blob->bytes, Not(HasSubstr("34.7812")));
  EXPECT_EQ(photo->size_bytes, static_cast<std::int64_t>(blob->bytes.size()));
  EXPECT_EQ(code_of(look(stranger, show_attachment, ShowAttachment{id, photo->id})),
            "need_unknown");
  EXPECT_EQ(code_of(look(wang, show_attachment, ShowAttachment{ask(), photo->id})), "file_unknown");
  EXPECT_EQ(code_of(attach(id, stranger, "image/jpeg", media::jpeg())), "need_unknown");
  EXPECT_EQ(code_of(attach(id, auditor, "image/jpeg", media::jpeg())), "not_yours");
  EXPECT_EQ(code_of(attach(id, wang, "image/png", media::jpeg())), "file_type_wrong");
  for (int i = 1; i < 9; ++i)
    ASSERT_EQ(code_of(attach(id, wang, "audio/mpeg", media::mp3())), "") << i;
  EXPECT_EQ(code_of(attach(id, wang, "audio/mpeg", media::mp3())), "too_many_files");
  EXPECT_EQ(look(worker, list_attachments, ListAttachments{id})->items.size(), 9u);
  EXPECT_EQ(code_of(attach(need_in(S::withdrawn), wang, "image/jpeg", media::jpeg())),
            "need_closed");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(NeedPages, WhatElseSomeoneAskedForIsNotTheHelpersBusiness) {
  const NeedId taken = need_in(S::taken);
  ask();
  EXPECT_THAT(look(zhao, list_alike, ListAlike{taken})->items, IsEmpty());
  EXPECT_THAT(look(wang, list_alike, ListAlike{taken})->items, testing::SizeIs(1));
  EXPECT_THAT(look(worker, list_alike, ListAlike{taken})->items, testing::SizeIs(1));
}

TEST_P(NeedPages, TheExactPointIsSealedAndGoesWithThePerson) {
  Wanted at = wanted();
  at.point = places::MapPoint{34.7811, 111.1921};
  const NeedId id = ask(at);
  EXPECT_EQ(show(id, worker).point->lat, 34.7811);
  EXPECT_THAT(dump("need"), Not(HasSubstr("34.7811")));
  EXPECT_THAT(dump("need"), Not(HasSubstr("111.1921")));
  ASSERT_EQ(code_of(run(wang, withdraw_need, WithdrawNeed{id, WithdrawReason::mistake, {}})), "");
  ASSERT_EQ(code_of(run(wang, people::erase_person, people::ErasePerson{*wang.person})), "");
  EXPECT_EQ(show(id, worker).point->lat, show(id, auditor).point->lat);  // the neighbourhood
}

TEST_P(NeedPages, NeighboursAcrossTheEdgeOfACellAreAlike) {
  Wanted here = wanted();
  here.point = places::MapPoint{34.78498, 111.2102};
  const NeedId first = ask(here);
  here.point = places::MapPoint{34.78502, 111.2102};
  const NeedId second = ask(zhao, here);
  EXPECT_THAT(look(worker, list_alike, ListAlike{second})->items,
              testing::ElementsAre(testing::Field(&AlikeView::need, first)));
}

TEST_P(NeedPages, DuplicatesAreFoundMergedAndParted) {
  Wanted elsewhere = wanted();
  elsewhere.point = places::MapPoint{34.7902, 111.2102};
  const NeedId first = ask(elsewhere);
  Wanted near = elsewhere;
  near.point = places::MapPoint{34.7904, 111.2102};  // 22 m
  const NeedId second = ask(zhao, near);
  ask(stranger, wanted("0401"));
  near.point = places::MapPoint{34.7930, 111.2102};
  ask(sun, near);
  const auto alike = look(worker, list_alike, ListAlike{second});
  ASSERT_EQ(alike->items.size(), 1u);
  EXPECT_EQ(alike->items[0].need, first);
  EXPECT_FALSE(alike->items[0].same_recipient);
  EXPECT_THAT(look(zhao, list_alike, ListAlike{second})->items, IsEmpty());  // not his business
  EXPECT_EQ(code_of(run(zhao, merge_need, MergeNeed{second, first})), "not_yours");
  EXPECT_EQ(merge(second, second), "merge_self");
  ASSERT_EQ(triage(second), "");
  EXPECT_EQ(merge(second, first), "");
  EXPECT_EQ(merge(second, first), "need_merged");
  EXPECT_EQ(show(second, zhao).merged_into, first);
  EXPECT_EQ(look(zhao, list_my_needs, ListMyNeeds{})->items.size(),
            1u);  // he still sees what became of it
  EXPECT_EQ(offer(second), "need_merged");
  const auto unmerge = [&] { return code_of(run(worker, unmerge_need, UnmergeNeed{second})); };
  bench().tick(24h * 30);
  EXPECT_EQ(unmerge(), "");
  EXPECT_EQ(state(second), S::awaiting_dispatch);  // where it stood
  EXPECT_EQ(unmerge(), "not_merged");
  ASSERT_EQ(merge(second, first), "");
  bench().tick(24h * 30 + 1s);
  EXPECT_EQ(unmerge(), "merge_undo_late");
  EXPECT_EQ(merge(need_in(S::in_service), first), "need_not_there_yet");
  ASSERT_EQ(withdraw(first), "");
  EXPECT_EQ(merge(need_in(S::submitted), first), "need_withdrawn");
}

TEST_P(NeedPages, WhatWasMergedComesBackWhenTheOtherEndsUnserved) {
  const auto end = [&](NeedId id, Decision how) {
    return how == Decision::accept ? withdraw(id) : triage(id, how);
  };
  for (const auto how : {Decision::accept, Decision::refuse, Decision::refer}) {
    const NeedId kept = ask(), waiting = ask(zhao, wanted("0401")),
                 other = ask(sun, wanted("0402"));
    ASSERT_EQ(triage(waiting), "");
    ASSERT_EQ(merge(waiting, kept), "");
    ASSERT_EQ(merge(other, kept), "");
    bench().tick(1h);
    ASSERT_EQ(end(kept, how), "");
    pass(1s);
    EXPECT_EQ(state(waiting), S::awaiting_dispatch);
    EXPECT_EQ(state(other), S::submitted);
    EXPECT_EQ(show(other, worker).merged_into, std::nullopt);
    EXPECT_TRUE(show(other, worker).due_at);
  }
}

TEST_P(NeedPages, ListsAreFilteredAndPagedNewestFirst) {
  std::vector<NeedId> all;
  for (int i = 0; i < 7; ++i) {
    bench().tick(1s);
    all.insert(all.begin(), ask(i % 2 == 0 ? wanted("0405") : wanted("0601")));
  }
  AskForHelp elsewhere{.wanted = wanted()};
  elsewhere.site = huang.id;
  const NeedId other = run(wang, ask_for_help, elsewhere)->id;
  ASSERT_EQ(triage(all[0]), "");
  for (const Actor& who : {worker, chief, auditor}) {
    ListNeeds q;
    q.under = access::SitePath::parse(mao.path);
    EXPECT_EQ(listed(who, q), all);
    q.limit = PageLimit{3};
    std::vector<NeedId> paged;
    for (int pages = 0; pages < 5; ++pages) {
      const auto page = look(who, list_needs, q);
      for (const auto& line : page->items) paged.push_back(line.id);
      if (!page->next) break;
      q.cursor = Cursor{*page->next};
    }
    EXPECT_EQ(paged, all);
  }
  const auto filtered = [&](auto change) {
    std::size_t n = 0;
    for (const std::string& path :
         {mao.path, subcenter.path, center.path, city.path}) {  // each its own way
      ListNeeds q;
      q.under = access::SitePath::parse(path);
      change(q);
      const auto ids = listed(auditor, q);
      const std::size_t here =
          ids.size() - static_cast<std::size_t>(std::count(ids.begin(), ids.end(), other));
      if (path == mao.path) n = here;
      EXPECT_EQ(here, n) << path;
      EXPECT_TRUE(std::is_sorted(ids.rbegin(), ids.rend())) << path;
    }
    return n;
  };
  EXPECT_EQ(filtered([](ListNeeds&) {}), 7u);
  EXPECT_EQ(filtered([](ListNeeds& q) { q.category = Text<2, 4>::parse("06"); }), 3u);
  EXPECT_EQ(filtered([](ListNeeds& q) { q.category = Text<2, 4>::parse("0405"); }), 4u);
  EXPECT_EQ(filtered([](ListNeeds& q) { q.state = {S::awaiting_dispatch}; }), 1u);
  EXPECT_EQ(
      filtered([](ListNeeds& q) { q.state = {S::awaiting_dispatch, S::archived, S::submitted}; }),
      7u);
  EXPECT_EQ(filtered([](ListNeeds& q) { q.state = {S::archived}; }), 0u);
  EXPECT_EQ(filtered([](ListNeeds& q) { q.urgency = Urgency::same_day; }), 0u);
  EXPECT_EQ(filtered([](ListNeeds& q) { q.overdue = true; }), 0u);
  bench().tick(5h);
  EXPECT_EQ(filtered([](ListNeeds& q) { q.overdue = true; }), 6u);
  EXPECT_EQ(filtered([](ListNeeds& q) { q.overdue = true, q.state = {S::awaiting_dispatch}; }), 0u);
  ListNeeds q;
  q.category = Text<2, 4>::parse("77");
  EXPECT_EQ(code_of(look(worker, list_needs, q)), "category_unknown");
  q.category.reset();
  q.under = access::SitePath::parse(huang.path);
  EXPECT_EQ(code_of(look(worker, list_needs, q)), "not_yours");
  EXPECT_EQ(code_of(look(wang, list_needs, ListNeeds{})), "not_yours");
  EXPECT_EQ(code_of(look(Actor{}, list_needs, ListNeeds{})), "not_signed_in");
  const auto counts =
      look(worker, count_needs, CountNeeds{access::SitePath::parse(mao.path).value()});
  ASSERT_EQ(counts->items.size(), 2u);
  EXPECT_EQ(counts->items[0].state, S::awaiting_dispatch);
  EXPECT_EQ(counts->items[1].needs, 6);
  EXPECT_EQ(counts->items[1].overdue, 6);
}

TEST_P(NeedPages, WhoeverWorksForTwoSitesSeesBothInOneList) {
  const NeedId here = ask();
  bench().tick(1s);
  AskForHelp elsewhere{.wanted = wanted()};
  elsewhere.site = huang.id;
  const NeedId there = run(wang, ask_for_help, elsewhere)->id;
  bench().tick(1s);
  const NeedId again = ask();
  Actor both = worker;
  both.grants.push_back({"station_worker", huang.path});
  EXPECT_THAT(listed(both, ListNeeds{}), ElementsAre(again, there, here));
  ListNeeds q;
  q.limit = PageLimit{2};
  const auto page = look(both, list_needs, q);
  ASSERT_EQ(page->items.size(), 2u);
  q.cursor = Cursor{page->next.value()};
  EXPECT_THAT(listed(both, q), ElementsAre(here));
}

TEST_P(NeedPages, AStationReadsTheHistoryOfOneResident) {
  std::vector<NeedId> theirs{need_in(S::archived)};
  for (int i = 0; i < 3; ++i) {
    bench().tick(1s);
    theirs.insert(theirs.begin(), ask());
  }
  AskForHelp elsewhere{.wanted = wanted()};
  elsewhere.site = huang.id;
  const NeedId there = run(wang, ask_for_help, elsewhere)->id;
  const NeedId other =
      run(stranger, ask_for_help, AskForHelp{.wanted = wanted(), .site = mao.id})->id;
  ListNeeds q{.recipient = wang.person};
  EXPECT_EQ(listed(worker, q), theirs) << "not " << other.text();
  EXPECT_THAT(listed(neighbour, q), ElementsAre(there));
  q.state = {S::archived};
  EXPECT_THAT(listed(worker, q), ElementsAre(theirs.back()));
  q.state = {};
  q.limit = PageLimit{3};
  const auto page = look(worker, list_needs, q);
  ASSERT_TRUE(page->next);
  q.cursor = Cursor{*page->next};
  EXPECT_THAT(listed(worker, q), ElementsAre(theirs.back()));
  bench().look(auditor, [&](Call& c) {
    EXPECT_TRUE(list_needs(c, {.recipient = wang.person}).ok());
    EXPECT_EQ(c.readings.at(0).whom, *wang.person);
    EXPECT_EQ(c.readings.at(0).reason, "needs");
    return 0;
  });
  EXPECT_THAT(listed(worker, {.recipient = PersonId{}}), IsEmpty());
}

TEST_P(NeedPages, MyNeedsAndMyTasks) {
  const NeedId helped = need_in(S::archived), asked = ask();
  EXPECT_EQ(look(wang, list_my_needs, ListMyNeeds{})->items.size(), 2u);
  EXPECT_EQ(look(wang, list_my_needs, ListMyNeeds{})->items[0].id, asked);
  const auto tasks = look(zhao, list_my_tasks, ListMyTasks{});
  ASSERT_EQ(tasks->items.size(), 1u);
  EXPECT_EQ(tasks->items[0].id, helped);
  EXPECT_EQ(tasks->items[0].recipient_name.find("王桂兰"), std::string::npos);  // masked to him
  EXPECT_THAT(look(stranger, list_my_needs, ListMyNeeds{})->items, IsEmpty());
}

TEST_P(NeedPages, PeopleUnderWayAreHeldUntilItIsOver) {
  const auto held = [&](const Actor& who) {
    return bench().db().reading([&](storage::Tx& tx) {
      static const storage::Sql holds{
          "needs_test.holds", "select count(*) from person_hold where region = $1 and person = $2"};
      return tx.row<std::int64_t>(holds, 4112, *who.person).value();
    });
  };
  NeedId id = need_in(S::scheduled);
  EXPECT_EQ(held(wang), 1);
  EXPECT_EQ(held(zhao), 1);
  ASSERT_EQ(leave(id, zhao), "");
  EXPECT_EQ(held(zhao), 0);
  ASSERT_EQ(take(id, zhao), "");
  ASSERT_EQ(withdraw(id), "");
  EXPECT_EQ(held(wang), 0);
  EXPECT_EQ(held(zhao), 0);
  id = need_in(S::archived);
  EXPECT_EQ(held(wang) + held(zhao), 0);
  ASSERT_EQ(code_of(run(worker, reopen_need, ReopenNeed{id, ReopenReason::not_solved, {}})), "");
  EXPECT_EQ(held(wang), 1);
}

TEST_P(NeedPages, WhatDispatchAsks) {
  const NeedId id = need_in(S::scheduled);
  const TimeWindow window = *brief(id).window;
  const auto busy = [&](const TimeWindow& around) {
    return bench()
        .look(worker, [&](Call& c) { return busy_windows(c, {*zhao.person, *sun.person}, around); })
        .size();
  };
  EXPECT_EQ(busy(window), 1u);
  EXPECT_EQ(busy({window.end, window.end + 1h}), 0u);
  EXPECT_EQ(busy({window.start - 1h, window.start}), 0u);
  ASSERT_EQ(withdraw(id), "");
  EXPECT_EQ(busy(window), 0u);  // nobody is kept busy by what was withdrawn
  need_in(S::archived);
  const auto before =
      bench().look(worker, [&](Call& c) { return continuity_with(c, *wang.person); });
  ASSERT_EQ(before.size(), 1u);
  EXPECT_EQ(before[0].volunteer, zhao.person);
  EXPECT_EQ(before[0].times, 1);
  EXPECT_EQ(before[0].stars, 5);
  const auto loads =
      bench().look(worker, [&](Call& c) { return loads_since(c, c.now - 24h * 30); });
  ASSERT_EQ(loads.size(), 1u);
  EXPECT_EQ(loads[0].times, 2);
  const NeedId waiting = need_in(S::awaiting_dispatch);
  const auto all =
      bench().look(worker, [&](Call& c) { return awaiting_dispatch(c, city.path, 10); });
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].id, waiting);
  EXPECT_EQ(code_of(bench().look(
                neighbour,
                [&](Call& c) { return access_need(c, waiting, access::Right::need_dispatch); })),
            "need_unknown");
  EXPECT_EQ(
      code_of(bench().look(
          auditor, [&](Call& c) { return access_need(c, waiting, access::Right::need_dispatch); })),
      "not_yours");
}

}  // namespace
}  // namespace lastmile::needs

#include "notices/templates.h"

#include "notices/notices_fixture.h"
#include "notices/place_rules.h"

namespace lastmile::notices {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Templates : NoticesTown {
  SetTemplate worded(const places::Site& site, const std::string& words,
                     Channel channel = Channel::inbox, const std::string& title = {}) {
    SetTemplate cmd{given<access::SitePath>(site.path), Occasion::need_accepted, channel, Lang::zh};
    if (!title.empty()) cmd.title = given<Line>(title);
    cmd.words = given<Words2000>(words);
    return cmd;
  }
  auto set(const Actor& actor, const SetTemplate& cmd) {
    return run(actor, [&](Call& call) { return set_template(call, cmd); });
  }
  auto reset(const places::Site& site) {
    return run(town().city_office, [&](Call& call) {
      return reset_template(call, {given<access::SitePath>(site.path), Occasion::need_accepted,
                                   Channel::inbox, Lang::zh});
    });
  }
  std::string text_of(PersonId who) {
    town().need({.recipient = who});
    return inbox(who).at(0).text;
  }
};
EACH_DATABASE(Templates);

TEST_P(Templates, AreChosenByThePlaceNearest) {
  const auto li = town().resident("李桂花");
  EXPECT_THAT(text_of(li), HasSubstr("已受理您的求助"));
  ASSERT_TRUE(set(town().city_office, worded(town().city, "全市：{number}")).ok());
  EXPECT_THAT(text_of(li), testing::ContainsRegex("全市：[0-9-]+"));
  ASSERT_TRUE(set(town().city_office, worded(town().station, "本站{site}：{number}")).ok());
  ASSERT_TRUE(set(town().city_office, worded(town().neighbour, "隔壁")).ok());
  EXPECT_THAT(text_of(li), HasSubstr("本站" + town().station.name));
  // What was told before is read in the words of now: nobody keeps texts.
  EXPECT_THAT(inbox(li).back().text, HasSubstr("本站"));
  ASSERT_TRUE(reset(town().station).ok());
  EXPECT_REFUSED(reset(town().station), "template_unset");
  EXPECT_THAT(text_of(li), HasSubstr("全市"));
  ASSERT_TRUE(reset(town().city).ok());
  EXPECT_THAT(text_of(li), HasSubstr("已受理您的求助"));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Templates, AreRefusedByName) {
  const auto& office = town().city_office;
  EXPECT_REFUSED(set(town().worker, worded(town().station, "x")), "not_yours");
  EXPECT_REFUSED(set(Actor{}, worded(town().station, "x")), "not_signed_in");
  EXPECT_REFUSED(set(office, worded(town().station, "{name}您好")), "placeholder_unknown");
  EXPECT_REFUSED(set(office, worded(town().station, "x", Channel::inbox, "{name}")),
                 "placeholder_unknown");
  EXPECT_REFUSED(set(office, worded(town().station, "x", Channel::webhook)),
                 "channel_not_for_people");
  EXPECT_REFUSED(set(office, worded(town().station, "电话 13812345678")), "text_holds_number");
  std::string wide;
  for (int i = 0; i < 150; ++i) wide += "长";
  const auto too_long = set(office, worded(town().station, wide, Channel::sms));
  EXPECT_REFUSED(too_long, "text_too_long");
  EXPECT_EQ(too_long.refused().seen, "3 > 2");
  SetTemplate code = worded(town().station, "x");
  code.occasion = Occasion::email_code;
  EXPECT_REFUSED(set(office, code), "template_not_worded");
}

TEST_P(Templates, KeepTheirVersions) {
  for (const char* words : {"一", "二", "三"}) {
    ASSERT_TRUE(set(town().city_office, worded(town().city, words)).ok());
  }
  ASSERT_TRUE(reset(town().city).ok());
  const auto versions = bench().look(town().worker, [&](Call& call) {
    return list_template_versions(call, {given<access::SitePath>(town().station.path),
                                         Occasion::need_accepted, Channel::inbox, Lang::zh});
  });
  EXPECT_THAT(versions->items, IsEmpty()) << "those are the city's";
  const auto of_city = bench().look(town().city_office, [&](Call& call) {
    return list_template_versions(call, {given<access::SitePath>(town().city.path),
                                         Occasion::need_accepted, Channel::inbox, Lang::zh});
  });
  ASSERT_THAT(of_city->items, SizeIs(4));
  EXPECT_EQ(of_city->items[0].version, 4);
  EXPECT_FALSE(of_city->items[0].words);
  EXPECT_EQ(of_city->items[1].words, "三");
}

TEST_P(Templates, ArePreviewedWithASampleOrANeedOneMaySee) {
  const auto need =
      town().need({.from = "2026-03-05T14:00:00+08:00", .to = "2026-03-05T16:00:00+08:00"});
  const auto preview = [&](const Actor& actor, const std::string& words,
                           std::optional<needs::NeedId> about) {
    const auto s = worded(town().station, words, Channel::sms);
    return run(actor, [&](Call& call) {
      return preview_template(
          call, {s.site_path, s.occasion, s.channel, s.lang, s.title, s.words, about});
    });
  };
  const auto sample = preview(town().worker, "【满天星】{number} {when}", {});
  ASSERT_TRUE(sample.ok());
  EXPECT_EQ(sample->text, "【满天星】H3-0412-7 3月3日（周二）9:00—11:00");
  EXPECT_EQ(sample->segments, 1);
  EXPECT_EQ(sample->segments_max, 2);
  EXPECT_EQ(sample->unicode, true);
  EXPECT_EQ(preview(town().worker, "{number}", {})->unicode, false);
  const auto real = preview(town().worker, "{number}", need);
  EXPECT_EQ(real->text, town().brief(need).number);
  EXPECT_REFUSED(preview(town().worker, "{nobody}", {}), "placeholder_unknown");
  const Actor far = town().staff(access::Role::station_worker, town().far_station);
  EXPECT_REFUSED(preview(far, "{number}", {}), "not_yours");
  EXPECT_REFUSED(preview(Town::as(town().resident()), "{number}", {}), "not_yours");
}

TEST_P(Templates, AreListedWithWhatTheyMayHold) {
  const auto listed = bench().look(town().worker, [&](Call& call) {
    ListTemplates q{given<access::SitePath>(town().station.path)};
    q.channel = Channel::sms;
    q.lang = Lang::zh;
    return list_templates(call, q);
  });
  ASSERT_TRUE(listed.ok());
  EXPECT_THAT(listed->items, SizeIs(all_of<Occasion>().size() - 2));
  for (const auto& t : listed->items) {
    EXPECT_GE(t.segments.value_or(0), 1) << to_text(t.occasion);
    EXPECT_LE(t.segments.value_or(9), 2) << to_text(t.occasion);
    EXPECT_THAT(t.placeholders, testing::Contains("{site}"));
  }
}

TEST_P(Templates, RemindersAndQuietHoursAreThoseOfThePlace) {
  const auto set_rule = [&](const Actor& actor, const places::Site& site,
                            std::vector<std::int64_t> reminders, std::optional<QuietHours> quiet) {
    return run(actor, [&](Call& call) {
      return set_notice_rule(call, {given<access::SitePath>(site.path), reminders, quiet});
    });
  };
  EXPECT_REFUSED(set_rule(town().worker, town().station, {60}, {}), "not_yours");
  EXPECT_REFUSED(set_rule(town().city_office, town().station, {5}, {}), "reminders_wrong");
  const QuietHours noon{Bounded<0, 1439>{720}, Bounded<0, 1439>{840}};
  ASSERT_TRUE(set_rule(town().city_office, town().city, {1440}, noon).ok());
  ASSERT_TRUE(set_rule(town().city_office, town().station, {30, 60}, {}).ok());
  const auto page = bench().look(town().worker, [&](Call& call) {
    return list_notice_rules(call, {given<access::SitePath>(town().station.path)});
  });
  EXPECT_THAT(page->items, SizeIs(2));
  EXPECT_EQ(page->effective.reminders, (std::vector<std::int64_t>{60, 30}));
  EXPECT_EQ(page->effective.quiet, noon);
  const auto li = town().resident("李桂花"), wang = town().volunteer();
  town().take(town().need({.from = "2026-03-02T18:00:00+08:00",
                           .to = "2026-03-02T19:00:00+08:00",
                           .recipient = li}),
              wang);
  drain();
  bench().set_now("2026-03-02T17:00:00+08:00");
  EXPECT_EQ(occasions(li).at(0), Occasion::visit_soon);
  bench().set_now("2026-03-02T17:30:00+08:00");
  EXPECT_EQ(occasions(li).at(1), Occasion::visit_soon);
}

}  // namespace
}  // namespace lastmile::notices

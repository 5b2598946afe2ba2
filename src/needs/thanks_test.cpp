#include <gmock/gmock.h>

#include "media/files_fixture.h"
#include "needs/need_talk.h"
#include "needs/need_thanks.h"
#include "needs/needs_fixture.h"

namespace lastmile::needs {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using S = NeedState;

/// What the one served says in the end to whoever came.
struct Thanks : NeedsTown {
  std::string thank(NeedId id, const Actor& who, const Actor& whom, std::string_view words) {
    const ThankHelper cmd{id, *whom.person, Text<1, 500>::parse(words).value()};
    return code_of(run(who, thank_helper, cmd));
  }
  std::vector<ThanksView> heard(NeedId id, const Actor& who) {
    const auto page = look(who, list_thanks, ListThanks{id});
    EXPECT_EQ(code_of(page), "");
    return page ? page->items : std::vector<ThanksView>{};
  }
  std::string answer(NeedId id, const Actor& who) {
    return code_of(run(who, answer_thanks, AnswerThanks{id}));
  }
};
EACH_DATABASE(Thanks);

TEST_P(Thanks, AreBetweenTheOneServedAndTheOneWhoCame) {
  const NeedId id = need_in(S::awaiting_rating);
  EXPECT_EQ(thank(id, wang, zhao, "多亏您，腿脚不便时送来了药"), "");
  ASSERT_THAT(heard(id, zhao), SizeIs(1));
  EXPECT_EQ(heard(id, zhao)[0].words, "多亏您，腿脚不便时送来了药");
  EXPECT_EQ(heard(id, wang)[0].helper_name, "赵**") << "named as on the page of the need";
  EXPECT_THAT(heard(id, worker), IsEmpty()) << "the station has no part in it";
  EXPECT_EQ(code_of(look(stranger, list_thanks, ListThanks{id})), "need_unknown");
  EXPECT_THAT(dump("need_thanks"), Not(HasSubstr("多亏")));
  EXPECT_THAT(dump("journal_entry"), Not(HasSubstr("多亏")));
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(Thanks, AreSaidOnceByTheRecipientsSideWhenItIsConfirmed) {
  const NeedId early = need_in(S::awaiting_confirmation);
  EXPECT_EQ(thank(early, wang, zhao, "谢谢"), "need_not_there_yet");
  const NeedId id = need_in(S::archived);
  EXPECT_EQ(thank(id, zhao, zhao, "谢谢"), "thanks_only_recipient");
  EXPECT_EQ(thank(id, worker, zhao, "谢谢"), "thanks_only_recipient");
  EXPECT_EQ(thank(id, stranger, zhao, "谢谢"), "need_unknown");
  EXPECT_EQ(thank(id, wang, sun, "谢谢"), "not_served_by");
  EXPECT_EQ(thank(id, wang, zhao, "谢谢"), "");
  EXPECT_EQ(thank(id, wang, zhao, "谢谢"), "thanked_already");
}

TEST_P(Thanks, AreAnsweredWithOneTap) {
  const NeedId id = need_in(S::archived);
  EXPECT_EQ(answer(id, zhao), "not_thanked");
  EXPECT_EQ(thank(id, wang, zhao, "谢谢"), "");
  EXPECT_EQ(answer(id, wang), "not_thanked");
  EXPECT_FALSE(heard(id, wang)[0].answered_at);
  EXPECT_EQ(answer(id, zhao), "");
  const auto first = heard(id, wang)[0].answered_at;
  EXPECT_TRUE(first);
  bench().tick(std::chrono::hours{1});
  EXPECT_EQ(answer(id, zhao), "");
  EXPECT_EQ(heard(id, wang)[0].answered_at, first) << "once more changes nothing";
}

TEST_P(Thanks, StandInTheCopyOfEithersData) {
  const NeedId id = need_in(S::archived);
  EXPECT_EQ(thank(id, wang, zhao, "谢谢"), "");
  for (const Actor& who : {wang, zhao}) {
    EXPECT_THAT(bench().look(who, [&](Call& c) { return thanks_of(c, {*who.person}); }), SizeIs(1));
  }
  EXPECT_THAT(bench().look(sun, [&](Call& c) { return thanks_of(c, {*sun.person}); }), IsEmpty());
}

TEST_P(Thanks, AndVoiceIsOfTheRatingWhenTheOneServedRates) {
  const auto speak = [&](NeedId id, const Actor& who) {
    return run(
        who,
        [](Call& c, const AttachToNeed& cmd) {
          return attach_to_need(c, cmd,
                                media::Cleaned{media::FileKind::voice, "audio/ogg", "sound"});
        },
        AttachToNeed{id});
  };
  const NeedId before = need_in(S::submitted);
  EXPECT_FALSE(speak(before, wang)->of_rating);
  const NeedId id = need_in(S::awaiting_rating);
  EXPECT_TRUE(speak(id, wang)->of_rating);
  EXPECT_FALSE(speak(id, zhao)->of_rating);
  const auto files = look(zhao, list_attachments, ListAttachments{id});
  EXPECT_TRUE(files->items[0].of_rating) << "whoever was rated may listen";
  EXPECT_THAT(look(worker, list_attachments, ListAttachments{id})->items, SizeIs(2));
}

}  // namespace
}  // namespace lastmile::needs

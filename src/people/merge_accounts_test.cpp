#include <chrono>

#include "access/access_bench.h"
#include "access/accounts.h"
#include "people/duplicates.h"
#include "people/people_fixture.h"

namespace lastmile::people {
namespace {

using namespace std::chrono_literals;

// Who signs in as whom once two profiles are joined, and once they are parted.
struct MergedAccounts : PeopleTown {
  void SetUp() override {
    PeopleTown::SetUp();
    if (!IsSkipped()) bench().settings.demo = true;
  }
  PersonId sign_in(const char* phone) {
    bench().tick(61s);
    return access::sign_in_by_phone(bench(), phone).person;
  }
  /// Entered by the desk, and signed in once.
  PersonId claimed(std::string_view name, const char* phone) {
    const PersonId id = enter(name, phone);
    EXPECT_EQ(sign_in(phone), id);
    return id;
  }
  std::optional<PersonId> signed_in_by(const char* phone) {
    return bench().look(worker, [&](Call& c) { return access::account_of(c, phone_of(phone)); });
  }
  MergeCode code_from(PersonId holder) {
    const auto view = run(as(holder), make_merge_code, MakeMergeCode{});
    EXPECT_EQ(code_of(view), "");
    return MergeCode::parse(view->code).value();
  }
  Result<MergeView> merge(PersonId kept, PersonId gone) { return merge({kept, gone}); }
  Result<MergeView> merge(const MergePersons& cmd) { return run(worker, merge_persons, cmd); }
  void part(const Result<MergeView>& merged) {
    ASSERT_EQ(code_of(merged), "");
    done(worker, undo_merge, UndoMerge{merged->merge});
  }
  void move_to(PersonId who, const char* phone) {
    bench().tick(61s);
    const auto asked = access::ask(bench(), phone_of(phone)).value();
    done(as(who), access::change_phone,
         access::ChangePhone{phone_of(phone), *access::RequestToken::parse(asked.request),
                             *access::SixDigits::parse(*asked.code), std::nullopt});
  }

  static constexpr const char *one = "13700000001", *two = "13700000002", *three = "13700000003";
};
EACH_DATABASE(MergedAccounts);

TEST_P(MergedAccounts, AreJoinedByACodeOfEachHolder) {
  const PersonId a = claimed("王小明", one), b = claimed("共犯", two);
  EXPECT_EQ(code_of(merge(a, b)), "merge_two_accounts");
  EXPECT_EQ(code_of(merge(b, a)), "merge_two_accounts");
  const MergeCode of_a = code_from(a), of_b = code_from(b);
  EXPECT_EQ(code_of(merge({a, b, of_a})), "merge_two_accounts");
  EXPECT_EQ(fields_of(merge({a, b, of_b, of_a})), "merge_code_wrong /kept_code");
  EXPECT_EQ(fields_of(merge({a, b, of_a, of_a})), "merge_code_wrong /gone_code");
  bench().tick(10min);
  EXPECT_EQ(fields_of(merge({a, b, of_a, of_b})), "merge_code_wrong /kept_code");
  const MergeCode now_a = code_from(a), now_b = code_from(b);
  const auto merged = merge({a, b, now_a, now_b});
  ASSERT_EQ(code_of(merged), "");
  EXPECT_EQ(sign_in(one), a);
  EXPECT_EQ(sign_in(two), a);
  part(merged);
  EXPECT_EQ(sign_in(one), a);
  EXPECT_EQ(sign_in(two), b);
  EXPECT_EQ(fields_of(merge({a, b, now_a, now_b})), "merge_code_wrong /kept_code") << "once";
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(MergedAccounts, AreNotJoinedByGuessing) {
  const PersonId a = claimed("王小明", one), b = claimed("共犯", two);
  const MergeCode of_b = code_from(b), wrong = MergeCode::parse("0000 0000").value();
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(code_of(merge({a, b, wrong, of_b})), "merge_code_wrong");
  }
  EXPECT_EQ(code_of(merge({a, b, code_from(a), of_b})), "merge_code_tries_over");
  bench().tick(24h);
  EXPECT_EQ(code_of(merge({a, b, code_from(a), code_from(b)})), "");
}

TEST_P(MergedAccounts, AreJoinedByNoCodeWhoseRowWasEdited) {
  const PersonId victim = claimed("王小明", one), thief = claimed("共犯", two),
                 other = claimed("某人", three);
  const auto edit = [&](const std::string& sql) {
    bench().db().write([&](storage::Tx& tx) { tx.start_text(sql, {})->step(); });
  };
  for (const std::string& set :
       {"person = '" + victim.text() + "'", std::string("expires_at = expires_at + 1"),
        std::string("tag = ''")}) {
    const MergeCode of_thief = code_from(thief), of_other = code_from(other);
    edit("update merge_code set " + set + " where person = '" + other.text() + "'");
    const PersonId gone = set.starts_with("person") ? victim : other;
    EXPECT_EQ(fields_of(merge({thief, gone, of_thief, of_other})), "merge_code_wrong /gone_code")
        << set;
    edit("delete from merge_code");
  }
  EXPECT_EQ(code_of(merge({thief, other, code_from(thief), code_from(other)})), "");
}

TEST_P(MergedAccounts, AreOpenedByNoNumberThatNobodyProved) {
  const PersonId victim = claimed("王小明", one), fresh = enter("共犯", two);
  const auto merged = merge(victim, fresh);
  ASSERT_EQ(code_of(merged), "");
  EXPECT_EQ(signed_in_by(two), std::nullopt);
  EXPECT_EQ(sign_in(one), victim);
  part(merged);
  EXPECT_EQ(signed_in_by(one), victim);
  EXPECT_EQ(signed_in_by(two), fresh);
  const auto again = merge(victim, fresh);
  const PersonId stranger = sign_in(two);
  EXPECT_NE(stranger, victim);
  EXPECT_NE(stranger, fresh);
  part(again);
  EXPECT_EQ(signed_in_by(two), stranger) << "theirs by now";
  EXPECT_TRUE(bench().verify().empty());
}

// Else what the holder does as the other would stay there, for whom the other's number belongs to.
TEST_P(MergedAccounts, GoWithTheOneWhoHasOne) {
  const PersonId fresh = enter("王小明", one), holder = claimed("王晓明", two);
  EXPECT_EQ(code_of(merge(fresh, holder)), "merge_keep_the_account");
  const auto merged = merge(holder, fresh);
  ASSERT_EQ(code_of(merged), "");
  EXPECT_EQ(signed_in_by(one), std::nullopt);
  EXPECT_EQ(sign_in(two), holder);
  part(merged);
  EXPECT_EQ(signed_in_by(one), fresh);
  EXPECT_EQ(signed_in_by(two), holder);
  // Nobody proved the first number by the second one's sign-in.
  EXPECT_EQ(code_of(merge(fresh, holder)), "merge_keep_the_account");
  const auto again = merge(holder, fresh);
  ASSERT_EQ(code_of(again), "");
  move_to(holder, three);
  part(again);
  EXPECT_EQ(signed_in_by(three), holder);
  EXPECT_EQ(signed_in_by(one), fresh);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(MergedAccounts, AreClaimedByThePhoneInTheProfileKept) {
  const PersonId a = enter("王小明", one), b = enter("王晓明", two), bare = enter("汪小明");
  const auto ab = merge(a, b);
  ASSERT_EQ(code_of(ab), "");
  EXPECT_EQ(signed_in_by(one), a);
  EXPECT_EQ(signed_in_by(two), std::nullopt);
  part(ab);
  EXPECT_EQ(signed_in_by(two), b);
  const auto filled = merge(bare, b);
  ASSERT_EQ(code_of(filled), "");
  EXPECT_EQ(signed_in_by(two), bare);
  // What a later merge sets aside comes back with it, and nothing else.
  const auto over = merge(a, bare);
  ASSERT_EQ(code_of(over), "");
  EXPECT_EQ(signed_in_by(two), std::nullopt);
  part(over);
  EXPECT_EQ(signed_in_by(two), bare);
  part(filled);
  EXPECT_EQ(signed_in_by(two), b);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(MergedAccounts, FromBeforeProofsWereKeptAreKnownByTheJournal) {
  const PersonId a = claimed("王小明", one), b = claimed("王晓明", two), c = enter("汪小明", three);
  bench().db().write([](storage::Tx& tx) {
    tx.start_text("update account set proved = null, phone = null", {})->step();
  });
  EXPECT_EQ(code_of(merge(a, b)), "merge_two_accounts");
  EXPECT_EQ(code_of(merge(a, c)), "");
  EXPECT_EQ(signed_in_by(three), std::nullopt);
}

}  // namespace
}  // namespace lastmile::people

#pragma once
#include <gmock/gmock.h>

#include "dispatch/test_town.h"
#include "needs/need_close.h"
#include "needs/need_service.h"
#include "records/record_cases.h"
#include "records/record_jobs.h"

/// A town whose services become records, and the steps people take with them.
namespace lastmile::records {

using dispatch::given;
using dispatch::Town;

/// The leaf of a fact told in a test, after all others.
inline constexpr std::int64_t after_all = 1'000'000;

struct RecordsTown : OnEachBench {
  Town& town() {
    if (!town_) {
      town_ = std::make_unique<Town>(bench());
      add_record_jobs(town_->registry);
    }
    return *town_;
  }
  std::vector<RecordRow> rows() {
    town().drain();
    return bench().look(TestBench::system(), [&](Call& call) {
      return load_page(call.tx, call.region(),
                       {.site_path = town().city.path, .before = {}, .limit = 200});
    });
  }
  RecordRow only() {
    const auto all = rows();
    EXPECT_EQ(all.size(), 1u);
    return all.at(0);
  }
  template <class F>
  auto by(const Actor& actor, F&& verb) {
    return bench().run(actor, verb);
  }
  /// A need served by `who` from the present time for so long.
  needs::NeedId served(PersonId who, std::chrono::seconds how_long,
                       std::optional<PersonId> recipient = {},
                       std::optional<places::SiteId> site = {}) {
    const auto window_end =
        bench().now() + std::max<std::chrono::seconds>(how_long, std::chrono::minutes{60});
    const auto need = town().need({.from = to_text(bench().now()),
                                   .to = to_text(window_end),
                                   .recipient = recipient,
                                   .site = site});
    town().take(need, who);
    check_in(need, who);
    bench().tick(how_long);
    EXPECT_TRUE(by(Town::as(who), [&](Call& call) {
                  return needs::check_out(call, {need, code_of_door(call, need)});
                }).ok());
    return need;
  }
  attendance::Evidence code_of_door(const Call& call, needs::NeedId need) {
    return {.code = given<Text<1, 200>>(attendance::code_for(call, need.uuid).code)};
  }
  void check_in(needs::NeedId need, PersonId who) {
    EXPECT_TRUE(by(Town::as(who), [&](Call& call) {
                  return needs::check_in(call, {need, code_of_door(call, need)});
                }).ok());
  }
  /// A visit from nine to eleven that nobody checked out of, hours ago: the program closes it.
  needs::NeedId left_open(PersonId who) {
    const auto need =
        town().need({.from = "2026-03-02T09:00:00+08:00", .to = "2026-03-02T11:00:00+08:00"});
    town().take(need, who);
    check_in(need, who);
    bench().tick(std::chrono::hours{4});
    return need;
  }
  /// A further stay of twenty minutes, begun at the door, right after those of a record.
  void stay_on(needs::NeedId need, const RecordRow& r,
               attendance::Proof proof_out = attendance::Proof::code) {
    const auto told = by(TestBench::system(), [&](Call& call) -> Check {
      record_stay(call,
                  {need,
                   r.volunteer,
                   r.category,
                   *r.recipient,
                   r.site_path,
                   r.to_at,
                   r.to_at + std::chrono::minutes{20},
                   attendance::Proof::code,
                   proof_out,
                   {},
                   proof_out == attendance::Proof::closed},
                  after_all);
      return Done{};
    });
    ASSERT_TRUE(told.ok());
  }
  void confirm(needs::NeedId need, bool happened = true) {
    const auto recipient = town().brief(need).recipient;
    const auto done = bench().run(Town::as(recipient), [&](Call& call) {
      return needs::confirm_service(call, {need, happened, {}, {}});
    });
    ASSERT_TRUE(done.ok()) << done.refused().refusal.code;
  }
  auto attest(const Actor& actor, RecordId id) {
    return by(actor, [&](Call& call) { return attest_record(call, {id}); });
  }
  auto approve(const Actor& actor, RecordId id) {
    return by(actor, [&](Call& call) { return approve_record(call, {id}); });
  }
  BackFill asked(PersonId who, const char* from, const char* to) {
    BackFill cmd;
    cmd.volunteer = who;
    cmd.category = given<Text<2, 4>>("0405");
    cmd.site = town().station.id;
    cmd.hours = {given<Instant>(from), given<Instant>(to)};
    cmd.evidence = given<Words2000>("签到本第三页,社区王主任在场");
    return cmd;
  }
  auto fill(const Actor& actor, const BackFill& cmd) {
    return by(actor, [&](Call& call) { return back_fill(call, cmd); });
  }
  /// An hour served at the door that no follower has seen yet, and the same hour asked for by hand.
  auto fill_beside_the_door(PersonId who, const Actor& actor) {
    const auto start = bench().now();
    const auto need =
        town().need({.from = to_text(start), .to = to_text(start + std::chrono::hours{2})});
    town().take(need, who);
    town().serve(need, who, std::chrono::minutes{60});
    return fill(actor, asked(who, "2026-03-02T09:00:00+08:00", "2026-03-02T10:00:00+08:00"));
  }
  RecordPage page(const Actor& actor, RecordId id) {
    return bench().look(actor, [&](Call& call) { return show_record(call, {id}); }).value();
  }
  std::int64_t minutes(PersonId who) {
    return bench()
        .look(Town::as(who), [&](Call& call) { return show_my_hours(call, {}); })
        .value()
        .minutes;
  }

 private:
  std::unique_ptr<Town> town_;
};

}  // namespace lastmile::records

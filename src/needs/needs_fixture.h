#pragma once
#include <algorithm>

#include "jobs/test_jobs.h"
#include "journal/log.h"
#include "needs/categories.h"
#include "needs/need_ask.h"
#include "needs/need_close.h"
#include "needs/need_jobs.h"
#include "needs/need_list.h"
#include "needs/need_merge.h"
#include "needs/need_service.h"
#include "needs/need_triage.h"
#include "needs/needs.h"
#include "people/families.h"
#include "people/people_fixture.h"
#include "places/sites.h"

/// The small town of people with someone who needs help, a son who speaks for her, two who help.
/// Each step of the loop is a function; what dispatch does is done by its marks.
namespace lastmile::needs {

using people::code_of;
using people::line_of;
using people::name_of;

class NeedsTown : public people::PeopleTown {
 protected:
  void SetUp() override {
    PeopleTown::SetUp();
    if (IsSkipped()) return;
    std::ignore = bench().run(TestBench::system(), [](Call& call) -> Check {
      enter_categories(call);
      return Done{};
    });
    wang = as(enter("王桂兰", "13903980001", "1948-03-01"));
    zhao = as(enter_volunteer("赵强"));
    sun = as(enter_volunteer("孙丽"));
    stranger = as(enter("周生"));
    add_jobs();
  }
  void add_jobs() {
    commands = jobs::commands_of(bench());
    registry = {};
    add_need_jobs(registry);
  }
  /// The clock moves and the program does what is due.
  void pass(std::chrono::milliseconds time) {
    bench().tick(time);
    jobs::drain(*commands, registry);
  }

  static Wanted wanted(std::string_view category = "0405") {
    Wanted w;
    w.category = Text<2, 4>::parse(category).value();
    w.details = Words2000::parse("帮忙取一下降压药").value();
    w.address = line_of("黄河路18号3单元201");
    return w;
  }
  /// From one to three this afternoon.
  TimeWindow afternoon() {
    return {bench().now() + std::chrono::hours{4}, bench().now() + std::chrono::hours{6}};
  }

  Result<NeedView> try_ask(const Actor& who, Wanted w, bool draft = false) {
    AskForHelp cmd{.wanted = std::move(w)};
    cmd.draft = draft;
    return run(who, ask_for_help, cmd);
  }
  NeedId ask(Wanted w = wanted()) { return ask(wang, std::move(w)); }
  NeedId ask(const Actor& who, Wanted w, bool draft = false) {
    const auto view = try_ask(who, std::move(w), draft);
    EXPECT_EQ(code_of(view), "");
    return view ? view->id : NeedId{};
  }
  NeedId ask_for_afternoon() {
    Wanted w = wanted();
    w.window = afternoon();
    return ask(w);
  }
  std::vector<std::string> kinds_about(NeedId id) {
    return bench().look(TestBench::system(), [&](Call& c) {
      std::vector<std::string> kinds;
      for (const auto& e : journal::entries_about(c.tx, c.region(), id.uuid, 0, 1000))
        kinds.push_back(e.kind);
      return kinds;
    });
  }
  std::int64_t told(NeedId id, std::string_view kind) {
    const auto kinds = kinds_about(id);
    return std::count(kinds.begin(), kinds.end(), kind);
  }
  /// Wanted by two this afternoon, and offered.
  NeedId for_two() {
    Wanted w = wanted();
    w.window = afternoon();
    w.people_wanted = Bounded<1, 50>{2};
    const NeedId id = ask(w);
    EXPECT_EQ(triage(id), "");
    EXPECT_EQ(offer(id), "");
    return id;
  }

  TriageNeed decision(NeedId id, Decision what) {
    TriageNeed cmd{.need = id, .decision = what};
    const auto reasons = reasons_for(what);
    if (!reasons.empty()) cmd.reason_code = reasons.front();
    return cmd;
  }
  std::string triage(NeedId id, Decision what = Decision::accept) {
    return code_of(run(worker, triage_need, decision(id, what)));
  }
  std::string offer(NeedId id) {
    return code_of(bench().run(
        worker, [&](Call& c) { return mark_offered(c, id, c.now + std::chrono::hours{8}); }));
  }
  std::string unoffer(NeedId id) {
    return code_of(
        bench().run(worker, [&](Call& c) { return mark_unoffered(c, id, "nobody_free"); }));
  }
  std::string take(NeedId id, const Actor& who) {
    return code_of(
        bench().run(who, [&](Call& c) { return mark_taken(c, id, *who.person, std::nullopt); }));
  }
  std::string leave(NeedId id, const Actor& who) {
    return code_of(run(who, leave_need, LeaveNeed{id, LeaveReason::ill, {}}));
  }
  std::string schedule(NeedId id, const Actor& who, TimeWindow window) {
    return code_of(run(who, schedule_need, ScheduleNeed{id, window}));
  }
  attendance::Evidence shown(NeedId id) {
    const auto code_now = bench().look(TestBench::system(),
                                       [&](Call& c) { return attendance::code_for(c, id.uuid); });
    return {.code = Text<1, 200>::parse(code_now.code)};
  }
  std::string start(NeedId id, const Actor& who) {
    return code_of(run(who, check_in, CheckIn{id, shown(id)}));
  }
  std::string finish(NeedId id, const Actor& who) {
    return code_of(run(who, check_out, CheckOut{id, shown(id)}));
  }
  std::string confirm(NeedId id, const Actor& who, bool happened = true) {
    return code_of(run(who, confirm_service, ConfirmService{.need = id, .happened = happened}));
  }
  std::string rate(NeedId id, const Actor& who, int stars, std::optional<bool> redo = {}) {
    RateService cmd{.need = id, .stars = {stars}};
    cmd.redo = redo;
    return code_of(run(who, rate_service, cmd));
  }
  std::string withdraw(NeedId id) {
    return code_of(run(wang, withdraw_need, WithdrawNeed{id, WithdrawReason::solved, {}}));
  }

  /// Brings a new need with a window to the state, by the shortest way.
  NeedId need_in(NeedState state) {
    using S = NeedState;
    if (state == S::draft) return ask(wang, wanted(), true);
    const NeedId id = state == S::taken ? ask() : ask_for_afternoon();
    const auto done = [](const std::string& refusal) { EXPECT_EQ(refusal, ""); };
    if (state == S::withdrawn) done(withdraw(id));
    if (state == S::returned) done(triage(id, Decision::return_));
    if (state == S::refused) done(triage(id, Decision::refuse));
    if (state == S::referred) done(triage(id, Decision::refer));
    if (state == S::accepted) done(triage(id, Decision::keep));
    if (state == S::merged) done(merge(id, ask()));
    if (state == S::submitted || !is_open(state) || state == S::returned || state == S::accepted) {
      if (state != S::archived) return id;
    }
    done(triage(id));
    if (state == S::awaiting_dispatch) return id;
    done(offer(id));
    if (state == S::offered) return id;
    done(take(id, zhao));
    if (state == S::taken || state == S::scheduled) return id;
    bench().tick(std::chrono::hours{4});
    done(start(id, zhao));
    if (state == S::in_service) return id;
    bench().tick(std::chrono::minutes{55});
    done(finish(id, zhao));
    if (state == S::awaiting_confirmation) return id;
    done(confirm(id, wang));
    if (state == S::awaiting_rating) return id;
    done(rate(id, wang, 5));
    return id;
  }
  std::string merge(NeedId id, NeedId into) {
    return code_of(run(worker, merge_need, MergeNeed{id, into}));
  }

  NeedView show(NeedId id, const Actor& who) {
    const auto view = look(who, show_need, ShowNeed{id});
    EXPECT_EQ(code_of(view), "");
    return view ? *view : NeedView{};
  }
  NeedState state(NeedId id) {
    return bench().look(TestBench::system(),
                        [&](Call& c) { return find_need(c, id).value().state; });
  }
  NeedBrief brief(NeedId id) {
    return bench().look(TestBench::system(), [&](Call& c) { return find_need(c, id).value(); });
  }
  std::string seen_by(const Actor& who, NeedId id) {
    return code_of(look(who, show_need, ShowNeed{id}));
  }
  /// All the text of a table, as a thief of the file would read it.
  std::string dump(const std::string& table) {
    return bench().db().reading([&](storage::Tx& tx) {
      std::string all;
      const auto s = tx.start_text("select * from " + table, {});
      while (s->step()) {
        for (int i = 0; i < s->columns(); ++i) {
          if (!s->is_null(i)) all += std::string(s->text(i)) + "\n";
        }
      }
      return all;
    });
  }

  Actor wang, zhao, sun, stranger;
  std::unique_ptr<jobs::Commands> commands;
  jobs::Registry registry;
};

}  // namespace lastmile::needs

#include "make_need.h"

#include "needs/need_ask.h"
#include "needs/need_service.h"
#include "needs/need_triage.h"
#include "needs/needs.h"

namespace lastmile::authorization {
namespace {

using namespace needs;
using namespace std::chrono_literals;

NeedView ask(Call& call, const MadeNeed& need, places::SiteId site, Stage stage) {
  return as(call, TestBench::person(need.recipient.id), [&](Call& own) {
    AskForHelp cmd;
    cmd.wanted.category = given<Text<2, 4>>("0405");
    cmd.wanted.details = given<Words2000>(need.details);
    cmd.wanted.address = given<Line>(need.recipient.address);
    if (stage >= Stage::taken) cmd.wanted.window = TimeWindow{own.now - 30min, own.now + 90min};
    cmd.site = site;
    cmd.draft = stage == Stage::draft;
    return ask_for_help(own, cmd);
  });
}

void triage(Call& call, NeedId id, Decision decision) {
  TriageNeed cmd{.need = id, .decision = decision};
  must(triage_need(call, cmd));
}

void take(Call& call, NeedId id, PersonId helper) {
  must(mark_offered(call, id, call.now + 1h));
  must(mark_taken(call, id, helper, std::nullopt));
}

void serve(Call& call, const MadeNeed& need, Stage stage) {
  const Actor helper = TestBench::person(need.helper.id);
  const attendance::Evidence shown{.pin = given<Text<4, 8>>(need.pin)};
  as(
      call, helper, [&](Call& then) { return needs::check_in(then, {need.id, shown}); },
      call.now - 5min);
  if (stage < Stage::served) return;
  as(call, helper, [&](Call& now) { return needs::check_out(now, {need.id, shown}); });
}

}  // namespace

MadeNeed make_need(World& world, Where where, Stage stage) {
  MadeNeed need;
  need.details = fmt::format("Medicine {:06}", world.fresh());
  return world.set_up([&](Call& call) {
    need.recipient = add_resident(world, call, where);
    if (stage >= Stage::taken) need.helper = add_volunteer(world, call, where);
    const NeedView asked = ask(call, need, world.site(where).id, stage);
    need.id = asked.id;
    need.number = asked.number;
    need.pin = attendance::pin_for(call, need.id.uuid);
    if (stage == Stage::kept) triage(call, need.id, Decision::keep);
    if (stage >= Stage::waiting) triage(call, need.id, Decision::accept);
    if (stage >= Stage::taken) take(call, need.id, need.helper.id);
    if (stage >= Stage::in_service) serve(call, need, stage);
    return need;
  });
}

Try about_need(const MadeNeed& need, std::string_view tail, std::string body) {
  Try about = about_resident(need.recipient, fmt::format("/v1/needs/{}{}", need.id.text(), tail),
                             std::move(body));
  about.marks["details"] = need.details;
  about.marks["pin"] = fmt::format(R"("pin":"{}")", need.pin);
  if (!need.helper.id.is_nil()) {
    about.played[Who::volunteer] = need.helper.id;
    about.marks["helper_name"] = need.helper.name;
    about.marks["helper_phone"] = need.helper.phone;
  }
  return about;
}

Make need_at(Stage stage, const char* tail, const char* body) {
  return [=](World& world, Where where) {
    return about_need(make_need(world, where, stage), tail, body);
  };
}

Actor colleague(Where where) {
  return TestBench::person(PersonId{Uuid{{8}}}, {{"station_worker", path_of(where)}});
}

}  // namespace lastmile::authorization

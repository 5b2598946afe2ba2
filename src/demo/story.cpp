#include "demo/story.h"

#include <algorithm>

#include "demo/names.h"
#include "dispatch/ranking.h"
#include "needs/need_ask.h"
#include "needs/need_service.h"
#include "needs/need_triage.h"

namespace lastmile::demo {
namespace {

needs::Wanted wanted_of(Stage& s, const Setting& setting) {
  const Story& text = setting.simple ? stories[s.below(simple_stories)] : s.pick(stories);
  needs::Wanted wanted;
  wanted.category = fitting(Text<2, 4>::parse(text.category));
  wanted.details = fitting(Words2000::parse(text.details));
  wanted.window = setting.window;
  wanted.effort_minutes = fitting(Bounded<5, 1440>::parse(text.minutes));
  wanted.address = fitting(Line::parse("按登记地址"));
  return wanted;
}

attendance::Evidence code_shown(Stage& s, const Asked& asked) {
  return s.run(Actor{.system = true}, [&](Call& call) -> Result<attendance::Evidence> {
    attendance::Evidence evidence;
    evidence.code = fitting(Text<1, 200>::parse(attendance::code_for(call, asked.need.uuid).code));
    return evidence;
  });
}

}  // namespace

Setting anywhere(Stage& s, const Cast& cast, const TimeWindow& window) {
  const std::size_t station = s.below(cast.stations.size());
  return {station, s.pick(cast.residents[station]), window};
}

Setting at_home(const Cast& cast, const TimeWindow& window) {
  return {0, cast.residents[0][0], window, true};
}

Asked ask(Stage& s, const Cast& cast, const Setting& setting) {
  const auto& site = cast.stations[setting.station];
  const needs::Wanted wanted = wanted_of(s, setting);
  if (!setting.draft && s.chance(45)) {
    constexpr std::array sources{needs::Source::counter, needs::Source::hotline,
                                 needs::Source::home_visit, needs::Source::grid_worker};
    needs::AskOnBehalf cmd;
    cmd.wanted = wanted;
    cmd.site = site.id;
    cmd.source = s.pick(sources);
    cmd.recipient = setting.recipient;
    return {setting, s.as(cast.workers.at(site.path), needs::ask_on_behalf, cmd).id};
  }
  const needs::AskForHelp cmd{wanted, {}, site.id, setting.draft};
  return {setting, s.as(person(setting.recipient), needs::ask_for_help, cmd).id};
}

const Actor& worker_of(const Cast& cast, const Asked& asked) {
  return cast.workers.at(cast.stations[asked.setting.station].path);
}

void accept(Stage& s, const Cast& cast, const Asked& asked) {
  needs::TriageNeed cmd;
  cmd.need = asked.need;
  cmd.decision = needs::Decision::accept;
  s.as(worker_of(cast, asked), needs::triage_need, cmd);
}

std::vector<PersonId> choose(Stage& s, const Cast& cast, const Asked& asked, std::size_t many,
                             std::set<PersonId>& busy) {
  return s.look(worker_of(cast, asked), [&](Call& call) {
    const auto need = needs::find_need(call, asked.need);
    if (!need.ok()) throw std::runtime_error("the demo lost a need");
    const auto ranked = dispatch::rank(call, *need, 50);
    std::vector<PersonId> fit;
    for (const auto& f : ranked.fitting) {
      fit.push_back(ranked.picture->volunteers[f.place]->person);
    }
    // At home the one behind the demo's login is asked first, so that there is something to see.
    if (asked.setting.simple) {
      std::stable_partition(fit.begin(), fit.end(),
                            [&](PersonId who) { return who == cast.volunteers[0][0]; });
    }
    std::vector<PersonId> best;
    for (const auto who : fit) {
      if (best.size() < many && busy.insert(who).second) best.push_back(who);
    }
    return best;
  });
}

std::vector<dispatch::OfferId> invite(Stage& s, const Cast& cast, const Asked& asked,
                                      const std::vector<PersonId>& whom) {
  return s
      .as(worker_of(cast, asked), dispatch::invite_volunteers,
          dispatch::InviteVolunteers{asked.need, whom, {}})
      .offers;
}

void check_in(Stage& s, const Asked& asked, PersonId who) {
  s.as(person(who), needs::check_in, needs::CheckIn{asked.need, code_shown(s, asked)});
}

void check_out(Stage& s, const Asked& asked, PersonId who) {
  s.as(person(who), needs::check_out, needs::CheckOut{asked.need, code_shown(s, asked)});
}

}  // namespace lastmile::demo

#include "dispatch/batch.h"
#include "dispatch/dispatch_facts.h"
#include "dispatch/offers.h"
#include "make_need.h"

// The objects of dispatch: candidates, offers, claims, matching runs.
namespace lastmile::authorization {
namespace {

using namespace dispatch;

/// A need that waits, and a volunteer of the place who fits it.
struct Match {
  MadeNeed need;
  Somebody volunteer;
};
Match make_match(World& world, Where where) {
  return {make_need(world, where, Stage::waiting), make_volunteer(world, where)};
}
Try about_match(const Match& match, std::string_view tail, std::string body = "{}") {
  Try about = about_need(match.need, tail, std::move(body));
  about.played[Who::volunteer] = match.volunteer.id;
  about.marks["helper_name"] = match.volunteer.name;
  about.marks["helper_phone"] = match.volunteer.phone;
  return about;
}

OfferId make_offer(World& world, const Match& match) {
  return world.set_up([&](Call& call) {
    return must(invite_volunteers(call, {match.need.id, {match.volunteer.id}, {}})).offers.at(0);
  });
}

Try candidates(World& world, Where where) {
  const Match match = make_match(world, where);
  return about_match(match, "/candidates?volunteer=" + match.volunteer.id.text());
}

Try offer_list(World& world, Where where) {
  const Match match = make_match(world, where);
  make_offer(world, match);
  return about_match(match, "/offers");
}

Try invitation_of(World& world, Where where) {
  const Match match = make_match(world, where);
  return about_match(match, "/invite",
                     fmt::format(R"({{"volunteers":["{}"]}})", match.volunteer.id.text()));
}

Try team_invite(World& world, Where where) {
  const MadeTeam team = make_team(world, where);
  const Match match{make_need(world, where, Stage::waiting), team.member};
  return about_match(match, "/invite-team", fmt::format(R"({{"team":"{}"}})", team.team.text()));
}

Try site_change_of(World& world, Where where, const char* tail, Where to) {
  return about_match(
      make_match(world, where), tail,
      fmt::format(R"({{"site":"{}","reason_code":"nearer"}})", world.site(to).id.text()));
}
// Beneath a station there is nothing to assign to.
Try assignment(World& world, Where where) {
  return site_change_of(world, where, "/assign", Where::own);
}
Try transfer(World& world, Where where) {
  return site_change_of(world, where, "/transfer", Where::far);
}

Try about_offer(World& world, Where where, const char* verb) {
  const Match match = make_match(world, where);
  const OfferId offer = make_offer(world, match);
  Try about = about_match(match, "");
  about.target = "/v1/offers/" + offer.text() + verb;
  return about;
}
Try offer_to_withdraw(World& world, Where where) { return about_offer(world, where, "/withdraw"); }
Try offer_to_accept(World& world, Where where) { return about_offer(world, where, "/accept"); }
Try offer_to_decline(World& world, Where where) { return about_offer(world, where, "/decline"); }

Try my_offers(World& world, Where where) {
  const Match match = make_match(world, where);
  const OfferId offer = make_offer(world, match);
  Try about = about_match(match, "");
  about.target = "/v1/me/offers";
  about.marks["offer"] = offer.text();
  return about;
}

Try about_claim(World& world, Where where, bool list) {
  const Match match = make_match(world, where);
  world.set_up([&](Call& call) {
    must(open_for_claim(call, {match.need.id, {}}));
    return Done{};
  });
  Try about = about_match(match, "/claim");
  if (list) {
    about.target = "/v1/claims?for_me=false&under=" + path_of(where);
    about.marks["claim"] = match.need.id.text();
  }
  return about;
}
Try claim_list(World& world, Where where) { return about_claim(world, where, true); }
Try claim(World& world, Where where) { return about_claim(world, where, false); }

Try new_run(World&, Where where) {
  return {"/v1/matching-runs", fmt::format(R"({{"under":"{}"}})", path_of(where))};
}

// Solved already, with nothing in it.
Make run_at(const char* tail, const char* body = "{}") {
  return [=](World& world, Where where) {
    const RunId id = world.set_up([&](Call& call) {
      RunRow run{.region = call.region(), .id = call.make_id<DispatchRunTag>()};
      run.site_path = path_of(where);
      run.state = RunState::proposed;
      run.asked_at = call.now;
      call.tx.insert(run);
      call.journal.append(RunSet{"proposed", 0, 0}, {run.id.uuid, run.site_path});
      return run.id;
    });
    return Try{"/v1/matching-runs/" + id.text() + tail, body};
  };
}

const Objects objects{
    {{"candidates", candidates},
     {"offer_list", offer_list},
     {"invitation_of", invitation_of},
     {"team_invite", team_invite},
     {"need_to_open", need_at(Stage::waiting, "/open")},
     {"assignment", assignment},
     {"transfer", transfer},
     {"need_to_redispatch", need_at(Stage::taken, "/redispatch", R"({"reason_code":"ill"})")},
     {"offer_to_withdraw", offer_to_withdraw},
     {"my_offers", my_offers},
     {"offer_to_accept", offer_to_accept},
     {"offer_to_decline", offer_to_decline},
     {"claim_list", claim_list},
     {"claim", claim},
     {"new_run", new_run},
     {"run", run_at("")},
     {"run_to_accept", run_at("/accept", R"({"except":[]})")},
     {"run_to_discard", run_at("/discard")}}};

}  // namespace
}  // namespace lastmile::authorization

#include "dispatch/dispatch_routes.h"

#include "access/access_errors.h"
#include "access/policy.h"
#include "dispatch/batch.h"
#include "dispatch/dispatch_errors.h"
#include "dispatch/offers.h"
#include "dispatch/ranking.h"
#include "needs/need_errors.h"
#include "people/people_errors.h"
#include "people/team_errors.h"
#include "people/volunteer_errors.h"
#include "places/place_errors.h"

namespace lastmile::dispatch {
namespace {

const auto need_dispatch = to_text(access::Right::need_dispatch);
using access::not_yours;
using needs::need_already_taken, needs::need_on_hold, needs::need_unknown,
    needs::need_not_there_yet, needs::need_withdrawn, needs::need_merged, needs::need_closed;
using people::not_a_volunteer, people::volunteer_inactive, people::volunteer_unknown;

void add_staff_routes(http::Router& r) {
  r.query("GET /v1/needs/{need}/candidates", rank_for_need)
      .granted(need_dispatch)
      .says({"Who fits, best first with reasons; why the others are not there.",
             "匹配志愿者排序、理由及未入选原因。"})
      .refuses({need_unknown, not_yours})
      .about("/volunteer", {volunteer_unknown});
  r.query("GET /v1/needs/{need}/offers", list_offers)
      .granted(need_dispatch)
      .says({"Who was tried and what they said.", "派单记录。"})
      .refuses({need_unknown, not_yours});
  r.command("POST /v1/needs/{need}/invite", invite_volunteers)
      .granted(need_dispatch)
      .says({"Invite one or several; the first to accept has it.", "邀请志愿者（先接先得）。"})
      .refuses({need_unknown, does_not_fit, already_offered, need_already_taken, need_withdrawn,
                need_on_hold, need_not_there_yet, places::site_inactive, not_yours, need_merged,
                need_closed, needs::window_over})
      .about("/volunteers", {nobody_named, volunteer_unknown});
  r.command("POST /v1/needs/{need}/invite-team", invite_team)
      .granted(need_dispatch)
      .says({"Invite the members of a team who fit.", "邀请队伍。"})
      .refuses({need_unknown, does_not_fit, need_already_taken, need_not_there_yet,
                places::site_inactive, not_yours, need_on_hold, need_withdrawn, need_merged,
                need_closed, needs::window_over})
      .about("/team", {people::team_unknown, people::group_closed});
  r.command("POST /v1/needs/{need}/open", open_for_claim)
      .granted(need_dispatch)
      .says({"Open for claim: the first one has it.", "开放抢单。"})
      .refuses({need_unknown, need_already_taken, need_on_hold, need_not_there_yet,
                places::site_inactive, not_yours, need_withdrawn, need_merged, need_closed,
                needs::window_over});
  r.command("POST /v1/needs/{need}/assign", assign_to_site)
      .granted(need_dispatch)
      .says({"Hand to a site beneath.", "派给下级站点。"})
      .refuses(
          {need_unknown, not_yours, need_not_there_yet, need_withdrawn, need_merged, need_closed})
      .about("/site", {site_not_beneath, places::site_unknown, places::site_inactive});
  r.command("POST /v1/needs/{need}/transfer", transfer_to_site)
      .granted(need_dispatch)
      .says({"Hand to another site.", "转单。"})
      .refuses(
          {need_unknown, not_yours, need_not_there_yet, need_withdrawn, need_merged, need_closed})
      .about("/site", {places::site_unknown, places::site_inactive});
  r.command("POST /v1/needs/{need}/redispatch", redispatch_need)
      .granted(need_dispatch)
      .says({"Take back all offers and dispatch anew.", "重新派单。"})
      .refuses(
          {need_unknown, not_yours, need_not_there_yet, need_withdrawn, need_merged, need_closed});
  r.command("POST /v1/offers/{offer}/withdraw", withdraw_offer)
      .granted(need_dispatch)
      .says({"Take an offer back.", "撤回派单。"})
      .refuses({offer_unknown, offer_not_open, not_yours, need_unknown});
  r.command("POST /v1/matching-runs", match_batch)
      .granted(need_dispatch)
      .says({"Match all waiting needs of a site in one optimal assignment.", "批量匹配。"})
      .refuses({not_yours});
  r.query("GET /v1/matching-runs/{run}", show_run)
      .granted(need_dispatch)
      .says({"A run: its state and its proposal.", "批量匹配结果。"})
      .refuses({run_unknown});
  r.command("POST /v1/matching-runs/{run}/accept", accept_run)
      .granted(need_dispatch)
      .says({"Offer the pairs of the proposal.", "采纳匹配方案。"})
      .refuses({run_unknown, run_not_proposed});
  r.command("POST /v1/matching-runs/{run}/discard", discard_run)
      .granted(need_dispatch)
      .says({"Throw the proposal away.", "放弃匹配方案。"})
      .refuses({run_unknown, run_not_proposed});
}

void add_volunteer_routes(http::Router& r) {
  r.query("GET /v1/me/offers", list_my_offers).says({"The offers made to one.", "派给我的单。"});
  r.query("GET /v1/claims", list_claims)
      .says({"What is open for claim near by.", "可抢的单。"})
      .refuses({not_a_volunteer, volunteer_inactive});
  r.command("POST /v1/offers/{offer}/accept", accept_offer)
      .says({"Say yes; of several invited exactly one wins.", "接单。"})
      .refuses({offer_unknown, offer_withdrawn, offer_outrun, offer_expired, offer_answered,
                does_not_fit, need_already_taken, need_on_hold, places::site_inactive,
                not_a_volunteer, volunteer_inactive, needs::helper_already, need_withdrawn,
                need_merged, need_closed, need_not_there_yet, needs::window_over});
  r.command("POST /v1/offers/{offer}/decline", decline_offer)
      .says({"Say no; free, never scored.", "谢绝。"})
      .refuses({offer_unknown, offer_withdrawn, offer_outrun, offer_expired, offer_answered});
  r.command("POST /v1/needs/{need}/claim", claim_need)
      .says({"Claim an open need; the first one has it.", "抢单。"})
      .refuses({claim_not_open, need_unknown, needs::helper_already, offer_outrun, does_not_fit,
                already_offered, need_already_taken, need_on_hold, places::site_inactive,
                not_a_volunteer, volunteer_inactive, need_withdrawn, need_merged, need_closed,
                need_not_there_yet, needs::window_over});
}

}  // namespace

void add_dispatch_routes(http::Router& router) {
  add_staff_routes(router);
  add_volunteer_routes(router);
}

}  // namespace lastmile::dispatch

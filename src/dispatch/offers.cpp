#include "dispatch/offers.h"

#include <algorithm>

#include "dispatch/dispatch_errors.h"
#include "dispatch/dispatch_facts.h"
#include "dispatch/offer_store.h"
#include "dispatch/offering.h"
#include "needs/need_errors.h"
#include "needs/need_rules.h"
#include "needs/need_words.h"
#include "places/places.h"

namespace lastmile::dispatch {
namespace {

constexpr std::size_t invited_max = 50;

Result<needs::NeedBrief> access_for_dispatch(Call& call, needs::NeedId id) {
  return needs::access_need(call, id, access::Right::need_dispatch);
}

// Before anyone has come to the door.
Check can_redispatch(needs::NeedState state, Lang lang) {
  using S = needs::NeedState;
  const bool can = state == S::awaiting_dispatch || state == S::offered || state == S::taken ||
                   state == S::scheduled;
  if (can) return Done{};
  Refused refused{needs::is_open(state) ? needs::need_not_there_yet
                                        : needs::refusal_for(state, needs::Move::offer)};
  refused.seen = needs::words_of(state).in(lang);
  return refused;
}

// Who is asked answers within the time that holds and extensions have.
Check check_deadline(const Call& call, std::optional<Instant> due, const char* field) {
  constexpr std::chrono::hours answer_max{24 * 90};
  if (!due || (*due > call.now && *due - call.now <= answer_max)) return Done{};
  return bad_field(field, "range", {"must lie ahead, within 90 days", "应晚于现在，且在 90 天内"});
}

Result<Done> to_site(Call& call, const AssignToSite& cmd, bool beneath_only) {
  ASSIGN_OR_RETURN(const needs::NeedBrief need, access_for_dispatch(call, cmd.need));
  ASSIGN_OR_RETURN(const places::Site site, places::find_active_site(call, cmd.site));
  const bool beneath = site.path != need.site_path && site.path.starts_with(need.site_path);
  if (beneath_only && !beneath) return site_not_beneath;
  if (site.path == need.site_path) {
    return bad_field("/site", "choice", {"the need is there already", "需求已在该站点"});
  }
  RETURN_IF_REFUSED(needs::told(cmd.reason_code, cmd.note));
  end_all(call, need.id, {OfferState::withdrawn, ClaimState::withdrawn, "moved"});
  if (need.state == needs::NeedState::offered) {
    RETURN_IF_REFUSED(needs::mark_unoffered(call, need.id, "moved"));
  }
  RETURN_IF_REFUSED(needs::move_to_site(call, need.id, site, to_text(cmd.reason_code)));
  if (cmd.note) needs::note_to_staff(call, need.id, *cmd.note);
  return Done{};
}

}  // namespace

Result<Invited> invite_volunteers(Call& call, const InviteVolunteers& cmd) {
  if (cmd.volunteers.empty() || cmd.volunteers.size() > invited_max) return nobody_named;
  ASSIGN_OR_RETURN(const needs::NeedBrief need, access_for_dispatch(call, cmd.need));
  RETURN_IF_REFUSED(check_deadline(call, cmd.answer_due, "/answer_due"));
  const Instant due = answer_due(call, need, cmd.answer_due);
  RETURN_IF_REFUSED(needs::mark_offered(call, need.id, due));
  Judge judge(call, need);
  Invited invited;
  for (const PersonId volunteer : cmd.volunteers) {
    ASSIGN_OR_RETURN(const Judged judged, require_fit(judge, volunteer));
    const auto offer = enter_offer(call, need, judged, {OfferKind::invitation, due});
    if (!offer) return already_offered;
    invited.offers.push_back(offer->id);
  }
  return invited;
}

Result<Invited> invite_team(Call& call, const InviteTeam& cmd) {
  ASSIGN_OR_RETURN(const needs::NeedBrief need, access_for_dispatch(call, cmd.need));
  RETURN_IF_REFUSED(people::team_is_open(call, cmd.team));
  const auto members = people::members_of_team(call, cmd.team);
  const Instant due = answer_due(call, need);
  RETURN_IF_REFUSED(needs::mark_offered(call, need.id, due));
  std::vector<Judged> fitting;
  Judge judge(call, need);
  for (const PersonId who : members) {
    auto judged = judge.of(who);  // a member who is no volunteer any more does not fit
    if (judged.ok() && !judged->bar) fitting.push_back(std::move(judged).value());
  }
  std::sort(fitting.begin(), fitting.end(), [](const Judged& a, const Judged& b) {
    return std::tuple(-a.fit.score, a.volunteer) < std::tuple(-b.fit.score, b.volunteer);
  });
  Invited invited;
  for (const auto& judged : fitting) {
    const auto offer = enter_offer(call, need, judged, {OfferKind::team, due, cmd.team});
    if (offer) invited.offers.push_back(offer->id);
    if (invited.offers.size() == invited_max) break;
  }
  if (invited.offers.empty()) {
    Refused refused{does_not_fit};
    refused.seen =
        Words{"no member of the team fits", "队伍中没有符合条件的成员"}.in(call.actor.lang);
    return refused;
  }
  return invited;
}

Result<Done> withdraw_offer(Call& call, const WithdrawOffer& cmd) {
  const auto offer = load_offer(call.tx, call.region(), cmd.offer);
  if (!offer) return offer_unknown;
  RETURN_IF_REFUSED(access_for_dispatch(call, offer->need));
  if (as_it_stands(call, *offer).state != OfferState::open) return offer_not_open;
  end_offer(call, *offer, OfferState::withdrawn, "withdrawn");
  return wait_again_if_unanswered(call, offer->need, "offer_withdrawn");
}

Result<Done> open_for_claim(Call& call, const OpenForClaim& cmd) {
  ASSIGN_OR_RETURN(const needs::NeedBrief need, access_for_dispatch(call, cmd.need));
  RETURN_IF_REFUSED(check_deadline(call, cmd.until, "/until"));
  const Instant until = answer_due(call, need, cmd.until);
  RETURN_IF_REFUSED(needs::mark_offered(call, need.id, until));
  call.tx.put(OpenClaimRow{call.region(), need.id, need.site_path, call.actor.person, call.now,
                           until, ClaimState::open});
  call.journal.append(ClaimSet{ClaimState::open, until}, {need.id.uuid, need.site_path});
  return Done{};
}

Result<Done> assign_to_site(Call& call, const AssignToSite& cmd) {
  return to_site(call, cmd, true);
}

Result<Done> transfer_to_site(Call& call, const AssignToSite& cmd) {
  return to_site(call, cmd, false);
}

Result<Done> redispatch_need(Call& call, const RedispatchNeed& cmd) {
  ASSIGN_OR_RETURN(const needs::NeedBrief need, access_for_dispatch(call, cmd.need));
  RETURN_IF_REFUSED(can_redispatch(need.state, call.actor.lang));
  RETURN_IF_REFUSED(needs::told(cmd.reason_code, cmd.note));
  const std::string_view why = to_text(cmd.reason_code);
  end_all(call, need.id, {OfferState::withdrawn, ClaimState::withdrawn, why});
  for (const auto& helper : need.helpers) {
    if (helper.state != needs::HelperState::taken) continue;
    RETURN_IF_REFUSED(needs::mark_left(call, need.id, helper.person, why));
  }
  ASSIGN_OR_RETURN(const needs::NeedBrief now, needs::find_need(call, need.id));
  if (now.state == needs::NeedState::offered) {
    RETURN_IF_REFUSED(needs::mark_unoffered(call, need.id, why));
  }
  if (cmd.note) needs::note_to_staff(call, need.id, *cmd.note);
  return Done{};
}

Result<Page<OfferLine>> list_offers(Call& call, const ListOffers& q) {
  RETURN_IF_REFUSED(access_for_dispatch(call, q.need));
  auto offers = load_offers_of_need(call.tx, call.region(), q.need);
  std::vector<PersonId> people;
  for (auto& o : offers) {
    o = as_it_stands(call, std::move(o));
    people.push_back(o.volunteer);
  }
  people::Names names = people::names_of(call, std::move(people));
  Page<OfferLine> page;
  for (const auto& o : offers) {
    page.items.push_back({o.id, o.volunteer, names[o.volunteer], o.kind, o.state, o.score,
                          o.offered_at, o.answer_due, o.answered_at, o.reason_code});
  }
  return page;
}

}  // namespace lastmile::dispatch

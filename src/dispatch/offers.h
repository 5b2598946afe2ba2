#pragma once
#include "access/site_path.h"
#include "dispatch/offer.h"
#include "needs/need_reasons.h"

/// The verbs of dispatch beside ranking and batch matching.
namespace lastmile::dispatch {

// 派单: by staff with need_dispatch over the need.

struct InviteVolunteers {
  needs::NeedId need;
  std::vector<PersonId> volunteers;   // one, or several: the first to accept has it
  std::optional<Instant> answer_due;  // default: the site's rule for answers
};
BOOST_DESCRIBE_STRUCT(InviteVolunteers, (), (need, volunteers, answer_due))
struct Invited {
  std::vector<OfferId> offers;
};
BOOST_DESCRIBE_STRUCT(Invited, (), (offers))
/// All or none: one who does not fit refuses the whole, and `seen` names them and why.
Result<Invited> invite_volunteers(Call& call, const InviteVolunteers& cmd);

struct InviteTeam {
  needs::NeedId need;
  people::TeamId team;
};
BOOST_DESCRIBE_STRUCT(InviteTeam, (), (need, team))
/// Every member who fits is asked, at most 50, the best first.
Result<Invited> invite_team(Call& call, const InviteTeam& cmd);

struct WithdrawOffer {
  OfferId offer;
};
BOOST_DESCRIBE_STRUCT(WithdrawOffer, (), (offer))
Result<Done> withdraw_offer(Call& call, const WithdrawOffer& cmd);

struct OpenForClaim {
  needs::NeedId need;
  std::optional<Instant> until;  // default: the answer rule
};
BOOST_DESCRIBE_STRUCT(OpenForClaim, (), (need, until))
Result<Done> open_for_claim(Call& call, const OpenForClaim& cmd);

struct AssignToSite {
  needs::NeedId need;
  places::SiteId site;
  needs::SiteReason reason_code;
  std::optional<Line> note;  // to staff
};
BOOST_DESCRIBE_STRUCT(AssignToSite, (), (need, site, reason_code, note))
/// Down the tree, as an assignment.
Result<Done> assign_to_site(Call& call, const AssignToSite& cmd);
/// To any other site, as a transfer 转单.
Result<Done> transfer_to_site(Call& call, const AssignToSite& cmd);

struct RedispatchNeed {
  needs::NeedId need;
  needs::RedispatchReason reason_code;
  std::optional<Line> note;  // to staff
};
BOOST_DESCRIBE_STRUCT(RedispatchNeed, (), (need, reason_code, note))
/// Takes back every open offer and claim; the need waits again.
Result<Done> redispatch_need(Call& call, const RedispatchNeed& cmd);

struct ListOffers {
  needs::NeedId need;
};
BOOST_DESCRIBE_STRUCT(ListOffers, (), (need))
struct OfferLine {
  OfferId id;
  PersonId volunteer;
  std::string name;
  OfferKind kind = OfferKind::invitation;
  OfferState state = OfferState::open;
  std::int64_t score = 0;
  Instant offered_at;
  Instant answer_due;
  std::optional<Instant> answered_at;
  std::optional<std::string> reason_code;
};
BOOST_DESCRIBE_STRUCT(OfferLine, (),
                      (id, volunteer, name, kind, state, score, offered_at, answer_due, answered_at,
                       reason_code))
/// Who was tried and what they said.
Result<Page<OfferLine>> list_offers(Call& call, const ListOffers& query);

// 接单, 谢绝, 抢单: by the volunteer.

struct ListMyOffers {
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListMyOffers, (), (cursor, limit))
Result<Page<OfferView>> list_my_offers(Call& call, const ListMyOffers& query);

struct AcceptOffer {
  OfferId offer;
};
BOOST_DESCRIBE_STRUCT(AcceptOffer, (), (offer))
/// Exactly one of several wins; the others meet offer_outrun.
Result<OfferView> accept_offer(Call& call, const AcceptOffer& cmd);

struct DeclineOffer {
  OfferId offer;
  std::optional<needs::LeaveReason> reason_code;
  std::optional<Line> note;  // to staff
};
BOOST_DESCRIBE_STRUCT(DeclineOffer, (), (offer, reason_code, note))
/// Free, never scored. When nobody is left to answer, the need waits again. Whoever said no is not
/// proposed for it any more, but may be asked again by staff and may still claim it.
Result<OfferView> decline_offer(Call& call, const DeclineOffer& cmd);

struct ListClaims {
  std::optional<access::SitePath> under;  // default: one's own subcenter
  std::optional<bool> for_me;             // only those one may do
};
BOOST_DESCRIBE_STRUCT(ListClaims, (), (under, for_me))
Result<Page<TaskView>> list_claims(Call& call, const ListClaims& query);

struct ClaimNeed {
  needs::NeedId need;
};
BOOST_DESCRIBE_STRUCT(ClaimNeed, (), (need))
/// The first one has it; refuses claim_not_open, does_not_fit, need_already_taken, and offer_outrun
/// where somebody claimed it first and has it. To one who is kept apart from the resident it is not
/// open, here as in the list, so that nothing tells them of the wish.
Result<OfferView> claim_need(Call& call, const ClaimNeed& cmd);

}  // namespace lastmile::dispatch

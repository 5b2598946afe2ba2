#include "dispatch/offer_store.h"

#include "places/paths.h"

namespace lastmile::dispatch {
namespace {

using storage::Sql;

const Sql offer_by_id{"dispatch.offer_by_id", R"(
  select region, id, need, site_path, volunteer, team, kind, state, score, reasons, offered_by,
         offered_at, answer_due, answered_at, reason_code
  from offer where region = $1 and id = $2)"};
const Sql offers_of_need{"dispatch.offers_of_need", R"(
  select region, id, need, site_path, volunteer, team, kind, state, score, reasons, offered_by,
         offered_at, answer_due, answered_at, reason_code
  from offer where region = $1 and need = $2 order by id limit 500)"};
const Sql offers_to_volunteer{"dispatch.offers_to_volunteer", R"(
  select region, id, need, site_path, volunteer, team, kind, state, score, reasons, offered_by,
         offered_at, answer_due, answered_at, reason_code
  from offer
  where region = $1 and volunteer {in $2} and id < $3 order by id desc limit $4)"};
const Sql offers_open_to{"dispatch.offers_open_to", R"(
  select region, id, need, site_path, volunteer, team, kind, state, score, reasons, offered_by,
         offered_at, answer_due, answered_at, reason_code
  from offer where region = $1 and volunteer = $2 and state = 'open' order by id)"};
const Sql offers_unanswered{"dispatch.offers_unanswered", R"(
  select region, id, need, site_path, volunteer, team, kind, state, score, reasons, offered_by,
         offered_at, answer_due, answered_at, reason_code
  from offer where region = $1 and state = 'open' and answer_due <= $2
  order by answer_due, id limit $3)"};

const Sql claim_of_need{"dispatch.claim_of_need", R"(
  select region, need, site_path, opened_by, opened_at, until_at, state
  from open_claim where region = $1 and need = $2)"};
const Sql claims_open{"dispatch.claims_open", R"(
  select region, need, site_path, opened_by, opened_at, until_at, state
  from open_claim
  where region = $1 and state = 'open' and site_path >= $2 and site_path < $3
  order by need desc limit $4)"};
const Sql claims_ended{"dispatch.claims_ended", R"(
  select region, need, site_path, opened_by, opened_at, until_at, state
  from open_claim where region = $1 and state = 'open' and until_at <= $2
  order by until_at limit $3)"};

}  // namespace

std::optional<OfferRow> load_offer(storage::Tx& tx, int region, OfferId id) {
  return tx.row<OfferRow>(offer_by_id, region, id);
}

std::vector<OfferRow> load_offers_of_need(storage::Tx& tx, int region, needs::NeedId need) {
  return tx.rows<OfferRow>(offers_of_need, region, need);
}

std::vector<OfferRow> load_offers_to(storage::Tx& tx, int region, const people::Profiles& volunteer,
                                     OfferId before, std::int64_t limit) {
  if (before.is_nil()) before.uuid.bytes.fill(0xff);
  return tx.rows<OfferRow>(offers_to_volunteer, region, storage::in_list(volunteer), before, limit);
}

std::vector<OfferRow> load_open_offers_to(storage::Tx& tx, int region, PersonId volunteer) {
  return tx.rows<OfferRow>(offers_open_to, region, volunteer);
}

std::vector<OfferRow> load_unanswered(storage::Tx& tx, int region, Instant now,
                                      std::int64_t limit) {
  return tx.rows<OfferRow>(offers_unanswered, region, now, limit);
}

std::optional<OpenClaimRow> load_open_claim(storage::Tx& tx, int region, needs::NeedId need) {
  return tx.row<OpenClaimRow>(claim_of_need, region, need);
}

std::vector<OpenClaimRow> load_open_claims(storage::Tx& tx, int region, std::string_view site_path,
                                           std::int64_t limit) {
  const auto range = places::subtree(site_path);
  return tx.rows<OpenClaimRow>(claims_open, region, range.lo, range.hi, limit);
}

std::vector<OpenClaimRow> load_ended_claims(storage::Tx& tx, int region, Instant now,
                                            std::int64_t limit) {
  return tx.rows<OpenClaimRow>(claims_ended, region, now, limit);
}

}  // namespace lastmile::dispatch

#pragma once
#include "dispatch/offer.h"
#include "storage/tx.h"

namespace lastmile::dispatch {

std::optional<OfferRow> load_offer(storage::Tx& tx, int region, OfferId id);
/// All that were made for a need, oldest first; at most 500.
std::vector<OfferRow> load_offers_of_need(storage::Tx& tx, int region, needs::NeedId need);
/// Made to a volunteer under any of their profiles, newest first.
std::vector<OfferRow> load_offers_to(storage::Tx& tx, int region, const people::Profiles& volunteer,
                                     OfferId before, std::int64_t limit);
/// What a volunteer has yet to answer.
std::vector<OfferRow> load_open_offers_to(storage::Tx& tx, int region, PersonId volunteer);
/// Open ones whose time to answer is over.
std::vector<OfferRow> load_unanswered(storage::Tx& tx, int region, Instant now, std::int64_t limit);

std::optional<OpenClaimRow> load_open_claim(storage::Tx& tx, int region, needs::NeedId need);
std::vector<OpenClaimRow> load_open_claims(storage::Tx& tx, int region, std::string_view site_path,
                                           std::int64_t limit);
std::vector<OpenClaimRow> load_ended_claims(storage::Tx& tx, int region, Instant now,
                                            std::int64_t limit);

}  // namespace lastmile::dispatch

#pragma once
#include "dispatch/offer.h"

/// What dispatch appends. About: subject = need, scope = its site, people = the volunteer.
namespace lastmile::dispatch {

struct OfferMade {
  static constexpr std::string_view kind = "offer_made";
  static constexpr int version = 1;
  OfferId offer;
  PersonId volunteer;
  OfferKind how;
  std::int64_t score;
  Instant answer_due;
};
BOOST_DESCRIBE_STRUCT(OfferMade, (), (offer, volunteer, how, score, answer_due))

struct OfferEnded {
  static constexpr std::string_view kind = "offer_ended";
  static constexpr int version = 1;
  OfferId offer;
  PersonId volunteer;
  OfferState state;
  std::string reason_code;
};
BOOST_DESCRIBE_STRUCT(OfferEnded, (), (offer, volunteer, state, reason_code))

struct ClaimSet {
  static constexpr std::string_view kind = "claim_set";
  static constexpr int version = 1;
  ClaimState state;
  Instant until;
};
BOOST_DESCRIBE_STRUCT(ClaimSet, (), (state, until))

/// About: subject = run.
struct RunSet {
  static constexpr std::string_view kind = "dispatch_run_set";
  static constexpr int version = 1;
  std::string state;
  std::int64_t needs;
  std::int64_t matched;
};
BOOST_DESCRIBE_STRUCT(RunSet, (), (state, needs, matched))

}  // namespace lastmile::dispatch

#pragma once
#include "makers.h"
#include "needs/need.h"

/// Needs in the states the routes ask for.
namespace lastmile::authorization {

/// How far a need has come. From `taken` on a helper comes, its time is now.
enum class Stage { draft, submitted, kept, waiting, taken, in_service, served };

struct MadeNeed {
  needs::NeedId id;
  std::string number;
  std::string details;
  std::string pin;
  Somebody recipient;
  Somebody helper;  // from `taken` on
};

/// Asked for by the recipient themself.
MadeNeed make_need(World& world, Where where, Stage stage);
/// "/v1/needs/<id><tail>", with all there is to hide of need and recipient.
Try about_need(const MadeNeed& need, std::string_view tail, std::string body = "{}");
/// The same as a factory.
Make need_at(Stage stage, const char* tail, const char* body = "{}");
/// A worker of the place who is none of the callers.
Actor colleague(Where where);

}  // namespace lastmile::authorization

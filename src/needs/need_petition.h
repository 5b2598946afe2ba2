#pragma once
#include "access/site_path.h"
#include "base/page.h"
#include "needs/need_view.h"

/// 延期 and 异议: asked for with a reason before the due time runs out, decided by the site above.
namespace lastmile::needs {

using PetitionId = Id<struct NeedPetitionTag>;

enum class PetitionKind { extension, objection };
BOOST_DESCRIBE_ENUM(PetitionKind, extension, objection)
enum class PetitionState { open, granted, denied };
BOOST_DESCRIBE_ENUM(PetitionState, open, granted, denied)

/// What was asked, why, and what became of it.
struct Petition {
  PetitionId id;
  NeedId need;
  PetitionKind kind = PetitionKind::extension;
  PersonId asked_by;
  Instant asked_at{};
  std::string reason;
  std::optional<Instant> until_at;
  PetitionState state = PetitionState::open;
  std::optional<PersonId> decided_by;
  std::optional<Instant> decided_at;
  std::optional<std::string> answer;
};
BOOST_DESCRIBE_STRUCT(Petition, (),
                      (id, need, kind, asked_by, asked_at, reason, until_at, state, decided_by,
                       decided_at, answer))

/// More time for the present step; by staff in charge or a helper.
struct AskExtension {
  NeedId need;
  Instant until;
  Line reason;
};
BOOST_DESCRIBE_STRUCT(AskExtension, (), (need, until, reason))
Result<Petition> ask_extension(Call& call, const AskExtension& cmd);

/// "Not ours": the site to which a need was given objects; the site above decides.
struct ObjectToDispatch {
  NeedId need;
  Line reason;
};
BOOST_DESCRIBE_STRUCT(ObjectToDispatch, (), (need, reason))
Result<Petition> object_to_dispatch(Call& call, const ObjectToDispatch& cmd);

/// Right need_escalate over the site above the need's; never by the one who asked.
struct DecidePetition {
  PetitionId petition;
  bool granted;
  Line answer;
  std::optional<places::SiteId> site;  // a granted objection: where the need goes instead
};
BOOST_DESCRIBE_STRUCT(DecidePetition, (), (petition, granted, answer, site))
Result<Petition> decide_petition(Call& call, const DecidePetition& cmd);

/// How the petitions about a need were decided, for the modules above: no words of anybody.
struct PetitionOutcome {
  PetitionKind kind = PetitionKind::extension;
  PetitionState state = PetitionState::granted;
  PersonId asked_by;
  Instant decided_at{};
};
std::vector<PetitionOutcome> petitions_decided(Call& call, NeedId need);

struct ListPetitions {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ListPetitions, (), (need))
Result<Page<Petition>> list_petitions(Call& call, const ListPetitions& query);

/// Every open petition of a subtree, the oldest first: what waits for a decision.
struct ListOpenPetitions {
  access::SitePath under;
  std::optional<Cursor> cursor = {};
  std::optional<PageLimit> limit = {};
};
BOOST_DESCRIBE_STRUCT(ListOpenPetitions, (), (under, cursor, limit))
Result<Page<Petition>> list_open_petitions(Call& call, const ListOpenPetitions& query);

}  // namespace lastmile::needs

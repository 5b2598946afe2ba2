#include "needs/need_petition.h"

#include <algorithm>

#include "needs/need_facts.h"
#include "needs/needs.h"
#include "places/paths.h"
#include "places/places.h"

namespace lastmile::needs {

/// The row of table `need_petition`; words are sealed for the recipient.
struct PetitionRow {
  int region = 0;
  PetitionId id;
  NeedId need;
  PetitionKind kind = PetitionKind::extension;
  PersonId asked_by;
  Instant asked_at{};
  vault::Sealed reason;
  std::optional<Instant> until_at;
  PetitionState state = PetitionState::open;
  std::optional<PersonId> decided_by;
  std::optional<Instant> decided_at;
  std::optional<vault::Sealed> answer;
};
BOOST_DESCRIBE_STRUCT(PetitionRow, (),
                      (region, id, need, kind, asked_by, asked_at, reason, until_at, state,
                       decided_by, decided_at, answer))

}  // namespace lastmile::needs

template <>
struct lastmile::storage::Table<lastmile::needs::PetitionRow> {
  static constexpr std::string_view name = "need_petition";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::needs {
namespace {

using storage::Sql;

const Sql petition_by_id{"needs.petition_by_id", R"(
  select region, id, need, kind, asked_by, asked_at, reason, until_at, state, decided_by,
         decided_at, answer
  from need_petition where region = $1 and id = $2)"};
const Sql petitions_of_need{"needs.petitions_of_need", R"(
  select region, id, need, kind, asked_by, asked_at, reason, until_at, state, decided_by,
         decided_at, answer
  from need_petition where region = $1 and need = $2 order by id limit 200)"};
const Sql petitions_open{"needs.petitions_open", R"(
  select p.need, p.kind, p.asked_by, p.asked_at, p.reason, p.until_at, p.id, n.recipient
  from need_petition p join need n on n.region = p.region and n.id = p.need
  where p.region = $1 and p.state = 'open' and n.closed_at is null
    and n.site_path >= $2 and n.site_path < $3 and p.id > $4
  order by p.id limit $5)"};

struct OpenPetition {
  NeedId need;
  PetitionKind kind = PetitionKind::extension;
  PersonId asked_by;
  Instant asked_at{};
  vault::Sealed reason;
  std::optional<Instant> until_at;
  PetitionId id;
  PersonId recipient;

  PetitionRow row(int region) const {
    return {region, id, need, kind, asked_by, asked_at, reason, until_at, PetitionState::open,
            {},     {}, {}};
  }
  BOOST_DESCRIBE_CLASS(OpenPetition, (),
                       (need, kind, asked_by, asked_at, reason, until_at, id, recipient), (), ())
};

struct AfterPetition {
  PetitionId id;
};
BOOST_DESCRIBE_STRUCT(AfterPetition, (), (id))

vault::Sealed seal(Call& call, const NeedRow& need, const PetitionRow& p, std::string_view column,
                   const Line& words) {
  const std::string row = p.id.text();
  return call.vault.seal(call.tx, call.region(), need.recipient, {"need_petition", row, column},
                         words);
}

Petition view(Call& call, PersonId recipient, const PetitionRow& p) {
  const std::string row = p.id.text();
  const auto open = [&](std::string_view column, const vault::Sealed& words) {
    return call.vault.open(call.tx, call.region(), recipient, {"need_petition", row, column}, words)
        .value_or("");
  };
  Petition v{p.id,       p.need,  p.kind,       p.asked_by,   p.asked_at, open("reason", p.reason),
             p.until_at, p.state, p.decided_by, p.decided_at, {}};
  if (p.answer) v.answer = open("answer", *p.answer);
  return v;
}

bool waits(Call& call, const NeedRow& need, PetitionKind kind) {
  const auto all = call.tx.rows<PetitionRow>(petitions_of_need, call.region(), need.id);
  return std::ranges::any_of(
      all, [&](const PetitionRow& p) { return p.kind == kind && p.state == PetitionState::open; });
}

// One of a kind at a time: who decides should not have to decide the same twice.
Result<Petition> enter(Call& call, const NeedRow& need, PetitionKind kind, const Line& reason,
                       std::optional<Instant> until) {
  if (waits(call, need, kind)) return petition_waits;
  PetitionRow p;
  p.region = call.region();
  p.id = call.make_id<NeedPetitionTag>();
  p.need = need.id;
  p.kind = kind;
  p.asked_by = *call.actor.person;
  p.asked_at = call.now;
  p.reason = seal(call, need, p, "reason", reason);
  p.until_at = until;
  ASSERT(call.tx.insert(p));
  call.journal.append(NeedChanged{need.id, "petition", std::string(to_text(kind))}, about(need));
  return view(call, need.recipient, p);
}

// The path one level up: "a/b/c/" → "a/b/"; the top decides on itself.
std::string above(std::string_view path) {
  const auto slash = path.substr(0, path.size() - 1).rfind('/');
  return std::string(slash == path.npos ? path : path.substr(0, slash + 1));
}

Check grant(Call& call, NeedRow& need, const PetitionRow& p, const DecidePetition& cmd) {
  if (p.kind == PetitionKind::extension) {
    // Granted too late: nothing is due any more, or later than was asked for, or somebody came.
    const bool came = need.state == NeedState::in_service;
    if (came || !need.due_at || *need.due_at >= *p.until_at) {
      return refused_in_state(call, need_not_there_yet, need);
    }
    set_due(need, p.until_at);
    save(call, need);
    return Done{};
  }
  if (!cmd.site) {
    return bad_field("/site", "required", {"say where the need goes instead", "请指定改派的站点"});
  }
  ASSIGN_OR_RETURN(const places::Site site, places::find_active_site(call, *cmd.site));
  if (site.path == need.site_path) {
    return bad_field(
        "/site", "choice",
        {"must be another site than the one that objects", "应为提出异议站点以外的站点"});
  }
  RETURN_IF_REFUSED(move_to_site(call, need.id, site, "objection_granted"));
  return Done{};
}

}  // namespace

Result<Petition> ask_extension(Call& call, const AskExtension& cmd) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, cmd.need));
  if (!held.standing.helper)
    RETURN_IF_REFUSED(access::require(call, access::Right::need_triage, held.need.site_path));
  RETURN_IF_REFUSED(still_open(call, held.need));
  // Whoever is at the door leaves by the planned end: the program closes their stay then.
  if (held.need.state == NeedState::in_service) {
    return refused_in_state(call, need_not_there_yet, held.need);
  }
  if (!held.need.due_at || *held.need.due_at <= call.now) return extension_late;
  const bool sensible =
      cmd.until > *held.need.due_at && cmd.until - call.now <= std::chrono::hours{24 * 90};
  if (!sensible) {
    return bad_field("/until", "range",
                     {"must lie after the present due time, within 90 days",
                      "应晚于当前到期时间，且在 90 天内"});
  }
  return enter(call, held.need, PetitionKind::extension, cmd.reason, cmd.until);
}

Result<Petition> object_to_dispatch(Call& call, const ObjectToDispatch& cmd) {
  ASSIGN_OR_RETURN(const Held held, access_as_staff(call, cmd.need, access::Right::need_triage));
  RETURN_IF_REFUSED(still_open(call, held.need));
  if (!held.need.moved_from) return not_assigned;
  return enter(call, held.need, PetitionKind::objection, cmd.reason, std::nullopt);
}

Result<Petition> decide_petition(Call& call, const DecidePetition& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  auto p = call.tx.row<PetitionRow>(petition_by_id, call.region(), cmd.petition);
  auto need = p ? load_need(call.tx, call.region(), p->need) : std::nullopt;
  if (!need || !access::may(call.actor, access::Right::need_read, need->site_path))
    return petition_unknown;
  RETURN_IF_REFUSED(access::require(call, access::Right::need_escalate, above(need->site_path)));
  if (p->state != PetitionState::open) return petition_decided;
  if (people::same_person(call, p->asked_by, me)) return petition_own;
  if (cmd.granted) RETURN_IF_REFUSED(grant(call, *need, *p, cmd));
  p->state = cmd.granted ? PetitionState::granted : PetitionState::denied;
  p->decided_by = me;
  p->decided_at = call.now;
  p->answer = seal(call, *need, *p, "answer", cmd.answer);
  ASSERT(call.tx.update(*p));
  call.journal.append(NeedChanged{need->id, "petition", std::string(to_text(p->state))},
                      about(*need, {p->asked_by}));
  return view(call, need->recipient, *p);
}

std::vector<PetitionOutcome> petitions_decided(Call& call, NeedId need) {
  std::vector<PetitionOutcome> all;
  for (const auto& p : call.tx.rows<PetitionRow>(petitions_of_need, call.region(), need)) {
    if (p.decided_at) all.push_back({p.kind, p.state, p.asked_by, *p.decided_at});
  }
  return all;
}

Result<Page<Petition>> list_petitions(Call& call, const ListPetitions& q) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, q.need));
  Page<Petition> page;
  // Reasons given among staff and helpers are not the asker's to read.
  if (!held.standing.staff && !held.standing.helper) return page;
  people::note_reading(call, held.need.recipient, access::FieldClass::basic, held.need.number);
  for (const auto& p : call.tx.rows<PetitionRow>(petitions_of_need, call.region(), q.need)) {
    page.items.push_back(view(call, held.need.recipient, p));
  }
  return page;
}

Result<Page<Petition>> list_open_petitions(Call& call, const ListOpenPetitions& q) {
  RETURN_IF_REFUSED(access::require(call, access::Right::need_escalate, q.under));
  RETURN_IF_REFUSED(places::known_path(call, q.under, "/under"));
  AfterPetition after;
  if (q.cursor) {
    ASSIGN_OR_RETURN(after, q.cursor->place<AfterPetition>());
  }
  const auto range = places::subtree(q.under);
  const auto limit = items_asked(q.limit);
  auto open = to_page(call.tx.rows<OpenPetition>(petitions_open, call.region(), range.lo, range.hi,
                                                 after.id, static_cast<std::int64_t>(limit) + 1),
                      limit, [](const OpenPetition& p) { return AfterPetition{p.id}; });
  Page<Petition> page{{}, std::move(open.next)};
  for (const auto& p : open.items) {
    people::note_reading(call, p.recipient, access::FieldClass::basic, "petitions");
    page.items.push_back(view(call, p.recipient, p.row(call.region())));
  }
  return page;
}

}  // namespace lastmile::needs

#include "access/access_errors.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/scoped_list.h"
#include "people/team_access.h"
#include "people/team_errors.h"
#include "people/team_facts.h"
#include "people/team_rules.h"
#include "people/team_store.h"
#include "people/teams.h"
#include "people/volunteer_errors.h"
#include "people/volunteer_store.h"
#include "people/volunteering.h"

namespace lastmile::people {
namespace {

struct AfterMember {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(AfterMember, (), (person))

MemberView view(Call& call, const MembershipRow& row, bool full) {
  const auto person = load_person(call.tx, call.region(), row.person);
  const std::string name = person ? person->name : std::string();
  const bool own = call.actor.person == row.person;
  if (full && !own) access::note_reading(call, row.person, access::FieldClass::basic, "team");
  return {row.team, row.person, full || own ? name : masked_name(name),
          row.role, row.state,  row.decided_at.value_or(row.asked_at)};
}

MemberView save(Call& call, const TeamRow& team, MembershipRow row, bool full) {
  row.decided_by = call.actor.person;
  row.decided_at = call.now;
  call.tx.put(row);
  call.journal.append(MembershipSet{row.team, row.person, std::string(to_text(row.state)),
                                    std::string(to_text(row.role))},
                      {.subject = team.id.uuid, .scope = team.site_path, .people = {row.person}});
  tell_volunteer_changed(call, row.person, "teams");
  return view(call, row, full);
}

/// A membership asked for anew, over an earlier one that ended.
MembershipRow asked(Call& call, const TeamRow& team, PersonId person, MembershipState state,
                    const std::optional<MembershipRow>& earlier) {
  return {.region = call.region(),
          .id = earlier ? earlier->id : call.make_id<MembershipTag>(),
          .team = team.id,
          .person = person,
          .role = TeamRole::member,
          .state = state,
          .asked_by = call.actor.person,
          .asked_at = call.now,
          .decided_by = {},
          .decided_at = {}};
}

Check volunteers_now(Call& call, PersonId person, const Refusal& refusal) {
  const auto row = load_volunteer(call.tx, call.region(), person);
  const bool out = !row || row->state == VolunteerState::left ||
                   row->state == VolunteerState::merged ||
                   row->state == VolunteerState::awaiting_yes;
  if (out) return refusal;
  return Done{};
}

Result<TeamRow> open_team(Call& call, TeamId id) {
  ASSIGN_OR_RETURN(TeamRow row, find_team_row(call, id));
  if (row.state == GroupState::closed) return group_closed;
  return row;
}

Result<MembershipRow> known_membership(Call& call, TeamId team, PersonId person) {
  auto row = load_membership(call.tx, call.region(), team, person);
  if (!row) return membership_unknown;
  return std::move(*row);
}

}  // namespace

Result<Page<MemberView>> list_members(Call& call, const ListMembers& query) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  ASSIGN_OR_RETURN(const TeamRow team, find_team_row(call, query.team));
  const bool full = manages(call, team);
  const auto mine = load_membership(call.tx, call.region(), team.id, canonical(call, me));
  const bool member = mine && mine->state == MembershipState::member;
  const MembershipState state = query.state.value_or(MembershipState::member);
  if (!full && (!member || state != MembershipState::member)) return access::not_yours;
  AfterMember after;
  if (query.cursor) {
    ASSIGN_OR_RETURN(after, query.cursor->place<AfterMember>());
  }
  const std::size_t limit = items_asked(query.limit);
  auto rows = load_member_page(
      call.tx, call.region(),
      {team.id, std::string(to_text(state)), after.person, static_cast<std::int64_t>(limit) + 1});
  const auto page = to_page(std::move(rows), limit,
                            [](const MembershipRow& row) { return AfterMember{row.person}; });
  return shown<MemberView>(page, [&](const auto& row) { return view(call, row, full); });
}

Result<MembershipList> list_my_teams(Call& call, const ListMyTeams&) {
  ASSIGN_OR_RETURN(const PersonRow me, own_row(call));
  MembershipList list;
  for (const auto& row : load_memberships_of(call.tx, call.region(), me.id)) {
    list.items.push_back(view(call, row, true));
  }
  return list;
}

Result<MemberView> ask_to_join(Call& call, const AskToJoin& cmd) {
  ASSIGN_OR_RETURN(const PersonRow me, own_row(call));
  ASSIGN_OR_RETURN(const TeamRow team, open_team(call, cmd.team));
  RETURN_IF_REFUSED(volunteers_now(call, me.id, not_a_volunteer));
  const auto earlier = load_membership(call.tx, call.region(), team.id, me.id);
  RETURN_IF_REFUSED(may_ask(earlier));
  return save(call, team, asked(call, team, me.id, MembershipState::requested, earlier), true);
}

Result<MemberView> invite_to_team(Call& call, const InviteToTeam& cmd) {
  ASSIGN_OR_RETURN(const TeamRow team, access_team(call, cmd.team));
  const auto person = canonical_row(call, cmd.person);
  if (!person || person->state != PersonState::active) return volunteer_unknown;
  RETURN_IF_REFUSED(volunteers_now(call, person->id, volunteer_unknown));
  const auto earlier = load_membership(call.tx, call.region(), team.id, person->id);
  RETURN_IF_REFUSED(may_invite(earlier));
  return save(call, team, asked(call, team, person->id, MembershipState::invited, earlier), false);
}

Result<MemberView> answer_request(Call& call, const AnswerRequest& cmd) {
  ASSIGN_OR_RETURN(const TeamRow team, access_team(call, cmd.team));
  ASSIGN_OR_RETURN(const MembershipRow row,
                   known_membership(call, team.id, canonical(call, cmd.person)));
  if (cmd.yes) RETURN_IF_REFUSED(volunteers_now(call, row.person, volunteer_unknown));
  ASSIGN_OR_RETURN(const MembershipRow after, answered_by_leader(row, cmd.yes));
  return save(call, team, after, true);
}

Result<MemberView> answer_invitation(Call& call, const AnswerInvitation& cmd) {
  ASSIGN_OR_RETURN(const PersonRow me, own_row(call));
  ASSIGN_OR_RETURN(const TeamRow team, open_team(call, cmd.team));
  ASSIGN_OR_RETURN(const MembershipRow row, known_membership(call, team.id, me.id));
  if (cmd.yes) RETURN_IF_REFUSED(volunteers_now(call, me.id, not_a_volunteer));
  ASSIGN_OR_RETURN(const MembershipRow after, answered_by_volunteer(row, cmd.yes));
  return save(call, team, after, true);
}

Result<MemberView> leave_team(Call& call, const LeaveTeam& cmd) {
  ASSIGN_OR_RETURN(const PersonRow me, own_row(call));
  ASSIGN_OR_RETURN(const TeamRow team, find_team_row(call, cmd.team));
  ASSIGN_OR_RETURN(const MembershipRow row, known_membership(call, team.id, me.id));
  ASSIGN_OR_RETURN(const MembershipRow after, ended(row, MembershipState::left));
  return save(call, team, after, true);
}

Result<MemberView> remove_member(Call& call, const RemoveMember& cmd) {
  ASSIGN_OR_RETURN(const TeamRow team, access_team(call, cmd.team));
  ASSIGN_OR_RETURN(const MembershipRow row,
                   known_membership(call, team.id, canonical(call, cmd.person)));
  ASSIGN_OR_RETURN(const MembershipRow after, ended(row, MembershipState::removed));
  return save(call, team, after, true);
}

Result<MemberView> set_team_leader(Call& call, const SetTeamLeader& cmd) {
  ASSIGN_OR_RETURN(const TeamRow team, access_team(call, cmd.team));
  ASSIGN_OR_RETURN(MembershipRow row, known_membership(call, team.id, canonical(call, cmd.person)));
  if (row.state != MembershipState::member) return not_a_member;
  const auto person = load_person(call.tx, call.region(), row.person);
  ASSERT(person.has_value());
  if (cmd.leads && is_minor_now(call, person->birth_day)) return leader_must_be_adult;
  row.role = cmd.leads ? TeamRole::leader : TeamRole::member;
  return save(call, team, row, true);
}

}  // namespace lastmile::people

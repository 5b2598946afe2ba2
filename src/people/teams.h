#pragma once
#include "call/call.h"
#include "people/team.h"

/// The verbs of teams. Teams are public; members' names are not.
namespace lastmile::people {

Result<Page<TeamView>> list_teams(Call& call, const ListTeams& query);
Result<TeamView> show_team(Call& call, const ShowTeam& query);
Result<TeamView> make_team(Call& call, const MakeTeam& cmd);
Result<TeamView> change_team(Call& call, const ChangeTeam& cmd);
Result<TeamView> move_team(Call& call, const MoveTeam& cmd);
Result<TeamView> close_team(Call& call, const CloseTeam& cmd);

/// By a leader of the team or the site's staff; members see the other members masked.
Result<Page<MemberView>> list_members(Call& call, const ListMembers& query);
struct MembershipList {
  std::vector<MemberView> items;
};
BOOST_DESCRIBE_STRUCT(MembershipList, (), (items))
/// The actor's own memberships, requests and invitations.
Result<MembershipList> list_my_teams(Call& call, const ListMyTeams& query);
Result<MemberView> ask_to_join(Call& call, const AskToJoin& cmd);
Result<MemberView> invite_to_team(Call& call, const InviteToTeam& cmd);
Result<MemberView> answer_request(Call& call, const AnswerRequest& cmd);
Result<MemberView> answer_invitation(Call& call, const AnswerInvitation& cmd);
Result<MemberView> leave_team(Call& call, const LeaveTeam& cmd);
Result<MemberView> remove_member(Call& call, const RemoveMember& cmd);
Result<MemberView> set_team_leader(Call& call, const SetTeamLeader& cmd);

}  // namespace lastmile::people

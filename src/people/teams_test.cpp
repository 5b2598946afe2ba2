#include "people/teams.h"

#include "people/organizations.h"
#include "people/people_fixture.h"

namespace lastmile::people {
namespace {

struct Teams : PeopleTown {
  PersonId lead, member, stranger;
  void SetUp() override {
    PeopleTown::SetUp();
    if (IsSkipped()) return;
    lead = enter_volunteer("何队长");
    member = enter_volunteer("方队员");
    stranger = enter_volunteer("石路人");
  }
  MakeTeam named(std::string_view name, std::optional<TeamId> parent = {}) {
    MakeTeam cmd{.name = name_of(name)};
    cmd.parent = parent;
    cmd.site = mao.id;
    return cmd;
  }
  TeamId make(std::string_view name, std::optional<TeamId> parent = {}) {
    const auto team = run(worker, make_team, named(name, parent));
    EXPECT_EQ(code_of(team), "");
    return team ? team->team : TeamId{};
  }
  void join(TeamId team, PersonId person, bool leads = false) {
    EXPECT_EQ(code_of(run(as(person), ask_to_join, AskToJoin{team})), "");
    EXPECT_EQ(code_of(run(worker, answer_request, AnswerRequest{team, person, true})), "");
    if (!leads) return;
    EXPECT_EQ(code_of(run(worker, set_team_leader, SetTeamLeader{team, person, true})), "");
  }
  bool leads_team(PersonId person, TeamId team) {
    return bench().look(TestBench::system(), [&](Call& c) { return leads(c, person, team); });
  }
  std::vector<PersonId> members(TeamId team) {
    return bench().look(TestBench::system(), [&](Call& c) { return members_of_team(c, team); });
  }
};
EACH_DATABASE(Teams);

TEST_P(Teams, AreJoinedByAskingAndBeingLetIn) {
  const TeamId team = make("理发队");
  EXPECT_EQ(code_of(run(as(enter("旁人")), ask_to_join, AskToJoin{team})), "not_a_volunteer");
  join(team, lead, true);
  ASSERT_EQ(code_of(run(as(member), ask_to_join, AskToJoin{team})), "");
  EXPECT_EQ(code_of(run(as(member), ask_to_join, AskToJoin{team})), "requested_already");
  EXPECT_EQ(code_of(run(as(stranger), answer_request, AnswerRequest{team, member, true})),
            "not_yours");
  EXPECT_TRUE(members(team) == std::vector<PersonId>{lead});
  ASSERT_EQ(code_of(run(as(lead), answer_request, AnswerRequest{team, member, true})), "");
  EXPECT_EQ(members(team).size(), 2u);
  EXPECT_EQ(code_of(run(as(lead), answer_request, AnswerRequest{team, member, true})),
            "not_requested");
  const auto profile =
      bench().look(TestBench::system(), [&](Call& c) { return find_volunteer(c, member); });
  EXPECT_EQ(profile->teams, std::vector<TeamId>{team});
  ASSERT_EQ(code_of(run(as(member), leave_team, LeaveTeam{team})), "");
  EXPECT_EQ(code_of(run(as(member), leave_team, LeaveTeam{team})), "not_a_member");
  EXPECT_EQ(members(team).size(), 1u);
}

TEST_P(Teams, HaveANameOfTheirOwnInOnePlace) {
  const TeamId team = make("理发队");
  const auto again = run(worker, make_team, named("理发队"));
  ASSERT_EQ(code_of(again), "team_known");
  EXPECT_EQ(again.refused().seen, team.text());
  const TeamId above = make("总队");
  const TeamId beneath = make("理发队", above);
  EXPECT_EQ(code_of(run(worker, move_team, MoveTeam{beneath, {}})), "team_known");
  MakeTeam elsewhere = named("理发队");
  elsewhere.site = huang.id;
  done(neighbour, make_team, elsewhere);
  ChangeTeam change{.team = above};
  change.name = name_of("理发队");
  EXPECT_EQ(code_of(run(worker, change_team, change)), "team_known");
  change.team = team;
  change.categories = std::vector<std::string>{"0401", "04", "0401"};
  const auto changed = run(worker, change_team, change);  // its own name
  ASSERT_EQ(code_of(changed), "");
  EXPECT_EQ(changed->categories, (std::vector<std::string>{"04", "0401"}));
  done(worker, close_team, CloseTeam{team});
  make("理发队");
}

TEST_P(Teams, OnAPageAreReadNoFurtherThanItGoes) {
  const TeamId team = make("理发队");
  for (const PersonId who : {lead, member, stranger}) join(team, who);
  const auto readings = bench().look(worker, [&](Call& c) {
    ListMembers query{.team = team};
    query.limit = PageLimit{2};
    EXPECT_EQ(list_members(c, query)->items.size(), 2u);
    return c.readings;
  });
  EXPECT_EQ(readings.size(), 2u);
}

TEST_P(Teams, AnInvitationNeedsTheOwnYes) {
  const TeamId team = make("理发队");
  join(team, lead, true);
  ASSERT_EQ(code_of(run(as(lead), invite_to_team, InviteToTeam{team, member})), "");
  EXPECT_EQ(code_of(run(as(lead), invite_to_team, InviteToTeam{team, member})), "invited_already");
  // Nobody says yes for another.
  EXPECT_EQ(code_of(run(as(lead), answer_request, AnswerRequest{team, member, true})),
            "not_requested");
  EXPECT_EQ(code_of(run(as(stranger), answer_invitation, AnswerInvitation{team, true})),
            "membership_unknown");
  EXPECT_EQ(members(team).size(), 1u);
  ASSERT_EQ(code_of(run(as(member), answer_invitation, AnswerInvitation{team, true})), "");
  EXPECT_EQ(members(team).size(), 2u);
  ASSERT_EQ(code_of(run(as(lead), invite_to_team, InviteToTeam{team, stranger})), "");
  ASSERT_EQ(code_of(run(as(stranger), answer_invitation, AnswerInvitation{team, false})), "");
  EXPECT_EQ(code_of(run(as(stranger), answer_invitation, AnswerInvitation{team, true})),
            "not_invited");
}

TEST_P(Teams, HaveSeveralLeadersWhoAreAdults) {
  const TeamId team = make("少年队");
  const PersonId young = enter_volunteer("小何", "2010-01-01");
  join(team, lead, true);
  join(team, member, true);
  join(team, young);
  EXPECT_TRUE(leads_team(lead, team));
  EXPECT_TRUE(leads_team(member, team));
  EXPECT_EQ(code_of(run(as(lead), set_team_leader, SetTeamLeader{team, young, true})),
            "leader_must_be_adult");
  EXPECT_EQ(code_of(run(as(lead), set_team_leader, SetTeamLeader{team, stranger, true})),
            "membership_unknown");
  ASSERT_EQ(code_of(run(as(lead), leave_team, LeaveTeam{team})), "");
  EXPECT_FALSE(leads_team(lead, team));
  EXPECT_EQ(look(Actor{}, show_team, ShowTeam{team})->leaders, 1);
  ASSERT_EQ(code_of(run(as(member), remove_member, RemoveMember{team, young})), "");
  EXPECT_EQ(members(team), std::vector<PersonId>{member});
}

TEST_P(Teams, NestWithoutCircles) {
  const TeamId a = make("甲队");
  const TeamId b = make("乙队", a);
  const TeamId c = make("丙队", b);
  join(a, lead, true);
  EXPECT_TRUE(leads_team(lead, c));  // who leads above leads below
  EXPECT_EQ(code_of(run(worker, move_team, MoveTeam{a, c})), "nested_in_itself");
  EXPECT_EQ(code_of(run(worker, move_team, MoveTeam{a, a})), "nested_in_itself");
  const TeamId d = make("丁队", c);
  const TeamId e = make("戊队", d);
  EXPECT_EQ(code_of(run(worker, make_team, named("己队", e))), "nested_too_deep");
  const TeamId top = make("总队");
  EXPECT_EQ(code_of(run(worker, move_team, MoveTeam{a, top})), "nested_too_deep");
  ASSERT_EQ(code_of(run(worker, move_team, MoveTeam{c, top})), "");
  const auto moved = look(Actor{}, show_team, ShowTeam{e});
  EXPECT_EQ(moved->above, (std::vector<TeamId>{top, c, d}));
  EXPECT_FALSE(leads_team(lead, e));
  EXPECT_EQ(code_of(run(worker, close_team, CloseTeam{c})), "group_holds_others");
  ASSERT_EQ(code_of(run(worker, close_team, CloseTeam{e})), "");
  EXPECT_EQ(code_of(run(as(member), ask_to_join, AskToJoin{e})), "group_closed");
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Teams, AreFoundByName) {
  make("理发队");
  make("维修队");
  ListTeams query;
  query.search = Text<1, 60>::parse("lfd");
  const auto page = look(Actor{}, list_teams, query);
  ASSERT_EQ(page->items.size(), 1u);
  EXPECT_EQ(page->items[0].name, "理发队");
  query.search = Text<1, 60>::parse("%");
  EXPECT_TRUE(look(Actor{}, list_teams, query)->items.empty());
  query.search.reset();
  query.limit = PageLimit{1};
  const auto first = look(Actor{}, list_teams, query);
  ASSERT_TRUE(first->next.has_value());
  query.cursor = Cursor{*first->next};
  EXPECT_EQ(look(Actor{}, list_teams, query)->items.size(), 1u);
}

TEST_P(Teams, MembersAreMaskedToEachOther) {
  const TeamId team = make("理发队");
  join(team, lead, true);
  join(team, member);
  EXPECT_EQ(code_of(look(as(stranger), list_members, ListMembers{team})), "not_yours");
  const auto seen = look(as(member), list_members, ListMembers{team});
  ASSERT_EQ(seen->items.size(), 2u);
  for (const auto& item : seen->items) {
    EXPECT_EQ(item.name, item.person == member ? "方队员" : "何**");
  }
  const auto full_list = look(as(lead), list_members, ListMembers{team});
  for (const auto& item : full_list->items) EXPECT_NE(item.name.find("队"), std::string::npos);
}

struct Organizations : Teams {
  MakeOrganization called(std::string_view name, std::optional<OrganizationId> parent = {}) {
    MakeOrganization cmd{.name = name_of(name), .kind = OrganizationKind::association};
    cmd.parent = parent;
    cmd.site = mao.id;
    return cmd;
  }
};
EACH_DATABASE(Organizations);

TEST_P(Organizations, HaveBranchesLeadersAndTeams) {
  EXPECT_EQ(code_of(run(as(lead), make_organization, called("协会"))), "not_yours");
  const auto top = run(worker, make_organization, called("三门峡志愿者协会"));
  ListOrganizations any;
  any.search = Text<1, 60>::parse("_");
  EXPECT_TRUE(look(worker, list_organizations, any)->items.empty());
  ASSERT_EQ(code_of(top), "");
  SetOrganizationLeader leader{top->organization, lead, true};
  ASSERT_EQ(code_of(run(worker, set_organization_leader, leader)), "");
  const auto branch = run(as(lead), make_organization, called("医疗分会", top->organization));
  ASSERT_EQ(code_of(branch), "");
  EXPECT_EQ(branch->above, std::vector<OrganizationId>{top->organization});
  EXPECT_EQ(code_of(run(worker, move_organization,
                        MoveOrganization{top->organization, branch->organization})),
            "nested_in_itself");
  MakeTeam in_branch{.name = name_of("义诊队")};
  in_branch.organization = branch->organization;
  in_branch.site = mao.id;
  const auto team = run(as(lead), make_team, in_branch);
  ASSERT_EQ(code_of(team), "");
  EXPECT_TRUE(leads_team(lead, team->team));
  EXPECT_FALSE(leads_team(member, team->team));
  EXPECT_EQ(code_of(run(worker, close_organization, CloseOrganization{branch->organization})),
            "group_holds_others");
  leader.leads = false;
  ASSERT_EQ(code_of(run(worker, set_organization_leader, leader)), "");
  EXPECT_FALSE(leads_team(lead, team->team));
}

TEST_P(Organizations, AreAskedBeforeAnythingIsPutUnderThem) {
  const auto top = run(worker, make_organization, called("三门峡志愿者协会"));
  const TeamId above = make("总队");
  MakeTeam team{.name = name_of("黄河分队")};
  team.site = huang.id;
  team.organization = top->organization;
  EXPECT_EQ(code_of(run(neighbour, make_team, team)), "not_yours");
  done(chief, make_team, team);
  team.organization.reset();
  team.parent = above;
  EXPECT_EQ(code_of(run(neighbour, make_team, team)), "not_yours");
  done(worker, make_team, team);
  team.parent.reset();
  done(neighbour, make_team, team);
  MakeOrganization branch = called("黄河分会", top->organization);
  branch.site = huang.id;
  EXPECT_EQ(code_of(run(neighbour, make_organization, branch)), "not_yours");
  done(worker, make_organization, branch);
}

TEST_P(Organizations, AndTeamsAreNamedByTheFieldThatHeldThem) {
  const auto top = run(worker, make_organization, called("三门峡志愿者协会"));
  MakeTeam cmd = named("理发队", TeamId{});
  EXPECT_EQ(fields_of(run(worker, make_team, cmd)), "team_unknown /parent");
  cmd.parent.reset();
  cmd.organization = OrganizationId{};
  EXPECT_EQ(fields_of(run(worker, make_team, cmd)), "organization_unknown /organization");
  const TeamId team = make("理发队"), closed = make("旧队");
  EXPECT_EQ(fields_of(run(worker, move_team, MoveTeam{team, TeamId{}})), "team_unknown /parent");
  EXPECT_EQ(fields_of(run(worker, move_team, MoveTeam{TeamId{}, team})), "team_unknown");
  done(worker, close_team, CloseTeam{closed});
  EXPECT_EQ(fields_of(run(worker, move_team, MoveTeam{team, closed})), "group_closed /parent");
  EXPECT_EQ(fields_of(run(worker, make_organization, called("分会", OrganizationId{}))),
            "organization_unknown /parent");
  done(worker, close_organization, CloseOrganization{top->organization});
  cmd.organization = top->organization;
  EXPECT_EQ(fields_of(run(worker, make_team, cmd)), "group_closed /organization");
}

TEST_P(Organizations, CreditCodesAreCheckedAndUnique) {
  MakeOrganization cmd = called("红十字会");
  cmd.uscc = Text<18, 18>::parse("91350100M000100Y44");
  EXPECT_EQ(code_of(run(worker, make_organization, cmd)), "uscc_wrong");
  cmd.uscc_override = line_of("证书如此,已核对原件");
  const auto made = run(worker, make_organization, cmd);
  ASSERT_EQ(code_of(made), "");
  EXPECT_FALSE(made->uscc_checked);
  const auto again = run(worker, make_organization, cmd);
  ASSERT_EQ(code_of(again), "organization_known");
  EXPECT_EQ(again.refused().seen, made->organization.text());
  cmd.uscc = Text<18, 18>::parse("91350100M000100Y43");
  cmd.uscc_override.reset();
  EXPECT_EQ(code_of(run(worker, make_organization, cmd)), "");
}

}  // namespace
}  // namespace lastmile::people

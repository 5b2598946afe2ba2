#include "makers.h"

#include "people/families.h"
#include "people/residents.h"
#include "people/team_facts.h"
#include "people/team_store.h"
#include "people/teams.h"
#include "people/volunteer_entry.h"
#include "places/places.h"

namespace lastmile::authorization {
namespace {

using namespace people;

// An ID number that checks out, of someone born on that day.
std::string id_number_of(std::string_view born, int serial) {
  std::string number = fmt::format("411202{}{:03}", born, serial % 1000);
  constexpr int weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (number[i] - '0') * weights[i];
  return number + "10X98765432"[sum % 11];
}

Somebody new_somebody(World& world, int year) {
  const int n = world.fresh();
  // Serial numbers repeat after a thousand; the day of birth goes on.
  const std::string born =
      fmt::format("{}{:02}{:02}", year, 1 + n / 28'000 % 12, 1 + n / 1000 % 28);
  return {PersonId{}, fmt::format("Bao{:06}", n), fmt::format("138{:08}", n),
          fmt::format("Ginkgo Lane {:06}", n), id_number_of(born, n)};
}

PersonId enter(Call& call, const Somebody& who, places::SiteId home) {
  EnterResident cmd{.name = given<Name>(who.name)};
  cmd.phone = given<Phone>(who.phone);
  cmd.id_number = given<IdCard>(who.id_number);
  cmd.address = given<Line>(who.address);
  cmd.home_site = home;
  cmd.how = EnteredHow::counter;
  cmd.consent = given<Line>("at the counter");
  cmd.anyway = true;
  return must(enter_resident(call, cmd)).person;
}

struct Membership {
  PersonId person;
  TeamRole role;
  MembershipState state;
};
void add_member(Call& call, TeamId team, const Membership& member) {
  MembershipRow row{.region = call.region(), .id = call.make_id<MembershipTag>(), .team = team};
  row.person = member.person;
  row.role = member.role;
  row.state = member.state;
  row.asked_at = call.now;
  row.decided_at = call.now;
  ASSERT(call.tx.insert(row));
  call.journal.append(MembershipSet{team, row.person, std::string(to_text(row.state)),
                                    std::string(to_text(row.role))},
                      {.subject = team.uuid, .scope = {}, .people = {row.person}});
}

Somebody add_born(World& world, Call& call, Where where, int year) {
  Somebody who = new_somebody(world, year);
  who.id = enter(call, who, world.site(where).id);
  return who;
}

void let_proxy_speak_for(World& world, Call& call, const Somebody& who) {
  AddFamily link{.person = who.id};
  link.kind = FamilyKind::proxy;
  link.relation = Relation::child;
  link.relative = world.person(Who::proxy);
  must(verify_family(call, {must(add_family(call, link)).link}));
}

}  // namespace

Somebody add_somebody(World& world, Call& call, Where where) {
  return add_born(world, call, where, 1950);
}

Somebody add_resident(World& world, Call& call, Where where) {
  const Somebody who = add_somebody(world, call, where);
  let_proxy_speak_for(world, call, who);
  return who;
}

Somebody add_volunteer(World& world, Call& call, Where where, VolunteerState state) {
  const Somebody who = add_somebody(world, call, where);
  NewVolunteer profile{.home = world.site(where)};
  profile.transport = Transport::drive;
  profile.state = state;
  save_new_volunteer(call, must(load_person(call.tx, call.region(), who.id)), profile);
  return who;
}

Somebody make_somebody(World& world, Where where) {
  return world.set_up([&](Call& call) { return add_somebody(world, call, where); });
}

Somebody make_resident(World& world, Where where) {
  return world.set_up([&](Call& call) { return add_resident(world, call, where); });
}

Somebody make_minor(World& world, Where where) {
  return world.set_up([&](Call& call) {
    const Somebody who = add_born(world, call, where, 2012);
    let_proxy_speak_for(world, call, who);
    return who;
  });
}

Somebody make_volunteer(World& world, Where where, VolunteerState state) {
  return world.set_up([&](Call& call) { return add_volunteer(world, call, where, state); });
}

MadeTeam make_team(World& world, Where where, MembershipState state) {
  MakeTeam cmd{.name = given<Name>(fmt::format("Team {}", world.fresh()))};
  cmd.site = world.site(where).id;
  return world.set_up([&](Call& call) {
    const MadeTeam made{must(people::make_team(call, cmd)).team, add_volunteer(world, call, where)};
    add_member(call, made.team,
               {world.person(Who::leader), TeamRole::leader, MembershipState::member});
    add_member(call, made.team, {made.member.id, TeamRole::member, state});
    return made;
  });
}

std::map<std::string, std::string> marks_of(const Somebody& who) {
  return {{"name", who.name},
          {"phone", who.phone},
          {"address", who.address},
          {"id_number", who.id_number}};
}

Try about_resident(const Somebody& who, std::string target, std::string body) {
  Try about{.target = std::move(target), .body = std::move(body)};
  about.marks = marks_of(who);
  about.whom = who.id;
  about.played = {{Who::resident, who.id}};
  return about;
}

Try about_volunteer(const Somebody& who, std::string target, std::string body) {
  Try about{.target = std::move(target), .body = std::move(body)};
  about.marks = marks_of(who);
  about.whom = who.id;
  about.played = {{Who::volunteer, who.id}};
  return about;
}

}  // namespace lastmile::authorization

#include "makers.h"
#include "media/files_fixture.h"
#include "people/licence_photos.h"
#include "people/licences.h"
#include "people/merits.h"
#include "people/organizations.h"
#include "people/teams.h"
#include "people/volunteers.h"

// The objects of people who volunteer: profiles, licences, merits, teams, organizations.
namespace lastmile::authorization {
namespace {

using namespace people;

/// "/v1/volunteers/<id><tail>" about a fresh volunteer.
Make volunteer_at(const char* tail, const char* body = "{}",
                  VolunteerState state = VolunteerState::active) {
  return [=](World& world, Where where) {
    const Somebody who = make_volunteer(world, where, state);
    return about_volunteer(who, "/v1/volunteers/" + who.id.text() + tail, body);
  };
}

Try volunteer_list(World& world, Where where) {
  const Somebody who = make_volunteer(world, where);
  Try about = about_volunteer(who, "/v1/volunteers?limit=200&search=" + who.name);
  about.marks["person"] = who.id.text();
  return about;
}

Try joining(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  return about_resident(who, "/v1/volunteers", fmt::format(R"({{"person":"{}"}})", who.id.text()));
}

Try paused(World& world, Where where) {
  Try about = volunteer_at("/resume")(world, where);
  world.set_up([&](Call& call) {
    must(pause_volunteering(call, {about.played.at(Who::volunteer), {}}));
    return Done{};
  });
  return about;
}

// --- licences ------------------------------------------------------------------------------------

constexpr const char* licence_number = "NURSE-20417";

Try about_licence(World& world, Where where, std::string_view verb, bool verified) {
  const Somebody who = make_volunteer(world, where);
  const LicenceId id = world.set_up([&](Call& call) {
    EnterLicence cmd{.person = who.id};
    cmd.code = given<Text<1, 40>>("nurse");
    cmd.number = given<Text<1, 60>>(licence_number);
    cmd.from = must(parse_day("2025-01-01"));
    cmd.until = must(parse_day("2026-04-01"));
    const LicenceId entered = must(enter_licence(call, cmd)).licence;
    if (verified) must(verify_licence(call, {entered}));
    return entered;
  });
  Try about = about_volunteer(who, fmt::format("/v1/licences/{}{}", id.text(), verb));
  about.marks["number"] = licence_number;
  if (verb.empty()) about.marks["licence"] = id.text();
  return about;
}

Try licence_list(World& world, Where where) {
  Try about = about_licence(world, where, "", false);
  about.target = "/v1/licences?limit=200";
  return about;
}
Try licence_to_renew(World& world, Where where) {
  Try about = about_licence(world, where, "/renew", true);
  about.body = R"({"from":"2026-04-01","until":"2027-04-01"})";
  return about;
}
Try licence_to_verify(World& world, Where where) {
  return about_licence(world, where, "/verify", false);
}
Try licence_to_reject(World& world, Where where) {
  Try about = about_licence(world, where, "/reject", false);
  about.body = R"({"reason":"not readable"})";
  return about;
}
LicencePhotoId show_photo(World& world, LicenceId licence) {
  return world.set_up([&](Call& call) {
    const media::Cleaned photo{media::FileKind::photo, "image/png", "photo bytes"};
    return must(add_licence_photo(call, {licence}, photo)).photos.back();
  });
}
Try licence_to_show(World& world, Where where) {
  Try about = about_licence(world, where, "/photos", false);
  about.body = media::png();
  about.content_type = "image/png";
  return about;
}
Try licence_photo(World& world, Where where, std::string_view verb) {
  Try about = about_licence(world, where, "", false);
  const auto licence = must(LicenceId::parse(about.marks["licence"]));
  const std::string photo = show_photo(world, licence).text();
  about.target = fmt::format("/v1/licences/{}/photos/{}{}", licence.text(), photo, verb);
  about.marks.erase("licence");
  about.marks["photo"] = "photo bytes";
  return about;
}
Try licence_photo_to_see(World& world, Where where) { return licence_photo(world, where, ""); }
Try licence_photo_to_remove(World& world, Where where) {
  return licence_photo(world, where, "/remove");
}
Try licence_to_withdraw(World& world, Where where) {
  return about_licence(world, where, "/withdraw", true);
}

// --- merits --------------------------------------------------------------------------------------

Try training(World& world, Where where) {
  const Somebody who = make_volunteer(world, where);
  const TrainingId id = world.set_up([&](Call& call) {
    RecordTraining cmd{.person = who.id};
    cmd.name = cmd.content = cmd.organizer = given<Line>("first aid");
    cmd.minutes = must(Bounded<1, 60000>::parse(90));
    cmd.day = must(parse_day("2026-02-01"));
    return must(record_training(call, cmd)).training;
  });
  return about_volunteer(who, "/v1/trainings/" + id.text() + "/void");
}

Try about_award(World& world, Where where, const char* verb) {
  const Somebody who = make_volunteer(world, where);
  const AwardId id = world.set_up([&](Call& call) {
    RecordAward cmd{.person = who.id};
    cmd.name = cmd.granted_by = cmd.proof = given<Line>("four hundred");
    cmd.day = must(parse_day("2026-02-01"));
    return must(record_award(call, cmd)).award;
  });
  return about_volunteer(who, "/v1/awards/" + id.text() + verb);
}
Try award_to_verify(World& world, Where where) { return about_award(world, where, "/verify"); }
Try award_to_void(World& world, Where where) { return about_award(world, where, "/void"); }

// --- teams ---------------------------------------------------------------------------------------

Try about_team(World& world, Where where, std::string_view tail, std::string body = "{}") {
  const MadeTeam made = make_team(world, where);
  return about_volunteer(made.member, fmt::format("/v1/teams/{}{}", made.team.text(), tail),
                         std::move(body));
}
Make team_at(const char* tail, const char* body = "{}") {
  return [=](World& world, Where where) { return about_team(world, where, tail, body); };
}

Try team_list(World& world, Where where) {
  const MadeTeam made = make_team(world, where);
  return {"/v1/teams?limit=200&under=" + path_of(where), "", "", {{"team", made.team.text()}}};
}

Try own_teams(World& world, Where where) {
  Try about = about_team(world, where, "");
  about.marks = {{"team", about.target.substr(10)}};
  about.target = "/v1/me/teams";
  return about;
}

Try new_team(World& world, Where where) {
  return {"/v1/teams", fmt::format(R"({{"name":"Team {}","site":"{}"}})", world.fresh(),
                                   world.site(where).id.text())};
}

Try team_invitation(World& world, Where where) {
  const Somebody guest = make_volunteer(world, where);
  Try about =
      about_team(world, where, "/invite", fmt::format(R"({{"person":"{}"}})", guest.id.text()));
  about.marks = marks_of(guest);
  return about;
}

/// "/v1/teams/<team><head><guest><tail>" about a guest who stands to the team like this.
Make guest_at(const char* head, const char* tail, const char* body, MembershipState state) {
  return [=](World& world, Where where) {
    const MadeTeam made = make_team(world, where, state);
    const std::string guest = *tail || std::string_view(head).ends_with('/')
                                  ? made.member.id.text() + tail
                                  : std::string();
    return about_volunteer(made.member,
                           fmt::format("/v1/teams/{}{}{}", made.team.text(), head, guest), body);
  };
}

// --- organizations -------------------------------------------------------------------------------

OrganizationId make_led_organization(World& world, Where where) {
  MakeOrganization cmd{.name = given<Name>(fmt::format("Society {}", world.fresh()))};
  cmd.kind = OrganizationKind::association;
  cmd.site = world.site(where).id;
  return world.set_up([&](Call& call) {
    const OrganizationId id = must(make_organization(call, cmd)).organization;
    must(set_organization_leader(call, {id, world.person(Who::leader), true}));
    return id;
  });
}

Make organization_at(const char* tail, const char* body = "{}") {
  return [=](World& world, Where where) {
    return Try{"/v1/organizations/" + make_led_organization(world, where).text() + tail, body};
  };
}

Try organization_list(World& world, Where where) {
  return {"/v1/organizations?limit=200&under=" + path_of(where),
          "",
          "",
          {{"organization", make_led_organization(world, where).text()}}};
}

Try new_organization(World& world, Where where) {
  return {"/v1/organizations",
          fmt::format(R"({{"name":"Society {}","kind":"association","site":"{}"}})", world.fresh(),
                      world.site(where).id.text())};
}

Try organization_leader(World& world, Where where) {
  const Somebody who = make_volunteer(world, where);
  return {"/v1/organizations/" + make_led_organization(world, where).text() + "/leaders",
          fmt::format(R"({{"person":"{}","leads":true}})", who.id.text())};
}

using M = MembershipState;

const Objects objects{
    {{"volunteer_list", volunteer_list},
     {"joining", joining},
     {"volunteer", volunteer_at("")},
     {"volunteer_change", volunteer_at("", R"({"transport":"cycle"})")},
     {"availability", volunteer_at("/availability", R"({"free_hours":[],"exceptions":[]})")},
     {"awaited_yes",
      volunteer_at("/confirm", R"({"how":"at the counter"})", VolunteerState::awaiting_yes)},
     {"pause", volunteer_at("/pause")},
     {"paused", paused},
     {"leaving", volunteer_at("/leave")},
     {"attest", volunteer_at("/attest", R"({"trained_for_risk":true})")},
     {"licence_list", licence_list},
     {"licence", volunteer_at("/licences", R"({"code":"nurse","number":"NURSE-20417",)"
                                           R"("from":"2025-01-01","until":"2027-01-01"})")},
     {"licence_to_renew", licence_to_renew},
     {"licence_to_verify", licence_to_verify},
     {"licence_to_reject", licence_to_reject},
     {"licence_to_show", licence_to_show},
     {"licence_photo_to_see", licence_photo_to_see},
     {"licence_photo_to_remove", licence_photo_to_remove},
     {"licence_to_withdraw", licence_to_withdraw},
     {"merits", volunteer_at("/merits")},
     {"new_training",
      volunteer_at("/trainings", R"({"name":"first aid","content":"bandages","minutes":60,)"
                                 R"("organizer":"station","day":"2026-02-01"})")},
     {"training", training},
     {"new_award", volunteer_at("/awards", R"({"name":"thanks","day":"2026-02-01",)"
                                           R"("granted_by":"station","proof":"paper 7"})")},
     {"award_to_verify", award_to_verify},
     {"award_to_void", award_to_void},
     {"team_list", team_list},
     {"new_team", new_team},
     {"team", team_at("")},
     {"team_change", team_at("", R"({"about":"on Sundays"})")},
     {"team_move", team_at("/move")},
     {"team_to_close", team_at("/close")},
     {"own_teams", own_teams},
     {"members", team_at("/members")},
     {"team_to_join", team_at("/join")},
     {"team_invitation", team_invitation},
     {"team_request", guest_at("/requests/", "", R"({"yes":true})", M::requested)},
     {"team_invited", guest_at("/answer", "", R"({"yes":true})", M::invited)},
     {"team_to_leave", team_at("/leave")},
     {"member_to_remove", guest_at("/members/", "/remove", "{}", M::member)},
     {"member_to_lead", guest_at("/members/", "/lead", R"({"leads":true})", M::member)},
     {"organization_list", organization_list},
     {"new_organization", new_organization},
     {"organization", organization_at("")},
     {"organization_change", organization_at("", R"({"about":"since 1990"})")},
     {"organization_move", organization_at("/move")},
     {"organization_to_close", organization_at("/close")},
     {"organization_leader", organization_leader}}};

}  // namespace
}  // namespace lastmile::authorization

#include "app/chosen_categories.h"

#include "access/access_errors.h"
#include "needs/need_errors.h"
#include "needs/needs.h"
#include "people/people_errors.h"
#include "people/team_errors.h"
#include "people/volunteer_errors.h"
#include "places/place_errors.h"

namespace lastmile::app {
namespace {

using Chosen = std::optional<std::vector<std::string>>;  // none: the command leaves them

Check in_catalogue(Call& call, const Chosen& categories) {
  std::vector<BadField> bad;
  for (std::size_t i = 0; categories && i < categories->size(); ++i) {
    if (needs::known_category(call, (*categories)[i]).ok()) continue;
    bad.push_back(
        at_field(fmt::format("/categories/{}", i), needs::category_unknown).fields.front());
  }
  if (!bad.empty()) return Refused{needs::category_unknown, std::move(bad)};
  return Done{};
}

template <class View>
Result<View> chosen(Call& call, const Chosen& categories, Result<View> done) {
  if (done.ok()) RETURN_IF_REFUSED(in_catalogue(call, categories));
  return done;
}

}  // namespace

Result<people::VolunteerView> join_as_volunteer(Call& call, const people::JoinAsVolunteer& cmd) {
  return chosen(call, cmd.categories, people::join_as_volunteer(call, cmd));
}

Result<people::VolunteerView> change_volunteer(Call& call, const people::ChangeVolunteer& cmd) {
  return chosen(call, cmd.categories, people::change_volunteer(call, cmd));
}

Result<people::TeamView> make_team(Call& call, const people::MakeTeam& cmd) {
  return chosen(call, cmd.categories, people::make_team(call, cmd));
}

Result<people::TeamView> change_team(Call& call, const people::ChangeTeam& cmd) {
  return chosen(call, cmd.categories, people::change_team(call, cmd));
}

void add_chosen_categories(http::Router& r) {
  using namespace people;
  using access::not_yours;
  r.command("POST /v1/volunteers", app::join_as_volunteer)
      .says({"Join as a volunteer; the station joins someone who says so in person.",
             "注册成为志愿者；站点可为当面提出的人办理。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, birth_day_of_minor,
                already_a_volunteer, volunteer_too_young, guardian_consent_missing,
                places::site_unknown, places::site_inactive, id_number_held})
      .about(http::field_by_verb,
             {code_unknown, free_hours_empty, exception_past, exceptions_contradict,
              needs::category_unknown, id_number_differs, birth_day_not_past})
      .about("/home_site", {places::site_unknown})
      .about("/birth_day", {birth_day_missing});
  r.command("POST /v1/volunteers/{person}", app::change_volunteer)
      .says({"Change skills, languages, home community or transport.",
             "修改技能、语言、所在社区或交通方式。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, volunteer_unknown,
                places::site_unknown, places::site_inactive})
      .about("/home_site", {places::site_unknown, places::site_inactive})
      .about(http::field_by_verb, {code_unknown, needs::category_unknown});
  r.command("POST /v1/teams", app::make_team)
      .says({"Make a team at a site, in an organization or under a team.",
             "在站点、组织或上级队伍下建立队伍。"})
      .refuses({places::site_unknown, places::site_inactive, organization_unknown, team_unknown,
                group_closed, not_yours, organization_differs, nested_too_deep, team_known})
      .about("/site", {places::site_unknown, places::site_inactive})
      .about(http::field_by_verb, {code_unknown, needs::category_unknown});
  r.command("POST /v1/teams/{team}", app::change_team)
      .says({"Change a team's name, fields or description.", "修改队伍信息。"})
      .refuses({team_unknown, not_yours, group_closed, team_known})
      .about(http::field_by_verb, {code_unknown, needs::category_unknown});
}

}  // namespace lastmile::app

#include "dispatch/test_town.h"

#include "dispatch/dispatch_jobs.h"
#include "needs/categories.h"
#include "needs/need_jobs.h"
#include "needs/need_service.h"
#include "needs/need_triage.h"
#include "people/licences.h"
#include "people/people_jobs.h"
#include "people/residents.h"
#include "people/volunteers.h"
#include "places/site.h"

template <>
struct lastmile::storage::Table<lastmile::places::SiteRow> {
  static constexpr std::string_view name = "site";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::dispatch {
namespace {

struct SiteMade {
  static constexpr std::string_view kind = "test_site_made";
  static constexpr int version = 1;
  places::SiteId site;
};
BOOST_DESCRIBE_STRUCT(SiteMade, (), (site))

template <class T>
T must(Result<T> result) {
  if (!result.ok()) {
    throw std::runtime_error("town: " + std::string(result.refused().refusal.code) + " " +
                             result.refused().seen);
  }
  return std::move(result).value();
}

}  // namespace

Town::Town(TestBench& bench) : bench_(bench), commands_(jobs::commands_of(bench)) {
  city = site(places::SiteKind::city, "4112", "", {34.77, 111.20});
  center = site(places::SiteKind::center, "411202", city.path, {34.77, 111.19});
  subcenter = site(places::SiteKind::subcenter, "411202001", center.path, {34.78, 111.18});
  station = site(places::SiteKind::station, "411202001001", subcenter.path, {34.780, 111.180});
  neighbour = site(places::SiteKind::station, "411202001002", subcenter.path, {34.790, 111.190});
  far_subcenter = site(places::SiteKind::subcenter, "411202002", center.path, {34.90, 111.40});
  far_station =
      site(places::SiteKind::station, "411202002001", far_subcenter.path, {34.90, 111.40});
  worker = staff(access::Role::station_worker, station);
  subcenter_staff = staff(access::Role::subcenter_staff, subcenter);
  center_staff = staff(access::Role::center_staff, center);
  city_office = staff(access::Role::city_office, city);
  must(bench_.run(TestBench::system(), [](Call& call) -> Result<Done> {
    needs::enter_categories(call);
    return Done{};
  }));
  needs::add_need_jobs(registry);
  people::add_people_jobs(registry);
  add_dispatch_jobs(registry);
}

places::Site Town::site(places::SiteKind kind, const std::string& code, const std::string& above,
                        places::MapPoint point) {
  places::SiteRow row;
  row.region = bench_.settings.region;
  row.id = places::SiteId::make(bench_.now(), bench_.rng());
  row.code = code;
  row.path = above + code + "/";
  row.kind = kind;
  row.name = "站点" + code;
  row.keys = code;
  row.area = code;
  row.lat = point.lat;
  row.lon = point.lon;
  row.phone = "0398-2820001";
  row.created_at = bench_.now();
  must(bench_.run(TestBench::system(), [&](Call& call) -> Result<Done> {
    ASSERT(call.tx.insert(row));
    call.journal.append(SiteMade{row.id}, {row.id.uuid, row.path});
    return Done{};
  }));
  return {row.id, row.code, row.path, row.kind, row.state, row.name, point, row.phone};
}

Actor Town::staff(access::Role role, const places::Site& over) {
  return TestBench::person(PersonId::make(bench_.now(), bench_.rng()),
                           {{std::string(to_text(role)), over.path}});
}

PersonId Town::resident(const std::string& name) {
  people::EnterResident cmd;
  cmd.name = given<Name>(name);
  cmd.phone = given<Phone>(std::to_string(++phones_));
  cmd.home_site = station.id;
  cmd.consent = given<Line>("当面同意");
  cmd.anyway = true;
  return must(bench_.run(center_staff,
                         [&](Call& call) { return people::enter_resident(call, cmd); }))
      .person;
}

PersonId Town::volunteer(const Who& who) {
  people::EnterResident enter;
  enter.name = given<Name>(who.name);
  enter.phone = given<Phone>(std::to_string(++phones_));
  enter.birth_day = given<Day>(who.born);
  enter.home_site = who.home.value_or(station.id);
  enter.consent = given<Line>("当面同意");
  enter.anyway = true;
  const PersonId person = must(bench_.run(center_staff, [&](Call& call) {
                            return people::enter_resident(call, enter);
                          })).person;
  people::JoinAsVolunteer join;
  join.person = person;
  join.skills = who.skills;
  join.languages = who.languages;
  join.free_hours = who.free_hours;
  join.exceptions = who.exceptions;
  join.transport = who.transport;
  must(bench_.run(center_staff, [&](Call& call) { return people::join_as_volunteer(call, join); }));
  if (who.insured || who.trained) {
    people::AttestVolunteer attest;
    attest.person = person;
    if (who.insured) attest.insured_until = std::optional(given<Day>("2027-01-01"));
    attest.trained_for_risk = who.trained;
    must(bench_.run(center_staff,
                    [&](Call& call) { return people::attest_volunteer(call, attest); }));
  }
  if (!who.licence.empty()) {
    people::EnterLicence licence;
    licence.person = person;
    licence.code = given<Text<1, 40>>(who.licence);
    licence.from = given<Day>("2025-01-01");
    licence.until = given<Day>(who.licence_until);
    const auto entered = must(
        bench_.run(center_staff, [&](Call& call) { return people::enter_licence(call, licence); }));
    must(bench_.run(center_staff,
                    [&](Call& call) { return people::verify_licence(call, {entered.licence}); }));
  }
  return person;
}

needs::NeedId Town::need(const Asked& asked) {
  needs::AskOnBehalf cmd;
  cmd.wanted.category = given<Text<2, 4>>(asked.category);
  cmd.wanted.details = given<Words2000>("请帮忙");
  if (!asked.from.empty())
    cmd.wanted.window = TimeWindow{given<Instant>(asked.from), given<Instant>(asked.to)};
  cmd.wanted.people_wanted = Bounded<1, 50>{asked.people};
  for (const auto& skill : asked.skills) cmd.wanted.skills.push_back(given<Text<1, 40>>(skill));
  for (const auto& language : asked.languages)
    cmd.wanted.languages.push_back(given<Text<1, 20>>(language));
  cmd.wanted.risk = asked.risk;
  cmd.wanted.point = asked.point;
  cmd.site = asked.site.value_or(station.id);
  cmd.source = needs::Source::counter;
  cmd.recipient = asked.recipient ? *asked.recipient : resident();
  const auto need =
      must(bench_.run(center_staff, [&](Call& call) { return needs::ask_on_behalf(call, cmd); }));
  needs::TriageNeed triage;
  triage.need = need.id;
  triage.decision = needs::Decision::accept;
  must(bench_.run(center_staff, [&](Call& call) { return needs::triage_need(call, triage); }));
  return need.id;
}

needs::NeedBrief Town::brief(needs::NeedId need) {
  return must(
      bench_.look(TestBench::system(), [&](Call& call) { return needs::find_need(call, need); }));
}

needs::NeedState Town::state(needs::NeedId need) { return brief(need).state; }

Result<Invited> Town::invite(needs::NeedId need, std::vector<PersonId> whom) {
  return bench_.run(center_staff,
                    [&](Call& call) { return invite_volunteers(call, {need, whom, {}}); });
}

Result<OfferView> Town::accept(PersonId who, OfferId offer) {
  return bench_.run(as(who), [&](Call& call) { return accept_offer(call, {offer}); });
}

Result<OfferView> Town::decline(PersonId who, OfferId offer) {
  return bench_.run(as(who), [&](Call& call) { return decline_offer(call, {offer, {}}); });
}

void Town::take(needs::NeedId need, PersonId who) {
  const auto invited = must(invite(need, {who}));
  must(accept(who, invited.offers.front()));
}

void Town::serve(needs::NeedId need, PersonId who, std::chrono::minutes how_long) {
  const auto code = [&](Call& call) {
    return attendance::Evidence{
        .code = given<Text<1, 200>>(attendance::code_for(call, need.uuid).code)};
  };
  must(bench_.run(as(who), [&](Call& call) { return needs::check_in(call, {need, code(call)}); }));
  bench_.tick(how_long);
  must(bench_.run(as(who), [&](Call& call) { return needs::check_out(call, {need, code(call)}); }));
}

void Town::drain() { jobs::drain(*commands_, registry); }

}  // namespace lastmile::dispatch

#include "makers.h"
#include "people/residents.h"
#include "places/grounds.h"
#include "places/place_facts.h"
#include "places/places.h"
#include "places/site_store.h"
#include "places/sites.h"
#include "world.h"

// The objects of places: sites, grids, households, partner units.
namespace lastmile::authorization {
namespace {

using namespace places;

std::string site_id(World& world, Where where) { return world.site(where).id.text(); }

Try area_list(World&, Where) { return {"/v1/areas?search=mj"}; }

Try area(World&, Where) { return {"/v1/areas/411202001001"}; }

Try site_list(World& world, Where where) {
  return {"/v1/sites?under=" + path_of(where), "", "", {{"site", site_id(world, where)}}};
}

Try site(World& world, Where where) {
  const Site site = world.site(where);
  return {"/v1/sites/" + site.id.text(), "", "", {{"site", site.path}}};
}

Try new_site(World& world, Where where) {
  return {"/v1/sites", fmt::format(R"({{"area":"411202001001","name":"Annex {}","parent":"{}"}})",
                                   world.fresh(), site_id(world, where))};
}

Try site_change(World& world, Where where) {
  return {"/v1/sites/" + site_id(world, where),
          fmt::format(R"({{"name":"Renamed {}"}})", world.fresh())};
}

// A site of its own, so that the others stay open. Its path lies beneath that of the place.
Site annex(World& world, Where where) {
  const std::string path = path_of(where);
  return world.set_up([&](Call& call) {
    const int n = world.fresh();
    SiteRow row;
    row.region = call.region();
    row.id = call.make_id<SiteTag>();
    row.area = must(site_of_area(call, given<RegionCode>("411202001001"))).code;
    row.code = fmt::format("{}-{}", row.area, n);
    row.path = fmt::format("{}{}/", path, row.code);
    row.name = row.keys = fmt::format("annex{}", n);
    row.created_at = call.now;
    call.tx.insert(row);
    call.journal.append(SiteOpened{row.id, row.kind, row.path}, {row.id.uuid, row.path});
    return must(find_site(call, row.id));
  });
}

Try site_to_close(World& world, Where where) {
  return {"/v1/sites/" + annex(world, where).id.text() + "/close", R"({"reason":"moved"})"};
}

Try site_to_reopen(World& world, Where where) {
  const Site closed = annex(world, where);
  world.set_up([&](Call& call) {
    must(close_site(call, {closed.id, given<Line>("moved")}));
    return Done{};
  });
  return {"/v1/sites/" + closed.id.text() + "/reopen"};
}

std::string grid_body(World& world, Where where) {
  return fmt::format(R"({{"site":"{}","name":"Grid {}"}})", site_id(world, where), world.fresh());
}

GridView make_grid(World& world, Where where) {
  const SiteId site = world.site(where).id;
  const Name name = given<Name>(fmt::format("Grid {}", world.fresh()));
  return world.set_up([&](Call& call) { return must(add_grid(call, {site, name, {}})); });
}

Try grid_list(World& world, Where where) {
  const GridView grid = make_grid(world, where);
  return {"/v1/sites/" + grid.site.text() + "/grids", "", "", {{"grid", grid.id.text()}}};
}

Try new_grid(World& world, Where where) { return {"/v1/grids", grid_body(world, where)}; }

Try grid_change(World& world, Where where) {
  return {"/v1/grids/" + make_grid(world, where).id.text(),
          fmt::format(R"({{"name":"Grid {}"}})", world.fresh())};
}

// Its address is personal data of those who live there.
Try about_household(World& world, Where where, std::string_view head, std::string_view tail) {
  const std::string address = fmt::format("Poplar Lane {:06}", world.fresh());
  AddHousehold cmd{.site = world.site(where).id};
  cmd.address = given<Line>(address);
  const auto made = world.set_up([&](Call& call) { return must(add_household(call, cmd)); });
  const std::string id = head.ends_with("sites/") ? made.site.text() : made.id.text();
  Try about{fmt::format("{}{}{}", head, id, tail)};
  about.marks = {{"address", address}};
  const Somebody at_home = make_resident(world, where);
  people::ChangePerson moves_in{.person = at_home.id};
  moves_in.household = std::optional(made.id);
  world.must_run(TestBench::system(),
                 [&](Call& call) { return people::change_person(call, moves_in); });
  about.whom = at_home.id;
  return about;
}

Try household_list(World& world, Where where) {
  return about_household(world, where, "/v1/sites/", "/households?limit=200");
}
Try household_sheet(World& world, Where where) {
  return about_household(world, where, "/v1/sites/", "/households?format=csv");
}
Try household(World& world, Where where) {
  return about_household(world, where, "/v1/households/", "");
}
Try household_change(World& world, Where where) {
  Try about = about_household(world, where, "/v1/households/", "");
  about.body = R"({"note":"third floor, no lift"})";
  return about;
}

Try new_household(World& world, Where where) {
  return {"/v1/households", fmt::format(R"({{"site":"{}","address":"Elm Lane {}"}})",
                                        site_id(world, where), world.fresh())};
}

UnitView make_unit(World& world, Where where, const std::string& phone) {
  AddUnit cmd{.site = world.site(where).id};
  cmd.name = given<Name>(fmt::format("Unit {}", world.fresh()));
  cmd.kind = UnitKind::school;
  cmd.phone = given<Phone>(phone);
  return world.set_up([&](Call& call) { return must(add_unit(call, cmd)); });
}

Try unit_list(World& world, Where where) {
  const std::string phone = world.fresh_phone();
  const UnitView unit = make_unit(world, where, phone);
  return {"/v1/units?limit=200&under=" + path_of(where),
          "",
          "",
          {{"unit", unit.id.text()}, {"unit_phone", phone}}};
}

Try new_unit(World& world, Where where) {
  return {"/v1/units", fmt::format(R"({{"site":"{}","name":"Unit {}","kind":"clinic"}})",
                                   site_id(world, where), world.fresh())};
}

Try unit_change(World& world, Where where) {
  return {"/v1/units/" + make_unit(world, where, world.fresh_phone()).id.text(),
          R"({"kind":"agency"})"};
}

const Objects objects{{{"area_list", area_list},
                       {"area", area},
                       {"site_list", site_list},
                       {"site", site},
                       {"new_site", new_site},
                       {"site_change", site_change},
                       {"site_to_close", site_to_close},
                       {"site_to_reopen", site_to_reopen},
                       {"grid_list", grid_list},
                       {"new_grid", new_grid},
                       {"grid_change", grid_change},
                       {"household_list", household_list},
                       {"household_sheet", household_sheet},
                       {"household", household},
                       {"household_change", household_change},
                       {"new_household", new_household},
                       {"unit_list", unit_list},
                       {"new_unit", new_unit},
                       {"unit_change", unit_change}}};

}  // namespace
}  // namespace lastmile::authorization

#include "places/grounds.h"

#include "access/access.h"
#include "access/grants.h"
#include "base/pinyin.h"
#include "base/uscc.h"
#include "places/ground_store.h"
#include "places/place_errors.h"
#include "places/place_facts.h"
#include "places/place_rules.h"
#include "places/places.h"

namespace lastmile::places {
namespace {

struct AfterHousehold {
  HouseholdId id;
};
BOOST_DESCRIBE_STRUCT(AfterHousehold, (), (id))
struct AfterUnit {
  UnitId id;
};
BOOST_DESCRIBE_STRUCT(AfterUnit, (), (id))

GridView view(const GridRow& row) { return {row.id, row.site, row.name, row.worker, row.state}; }
HouseholdView view(Call& call, const HouseholdRow& row);
UnitView view(Call& call, const UnitRow& row);
Result<Site> access_site_of(Call& call, SiteId site, access::Right right);
void record(Call& call, const char* what, const Uuid& thing, const std::string& path, bool entered);
vault::Spot address_spot(const std::string& row) { return {"household", row, "address"}; }
vault::Spot note_spot(const std::string& row) { return {"household", row, "note"}; }
vault::Spot point_spot(const std::string& row) { return {"household", row, "point"}; }
void set_point(Call& call, HouseholdRow& row, const std::optional<MapPoint>& point);
std::optional<MapPoint> open_point(Call& call, const HouseholdRow& row);
Check check_grid(Call& call, const std::optional<GridId>& grid, SiteId site);
Check check_worker(Call& call, const std::optional<PersonId>& worker, std::string_view path);
std::string address_key(const Call& call, const Line& address);
Refused known_as(const std::optional<HouseholdRow>& known);

}  // namespace

Result<Page<GridView>> list_grids(Call& call, const ListGrids& q) {
  ASSIGN_OR_RETURN(const Site site, find_site(call, q.site));
  Page<GridView> page;
  for (const auto& row : load_grids(call.tx, call.region(), site.id))
    page.items.push_back(view(row));
  return page;
}

Result<GridView> add_grid(Call& call, const AddGrid& cmd) {
  ASSIGN_OR_RETURN(const Site site, access_site_of(call, cmd.site, access::Right::site_manage));
  if (site.state != SiteState::active) return site_inactive;
  RETURN_IF_REFUSED(check_worker(call, cmd.worker, site.path));
  GridRow row{call.region(), call.make_id<GridTag>(), site.id,
              site.path,     cmd.name.str(),          pinyin_keys(cmd.name),
              cmd.worker,    GroundState::active,     call.now};
  if (!call.tx.insert(row)) return grid_name_taken;
  record(call, "grid", row.id.uuid, site.path, true);
  return view(row);
}

Result<GridView> change_grid(Call& call, const ChangeGrid& cmd) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto row = load_grid(call.tx, call.region(), cmd.grid);
  if (!row) return grid_unknown;
  RETURN_IF_REFUSED(access::require(call, access::Right::site_manage, row->site_path));
  if (cmd.name) {
    row->name = cmd.name->str();
    row->keys = pinyin_keys(row->name);
  }
  // One whose role ended since may keep the grid until it is given to another.
  if (cmd.worker && *cmd.worker != row->worker) {
    RETURN_IF_REFUSED(check_worker(call, *cmd.worker, row->site_path));
    row->worker = *cmd.worker;
  }
  if (cmd.state) row->state = *cmd.state;
  if (grid_name_used(call.tx, call.region(), *row)) return grid_name_taken;
  ASSERT(call.tx.update(*row));
  record(call, "grid", row->id.uuid, row->site_path, false);
  return view(*row);
}

Result<Page<HouseholdView>> list_households(Call& call, const ListHouseholds& q) {
  ASSIGN_OR_RETURN(const Site site, access_site_of(call, q.site, access::Right::people_read));
  HouseholdId after{};
  if (q.cursor) {
    ASSIGN_OR_RETURN(const AfterHousehold at, q.cursor->place<AfterHousehold>());
    after = at.id;
  }
  const auto rows = to_page(load_households(call.tx, call.region(), q, after), items_asked(q.limit),
                            [](const HouseholdRow& row) { return AfterHousehold{row.id}; });
  Page<HouseholdView> page{{}, rows.next};
  for (const auto& row : rows.items) page.items.push_back(view(call, row));  // and noted as read
  return page;
}

Result<HouseholdView> show_household(Call& call, const ShowHousehold& q) {
  RETURN_IF_REFUSED(access::require_person(call));
  const auto row = load_household(call.tx, call.region(), q.household);
  // Whoever may not read people here is not told that the household exists.
  if (!row || !access::may(call.actor, access::Right::people_read, row->site_path)) {
    return household_unknown;
  }
  return view(call, *row);
}

std::optional<Site> site_of_household(Call& call, HouseholdId household) {
  const auto row = load_household(call.tx, call.region(), household);
  if (!row) return std::nullopt;
  auto site = find_site(call, row->site);
  return site ? std::optional(std::move(*site)) : std::nullopt;
}

Result<HouseholdView> add_household(Call& call, const AddHousehold& cmd) {
  ASSIGN_OR_RETURN(const Site site, access_site_of(call, cmd.site, access::Right::people_write));
  if (site.state != SiteState::active) return site_inactive;
  RETURN_IF_REFUSED(on_globe(cmd.point, "/point"));
  RETURN_IF_REFUSED(check_grid(call, cmd.grid, site.id));
  HouseholdRow row;
  row.region = call.region();
  row.id = call.make_id<HouseholdTag>();
  row.site = site.id;
  row.site_path = site.path;
  row.grid = cmd.grid;
  row.address = call.vault.seal_own(address_spot(row.id.text()), cmd.address);
  row.address_index = address_key(call, cmd.address);
  set_point(call, row, cmd.point);
  if (cmd.note) row.note = call.vault.seal_own(note_spot(row.id.text()), *cmd.note);
  row.created_at = call.now;
  if (!call.tx.insert(row)) {
    return known_as(load_household_at(call.tx, call.region(), site.id, row.address_index));
  }
  record(call, "household", row.id.uuid, site.path, true);
  return view(call, row);
}

Result<HouseholdView> change_household(Call& call, const ChangeHousehold& cmd) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto row = load_household(call.tx, call.region(), cmd.household);
  if (!row || !access::may(call.actor, access::Right::people_read, row->site_path)) {
    return household_unknown;
  }
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, row->site_path));
  if (cmd.point) RETURN_IF_REFUSED(on_globe(*cmd.point, "/point"));
  // One that was closed since may keep its households until they are moved.
  if (cmd.grid && *cmd.grid != row->grid) {
    RETURN_IF_REFUSED(check_grid(call, *cmd.grid, row->site));
  }
  if (cmd.address) {
    row->address_index = address_key(call, *cmd.address);
    const auto known = load_household_at(call.tx, call.region(), row->site, row->address_index);
    if (known && known->id != row->id) return known_as(known);
    row->address = call.vault.seal_own(address_spot(row->id.text()), *cmd.address);
  }
  if (cmd.grid) row->grid = *cmd.grid;
  if (cmd.point) set_point(call, *row, *cmd.point);
  if (cmd.note) {
    row->note.reset();
    if (*cmd.note) row->note = call.vault.seal_own(note_spot(row->id.text()), **cmd.note);
  }
  ASSERT(call.tx.update(*row));
  record(call, "household", row->id.uuid, row->site_path, false);
  return view(call, *row);
}

Result<Page<UnitView>> list_units(Call& call, const ListUnits& q) {
  if (q.under) RETURN_IF_REFUSED(known_path(call, *q.under, "/under"));
  UnitId after{};
  if (q.cursor) {
    ASSIGN_OR_RETURN(const AfterUnit at, q.cursor->place<AfterUnit>());
    after = at.id;
  }
  if (finds_nothing(q.search)) return Page<UnitView>{};
  std::vector<UnitView> found;
  for (const auto& row : load_units(call.tx, call.region(), q, after))
    found.push_back(view(call, row));
  return to_page(std::move(found), items_asked(q.limit),
                 [](const UnitView& u) { return AfterUnit{u.id}; });
}

Result<UnitView> add_unit(Call& call, const AddUnit& cmd) {
  ASSIGN_OR_RETURN(const Site site, access_site_of(call, cmd.site, access::Right::site_manage));
  if (site.state != SiteState::active) return site_inactive;
  std::optional<std::string> uscc;
  if (cmd.uscc) uscc = tidy_uscc(cmd.uscc->str());
  const bool sound = !uscc || check_uscc(*uscc) == UsccCheck::ok;
  if (!sound && !cmd.uscc_override) return uscc_suspicious;
  UnitRow row;
  row.region = call.region();
  row.id = call.make_id<UnitTag>();
  row.site = site.id;
  row.site_path = site.path;
  row.name = cmd.name.str();
  row.keys = pinyin_keys(row.name);
  row.kind = cmd.kind;
  row.uscc = uscc;
  if (!sound) row.uscc_override = cmd.uscc_override->str();
  if (cmd.phone) row.phone = cmd.phone->text();
  if (cmd.contact) row.contact = cmd.contact->str();
  for (const auto& offer : cmd.offers) row.offers.push_back(offer.str());
  row.created_at = call.now;
  if (!call.tx.insert(row)) return unit_known;
  record(call, "unit", row.id.uuid, site.path, true);
  return view(call, row);
}

Result<UnitView> change_unit(Call& call, const ChangeUnit& cmd) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto row = load_unit(call.tx, call.region(), cmd.unit);
  if (!row) return unit_unknown;
  RETURN_IF_REFUSED(access::require(call, access::Right::site_manage, row->site_path));
  if (cmd.name) {
    row->name = cmd.name->str();
    row->keys = pinyin_keys(row->name);
  }
  if (cmd.kind) row->kind = *cmd.kind;
  if (cmd.phone) row->phone = *cmd.phone ? std::optional((*cmd.phone)->text()) : std::nullopt;
  if (cmd.contact)
    row->contact = *cmd.contact ? std::optional((*cmd.contact)->str()) : std::nullopt;
  if (cmd.offers) {
    row->offers.clear();
    for (const auto& offer : *cmd.offers) row->offers.push_back(offer.str());
  }
  if (cmd.state) row->state = *cmd.state;
  ASSERT(call.tx.update(*row));
  record(call, "unit", row->id.uuid, row->site_path, false);
  return view(call, *row);
}

namespace {

HouseholdView view(Call& call, const HouseholdRow& row) {
  const std::string id = row.id.text();
  HouseholdView v{row.id, row.site, row.grid, {}, {}, {}};
  v.address = call.vault.open_own(address_spot(id), row.address);
  if (row.note) v.note = call.vault.open_own(note_spot(id), *row.note);
  v.point = open_point(call, row);
  access::note_reading(call, PersonId{row.id.uuid}, access::FieldClass::address, household_read);
  return v;
}

UnitView view(Call& call, const UnitRow& row) {
  UnitView v{row.id, row.site, row.name,   row.kind, row.uscc, !row.uscc_override,
             {},     {},       row.offers, row.state};
  if (access::may(call.actor, access::Right::site_manage, row.site_path)) {
    v.phone = row.phone;
    v.contact = row.contact;
  }
  return v;
}

Result<Site> access_site_of(Call& call, SiteId id, access::Right right) {
  RETURN_IF_REFUSED(access::require_person(call));
  ASSIGN_OR_RETURN(Site site, find_site(call, id));
  RETURN_IF_REFUSED(access::require(call, right, site.path));
  return site;
}

void record(Call& call, const char* what, const Uuid& thing, const std::string& path,
            bool entered) {
  call.journal.append(GroundChanged{what, thing, entered}, {thing, path});
}

void set_point(Call& call, HouseholdRow& row, const std::optional<MapPoint>& point) {
  row.lat.reset();
  row.lon.reset();
  row.point.reset();
  if (point) row.point = call.vault.seal_own(point_spot(row.id.text()), to_json(*point));
}

std::optional<MapPoint> open_point(Call& call, const HouseholdRow& row) {
  if (row.point) {
    auto point = from_json<MapPoint>(call.vault.open_own(point_spot(row.id.text()), *row.point));
    if (point) return *point;
  }
  if (row.lat && row.lon) return MapPoint{*row.lat, *row.lon};
  return std::nullopt;
}

Check check_grid(Call& call, const std::optional<GridId>& grid, SiteId site) {
  if (!grid) return Done{};
  const auto row = load_grid(call.tx, call.region(), *grid);
  if (!row || row->site != site) return grid_unknown;
  if (row->state != GroundState::active) return grid_inactive;
  return Done{};
}

// Whoever is to know every door of a grid is somebody answerable for it.
Check check_worker(Call& call, const std::optional<PersonId>& worker, std::string_view path) {
  if (!worker || access::works_around(call, *worker, path)) return Done{};
  return grid_worker_unknown;
}

Refused known_as(const std::optional<HouseholdRow>& known) {
  Refused refused{household_known};
  if (known) refused.seen = known->id.text();
  return refused;
}

// Two spellings of one door meet: full-width forms, capitals and spaces do not count. Signs do, and
// a space between two numbers is one: 2-01 and 20-1 are two doors.
std::string address_key(const Call& call, const Line& address) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::string key;
  bool gap = false;
  for (const char c : half_width(address)) {
    if (c == ' ' || c == '\t') {
      gap = true;
      continue;
    }
    if (gap && !key.empty() && digit(key.back()) && digit(c)) key += '-';
    gap = false;
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return call.vault.blind_index("address", key);
}

}  // namespace
}  // namespace lastmile::places

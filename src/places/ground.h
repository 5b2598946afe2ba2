#pragma once
#include "access/site_path.h"
#include "base/phone.h"
#include "places/place.h"
#include "vault/vault.h"

/// What lies beneath a site: grids, households with their addresses, partner units.
namespace lastmile::places {

enum class GroundState { active, inactive };
BOOST_DESCRIBE_ENUM(GroundState, active, inactive)

// Grids 网格: a station's beat, with the person who walks it.

struct GridRow {
  int region = 0;
  GridId id;
  SiteId site;
  std::string site_path;
  std::string name;
  std::string keys;
  std::optional<PersonId> worker;
  GroundState state = GroundState::active;
  Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(GridRow, (),
                      (region, id, site, site_path, name, keys, worker, state, created_at))
struct GridView {
  GridId id;
  SiteId site;
  std::string name;
  std::optional<PersonId> worker;
  GroundState state = GroundState::active;
};
BOOST_DESCRIBE_STRUCT(GridView, (), (id, site, name, worker, state))
struct AddGrid {
  SiteId site;
  Name name;
  std::optional<PersonId> worker;
};
BOOST_DESCRIBE_STRUCT(AddGrid, (), (site, name, worker))
struct ChangeGrid {
  GridId grid;
  std::optional<Name> name;
  std::optional<std::optional<PersonId>> worker;
  std::optional<GroundState> state;
};
BOOST_DESCRIBE_STRUCT(ChangeGrid, (), (grid, name, worker, state))
struct ListGrids {
  SiteId site;
};
BOOST_DESCRIBE_STRUCT(ListGrids, (), (site))

// Households 户: an exact address is personal data, sealed at rest.

struct HouseholdRow {
  int region = 0;
  HouseholdId id;
  SiteId site;
  std::string site_path;
  std::optional<GridId> grid;
  vault::Sealed address;
  std::string address_index;
  std::optional<double> lat;  // of a row written before the point was sealed, else none
  std::optional<double> lon;
  std::optional<vault::Sealed> note;
  Instant created_at{};
  std::optional<vault::Sealed> point;
};
BOOST_DESCRIBE_STRUCT(HouseholdRow, (),
                      (region, id, site, site_path, grid, address, address_index, lat, lon, note,
                       created_at, point))
struct HouseholdView {
  HouseholdId id;
  SiteId site;
  std::optional<GridId> grid;
  std::string address;
  std::optional<MapPoint> point;
  std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(HouseholdView, (), (id, site, grid, address, point, note))
struct AddHousehold {
  SiteId site;
  std::optional<GridId> grid;
  Line address;
  std::optional<MapPoint> point;
  std::optional<Line> note;
};
BOOST_DESCRIBE_STRUCT(AddHousehold, (), (site, grid, address, point, note))
struct ChangeHousehold {
  HouseholdId household;
  std::optional<std::optional<GridId>> grid;
  std::optional<Line> address;
  std::optional<std::optional<MapPoint>> point;
  std::optional<std::optional<Line>> note;
};
BOOST_DESCRIBE_STRUCT(ChangeHousehold, (), (household, grid, address, point, note))
struct ShowHousehold {
  HouseholdId household;
};
BOOST_DESCRIBE_STRUCT(ShowHousehold, (), (household))
struct ListHouseholds {
  SiteId site;
  std::optional<GridId> grid;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListHouseholds, (), (site, grid, cursor, limit))

// Partner units 共建单位.

enum class UnitKind { agency, enterprise, school, clinic, association, troops, other };
BOOST_DESCRIBE_ENUM(UnitKind, agency, enterprise, school, clinic, association, troops, other)

struct UnitRow {
  int region = 0;
  UnitId id;
  SiteId site;
  std::string site_path;
  std::string name;
  std::string keys;
  UnitKind kind = UnitKind::other;
  std::optional<std::string> uscc;
  std::optional<std::string> uscc_override;
  std::optional<std::string> phone;
  std::optional<std::string> contact;
  std::vector<std::string> offers;
  GroundState state = GroundState::active;
  Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(UnitRow, (),
                      (region, id, site, site_path, name, keys, kind, uscc, uscc_override, phone,
                       contact, offers, state, created_at))
struct UnitView {
  UnitId id;
  SiteId site;
  std::string name;
  UnitKind kind = UnitKind::other;
  std::optional<std::string> uscc;
  bool uscc_checked = true;
  std::optional<std::string> phone;    // the office's, shown to staff
  std::optional<std::string> contact;  // role there, shown to staff
  std::vector<std::string> offers;
  GroundState state = GroundState::active;
};
BOOST_DESCRIBE_STRUCT(UnitView, (),
                      (id, site, name, kind, uscc, uscc_checked, phone, contact, offers, state))
struct AddUnit {
  SiteId site;
  Name name;
  UnitKind kind;
  std::optional<Text<18, 18>> uscc;
  std::optional<Line> uscc_override;  // the reason for taking a code that does not check out
  std::optional<Phone> phone;
  std::optional<Name> contact;
  std::vector<Name> offers;
};
BOOST_DESCRIBE_STRUCT(AddUnit, (), (site, name, kind, uscc, uscc_override, phone, contact, offers))
struct ChangeUnit {
  UnitId unit;
  std::optional<Name> name;
  std::optional<UnitKind> kind;
  std::optional<std::optional<Phone>> phone;
  std::optional<std::optional<Name>> contact;
  std::optional<std::vector<Name>> offers;
  std::optional<GroundState> state;
};
BOOST_DESCRIBE_STRUCT(ChangeUnit, (), (unit, name, kind, phone, contact, offers, state))
struct ListUnits {
  std::optional<access::SitePath> under;  // path of a site
  std::optional<Text<1, 60>> search;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListUnits, (), (under, search, cursor, limit))

}  // namespace lastmile::places

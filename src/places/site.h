#pragma once
#include "access/site_path.h"
#include "places/place.h"

/// A site in full: what its card shows and its staff may change.
namespace lastmile::places {

/// Local opening hours of one weekday, 0 = Monday; several a day are several entries.
struct OpeningHours {
  Bounded<0, 6> weekday;
  Bounded<0, 1440> from_minute;
  Bounded<0, 1440> to_minute;
};
BOOST_DESCRIBE_STRUCT(OpeningHours, (), (weekday, from_minute, to_minute))

/// A post at the site that people may call: its name and number, not a private person's.
struct SiteContact {
  Name role;
  Text<3, 20> phone;
};
BOOST_DESCRIBE_STRUCT(SiteContact, (), (role, phone))

/// The row of table `site`.
struct SiteRow {
  int region = 0;
  SiteId id;
  std::string code;
  std::string path;
  std::optional<SiteId> parent;
  SiteKind kind = SiteKind::station;
  SiteState state = SiteState::active;
  std::string name;
  std::string keys;
  std::string area;
  std::optional<double> lat;
  std::optional<double> lon;
  std::optional<std::string> address;
  std::optional<std::string> phone;
  std::vector<SiteContact> contacts;
  std::vector<OpeningHours> opening_hours;
  bool pilot = false;
  bool demonstration = false;
  std::vector<std::string> platforms;
  Instant created_at{};
};
BOOST_DESCRIBE_STRUCT(SiteRow, (),
                      (region, id, code, path, parent, kind, state, name, keys, area, lat, lon,
                       address, phone, contacts, opening_hours, pilot, demonstration, platforms,
                       created_at))

/// A site as its card shows it to anyone: sites are public.
struct SiteView {
  SiteId id;
  std::string code;
  std::string path;
  std::optional<SiteId> parent;
  SiteKind kind = SiteKind::station;
  SiteState state = SiteState::active;
  std::string name;
  std::string area;
  std::optional<MapPoint> point;
  std::optional<std::string> address;
  std::optional<std::string> phone;
  std::vector<SiteContact> contacts;
  std::vector<OpeningHours> opening_hours;
  bool pilot = false;
  bool demonstration = false;
  std::vector<std::string> platforms;
  bool open_now = false;
};
BOOST_DESCRIBE_STRUCT(SiteView, (),
                      (id, code, path, parent, kind, state, name, area, point, address, phone,
                       contacts, opening_hours, pilot, demonstration, platforms, open_now))

struct ListSites {
  std::optional<Text<1, 60>> search;      // Chinese, pinyin or initials
  std::optional<access::SitePath> under;  // path of a site
  std::optional<SiteKind> kind;
  std::optional<SiteState> state;
  std::optional<bool> pilot;
  std::optional<bool> demonstration;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListSites, (),
                      (search, under, kind, state, pilot, demonstration, cursor, limit))

struct ShowSite {
  SiteId site;
};
BOOST_DESCRIBE_STRUCT(ShowSite, (), (site))

/// A further site of an area (the first comes with the import).
struct OpenSite {
  RegionCode area;
  Name name;
  SiteId parent;
};
BOOST_DESCRIBE_STRUCT(OpenSite, (), (area, name, parent))

/// What is given is changed; null clears; what is left out stays.
struct ChangeSite {
  SiteId site;
  std::optional<Name> name;
  std::optional<std::optional<MapPoint>> point;
  std::optional<std::optional<Line>> address;
  std::optional<std::optional<Text<3, 20>>> phone;
  std::optional<std::vector<SiteContact>> contacts;
  std::optional<std::vector<OpeningHours>> opening_hours;
  std::optional<bool> pilot;
  std::optional<bool> demonstration;
  std::optional<std::vector<Name>> platforms;
};
BOOST_DESCRIBE_STRUCT(ChangeSite, (),
                      (site, name, point, address, phone, contacts, opening_hours, pilot,
                       demonstration, platforms))

struct CloseSite {
  SiteId site;
  Line reason;
};
BOOST_DESCRIBE_STRUCT(CloseSite, (), (site, reason))

struct ReopenSite {
  SiteId site;
};
BOOST_DESCRIBE_STRUCT(ReopenSite, (), (site))

}  // namespace lastmile::places

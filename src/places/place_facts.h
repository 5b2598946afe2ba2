#pragma once
#include "places/place.h"

/// What places append to the journal. About: subject = the thing, scope = its site path.
namespace lastmile::places {

struct DivisionsImported {
  static constexpr std::string_view kind = "divisions_imported";
  static constexpr int version = 1;
  std::string first;  // codes of the piece
  std::string last;
  std::int64_t rows;
};
BOOST_DESCRIBE_STRUCT(DivisionsImported, (), (first, last, rows))

struct SiteOpened {
  static constexpr std::string_view kind = "site_opened";
  static constexpr int version = 1;
  SiteId site;
  SiteKind site_kind;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(SiteOpened, (), (site, site_kind, path))

/// Anything else about a site changed: name, marks, hours, contacts, state.
struct SiteChanged {
  static constexpr std::string_view kind = "site_changed";
  static constexpr int version = 1;
  SiteId site;
  SiteState state;
  std::vector<std::string> fields;
};
BOOST_DESCRIBE_STRUCT(SiteChanged, (), (site, state, fields))

/// A grid, household or unit was entered or changed.
struct GroundChanged {
  static constexpr std::string_view kind = "ground_changed";
  static constexpr int version = 1;
  std::string what;  // grid, household, unit
  Uuid thing;
  bool entered;
};
BOOST_DESCRIBE_STRUCT(GroundChanged, (), (what, thing, entered))

}  // namespace lastmile::places

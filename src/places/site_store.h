#pragma once
#include "places/site.h"
#include "storage/tx.h"

template <>
struct lastmile::storage::Table<lastmile::places::SiteRow> {
  static constexpr std::string_view name = "site";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::places {

std::optional<SiteRow> load_site(storage::Tx& tx, int region, SiteId id);
/// What others see of a site, without its contacts and hours: most commands ask for one.
struct SiteBriefRow {
  SiteId id;
  std::string code;
  std::string path;
  SiteKind kind = SiteKind::station;
  SiteState state = SiteState::active;
  std::string name;
  std::optional<double> lat;
  std::optional<double> lon;
  std::optional<std::string> phone;
};
BOOST_DESCRIBE_STRUCT(SiteBriefRow, (), (id, code, path, kind, state, name, lat, lon, phone))
std::optional<SiteBriefRow> load_site_brief(storage::Tx& tx, int region, SiteId id);
std::optional<SiteRow> load_site_by_code(storage::Tx& tx, int region, std::string_view code);
/// At and under a path, in path order.
std::vector<SiteRow> load_sites_under(storage::Tx& tx, int region, std::string_view path);
/// How many sites an area has had, closed ones counted.
std::int64_t count_sites_of_area(storage::Tx& tx, int region, std::string_view area);
std::int64_t count_open_children(storage::Tx& tx, int region, SiteId id);

/// What a page of the site list asks for; empty texts ask for nothing.
struct SiteFilter {
  std::string under;      // path, "" for all
  std::string name_part;  // Chinese
  std::string key;        // pinyin or initials
  std::string kind;
  std::string state;
  std::int64_t pilot = -1;  // 0, 1, or -1 for both
  std::int64_t demonstration = -1;
  std::string after_path;
  std::int64_t limit = 50;
};
std::vector<SiteRow> load_site_page(storage::Tx& tx, int region, const SiteFilter& filter);

}  // namespace lastmile::places

#include "base/pinyin.h"
#include "places/area_store.h"
#include "places/divisions.h"
#include "places/place_errors.h"
#include "places/place_facts.h"
#include "places/place_rules.h"
#include "places/site_store.h"

namespace lastmile::places {
namespace {

constexpr std::size_t piece_rows = 200;

// "虢国社区居民委员会" → "虢国社区": what people call it.
std::string short_name(std::string_view name) {
  for (const std::string_view tail : {"居民委员会", "村民委员会", "居委会", "村委会", "办事处"}) {
    if (name.ends_with(tail) && name.size() > tail.size()) {
      return std::string(name.substr(0, name.size() - tail.size()));
    }
  }
  return std::string(name);
}

std::string site_name(const Area& area) {
  constexpr std::string_view title = "新时代文明实践";
  const std::string place = short_name(area.name);
  switch (kind_at(area.level)) {
    case SiteKind::station:
      return place + std::string(title) + "站";
    case SiteKind::subcenter:
      return place + std::string(title) + "所";
    case SiteKind::center:
      return place + std::string(title) + "中心";
    case SiteKind::city:
      return place + "文明办";
  }
  return place;
}

SiteRow site_of(Call& call, const Area& area, const std::optional<SiteRow>& parent) {
  SiteRow row;
  row.region = call.region();
  row.id = call.make_id<SiteTag>();
  row.code = area.code.text();
  row.path = path_under(parent ? parent->path : "", row.code);
  if (parent) row.parent = parent->id;
  row.kind = kind_at(area.level);
  row.name = site_name(area);
  row.keys = pinyin_keys(row.name);
  row.area = row.code;
  row.created_at = call.now;
  return row;
}

// Sites opened before keep the keys of their day until they are opened again.
void renew_keys(Call& call, SiteRow row) {
  std::string keys = pinyin_keys(row.name);
  if (row.keys == keys) return;
  row.keys = std::move(keys);
  ASSERT(call.tx.update(row));
  call.journal.append(SiteChanged{row.id, row.state, {"keys"}}, {row.id.uuid, row.path});
}

Check open_piece(jobs::Commands& commands, std::span<const Area> areas, std::int64_t& opened) {
  return commands.run(Actor{.system = true}, [&](Call& call) -> Check {
    for (const Area& area : areas) {
      if (auto known = load_site_by_code(call.tx, call.region(), area.code.text())) {
        renew_keys(call, std::move(*known));
        continue;
      }
      std::optional<SiteRow> parent;
      if (area.level != RegionLevel::city) {
        parent = load_site_by_code(call.tx, call.region(), area.code.parent()->text());
        if (!parent) return site_unknown;
      }
      const SiteRow row = site_of(call, area, parent);
      ASSERT(call.tx.insert(row));
      call.journal.append(SiteOpened{row.id, row.kind, row.path}, {row.id.uuid, row.path});
      ++opened;
    }
    return Done{};
  });
}

}  // namespace

Result<std::int64_t> open_sites(jobs::Commands& commands, std::string_view city) {
  const auto code = RegionCode::parse(city);
  if (!code || code->level() != RegionLevel::city) return area_unknown;
  std::vector<Area> areas = commands.db().reading(
      [&](storage::Tx& tx) { return load_areas_in(tx, code->range(), RegionLevel::village); });
  if (areas.empty()) return area_unknown;
  // A parent before its children: shorter codes first.
  std::stable_sort(areas.begin(), areas.end(), [](const Area& a, const Area& b) {
    return a.code.text().size() < b.code.text().size();
  });
  std::int64_t opened = 0;
  for (std::size_t i = 0; i < areas.size(); i += piece_rows) {
    const auto n = std::min(piece_rows, areas.size() - i);
    RETURN_IF_REFUSED(open_piece(commands, std::span(areas).subspan(i, n), opened));
  }
  return opened;
}

}  // namespace lastmile::places

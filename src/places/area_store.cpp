#include "places/area_store.h"

#include "base/pinyin.h"

namespace lastmile::places {
namespace {

using storage::Sql;

const Sql area_by_code{"places.area_by_code", R"(
  select code, parent, level, name, initials, pinyin from area where code = $1)"};

const Sql areas_by_parent{"places.areas_by_parent", R"(
  select code, parent, level, name, initials, pinyin from area
  where parent = $1 order by code)"};

const Sql areas_in_range{"places.areas_in_range", R"(
  select code, parent, level, name, initials, pinyin from area
  where code >= $1 and code < $2 and length(code) <= $3 order by code)"};

const Sql areas_by_name{"places.areas_by_name", R"(
  select code, parent, level, name, initials, pinyin from area
  where name >= $1 and name < $2 and code >= $3 and code < $4
  order by length(code), code limit $5)"};

const Sql areas_by_initials{"places.areas_by_initials", R"(
  select code, parent, level, name, initials, pinyin from area
  where initials >= $1 and initials < $2 and code >= $3 and code < $4
  order by length(code), code limit $5)"};

const Sql areas_by_pinyin{"places.areas_by_pinyin", R"(
  select code, parent, level, name, initials, pinyin from area
  where pinyin >= $1 and pinyin < $2 and code >= $3 and code < $4
  order by length(code), code limit $5)"};

const Sql areas_with_name_part{"places.areas_with_name_part", R"(
  select code, parent, level, name, initials, pinyin from area
  where code >= $1 and code < $2 and name like $3
  order by length(code), code limit $4)"};

const Sql area_counts{"places.area_counts", R"(
  select length(code), count(*) from area
  where code >= $1 and code < $2 group by length(code) order by length(code))"};

const Sql area_size_by_code{"places.area_size_by_code", R"(
  select code, provinces, cities, counties, townships, villages from area_size where code = $1)"};

const Sql upper_codes{"places.upper_codes", R"(
  select code from area where code >= $1 and code < $2 and length(code) <= 6 order by code)"};

struct LevelCount {
  std::int64_t digits;
  std::int64_t areas;
};
BOOST_DESCRIBE_STRUCT(LevelCount, (), (digits, areas))

// All texts that start with `prefix`, whatever follows: U+10FFFF ends the range.
std::string after_all_with(std::string_view prefix) {
  return std::string(prefix) + "\xf4\x8f\xbf\xbf";
}

RegionRange range_of(std::string_view under) {
  if (under.empty()) return {"0", ":"};  // ':' follows '9'
  return {std::string(under), std::string(under) + ":"};
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// A pattern for LIKE in which the query's own % and _ mean themselves is not needed: they are
// dropped, for no division has them in its name.
std::string like_part(std::string_view query) {
  std::string out = "%";
  for (const char c : query) {
    if (c != '%' && c != '_') out += c;
  }
  return out + "%";
}

bool higher(const Area& a, const Area& b) { return a.level < b.level; }

void add_new(std::vector<Area>& found, std::vector<Area> more, std::size_t max) {
  for (auto& area : more) {
    const bool known =
        std::any_of(found.begin(), found.end(), [&](const Area& a) { return a.code == area.code; });
    if (!known && found.size() < max) found.push_back(std::move(area));
  }
}

}  // namespace

bool save_area(storage::Tx& tx, const Area& area) {
  if (tx.insert(area)) return true;
  const auto known = load_area(tx, area.code.text());
  if (known && to_json(*known) == to_json(area)) return false;
  return tx.update(area);
}

std::optional<Area> load_area(storage::Tx& tx, std::string_view code) {
  return tx.row<Area>(area_by_code, code);
}

std::vector<Area> load_areas_by_parent(storage::Tx& tx, std::string_view parent) {
  return tx.rows<Area>(areas_by_parent, parent);
}

std::vector<Area> load_areas_in(storage::Tx& tx, const RegionRange& range, RegionLevel deepest) {
  constexpr std::array<int, 5> digits{2, 4, 6, 9, 12};
  return tx.rows<Area>(areas_in_range, range.lo, range.hi,
                       digits[static_cast<std::size_t>(deepest)]);
}

std::vector<Area> find_areas(storage::Tx& tx, std::string_view query, std::string_view under,
                             int max) {
  const auto range = range_of(under);
  const std::string key = search_key(query);
  std::vector<Area> found;
  if (key.empty() || max <= 0) return found;
  const auto limit = static_cast<std::size_t>(max);
  if (is_ascii(key)) {
    add_new(found,
            tx.rows<Area>(areas_by_initials, key, after_all_with(key), range.lo, range.hi, max),
            limit);
    add_new(found,
            tx.rows<Area>(areas_by_pinyin, key, after_all_with(key), range.lo, range.hi, max),
            limit);
    std::stable_sort(found.begin(), found.end(), higher);
    return found;
  }
  add_new(found, tx.rows<Area>(areas_by_name, key, after_all_with(key), range.lo, range.hi, max),
          limit);
  // A part within the name needs a scan: quick in a city, too long over the whole country.
  if (found.size() < limit && under.size() >= 4) {
    add_new(found, tx.rows<Area>(areas_with_name_part, range.lo, range.hi, like_part(key), max),
            limit);
  }
  return found;
}

namespace {

Imported count_walking(storage::Tx& tx, const RegionCode& code) {
  Imported count;
  const auto range = code.range();
  tx.each<LevelCount>(
      area_counts,
      [&](const LevelCount& level) {
        if (level.digits == 2) count.provinces = level.areas;
        if (level.digits == 4) count.cities = level.areas;
        if (level.digits == 6) count.counties = level.areas;
        if (level.digits == 9) count.townships = level.areas;
        if (level.digits == 12) count.villages = level.areas;
      },
      range.lo, range.hi);
  return count;
}

}  // namespace

Imported count_under(storage::Tx& tx, const RegionCode& code) {
  if (code.level() <= RegionLevel::county) {
    if (const auto s = load_area_size(tx, code.text())) {
      return {s->provinces, s->cities, s->counties, s->townships, s->villages};
    }
  }
  return count_walking(tx, code);
}

std::optional<AreaSizeRow> load_area_size(storage::Tx& tx, std::string_view code) {
  return tx.row<AreaSizeRow>(area_size_by_code, code);
}

std::vector<AreaSizeRow> count_area_sizes(storage::Tx& tx, const RegionRange& range) {
  std::vector<AreaSizeRow> all;
  for (const auto& code : tx.rows<RegionCode>(upper_codes, range.lo, range.hi)) {
    const Imported n = count_walking(tx, code);
    all.push_back({code, n.provinces, n.cities, n.counties, n.townships, n.villages});
  }
  return all;
}

}  // namespace lastmile::places

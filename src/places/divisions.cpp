#include "places/divisions.h"

#include <fmt/format.h>

#include <fstream>
#include <set>

#include "base/csv.h"
#include "base/pinyin.h"
#include "places/area_store.h"
#include "places/place_errors.h"
#include "places/place_facts.h"

namespace lastmile::places {
namespace {

// The indexes by name and pinyin take a new area anywhere: what a commit touches of them is written
// whole, so that few large commits write a third of what many small ones do.
constexpr std::size_t piece_rows = 10'000;

struct Source {
  const char* file;
  RegionLevel level;
  std::size_t digits;
};
constexpr std::array sources{
    Source{"provinces.csv", RegionLevel::province, 2}, Source{"cities.csv", RegionLevel::city, 4},
    Source{"areas.csv", RegionLevel::county, 6}, Source{"streets.csv", RegionLevel::township, 9},
    Source{"villages.csv", RegionLevel::village, 12}};

// A line "110101001001,"多福巷社区居委会",…": code and name are the first two columns in each file.
std::optional<Area> area_of_line(std::string_view line, RegionLevel level) {
  const auto unquoted = [](std::string_view s) {
    if (s.size() >= 2 && s.front() == '"' && s.back() == '"') s = s.substr(1, s.size() - 2);
    return s;
  };
  const auto first = line.find(',');
  if (first == line.npos) return std::nullopt;
  const auto second = line.find(',', first + 1);
  const auto code = RegionCode::parse(unquoted(line.substr(0, first)));
  const auto name = trimmed(
      unquoted(line.substr(first + 1, second == line.npos ? line.npos : second - first - 1)));
  if (!code || code->level() != level || name.empty() || !count_characters(name))
    return std::nullopt;
  Area area{*code, {}, level, std::string(name), {}, {}};
  if (const auto parent = code->parent()) area.parent = parent->text();
  return area;
}

void give_search_keys(Area& area) {
  const std::string keys = pinyin_keys(area.name);
  const auto space = keys.find(' ');
  area.initials = keys.substr(0, space);
  area.pinyin = space == keys.npos ? keys : keys.substr(space + 1);
}

bool wanted(const Area& area, std::string_view under) {
  const std::string& code = area.code.text();
  return code.starts_with(under) || under.starts_with(code);
}

void count(Imported& imported, RegionLevel level) {
  switch (level) {
    case RegionLevel::province:
      ++imported.provinces;
      break;
    case RegionLevel::city:
      ++imported.cities;
      break;
    case RegionLevel::county:
      ++imported.counties;
      break;
    case RegionLevel::township:
      ++imported.townships;
      break;
    case RegionLevel::village:
      ++imported.villages;
      break;
  }
}

Refused missing(const std::filesystem::path& file) {
  Refused refused{divisions_unreadable};
  refused.seen = file.string() + ": cannot be opened";
  return refused;
}

Refused unreadable(const std::filesystem::path& file, std::int64_t line) {
  Refused refused{divisions_unreadable};
  refused.seen = fmt::format("{}:{}", file.string(), line);
  return refused;
}

Refused lacks(const std::filesystem::path& file, std::string_view code, std::string_view why) {
  Refused refused{divisions_incomplete};
  refused.seen = fmt::format("{}: {}{}", file.string(), code, why);
  return refused;
}

using Seen = std::function<Check(Area, std::int64_t line)>;

// Calls f for each wanted division of a file; nothing but the file's line is kept in memory.
Check each_area(const std::filesystem::path& folder, const Source& source, std::string_view under,
                const Seen& f) {
  const auto path = folder / source.file;
  std::ifstream in(path);
  if (!in) return missing(path);
  std::string line;
  for (std::int64_t n = 1; std::getline(in, line); ++n) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (n == 1 || line.empty()) continue;  // column heads
    auto area = area_of_line(line, source.level);
    if (!area) return unreadable(path, n);
    if (wanted(*area, under)) RETURN_IF_REFUSED(f(std::move(*area), n));
  }
  return Done{};
}

// What others lie in; villages, nine in ten of all, are only looked at.
using Above = std::set<std::string, std::less<>>;

Check check_named(const std::filesystem::path& folder, std::string_view code, const Above& known) {
  for (const auto& source : sources) {
    if (source.digits > code.size() || source.level == RegionLevel::village) break;
    const auto part = code.substr(0, source.digits);
    if (!known.contains(part)) return lacks(folder / source.file, part, " is not in it");
  }
  return Done{};
}

Check save_piece(jobs::Commands& commands, const std::vector<Area>& piece) {
  if (piece.empty()) return Done{};
  return commands.run(Actor{.system = true}, [&](Call& call) -> Check {
    std::int64_t changed = 0;
    for (const Area& area : piece) changed += save_area(call.tx, area) ? 1 : 0;
    if (changed > 0) {
      call.journal.append(
          DivisionsImported{piece.front().code.text(), piece.back().code.text(), changed}, {});
    }
    return Done{};
  });
}

// The sizes that the import changed: of the province it lies in, and all beneath that.
Check save_sizes(jobs::Commands& commands, std::string_view under) {
  const RegionRange range = under.size() < 2 ? RegionRange{"0", ":"}
                                             : RegionRange{std::string(under.substr(0, 2)),
                                                           std::string(under.substr(0, 2)) + ":"};
  std::vector<AreaSizeRow> sizes;
  commands.look(Actor{.system = true}, [&](Call& call) {
    for (auto& size : count_area_sizes(call.tx, range)) {
      if (load_area_size(call.tx, size.code.text()) != size) sizes.push_back(std::move(size));
    }
  });
  for (std::size_t at = 0; at < sizes.size(); at += piece_rows) {
    const std::size_t end = std::min(at + piece_rows, sizes.size());
    RETURN_IF_REFUSED(commands.run(Actor{.system = true}, [&](Call& call) -> Check {
      for (std::size_t i = at; i < end; ++i) call.tx.put(sizes[i]);
      call.journal.append(DivisionsImported{sizes[at].code.text(), sizes[end - 1].code.text(), 0},
                          {});
      return Done{};
    }));
  }
  return Done{};
}

}  // namespace

Check check_divisions(const std::filesystem::path& folder, std::string_view under,
                      std::string_view needed) {
  Above known;
  for (const auto& source : sources) {
    RETURN_IF_REFUSED(each_area(folder, source, under, [&](Area area, std::int64_t line) -> Check {
      if (area.parent && !known.contains(*area.parent)) {
        const auto& above = sources[static_cast<std::size_t>(source.level) - 1];
        return lacks(folder / above.file, *area.parent,
                     fmt::format(" is not in it, and {}:{} lies there", source.file, line));
      }
      if (source.level != RegionLevel::village) known.insert(area.code.text());
      return Done{};
    }));
  }
  RETURN_IF_REFUSED(check_named(folder, under, known));
  return check_named(folder, needed, known);
}

Result<Imported> import_divisions(jobs::Commands& commands, const std::filesystem::path& folder,
                                  std::string_view under,
                                  const std::function<void(std::int64_t)>& progress) {
  // First a pass that only reads: broken files are refused before anything is written.
  RETURN_IF_REFUSED(check_divisions(folder, under, under));
  Imported imported;
  std::vector<Area> piece;
  const auto flush = [&]() -> Check {
    RETURN_IF_REFUSED(save_piece(commands, piece));
    piece.clear();
    if (progress) progress(imported.total());
    return Done{};
  };
  for (const auto& source : sources) {
    RETURN_IF_REFUSED(each_area(folder, source, under, [&](Area area, std::int64_t) -> Check {
      give_search_keys(area);
      count(imported, area.level);
      piece.push_back(std::move(area));
      return piece.size() < piece_rows ? Check(Done{}) : flush();
    }));
  }
  RETURN_IF_REFUSED(flush());
  RETURN_IF_REFUSED(save_sizes(commands, under));
  return imported;
}

Result<Area> find_area(storage::Tx& tx, const RegionCode& code) {
  auto area = load_area(tx, code.text());
  if (!area) return area_unknown;
  return std::move(*area);
}

std::vector<Area> ancestors(storage::Tx& tx, const RegionCode& code) {
  std::vector<Area> found;
  for (std::optional<RegionCode> at = code; at; at = at->parent()) {
    if (auto area = load_area(tx, at->text())) found.insert(found.begin(), std::move(*area));
  }
  return found;
}

std::vector<Area> children(storage::Tx& tx, const RegionCode& code) {
  return load_areas_by_parent(tx, code.text());
}

}  // namespace lastmile::places

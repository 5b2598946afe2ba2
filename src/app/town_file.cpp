#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "app/folder.h"
#include "app/setting_table.h"
#include "app/town.h"
#include "vault/file.h"

/// DIR/town.conf: read, checked, written.
namespace lastmile::app {
namespace {

std::filesystem::path town_file(const std::filesystem::path& dir) { return dir / "town.conf"; }

constexpr std::string_view remedy =
    ": mend it in an editor, or put back a whole one, such as the .town.conf of a backup";

// The codec speaks to those who send requests, this to those who edit a file.
std::string words_for(const BadField& bad) {
  if (bad.code == "json") return fmt::format("is no well-formed JSON{}", remedy);
  if (bad.code == "unknown") return "is no setting: take it out";
  if (bad.code == "required") return "is missing: put it in";
  if (bad.code == "double") return "is there twice: take one out";
  return bad.en;
}

std::string said_of(const Refused& refused) {
  std::string all;
  for (const auto& bad : refused.fields) {
    const std::string key = bad.path.empty() ? "" : bad.path.substr(1) + " ";
    all += (all.empty() ? "" : "; ") + key + words_for(bad);
  }
  return all;
}

std::string text_of_file(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  if (!in || !std::filesystem::is_regular_file(file)) {
    throw std::runtime_error(file.string() + ": cannot be read: it must be a file of this user");
  }
  return text.str();
}

}  // namespace

bool is_zone(const std::string& name) {
  try {
    const Zone zone(name);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

WorkCalendar calendar_of(const std::vector<std::string>& holidays) {
  std::string rows;
  for (const auto& row : holidays) rows += row + "\n";
  auto calendar = parse_calendar(rows);
  if (!calendar.ok()) {
    Refused refused = calendar.refused();
    for (auto& bad : refused.fields) bad.path = "/holidays" + bad.path;
    throw std::runtime_error("town.conf: " + said_of(refused));
  }
  return std::move(calendar).value();
}

std::optional<TownFile> load_town_file(const std::filesystem::path& path) {
  if (!is_there(path)) return std::nullopt;
  const std::string text = text_of_file(path);
  auto file = from_json<TownFile>(text);
  if (trimmed(text).empty()) {
    throw std::runtime_error(fmt::format("{}: is empty{}", path.string(), remedy));
  }
  if (!file.ok()) throw std::runtime_error(path.string() + ": " + said_of(file.refused()));
  if (const auto fault = fault_in(*file); !fault.empty()) {
    throw std::runtime_error(path.string() + ": " + fault);
  }
  calendar_of(file->holidays);
  return std::move(file).value();
}

void save_town_file(const std::filesystem::path& path, const TownFile& file) {
  vault::replace_file(path, to_json(file) + "\n", 0644);
}

TownFile read_town_file(const std::filesystem::path& dir) {
  return load_town_file(town_file(dir)).value_or(TownFile{});
}

void write_town_file(const std::filesystem::path& dir, const TownFile& file) {
  make_folder(dir);
  save_town_file(town_file(dir), file);
}

// Only a key at the top is written so: within a value the quotes would be escaped.
constexpr std::string_view public_url_key = "\"public_url\"";

void set_public_url(const std::filesystem::path& dir, std::string_view url) {
  const auto path = town_file(dir);
  std::string text = text_of_file(path);
  std::string value;
  encode_string(value, url);
  if (const auto key = text.find(public_url_key); key != text.npos) {
    const auto from = text.find('"', key + public_url_key.size());
    const auto to = text.find('"', from + 1);
    ASSERT(to != text.npos);
    text.replace(from, to - from + 1, value);
  } else {
    const auto open = text.find('{');
    ASSERT(open != text.npos);
    const bool alone = text.find('"') == text.npos;
    text.insert(open + 1, std::string(public_url_key) + ":" + value + (alone ? "" : ","));
  }
  const auto mode = std::filesystem::status(path).permissions();
  vault::replace_file(path, text, static_cast<mode_t>(mode));
}

bool has_town_file(const std::filesystem::path& dir) { return is_there(town_file(dir)); }

}  // namespace lastmile::app

#include "places/sites.h"

#include "access/access.h"
#include "base/pinyin.h"
#include "jobs/jobs.h"
#include "places/area_store.h"
#include "places/divisions.h"
#include "places/place_errors.h"
#include "places/place_facts.h"
#include "places/place_rules.h"
#include "places/places.h"
#include "places/site_store.h"

namespace lastmile::places {
namespace {

struct AfterPath {
  std::string path;
};
BOOST_DESCRIBE_STRUCT(AfterPath, (), (path))

SiteView view(const SiteRow& row, const Call& call);
Result<SiteRow> access_site(Call& call, SiteId id, access::Right right);
Check check_changes(const ChangeSite& cmd);
Check may_mark(const Call& call, const SiteRow& row, const ChangeSite& cmd);
std::vector<std::string> apply(SiteRow& row, const ChangeSite& cmd);
SiteView save(Call& call, const SiteRow& row, std::vector<std::string> fields);
Site brief(const SiteRow& row);
Site brief(const SiteBriefRow& row);

}  // namespace

Result<Page<SiteView>> list_sites(Call& call, const ListSites& q) {
  SiteFilter filter;
  if (q.cursor) {
    ASSIGN_OR_RETURN(filter.after_path, [&]() -> Result<std::string> {
      ASSIGN_OR_RETURN(AfterPath after, q.cursor->place<AfterPath>());
      return std::move(after.path);
    }());
  }
  if (q.under) {
    RETURN_IF_REFUSED(known_path(call, *q.under, "/under"));
    filter.under = q.under->str();
  }
  if (q.kind) filter.kind = to_text(*q.kind);
  if (q.state) filter.state = to_text(*q.state);
  if (q.pilot) filter.pilot = *q.pilot;
  if (q.demonstration) filter.demonstration = *q.demonstration;
  if (finds_nothing(q.search)) return Page<SiteView>{};
  if (q.search) {
    const std::string key = search_key(*q.search);
    const bool latin =
        std::all_of(key.begin(), key.end(), [](unsigned char c) { return c < 0x80; });
    (latin ? filter.key : filter.name_part) = key;
  }
  const std::size_t asked = items_asked(q.limit);
  filter.limit = static_cast<std::int64_t>(asked) + 1;
  std::vector<SiteView> sites;
  for (const auto& row : load_site_page(call.tx, call.region(), filter))
    sites.push_back(view(row, call));
  return to_page(std::move(sites), asked, [](const SiteView& s) { return AfterPath{s.path}; });
}

Result<SiteView> show_site(Call& call, const ShowSite& q) {
  const auto row = load_site(call.tx, call.region(), q.site);
  if (!row) return site_unknown;
  return view(*row, call);
}

Result<SiteView> open_site(Call& call, const OpenSite& cmd) {
  ASSIGN_OR_RETURN(const SiteRow parent, access_site(call, cmd.parent, access::Right::site_manage));
  if (parent.state != SiteState::active) return site_inactive;
  ASSIGN_OR_RETURN(const Area area, find_area(call.tx, cmd.area));
  const SiteKind kind = kind_at(area.level);
  if (!may_stand_under(kind, parent.kind)) return site_parent_wrong;
  if (!lies_in(area.code.text(), parent.area)) return site_parent_elsewhere;
  const auto nth = count_sites_of_area(call.tx, call.region(), area.code.text()) + 1;
  SiteRow row;
  row.region = call.region();
  row.id = call.make_id<SiteTag>();
  row.code = nth_code(area.code.text(), nth);
  row.path = path_under(parent.path, row.code);
  row.parent = parent.id;
  row.kind = kind;
  row.name = cmd.name.str();
  row.keys = pinyin_keys(row.name);
  row.area = area.code.text();
  row.created_at = call.now;
  ASSERT(call.tx.insert(row));
  call.journal.append(SiteOpened{row.id, row.kind, row.path}, {row.id.uuid, row.path});
  return view(row, call);
}

Result<SiteView> change_site(Call& call, const ChangeSite& cmd) {
  ASSIGN_OR_RETURN(SiteRow row, access_site(call, cmd.site, access::Right::site_manage));
  RETURN_IF_REFUSED(check_changes(cmd));
  RETURN_IF_REFUSED(may_mark(call, row, cmd));
  auto fields = apply(row, cmd);
  if (fields.empty()) return view(row, call);
  return save(call, row, std::move(fields));
}

Result<SiteView> close_site(Call& call, const CloseSite& cmd) {
  ASSIGN_OR_RETURN(SiteRow row, access_site(call, cmd.site, access::Right::site_manage));
  if (row.state == SiteState::inactive) return site_inactive;
  if (count_open_children(call.tx, call.region(), row.id) > 0) return site_has_open_sites;
  row.state = SiteState::inactive;
  return save(call, row, {"state"});
}

Result<SiteView> reopen_site(Call& call, const ReopenSite& cmd) {
  ASSIGN_OR_RETURN(SiteRow row, access_site(call, cmd.site, access::Right::site_manage));
  if (row.state == SiteState::active) return view(row, call);
  if (row.parent) {
    const auto parent = load_site(call.tx, call.region(), *row.parent);
    if (parent && parent->state != SiteState::active) return site_inactive;
  }
  row.state = SiteState::active;
  return save(call, row, {"state"});
}

Result<Site> find_site(Call& call, SiteId id) {
  const auto row = load_site_brief(call.tx, call.region(), id);
  if (!row) return site_unknown;
  return brief(*row);
}

Result<Site> find_active_site(Call& call, SiteId id) {
  ASSIGN_OR_RETURN(Site site, find_site(call, id));
  if (site.state != SiteState::active) return site_inactive;
  return site;
}

Result<Site> site_of_area(Call& call, const RegionCode& area) {
  for (std::optional<RegionCode> at = area; at; at = at->parent()) {
    const auto row = load_site_by_code(call.tx, call.region(), at->text());
    if (row && row->state == SiteState::active) return brief(*row);
  }
  return site_unknown;
}

std::optional<Site> parent_of(Call& call, const Site& site) {
  const auto row = load_site(call.tx, call.region(), site.id);
  if (!row || !row->parent) return std::nullopt;
  const auto parent = load_site(call.tx, call.region(), *row->parent);
  return parent ? std::optional<Site>(brief(*parent)) : std::nullopt;
}

Check known_path(Call& call, std::string_view path, std::string_view field) {
  SiteFilter first;
  first.under = path;
  first.limit = 1;
  const bool known = path == std::to_string(call.region()) + "/" ||
                     !load_site_page(call.tx, call.region(), first).empty();
  if (known) return Done{};
  return bad_field(std::string(field), "unknown",
                   {"there is no site with this path", "没有这个路径的站点"});
}

Check on_globe(const std::optional<MapPoint>& point, std::string_view field) {
  if (!point || is_on_map(*point)) return Done{};
  return bad_field(std::string(field), "range",
                   {"must be a point on the globe: lat -90 to 90, lon -180 to 180",
                    "应为地图上的点：纬度 -90 到 90，经度 -180 到 180"});
}

std::vector<Site> sites_under(Call& call, std::string_view path) {
  std::vector<Site> sites;
  for (const auto& row : load_sites_under(call.tx, call.region(), path))
    sites.push_back(brief(row));
  return sites;
}

namespace {

std::optional<MapPoint> point_of(const auto& row) {
  if (!row.lat || !row.lon) return std::nullopt;
  return MapPoint{*row.lat, *row.lon};
}

Site brief(const SiteRow& row) {
  return {row.id, row.code, row.path, row.kind, row.state, row.name, point_of(row), row.phone};
}

Site brief(const SiteBriefRow& row) {
  return {row.id, row.code, row.path, row.kind, row.state, row.name, point_of(row), row.phone};
}

SiteView view(const SiteRow& row, const Call& call) {
  SiteView v{row.id,       row.code,     row.path,          row.parent,    row.kind,
             row.state,    row.name,     row.area,          point_of(row), row.address,
             row.phone,    row.contacts, row.opening_hours, row.pilot,     row.demonstration,
             row.platforms};
  v.open_now =
      row.state == SiteState::active && is_open(row.opening_hours, call.now, call.settings.zone);
  return v;
}

// Sites are public, so a site one may not change is 403, never 404.
Result<SiteRow> access_site(Call& call, SiteId id, access::Right right) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto row = load_site(call.tx, call.region(), id);
  if (!row) return site_unknown;
  RETURN_IF_REFUSED(access::require(call, right, row->path));
  return std::move(*row);
}

Check callable(std::string_view number, std::string_view field) {
  if (is_service_number(number)) return Done{};
  return bad_field(
      std::string(field), "format",
      {"must be a telephone or service number of 3 to 20 characters: digits, spaces, "
       "+, -, brackets, and an extension after x or 转, e.g. 0398-2823456 or 12345",
       "应为 3 到 20 个字的电话或服务热线：数字、空格、+、-、括号，分机号写在“转”或 x 后，"
       "例如 0398-2823456、12345"});
}

bool overlap(const OpeningHours& a, const OpeningHours& b) {
  return a.weekday == b.weekday && a.from_minute < b.to_minute && b.from_minute < a.to_minute;
}

Check check_hours(const std::vector<OpeningHours>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string field = "/opening_hours/" + std::to_string(i);
    const auto here = all.begin() + static_cast<std::ptrdiff_t>(i);
    if (!(here->from_minute < here->to_minute)) {
      return bad_field(field, "range", {"must end after it starts", "结束时间应晚于开始时间"});
    }
    if (std::any_of(all.begin(), here, [&](const auto& other) { return overlap(*here, other); })) {
      return bad_field(field, "overlap",
                       {"overlaps other hours of that day: join the two, or move one",
                        "与当天另一段时间重叠，请合并或修改"});
    }
  }
  return Done{};
}

Check check_changes(const ChangeSite& cmd) {
  if (cmd.point) RETURN_IF_REFUSED(on_globe(*cmd.point, "/point"));
  if (cmd.phone && *cmd.phone) RETURN_IF_REFUSED(callable((*cmd.phone)->str(), "/phone"));
  if (cmd.contacts) {
    for (std::size_t i = 0; i < cmd.contacts->size(); ++i) {
      const std::string field = "/contacts/" + std::to_string(i) + "/phone";
      RETURN_IF_REFUSED(callable((*cmd.contacts)[i].phone.str(), field));
    }
  }
  if (cmd.opening_hours) return check_hours(*cmd.opening_hours);
  return Done{};
}

Check may_mark(const Call& call, const SiteRow& row, const ChangeSite& cmd) {
  const bool marks = cmd.pilot.value_or(row.pilot) != row.pilot ||
                     cmd.demonstration.value_or(row.demonstration) != row.demonstration;
  if (!marks) return Done{};
  const std::string above = row.path.substr(0, row.path.rfind('/', row.path.size() - 2) + 1);
  if (access::may(call.actor, access::Right::site_manage, above)) return Done{};
  return mark_from_above;
}

std::optional<std::string> text_of(const auto& text) {
  return text ? std::optional<std::string>(text->str()) : std::nullopt;
}

std::vector<std::string> apply(SiteRow& row, const ChangeSite& cmd) {
  std::vector<std::string> fields;
  const auto set = [&](const char* field, auto& target, auto value) {
    target = std::move(value);
    fields.emplace_back(field);
  };
  if (cmd.name) {
    set("name", row.name, cmd.name->str());
    row.keys = pinyin_keys(row.name);
  }
  if (cmd.point) {
    set("point", row.lat, *cmd.point ? std::optional((*cmd.point)->lat) : std::nullopt);
    row.lon = *cmd.point ? std::optional((*cmd.point)->lon) : std::nullopt;
  }
  if (cmd.address) set("address", row.address, text_of(*cmd.address));
  if (cmd.phone) set("phone", row.phone, text_of(*cmd.phone));
  if (cmd.contacts) set("contacts", row.contacts, *cmd.contacts);
  if (cmd.opening_hours) set("opening_hours", row.opening_hours, *cmd.opening_hours);
  if (cmd.pilot) set("pilot", row.pilot, *cmd.pilot);
  if (cmd.demonstration) set("demonstration", row.demonstration, *cmd.demonstration);
  if (cmd.platforms) {
    row.platforms.clear();
    for (const auto& p : *cmd.platforms) row.platforms.push_back(p.str());
    fields.emplace_back("platforms");
  }
  return fields;
}

SiteView save(Call& call, const SiteRow& row, std::vector<std::string> fields) {
  ASSERT(call.tx.update(row));
  call.journal.append(SiteChanged{row.id, row.state, std::move(fields)}, {row.id.uuid, row.path});
  return view(row, call);
}

}  // namespace
}  // namespace lastmile::places

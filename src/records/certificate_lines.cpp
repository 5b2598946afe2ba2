#include "records/certificate_lines.h"

#include <algorithm>
#include <map>
#include <span>

#include "needs/needs.h"
#include "places/places.h"
#include "records/certificate_store.h"

namespace lastmile::records {
namespace {

/// The versions of one record, in order.
using History = std::span<const LaterVersion>;

// What stood when the certificate was issued; nothing when the record came later.
const LaterVersion* version_at(History history, Instant at) {
  const LaterVersion* stood = nullptr;
  for (const auto& v : history) {
    if (v.changed_at <= at) stood = &v;
  }
  return stood;
}

Instant begin_of(const LaterVersion& v) {
  Instant first = v.intervals.at(0).from;
  for (const auto& i : v.intervals) first = std::min(first, i.from);
  return first;
}

bool counted_in(const Call& call, const LaterVersion& v, const CertificateRow& c) {
  if (v.state != RecordState::counted) return false;
  const std::string day = to_text(call.settings.zone.day_of(begin_of(v)));
  return c.from_day <= day && day <= c.to_day;
}

bool still_holds(const LaterVersion& then, const LaterVersion& now) {
  return now.state == RecordState::counted && now.intervals == then.intervals &&
         now.grade <= then.grade;
}

std::string unit_of(Call& call, places::SiteId id) {
  const auto site = places::find_site(call, id);
  return site.ok() ? site->name : "";
}

CertificateLine line_of(Call& call, const RecordRow& r, std::string unit) {
  const auto category = needs::find_category(call, r.category);
  return {to_text(call.settings.zone.day_of(r.from_at)),
          r.category,
          category.ok() ? category->name_zh : r.category,
          category.ok() ? category->name_en : r.category,
          r.minutes,
          r.grade,
          std::move(unit)};
}

CertificateLine line_of(Call& call, const LaterVersion& v) {
  RecordRow r;
  r.category = v.category;
  r.site = v.site;
  r.from_at = begin_of(v);
  r.minutes = v.minutes;
  r.grade = v.grade;
  return line_of(call, r, unit_of(call, v.site));
}

}  // namespace

std::vector<CertificateLine> lines_of(Call& call, const std::vector<RecordRow>& records) {
  std::map<places::SiteId, std::string> units;  // few, for many services
  std::vector<CertificateLine> all;
  for (const auto& r : records) {
    const auto [unit, is_new] = units.try_emplace(r.site);
    if (is_new) unit->second = unit_of(call, r.site);
    all.push_back(line_of(call, r, unit->second));
  }
  return all;
}

std::vector<ChangedLine> changed_lines(Call& call, const CertificateRow& c) {
  const auto versions = load_changed_since(call.tx, call.region(),
                                           people::profiles_of(call, c.volunteer), c.issued_at);
  std::vector<ChangedLine> changed;
  for (auto at = versions.begin(); at != versions.end();) {
    const auto end = std::find_if(at, versions.end(),
                                  [&](const LaterVersion& v) { return v.record != at->record; });
    const LaterVersion& now = *std::prev(end);
    const LaterVersion* then = version_at({at, end}, c.issued_at);
    if (then && counted_in(call, *then, c) && !still_holds(*then, now)) {
      changed.push_back({line_of(call, *then), now.state,
                         now.state == RecordState::counted ? now.minutes : 0, now.changed_at});
    }
    at = end;
  }
  std::sort(changed.begin(), changed.end(),
            [](const ChangedLine& a, const ChangedLine& b) { return a.line.day < b.line.day; });
  return changed;
}

}  // namespace lastmile::records

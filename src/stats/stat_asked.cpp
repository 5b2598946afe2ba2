#include "stats/stat_asked.h"

#include "needs/needs.h"
#include "places/places.h"

namespace lastmile::stats {

Result<Asked> asked(Call& call, const AskFigures& q, access::Right right) {
  RETURN_IF_REFUSED(access::require_person(call));
  const auto scopes = access::scopes(call.actor, right);
  const std::string under = q.under ? q.under->str() : scopes.empty() ? "" : scopes.front();
  RETURN_IF_REFUSED(access::require(call, right, under));
  if (q.under) RETURN_IF_REFUSED(places::known_path(call, under, "/under"));
  if (q.category) RETURN_IF_REFUSED(needs::known_category(call, *q.category));
  const Zone& zone = call.settings.zone;
  const Day today = zone.day_of(call.now);
  const auto year = std::chrono::year_month_day{today}.year();
  const Day from = q.from.value_or(Day{year / std::chrono::January / 1});
  const Day to = q.to.value_or(today);
  if (to < from)
    return bad_field("/to", "range", {"must not lie before `from`", "不能早于开始日期"});
  return Asked{{under, zone.at(from, 0), zone.at(to + std::chrono::days{1}, 0),
                q.category ? q.category->str() : ""},
               from,
               to};
}

}  // namespace lastmile::stats

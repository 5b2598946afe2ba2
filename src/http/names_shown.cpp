#include "http/names_shown.h"

namespace lastmile::http {

void NamesShown::fold(const Actor& reader, std::vector<Reading>& readings,
                      Steady::time_point now) const {
  if (!reader.person || readings.empty()) return;
  const std::lock_guard lock(mutex_);
  const auto shown = by_reader_.find(*reader.person);
  if (shown == by_reader_.end()) return;
  std::erase_if(readings, [&](const Reading& r) {
    if (!r.is_name_in_list) return false;
    const auto at = shown->second.find(r.whom);
    return at != shown->second.end() && now - at->second < same_reading;
  });
}

void NamesShown::remember(const Actor& reader, const std::vector<Reading>& readings,
                          Steady::time_point now) {
  if (!reader.person) return;
  const std::lock_guard lock(mutex_);
  for (const Reading& r : readings) {
    if (!r.is_name_in_list) continue;
    if (kept_ >= kept_max) {
      by_reader_.clear();
      kept_ = 0;
    }
    const bool is_new = by_reader_[*reader.person].insert_or_assign(r.whom, now).second;
    kept_ += is_new ? 1 : 0;
  }
}

}  // namespace lastmile::http

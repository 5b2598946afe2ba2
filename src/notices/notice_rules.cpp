#include "notices/notice_rules.h"

#include <algorithm>
#include <set>

namespace lastmile::notices {
namespace {

constexpr std::chrono::minutes one_minute{1};
constexpr int minutes_a_day = 24 * 60;

// The quiet stretch that a moment lies in, found by the wall clock of its day.
std::optional<TimeWindow> stretch_of(const QuietHours& quiet, Instant at, const Zone& zone) {
  const auto from = static_cast<int>(quiet.from_minute.value);
  const auto to = static_cast<int>(quiet.to_minute.value);
  if (from == to) return std::nullopt;
  const Day day = zone.day_of(at);
  for (const Day begins : {day - std::chrono::days{1}, day}) {
    const Day ends = from < to ? begins : begins + std::chrono::days{1};
    const TimeWindow stretch{zone.at(begins, from), zone.at(ends, to)};
    if (stretch.holds(at)) return stretch;
  }
  return std::nullopt;
}

}  // namespace

bool is_quiet(const QuietHours& quiet, Instant at, const Zone& zone) {
  return stretch_of(quiet, at, zone).has_value();
}

Instant out_of_quiet(const QuietHours& quiet, Instant at, const Zone& zone) {
  const auto stretch = stretch_of(quiet, at, zone);
  return stretch ? stretch->end : at;
}

Instant reminder_at(Instant start, std::chrono::minutes lead, const QuietHours& quiet,
                    const Zone& zone) {
  const Instant at = start - lead;
  const auto stretch = stretch_of(quiet, at, zone);
  if (!stretch) return at;
  if (stretch->end + reminder_least <= start) return stretch->end;
  return stretch->start - one_minute;
}

Occasion reminder_of(std::chrono::minutes lead) {
  return lead >= std::chrono::hours{12} ? Occasion::visit_day : Occasion::visit_soon;
}

Check check_reminders(const std::vector<std::int64_t>& minutes) {
  constexpr std::size_t most = 4;
  constexpr std::int64_t least_lead = 15, longest_lead = 7 * minutes_a_day;
  const std::set<std::int64_t> different(minutes.begin(), minutes.end());
  const bool good = minutes.size() <= most && different.size() == minutes.size() &&
                    std::ranges::all_of(minutes, [](std::int64_t m) {
                      return m >= least_lead && m <= longest_lead;
                    });
  return good ? Check{Done{}} : Check{at_field("/reminders", reminders_wrong)};
}

bool is_locked(Topic topic, Channel channel) {
  return topic == Topic::security && (channel == Channel::inbox || channel == Channel::email);
}

bool is_locked(Occasion occasion, Channel channel) {
  const bool way = channel == Channel::inbox || channel == Channel::email;
  return info(occasion).locked && way && is_on_by_itself(occasion, channel);
}

bool is_on_by_itself(Occasion occasion, Channel channel) {
  switch (channel) {
    case Channel::inbox:
      return true;
    case Channel::email:
      return info(occasion).email;
    case Channel::sms:
      return info(occasion).sms;
    case Channel::webhook:
      return false;
  }
  return false;
}

bool is_wanted(const std::vector<Choice>& choices, Occasion occasion, Channel channel) {
  if (is_locked(occasion, channel)) return true;
  const auto said = std::ranges::find_if(choices, [&](const Choice& c) {
    return c.topic == info(occasion).topic && c.channel == channel;
  });
  return said == choices.end() ? is_on_by_itself(occasion, channel) : said->on;
}

std::chrono::minutes pause_after(std::int64_t tries) {
  constexpr std::int64_t doublings = 6;
  return std::min(std::chrono::minutes{60},
                  std::chrono::minutes{1LL << std::clamp<std::int64_t>(tries - 1, 0, doublings)});
}

std::chrono::hours keeps_for(Occasion occasion) {
  return info(occasion).topic == Topic::security ? std::chrono::hours{24} : std::chrono::hours{72};
}

std::string without_address(std::string said, std::string_view address) {
  const auto hide = [&](std::string_view part) {
    if (part.size() < 2) return;
    const auto same = [](char a, char b) { return std::tolower(a) == std::tolower(b); };
    for (;;) {
      const auto found = std::search(said.begin(), said.end(), part.begin(), part.end(), same);
      if (found == said.end()) return;
      said.replace(found, found + static_cast<std::ptrdiff_t>(part.size()), "…");
    }
  };
  hide(address);
  const auto at = address.rfind('@');
  if (at != address.npos) hide(address.substr(0, at));
  return said;
}

}  // namespace lastmile::notices

#pragma once
#include <vector>

#include "notices/notice.h"
#include "notices/notice_errors.h"

/// The decisions of notices: pure.
namespace lastmile::notices {

/// Whether nothing goes out now that can wait. Half-open, by the clock of the place.
bool is_quiet(const QuietHours& quiet, Instant at, const Zone& zone);
/// When it may go out: then, or when the quiet hours it falls into are over.
Instant out_of_quiet(const QuietHours& quiet, Instant at, const Zone& zone);

/// When somebody is reminded of what begins at `start`, so many minutes before. In quiet hours it
/// waits for their end while half an hour is left then; else it comes just before they begin.
Instant reminder_at(Instant start, std::chrono::minutes lead, const QuietHours& quiet,
                    const Zone& zone);
inline constexpr std::chrono::minutes reminder_least{30};
/// A reminder from so early on speaks of the day, a later one of the hours.
Occasion reminder_of(std::chrono::minutes lead);
/// At most four, all different, of 15 minutes to 7 days; `reminders_wrong`.
Check check_reminders(const std::vector<std::int64_t>& minutes);

/// One's word about a way of being told of a topic.
struct Choice {
  Topic topic;
  Channel channel;
  bool on = true;
  friend bool operator==(const Choice&, const Choice&) = default;
};
BOOST_DESCRIBE_STRUCT(Choice, (), (topic, channel, on))
/// Whether a topic always reaches the inbox, and the e-mail where there is one.
bool is_locked(Topic topic, Channel channel);
/// The same of one occasion: a first record is told whatever one chose for records.
bool is_locked(Occasion occasion, Channel channel);
/// What one would get without a word of one's own.
bool is_on_by_itself(Occasion occasion, Channel channel);
/// Whether somebody who chose so is told of this in that way.
bool is_wanted(const std::vector<Choice>& choices, Occasion occasion, Channel channel);

/// The pause before the next try: 1, 2, 4 … 60 minutes. After the last try there is none.
inline constexpr std::int64_t tries_max = 12;
std::chrono::minutes pause_after(std::int64_t tries);
/// How long a message may wait to go out when nothing in it says when it is too late.
std::chrono::hours keeps_for(Occasion occasion);

/// What a mail server or provider said, without the address in it: 550 <li@…> says whose it was.
std::string without_address(std::string said, std::string_view address);

}  // namespace lastmile::notices

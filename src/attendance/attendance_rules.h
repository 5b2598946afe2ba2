#pragma once
#include "attendance/attendance.h"
#include "attendance/attendance_errors.h"

/// The decisions at the door: pure.
namespace lastmile::attendance {

enum class Direction { in, out };
BOOST_DESCRIBE_ENUM(Direction, in, out)

using CodeKey = std::array<std::uint8_t, 32>;

inline constexpr std::chrono::minutes early_allowed{30};
inline constexpr std::chrono::minutes clock_slack{10};
inline constexpr std::chrono::hours ticket_life{72};
/// After the planned end; then the program closes what nobody ended: people talk at the door.
inline constexpr std::chrono::hours closing_grace{1};
inline constexpr std::size_t pin_digits = 4;
inline constexpr int sittings_a_day_max = 3;
inline constexpr int wrong_tries_max = 10;
inline constexpr std::chrono::minutes wrong_tries_window{15};

/// Number of the 15-second slot a moment lies in.
std::int64_t slot_of(Instant t);
Instant slot_start(std::int64_t slot);
/// "v1.<subject>.<slot>.<nonce>.<tag>": tag = HMAC-SHA-512-256(key, all before it), 10 bytes.
std::string code_text(const CodeKey& key, const Uuid& subject, std::int64_t slot);
/// The same as six digits for typing.
std::string code_digits(const CodeKey& key, std::int64_t slot);

/// The slot a code was made in, if it is one of ours for this subject; digits are looked for in the
/// slots around `now` and of the five minutes before only. `code_wrong`, and `code_old` beyond ±1
/// slot of `now`.
Result<std::int64_t> judged_code(const CodeKey& key, const Uuid& subject, std::string_view code,
                                 Instant now);

/// An offline ticket as the device signs it:
/// "t1.<subject>.<in|out>.<device time ms>.<code or pin shown>.<tag>",
/// tag = HMAC(device key, all before it), base64url of 16 bytes.
struct Ticket {
  Uuid subject;
  Direction direction = Direction::in;
  Instant device_time;
  std::string shown;
};
std::string signed_ticket(const CodeKey& device_key, const Ticket& ticket);
/// True when this device's key signed it, whatever it says.
bool is_signed(const CodeKey& device_key, std::string_view ticket);
/// `ticket_wrong` when malformed, signed otherwise, or for another subject or direction.
Result<Ticket> opened_ticket(const CodeKey& device_key, std::string_view text, const Uuid& subject,
                             Direction direction);
/// When the stay began or ended by an offline ticket: the slot of the code shown, which no clock of
/// a device can shift; with a PIN, which the caller checks, the device's own time, yet never later
/// than `now`. `code_wrong`, `device_clock_off`, `ticket_late`.
Result<Instant> ticket_moment(const CodeKey& subject_key, const Ticket& ticket, Instant now);

/// May a stay begin at `at`? `before_agreed`, `too_early`, `too_late`, `already_checked_in`,
/// `stay_known`, `too_many_sittings`, `overlaps_other`; `others` are the person's stays since the
/// day before, any organization's.
Check may_begin(const Subject& subject, Instant at, const std::vector<Sitting>& others,
                const Zone& zone);
/// May the open stay end at `at`? `ended_before_start`, and `overlaps_other` when another stay lies
/// within it.
Check may_end(const Sitting& open, Instant at, const std::vector<Sitting>& others);

}  // namespace lastmile::attendance

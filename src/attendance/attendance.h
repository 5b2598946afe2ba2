#pragma once
#include <optional>
#include <string>
#include <vector>

#include "people/people.h"

/// Check-in and check-out of a person at something that happens (a need, a shift): rotating codes,
/// PINs, offline tickets, intervals. Knows no needs; its callers say what the thing is.
namespace lastmile::attendance {

using SittingId = Id<struct SittingTag>;

/// How a check-in or check-out was shown to be true.
enum class Proof {
  code,    // rotating code on the leader's or recipient's screen
  pin,     // the recipient's PIN
  ticket,  // offline: signed by the device, counted at the time it was made, marked
  closed,  // by the program at the planned end: flagged to both sides
  stated,  // said by people, shown by nothing: never of a sitting, but of a record of one
};
BOOST_DESCRIBE_ENUM(Proof, code, pin, ticket, closed, stated)

/// One stay of one person at one thing: [from, to), open while `to` is empty.
struct Sitting {
  SittingId id;
  Uuid subject;  // the need or shift
  PersonId person;
  std::string site_path;
  Instant from;
  std::optional<Instant> to;
  Proof proof_in = Proof::code;
  std::optional<Proof> proof_out;
  bool flagged = false;          // for both sides to see
  std::string flag_reason = {};  // offline_ticket, closed_at_planned_end
};
BOOST_DESCRIBE_STRUCT(Sitting, (),
                      (id, subject, person, site_path, from, to, proof_in, proof_out, flagged,
                       flag_reason))

/// What was shown at the door. Exactly one of code, pin, ticket.
struct Evidence {
  std::optional<Text<1, 200>> code = {};
  std::optional<Text<4, 8>> pin = {};
  std::optional<Text<1, 2000>> ticket = {};
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (code, pin, ticket))

/// The thing attended, as its module describes it.
struct Subject {
  Uuid id;
  std::string site_path;
  TimeWindow planned;
  Instant agreed = {};  // when the person said yes: nobody was there before
};

inline constexpr std::chrono::seconds slot_length{15};
/// The rotating code to show now: "v1.<subject>.<slot>.<nonce>.<tag>", 15 s slots, ±1 accepted,
/// single use per person, subject and direction; also as 6 digits for typing.
struct ShownCode {
  std::string code;
  std::string digits;
  Instant valid_until;
};
BOOST_DESCRIBE_STRUCT(ShownCode, (), (code, digits, valid_until))
ShownCode code_for(const Call& call, const Uuid& subject);
/// Codes of the slots of a window, of its first 12 hours at most, for a leader's device that will
/// be offline.
struct CodeOfSlot {
  Instant from;
  std::string digits;
  std::string code;
};
BOOST_DESCRIBE_STRUCT(CodeOfSlot, (), (from, digits, code))
std::vector<CodeOfSlot> codes_for(const Call& call, const Uuid& subject, const TimeWindow& window);
/// The key by which the signed-in person's device signs offline tickets; bound to the session.
std::string device_key_for(const Call& call, PersonId person);
/// The recipient's PIN for a subject (4 digits), stable until it ends.
std::string pin_for(const Call& call, const Uuid& subject);

/// Opens a sitting. Refusals in attendance_errors.h; `overlaps_other` of any organization. An
/// offline ticket is judged by its own signed times.
Result<Sitting> check_in(Call& call, const Subject& subject, PersonId person,
                         const Evidence& evidence);
/// Ends the open sitting; `not_checked_in` without one, `ended_before_start`. A ticket also
/// corrects the end of a sitting that the program closed meanwhile, to at most `closing_grace`
/// after its planned end.
Result<Sitting> check_out(Call& call, const Subject& subject, PersonId person,
                          const Evidence& evidence);
/// Closes what is open past its planned end, flagged. Called by the owners' clocked steps.
Result<Sitting> close_at_planned_end(Call& call, const Subject& subject, PersonId person);

std::vector<Sitting> sittings_of(Call& call, const Uuid& subject);
/// Stays of a person that overlap the window, at any subject.
std::vector<Sitting> overlapping(Call& call, PersonId person, const TimeWindow& window);

}  // namespace lastmile::attendance

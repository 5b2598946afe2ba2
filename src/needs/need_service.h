#pragma once
#include "base/page.h"
#include "needs/need_reasons.h"
#include "needs/need_view.h"

/// The service itself: agree on the time, check in, check out. For those who said yes.
namespace lastmile::needs {

/// Who comes is known; now when. By a helper, the recipient's side or staff.
struct ScheduleNeed {
  NeedId need;
  TimeWindow window;
};
BOOST_DESCRIBE_STRUCT(ScheduleNeed, (), (need, window))
Result<NeedView> schedule_need(Call& call, const ScheduleNeed& cmd);

/// One who said yes steps back; free, never scored.
struct LeaveNeed {
  NeedId need;
  LeaveReason reason_code;
  std::optional<Line> note;  // to staff
};
BOOST_DESCRIBE_STRUCT(LeaveNeed, (), (need, reason_code, note))
Result<NeedView> leave_need(Call& call, const LeaveNeed& cmd);

struct CheckIn {
  NeedId need;
  attendance::Evidence evidence;
};
BOOST_DESCRIBE_STRUCT(CheckIn, (), (need, evidence))
struct SittingView {
  NeedView need;
  attendance::Sitting sitting;
  std::int64_t minutes = 0;  // so far, or in all
};
BOOST_DESCRIBE_STRUCT(SittingView, (), (need, sitting, minutes))
/// The first one in starts the visit, of a team that is not whole too: nobody else is looked for
/// then. Refuses not_a_helper, need_not_there_yet, site_inactive, window_not_set and all of
/// attendance_errors.h.
Result<SittingView> check_in(Call& call, const CheckIn& cmd);

struct CheckOut {
  NeedId need;
  attendance::Evidence evidence;
};
BOOST_DESCRIBE_STRUCT(CheckOut, (), (need, evidence))
Result<SittingView> check_out(Call& call, const CheckOut& cmd);

/// The rotating code to show at the door: for the recipient's side and the responsible staff.
struct ShowCode {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ShowCode, (), (need))
struct CodeView {
  attendance::ShownCode now;
  std::string pin;
};
BOOST_DESCRIBE_STRUCT(CodeView, (), (now, pin))
Result<CodeView> show_code(Call& call, const ShowCode& query);

/// The codes from now to 30 minutes after the planned end, for a screen that will be offline: those
/// of twelve hours on a page.
struct ListCodes {
  NeedId need;
  std::optional<Cursor> cursor;
};
BOOST_DESCRIBE_STRUCT(ListCodes, (), (need, cursor))
Result<Page<attendance::CodeOfSlot>> list_codes(Call& call, const ListCodes& query);

/// How to reach the one served, for those who are on the way and the responsible staff.
struct ShowContact {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ShowContact, (), (need))
/// Who reaches the one served where their phone is not told.
struct ThroughStation {
  std::string name;
  std::optional<std::string> phone;
  std::string says;
};
BOOST_DESCRIBE_STRUCT(ThroughStation, (), (name, phone, says))
struct ContactView {
  std::string name;
  std::optional<std::string> phone;
  bool of_guardian = false;               // a minor's: name and phone are the guardian's
  std::optional<ThroughStation> station;  // where no phone is told
};
BOOST_DESCRIBE_STRUCT(ContactView, (), (name, phone, of_guardian, station))
/// As far as they have agreed to it (people::contact_of); the reading is noted under the need's
/// number. Refuses not_on_the_way, need_closed, person_erased.
Result<ContactView> show_contact(Call& call, const ShowContact& query);

/// The key by which this device signs offline tickets; bound to the session.
struct ShowDeviceKey {};
BOOST_DESCRIBE_STRUCT(ShowDeviceKey, (), ())
struct DeviceKeyView {
  std::string key;  // base64url
};
BOOST_DESCRIBE_STRUCT(DeviceKeyView, (), (key))
Result<DeviceKeyView> show_device_key(Call& call, const ShowDeviceKey& query);

}  // namespace lastmile::needs

#pragma once
#include "call/call.h"
#include "people/volunteer.h"

/// The verbs of volunteering.
namespace lastmile::people {

Result<VolunteerView> join_as_volunteer(Call& call, const JoinAsVolunteer& cmd);
Result<VolunteerView> show_volunteer(Call& call, const ShowVolunteer& query);
Result<Page<VolunteerLine>> list_volunteers(Call& call, const ListVolunteers& query);
Result<VolunteerView> change_volunteer(Call& call, const ChangeVolunteer& cmd);
Result<VolunteerView> set_availability(Call& call, const SetAvailability& cmd);
Result<VolunteerView> pause_volunteering(Call& call, const PauseVolunteering& cmd);
Result<VolunteerView> resume_volunteering(Call& call, const ResumeVolunteering& cmd);
Result<VolunteerView> leave_volunteering(Call& call, const LeaveVolunteering& cmd);
Result<VolunteerView> confirm_volunteering(Call& call, const ConfirmVolunteering& cmd);
Result<VolunteerView> attest_volunteer(Call& call, const AttestVolunteer& cmd);

/// Ends pauses and insurances that are over; two hundred at most. True when more may wait.
bool end_what_is_over(Call& call);
/// Codes of service categories by their form, two or four digits; app asks needs, whose catalogue
/// it is, whether they exist.
Check category_codes(const std::vector<std::string>& codes, std::string_view path);

}  // namespace lastmile::people

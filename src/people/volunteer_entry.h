#pragma once
#include "call/call.h"
#include "people/person_store.h"
#include "people/volunteer_store.h"

namespace lastmile::people {

/// What a volunteer's profile begins with.
struct NewVolunteer {
  places::Site home;
  std::optional<RegionCode> area = {};
  std::vector<std::string> skills = {};
  std::vector<std::string> categories = {};
  std::vector<std::string> languages = {};
  std::vector<FreeHours> free_hours = {};
  std::vector<FreeException> exceptions = {};
  Transport transport = Transport::walk;
  VolunteerState state = VolunteerState::active;
};

/// Writes the profile of a person who may join, anew or over one they left; tells it.
VolunteerRow save_new_volunteer(Call& call, const PersonRow& person, const NewVolunteer& profile);

}  // namespace lastmile::people

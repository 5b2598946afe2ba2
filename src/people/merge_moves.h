#pragma once
#include "call/call.h"
#include "people/duplicate.h"
#include "people/person_store.h"

/// What a merge moves and an undoing takes back, noun by noun. Nothing is deleted that the other
/// direction cannot restore; sealed texts are sealed anew for whose they become.
namespace lastmile::people {

/// Two profiles of one person while they are joined or parted; both rows are saved by the caller.
struct Pair {
  PersonRow kept;
  PersonRow gone;
  Moved moved;
};

void move_details(Call& call, Pair& pair);
void return_details(Call& call, Pair& pair);

void move_volunteering(Call& call, Pair& pair);
void return_volunteering(Call& call, Pair& pair);

void move_papers(Call& call, Pair& pair);  // licences, trainings, awards, consents
void return_papers(Call& call, Pair& pair);

void move_family(Call& call, Pair& pair);
void return_family(Call& call, Pair& pair);

void move_teams(Call& call, Pair& pair);
void return_teams(Call& call, Pair& pair);

void move_apart(Call& call, Pair& pair);
void return_apart(Call& call, Pair& pair);

void move_account(Call& call, Pair& pair);
void return_account(Call& call, Pair& pair);

}  // namespace lastmile::people

#pragma once
#include "access/access_facts.h"
#include "access/account_store.h"
#include "access/policy.h"
#include "base/words.h"

/// What the roles, the classes of fields, and the states of grants and of staff are called by the
/// people who read them.
namespace lastmile::access {

Words words_of(Role value);
Words words_of(FieldClass value);
Words words_of(GrantState value);
Words words_of(StaffState value);

}  // namespace lastmile::access

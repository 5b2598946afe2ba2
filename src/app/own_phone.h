#pragma once
#include "access/codes.h"
#include "http/router.h"

/// One's number: of access, which signs in by it, and of people, who call it.
namespace lastmile::app {

/// access::change_phone; who is called by the number they signed in with is called by the new one.
Result<Done> change_phone(Call& call, const access::ChangePhone& cmd);

void add_own_phone(http::Router& r);

}  // namespace lastmile::app

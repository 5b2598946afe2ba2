#include "app/own_phone.h"

#include "access/access_errors.h"
#include "people/residents.h"

namespace lastmile::app {
namespace {

// Who chose another number to be called by keeps it.
bool is_called_by_own_number(Call& call) {
  const auto me = people::show_me(call, {});
  const auto phone = me.ok() && me->phone ? Phone::parse(*me->phone) : std::nullopt;
  return phone && access::account_of(call, *phone) == call.actor.person;
}

}  // namespace

Result<Done> change_phone(Call& call, const access::ChangePhone& cmd) {
  const bool called_by_it = is_called_by_own_number(call);
  RETURN_IF_REFUSED(access::change_phone(call, cmd));
  if (!called_by_it) return Done{};
  people::ChangePerson change{.person = *call.actor.person};
  change.phone = std::optional(cmd.phone);
  RETURN_IF_REFUSED(people::change_person(call, change));
  return Done{};
}

void add_own_phone(http::Router& r) {
  r.command("POST /v1/me/phone", change_phone)
      .keeps_writes_of_refusals()
      .says({"Sign in by another phone from now on, proved by a code sent to it.",
             "换绑手机号，须用新号码的验证码确认。"})
      .refuses({access::not_signed_in, access::code_used, access::code_try_too_soon,
                access::phone_taken})
      .about("/request", {access::code_not_asked})
      .about("/code", {access::code_expired, access::code_tries_over, access::code_wrong});
}

}  // namespace lastmile::app

#pragma once
#include "call/call.h"
#include "people/licence.h"
#include "people/licence_store.h"
#include "people/person_store.h"

/// The verbs of licences.
namespace lastmile::people {

Result<LicenceView> enter_licence(Call& call, const EnterLicence& cmd);
Result<LicenceView> renew_licence(Call& call, const RenewLicence& cmd);
Result<LicenceView> verify_licence(Call& call, const VerifyLicence& cmd);
Result<LicenceView> reject_licence(Call& call, const RejectLicence& cmd);
/// Withdraws it; its photos go with it, as they do when it is rejected.
Result<LicenceView> withdraw_licence(Call& call, const WithdrawLicence& cmd);
Result<Page<LicenceView>> list_licences(Call& call, const ListLicences& query);

/// A licence and its holder, as the actor may see them: `not_signed_in`, `licence_unknown`.
struct HeldLicence {
  LicenceRow licence;
  PersonRow person;
};
Result<HeldLicence> see_licence(Call& call, LicenceId id);
LicenceView licence_view(Call& call, const LicenceRow& row);
/// The fact that something of it changed.
void record_licence(Call& call, const HeldLicence& held);

/// All licences of a person, the number masked unless it is their own.
std::vector<LicenceView> licences_of(Call& call, PersonId person);
/// The number, sealed again when a licence changes hands in a merge.
std::optional<std::string> open_licence_number(Call& call, const LicenceRow& row);
void set_licence_number(Call& call, LicenceRow& row, const std::optional<std::string>& number);

/// Reminds at 60, 30 and 7 days and at the end; a hundred at most. True when more may wait.
bool remind_of_licences(Call& call);

}  // namespace lastmile::people

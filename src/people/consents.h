#pragma once
#include "call/call.h"
#include "people/consent.h"

/// The verbs of consent. A person answers for themself; the station writes down what it was told,
/// and how; a guardian answers for a child.
namespace lastmile::people {

Result<std::vector<ConsentView>> consents_of(Call& call, PersonId person);

struct ConsentList {
  std::vector<ConsentView> items;
};
BOOST_DESCRIBE_STRUCT(ConsentList, (), (items))
struct WordingList {
  std::vector<ConsentWording> items;
};
BOOST_DESCRIBE_STRUCT(WordingList, (), (items))

Result<ConsentList> list_consents(Call& call, const ListConsents& query);
Result<WordingList> list_wordings(Call& call, const ListWordings& query);
Result<ConsentView> give_consent(Call& call, const GiveConsent& cmd);
Result<ConsentView> withdraw_consent(Call& call, const WithdrawConsent& cmd);

/// True when the last word of this kind was yes; of a profile that stands.
bool has_consent(Call& call, PersonId person, ConsentKind kind);

}  // namespace lastmile::people

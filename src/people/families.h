#pragma once
#include "call/call.h"
#include "people/family_store.h"

/// The verbs of family links.
namespace lastmile::people {

struct FamilyList {
  std::vector<FamilyLinkView> items;
};
BOOST_DESCRIBE_STRUCT(FamilyList, (), (items))

Result<FamilyList> list_family(Call& call, const ListFamily& query);
/// The actor's links both ways, with what became of each.
struct MyFamily {
  std::vector<FamilyLinkView> relatives;
  std::vector<FamilyLinkView> wards;
};
BOOST_DESCRIBE_STRUCT(MyFamily, (), (relatives, wards))
Result<MyFamily> list_my_family(Call& call, const ListMyFamily& query);
/// Those the actor speaks for, or asked to.
Result<FamilyList> list_wards(Call& call, const ListWards& query);
FamilyList wards_of(Call& call, PersonId relative);
Result<FamilyLinkView> add_family(Call& call, const AddFamily& cmd);
Result<FamilyLinkView> verify_family(Call& call, const VerifyFamily& cmd);
/// By either of the two, at any time, or by the station; a minor keeps a verified guardian.
Result<FamilyLinkView> end_family(Call& call, const EndFamily& cmd);
Result<FamilyCodeView> make_family_code(Call& call, const MakeFamilyCode& cmd);
/// Refused to and for a child under 14. A wrong code is counted although it is refused.
Result<FamilyLinkView> use_family_code(Call& call, const UseFamilyCode& cmd);

/// True when `actor` is a verified guardian of `person` today.
bool is_guardian(Call& call, PersonId actor, PersonId person);
/// A link has ended: with the last verified guardian of a minor goes their consent, and the child
/// volunteers no more.
void follow_link_end(Call& call, const FamilyLinkRow& link);
/// The sealed name and phone of a contact.
std::optional<FamilyContact> open_family_contact(Call& call, const FamilyLinkRow& row);
/// Seals it with the key of the person the row belongs to.
void set_family_contact(Call& call, FamilyLinkRow& row,
                        const std::optional<FamilyContact>& contact);

}  // namespace lastmile::people

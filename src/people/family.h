#pragma once
#include "people/person.h"

/// Family: contacts to call, relatives who may speak for a resident, guardians of minors.
namespace lastmile::people {

using FamilyLinkId = Id<struct FamilyLinkTag>;

enum class FamilyKind {
  contact,   // someone to call; speaks for nobody
  proxy,     // may ask, follow and rate on the resident's behalf
  guardian,  // of a minor, or of an adult by court or custom; consents for them
};
BOOST_DESCRIBE_ENUM(FamilyKind, contact, proxy, guardian)
enum class Relation {
  child,
  spouse,
  parent,
  grandparent,
  grandchild,
  sibling,
  relative,
  neighbour,
  carer,
  other
};
BOOST_DESCRIBE_ENUM(Relation, child, spouse, parent, grandparent, grandchild, sibling, relative,
                    neighbour, carer, other)
enum class FamilyState { asked, verified, ended };
BOOST_DESCRIBE_ENUM(FamilyState, asked, verified, ended)
/// Who vouched for a relative: the station, or the resident by handing over a code.
enum class VerifiedHow { station, code };
BOOST_DESCRIBE_ENUM(VerifiedHow, station, code)

/// What is sealed of a contact who has no account here.
struct FamilyContact {
  std::string name;
  std::optional<std::string> phone;
};
BOOST_DESCRIBE_STRUCT(FamilyContact, (), (name, phone))

struct FamilyLinkView {
  FamilyLinkId link;
  PersonId person;
  std::string person_name;  // in full to the person and who speaks for them, else masked
  FamilyKind kind = FamilyKind::contact;
  Relation relation = Relation::other;
  std::optional<PersonId> relative;
  std::string name;                  // in full to the resident and the relative, else masked;
                                     // none of an account nobody vouched for yet
  std::optional<std::string> phone;  // the same
  FamilyState state = FamilyState::asked;
  std::optional<VerifiedHow> verified_how;
  std::optional<Day> until;  // a minor's guardian: until the 18th birthday
};
BOOST_DESCRIBE_STRUCT(FamilyLinkView, (),
                      (link, person, person_name, kind, relation, relative, name, phone, state,
                       verified_how, until))

struct ListFamily {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ListFamily, (), (person))
struct ListWards {};
BOOST_DESCRIBE_STRUCT(ListWards, (), ())
struct ListMyFamily {};
BOOST_DESCRIBE_STRUCT(ListMyFamily, (), ())

/// Names someone to call for a resident, by the resident or the station. With `relative` it asks
/// for a link to an account: that waits for the word of a station that sees both, or for a code.
struct AddFamily {
  PersonId person;
  FamilyKind kind;
  Relation relation;
  std::optional<PersonId> relative;
  std::optional<Name> name;
  std::optional<Phone> phone;
};
BOOST_DESCRIBE_STRUCT(AddFamily, (), (person, kind, relation, relative, name, phone))

/// The station has seen papers or asked the resident in person.
struct VerifyFamily {
  FamilyLinkId link;
};
BOOST_DESCRIBE_STRUCT(VerifyFamily, (), (link))

struct EndFamily {
  FamilyLinkId link;
};
BOOST_DESCRIBE_STRUCT(EndFamily, (), (link))

/// The resident makes a code to hand to a relative: 8 digits, once, 7 days.
struct MakeFamilyCode {};
BOOST_DESCRIBE_STRUCT(MakeFamilyCode, (), ())
struct FamilyCodeView {
  std::string code;  // "4821 7730"
  Instant expires_at;
};
BOOST_DESCRIBE_STRUCT(FamilyCodeView, (), (code, expires_at))

/// The relative types the code in: from then on they speak for the resident.
struct UseFamilyCode {
  Text<8, 12> code;
  Relation relation;
};
BOOST_DESCRIBE_STRUCT(UseFamilyCode, (), (code, relation))

}  // namespace lastmile::people

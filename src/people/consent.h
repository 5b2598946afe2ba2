#pragma once
#include "people/person.h"

/// Consents, asked and given one by one, each with the version of its wording.
namespace lastmile::people {

using ConsentId = Id<struct ConsentTag>;

enum class ConsentKind {
  record,           // keeping the profile at all; ends by erasure only
  contact_sharing,  // phone and address to the volunteer who comes
  sensitive,        // disability, hardship (PIPL 28–29)
  photo,
  publish_name,
  notices,
  guardian_joining,  // the guardian's, for a child under 14 to volunteer (PIPL 31)
};
BOOST_DESCRIBE_ENUM(ConsentKind, record, contact_sharing, sensitive, photo, publish_name, notices,
                    guardian_joining)

/// The row of table `consent`.
struct ConsentRow {
  int region = 0;
  ConsentId id;
  PersonId person;
  ConsentKind kind = ConsentKind::record;
  std::int64_t wording_version = 1;
  std::string how;
  std::optional<PersonId> given_by;
  Instant given_at{};
  std::optional<PersonId> withdrawn_by;
  std::optional<Instant> withdrawn_at;
};
BOOST_DESCRIBE_STRUCT(ConsentRow, (),
                      (region, id, person, kind, wording_version, how, given_by, given_at,
                       withdrawn_by, withdrawn_at))

struct ConsentView {
  ConsentId consent;
  ConsentKind kind = ConsentKind::record;
  std::int64_t wording_version = 1;
  std::string how;
  std::optional<PersonId> given_by;
  Instant given_at;
  std::optional<PersonId> withdrawn_by;
  std::optional<Instant> withdrawn_at;
};
BOOST_DESCRIBE_STRUCT(ConsentView, (),
                      (consent, kind, wording_version, how, given_by, given_at, withdrawn_by,
                       withdrawn_at))

/// What was, or is to be, agreed to.
struct ConsentWording {
  ConsentKind kind = ConsentKind::record;
  std::int64_t version = 1;
  std::string zh;
  std::string en;
};
BOOST_DESCRIBE_STRUCT(ConsentWording, (), (kind, version, zh, en))

struct ListConsents {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ListConsents, (), (person))
struct ListWordings {};
BOOST_DESCRIBE_STRUCT(ListWordings, (), ())

struct GiveConsent {
  PersonId person;
  ConsentKind kind;
  std::int64_t wording_version = 0;
  Line how;  // here on the screen, spoken at the counter, on the phone, in writing
};
BOOST_DESCRIBE_STRUCT(GiveConsent, (), (person, kind, wording_version, how))
struct WithdrawConsent {
  ConsentId consent;
};
BOOST_DESCRIBE_STRUCT(WithdrawConsent, (), (consent))

}  // namespace lastmile::people

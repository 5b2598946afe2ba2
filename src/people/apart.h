#pragma once
#include "call/call.h"
#include "people/apart_store.h"
#include "people/person_store.h"

/// People who asked not to be matched with each other. The other one is never told.
namespace lastmile::people {

struct KeepApart {
  PersonId person;  // who asks, or for whom
  PersonId other;
  ApartReason reason = ApartReason::asked;
};
BOOST_DESCRIBE_STRUCT(KeepApart, (), (person, other, reason))
struct EndApart {
  PersonId person;
  PersonId other;
};
BOOST_DESCRIBE_STRUCT(EndApart, (), (person, other))
struct ListApart {
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ListApart, (), (person))

struct ApartView {
  PersonId person;
  PersonId other;
  std::string other_name;  // masked
  ApartReason reason = ApartReason::asked;
  Instant asked_at;
};
BOOST_DESCRIBE_STRUCT(ApartView, (), (person, other, other_name, reason, asked_at))
struct ApartList {
  std::vector<ApartView> items;
};
BOOST_DESCRIBE_STRUCT(ApartList, (), (items))

/// To the person their own wishes, to a proxy or guardian those they said for the person, to staff
/// all but those about themself.
Result<ApartList> list_apart(Call& call, const ListApart& query);
/// Those the person asked for, under whichever of their profiles, as far as the actor is told of
/// them; `person` is the one that stands.
std::vector<ApartView> own_wishes(Call& call, const PersonRow& person);
Result<ApartView> ask_apart(Call& call, const KeepApart& cmd);
/// Ends those the actor is shown; what the other one wishes, or a station, stays in force.
Result<Done> end_apart(Call& call, const EndApart& cmd);

}  // namespace lastmile::people

#pragma once
#include "call/call.h"
#include "people/person_store.h"

/// The only place where phones, ID numbers and addresses are sealed and opened.
namespace lastmile::people {

void set_phone(Call& call, PersonRow& row, const std::optional<Phone>& phone);
void set_id_number(Call& call, PersonRow& row, const std::optional<IdCard>& card);
void set_address(Call& call, PersonRow& row, const std::optional<Line>& address);
void set_point(Call& call, PersonRow& row, const std::optional<places::MapPoint>& point);

/// The plain values; nothing when there is none, or once the person's key is destroyed.
std::optional<Phone> open_phone(Call& call, const PersonRow& row);
std::optional<IdCard> open_id_number(Call& call, const PersonRow& row);
std::optional<std::string> open_address(Call& call, const PersonRow& row);
std::optional<places::MapPoint> open_point(Call& call, const PersonRow& row);

std::string phone_index(const Call& call, const Phone& phone);
std::string id_index(const Call& call, const IdCard& card);
std::string address_index(const Call& call, std::string_view address);

}  // namespace lastmile::people

#include "people/person_secrets.h"

#include "people/person_rules.h"

namespace lastmile::people {
namespace {

vault::Sealed seal_column(Call& call, PersonId owner, std::string_view column,
                          std::string_view plain) {
  const std::string row = owner.text();
  return call.vault.seal(call.tx, call.region(), owner, {"person", row, column}, plain);
}

std::optional<std::string> open_column(Call& call, PersonId owner, std::string_view column,
                                       const std::optional<vault::Sealed>& sealed) {
  if (!sealed) return std::nullopt;
  const std::string row = owner.text();
  return call.vault.open(call.tx, call.region(), owner, {"person", row, column}, *sealed);
}

}  // namespace

std::string phone_index(const Call& call, const Phone& phone) {
  return call.vault.blind_index("phone", phone.text());
}

std::string id_index(const Call& call, const IdCard& card) {
  return call.vault.blind_index("id_number", card.text());
}

std::string address_index(const Call& call, std::string_view address) {
  return call.vault.blind_index("address", address_key(address));
}

void set_phone(Call& call, PersonRow& row, const std::optional<Phone>& phone) {
  row.phone.reset();
  row.phone_index.reset();
  if (!phone) return;
  row.phone = seal_column(call, row.id, "phone", phone->text());
  row.phone_index = phone_index(call, *phone);
}

void set_id_number(Call& call, PersonRow& row, const std::optional<IdCard>& card) {
  row.id_number.reset();
  row.id_index.reset();
  if (!card) return;
  row.id_number = seal_column(call, row.id, "id_number", card->text());
  row.id_index = id_index(call, *card);
}

void set_address(Call& call, PersonRow& row, const std::optional<Line>& address) {
  row.address.reset();
  row.address_index.reset();
  if (!address) return;
  row.address = seal_column(call, row.id, "address", address->str());
  row.address_index = address_index(call, address->str());
}

void set_point(Call& call, PersonRow& row, const std::optional<places::MapPoint>& point) {
  row.point.reset();
  if (point) row.point = seal_column(call, row.id, "point", to_json(*point));
}

std::optional<Phone> open_phone(Call& call, const PersonRow& row) {
  const auto plain = open_column(call, row.id, "phone", row.phone);
  return plain ? Phone::parse(*plain) : std::nullopt;
}

std::optional<IdCard> open_id_number(Call& call, const PersonRow& row) {
  const auto plain = open_column(call, row.id, "id_number", row.id_number);
  return plain ? IdCard::parse(*plain) : std::nullopt;
}

std::optional<std::string> open_address(Call& call, const PersonRow& row) {
  return open_column(call, row.id, "address", row.address);
}

std::optional<places::MapPoint> open_point(Call& call, const PersonRow& row) {
  const auto plain = open_column(call, row.id, "point", row.point);
  if (!plain) return std::nullopt;
  auto point = from_json<places::MapPoint>(*plain);
  return point ? std::optional(*point) : std::nullopt;
}

}  // namespace lastmile::people

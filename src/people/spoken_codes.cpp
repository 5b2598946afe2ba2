#include "people/spoken_codes.h"

#include "people/family_store.h"

namespace lastmile::people {
namespace {

constexpr std::int64_t wrong_codes_a_day = 10;

Day today(const Call& call) { return call.settings.zone.day_of(call.now); }

}  // namespace

std::string draw_code(Rng& rng) { return fmt::format("{:08}", rng.below(100'000'000)); }

std::string in_halves(std::string_view code) {
  return fmt::format("{} {}", code.substr(0, 4), code.substr(4));
}

std::string digits_of(std::string_view typed) {
  std::string digits = half_width(typed);
  std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
  return digits;
}

bool may_try_codes(Call& call, PersonId who) {
  return family_code_tries(call.tx, call.region(), who, today(call)) < wrong_codes_a_day;
}

Refused wrong_code(Call& call, PersonId who, Refused refusal) {
  count_family_code_try(call.tx, call.region(), who, today(call));
  refusal.keeps_writes = true;
  return refusal;
}

}  // namespace lastmile::people

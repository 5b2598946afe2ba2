#pragma once
#include "base/describe.h"
#include "call/call.h"

/// One-time codes of eight digits that people read out or hand over: to a relative, at a merge.
namespace lastmile::people {

std::string draw_code(Rng& rng);
/// "1234 5678": as it is read out.
std::string in_halves(std::string_view code);
/// What was typed, without what stands between; full-width digits count too.
std::string digits_of(std::string_view typed);

/// Ten wrong ones a day for each who types, over all kinds of them.
bool may_try_codes(Call& call, PersonId who);
/// The refusal of a wrong one, counted although refused.
Refused wrong_code(Call& call, PersonId who, Refused refusal);

/// Over all that the row of a code is trusted for: whoever edits it, and has not the key, speaks or
/// agrees for nobody.
template <class Row>
std::string code_tag(const Call& call, std::string_view purpose, Row row) {
  row.tag.clear();
  return call.vault.blind_index(purpose, to_json(row));
}

}  // namespace lastmile::people

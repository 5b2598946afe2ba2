#pragma once
#include "base/describe.h"
#include "call/call.h"

namespace lastmile::people {

/// Over all that the row of a one-time code is trusted for: whoever edits it, and has not the key,
/// speaks or agrees for nobody.
template <class Row>
std::string code_tag(const Call& call, std::string_view purpose, Row row) {
  row.tag.clear();
  return call.vault.blind_index(purpose, to_json(row));
}

}  // namespace lastmile::people

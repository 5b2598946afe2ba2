#pragma once
#include "needs/need_store.h"

namespace lastmile::needs {

struct ThanksRow {
  int region = 0;
  NeedId need;
  PersonId helper;
  PersonId thanked_by;
  vault::Sealed words;
  Instant thanked_at{};
  std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(ThanksRow, (),
                      (region, need, helper, thanked_by, words, thanked_at, answered_at))

std::vector<ThanksRow> load_thanks(storage::Tx& tx, int region, NeedId need);
/// Said by or for these people, then those they were told.
std::vector<ThanksRow> load_thanks_of(storage::Tx& tx, int region, const people::Profiles& whose);

}  // namespace lastmile::needs

template <>
struct lastmile::storage::Table<lastmile::needs::ThanksRow> {
  static constexpr std::string_view name = "need_thanks";
  static constexpr std::size_t key_columns = 3;
};

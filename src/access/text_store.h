#pragma once
#include <string>

#include "base/id.h"
#include "storage/tx.h"

namespace lastmile::access {

enum class TextState { queued, sent, expired };
BOOST_DESCRIBE_ENUM(TextState, queued, sent, expired)

/// A text message as the bill knows it: no number, no words.
struct TextRow {
  int region = 0;
  std::string id;
  std::string purpose;
  std::int64_t segments = 1;
  TextState state = TextState::queued;
  Instant queued_at{};
  std::optional<Instant> done_at;
};
BOOST_DESCRIBE_STRUCT(TextRow, (), (region, id, purpose, segments, state, queued_at, done_at))

void close_text(storage::Tx& tx, int region, const std::string& id, TextState state, Instant now);
std::int64_t purge_texts(storage::Tx& tx, int region, Instant before);

}  // namespace lastmile::access

template <>
struct lastmile::storage::Table<lastmile::access::TextRow> {
  static constexpr std::string_view name = "text_message";
  static constexpr std::size_t key_columns = 2;
};

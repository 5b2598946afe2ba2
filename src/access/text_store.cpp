#include "access/text_store.h"

namespace lastmile::access {
namespace {

using storage::Sql;

const Sql text_close{"access.text_close", R"(
  update text_message set state = $3, done_at = $4 where region = $1 and id = $2)"};

const Sql text_purge{"access.text_purge", R"(
  delete from text_message where region = $1 and id in (
    select id from text_message where region = $1 and queued_at < $2 limit 500))"};

}  // namespace

void close_text(storage::Tx& tx, int region, const std::string& id, TextState state, Instant now) {
  tx.run(text_close, region, id, state, now);
}

std::int64_t purge_texts(storage::Tx& tx, int region, Instant before) {
  return tx.run(text_purge, region, before);
}

}  // namespace lastmile::access

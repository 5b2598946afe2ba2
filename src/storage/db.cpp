#include "storage/db.h"

#include <future>

#include "storage/postgres_db.h"
#include "storage/sqlite_db.h"

namespace lastmile::storage {

std::unique_ptr<Db> Db::open(const Where& where, Options options) {
  return where.postgres.empty() ? open_sqlite(where.file, options)
                                : open_postgres(where.postgres, options);
}

void Db::write(Work work) {
  ASSERT(!on_lane());
  std::promise<void> done;
  write(std::move(work), [&](std::exception_ptr error) {
    if (error)
      done.set_exception(std::move(error));
    else
      done.set_value();
  });
  done.get_future().get();
}

}  // namespace lastmile::storage

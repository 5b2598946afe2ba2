#include "app/system.h"

#include <curl/curl.h>
#include <sodium.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <boost/version.hpp>
#include <filesystem>

#include "access/access.h"
#include "app/backup.h"
#include "app/upkeep_store.h"
#include "app/version.h"
#include "journal/head.h"
#include "storage/migrate.h"

namespace lastmile::app {
namespace {

std::vector<Library> libraries() {
  return {{"Boost", fmt::format("{}.{}.{}", BOOST_VERSION / 100'000, BOOST_VERSION / 100 % 1000,
                                BOOST_VERSION % 100)},
          {"libsodium", sodium_version_string()},
          {"ICU", U_ICU_VERSION},
          {"libcurl", curl_version_info(CURLVERSION_NOW)->version}};
}

std::optional<DiskView> disk_of(const Premises& premises) {
  std::error_code fault;
  const auto space = std::filesystem::space(premises.dir, fault);
  if (premises.dir.empty() || fault) return std::nullopt;
  return DiskView{static_cast<std::int64_t>(space.available),
                  static_cast<std::int64_t>(space.capacity)};
}

FollowersView followers_of(Call& call) {
  FollowersView all;
  for (const auto& lag : jobs::lags(call.tx, call.region())) {
    ++all.followers;
    all.behind = std::max(all.behind, lag.behind);
    all.paused += lag.error.empty() ? 0 : 1;
  }
  return all;
}

}  // namespace

Result<SystemView> show_system(Call& call, const AskSystem&) {
  RETURN_IF_REFUSED(sees_system(call));
  const auto head = journal::head(call.tx, call.region());
  SystemView v;
  v.version = version;
  v.schema = storage::schema_version_wanted();
  v.database = storage::database_words(call.tx);
  v.libraries = libraries();
  const Premises here = premises(call.tx, call.region());
  v.opened_at = here.opened_at;
  v.disk = disk_of(here);
  v.journal_size = head.size;
  v.journal_root = head.root;
  v.followers = followers_of(call);
  v.queue = jobs::queue_count(call.tx, call.region());
  v.upkeep = upkeep_now(call);
  return v;
}

Result<BackupsView> list_backups(Call& call, const ListBackups&) {
  RETURN_IF_REFUSED(
      access::require(call, access::Right::debug, std::to_string(call.region()) + "/"));
  const Premises here = premises(call.tx, call.region());
  BackupsView v{here.backups, here.backups_kept, {}};
  if (here.backups.empty()) return v;
  const auto proved = proved_files(call.tx, call.region());
  for (const auto& file : backups_in(here.backups)) {
    BackupView line{file.name, file.made_at, file.bytes, {}, false, file.has_keys};
    const auto own = std::find_if(proved.rbegin(), proved.rend(),
                                  [&](const ProvedFile& p) { return p.file == file.name; });
    if (own != proved.rend()) {
      line.leaves = own->leaves;
      line.verified = file.made_at && own->bytes == file.bytes;
    }
    v.items.push_back(std::move(line));
  }
  return v;
}

}  // namespace lastmile::app

#include "app/system_routes.h"

#include "access/access_errors.h"
#include "access/policy.h"
#include "app/system.h"
#include "app/upkeep_errors.h"

namespace lastmile::app {

void add_system_routes(http::Router& r) {
  using access::not_yours;
  r.query("GET /v1/system", show_system)
      .is_slow()
      .says({"What runs here and how it fares: versions, space, journal, work that waits.",
             "系统状况：版本、空间、日志、待办的后台工作。"})
      .refuses({not_yours});
  r.command("POST /v1/system/verify", ask_verification)
      .says(
          {"Compare every row with the journal, in the background.", "后台查验：逐行与日志核对。"})
      .refuses({not_yours, upkeep_under_way});
  r.command("POST /v1/system/backups", ask_backup)
      .granted(to_text(access::Right::debug))
      .says({"Back up into the folder of backups, in the background.", "后台备份到备份目录。"})
      .refuses({not_yours, upkeep_under_way});
  r.query("GET /v1/system/upkeep/{upkeep}", show_upkeep)
      .says({"How far a verification or backup is, and how it ended.",
             "一次查验或备份的进度和结果。"})
      .refuses({not_yours, upkeep_unknown});
  r.query("GET /v1/system/backups", list_backups)
      .is_slow()
      .granted(to_text(access::Right::debug))
      .says({"The backups in the folder; they are fetched on the machine itself.",
             "备份目录里的备份；文件只能在服务器上取。"})
      .refuses({not_yours});
}

}  // namespace lastmile::app

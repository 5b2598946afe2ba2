#include <array>

#include "access/access_errors.h"
#include "access/policy.h"
#include "people/import_errors.h"
#include "people/imports.h"
#include "people/people_routes.h"
#include "people/people_words.h"
#include "places/place_errors.h"

namespace lastmile::people {
namespace {

constexpr std::array import_heads{
    http::Head{"import", {"import", "导入编号"}},
    http::Head{"good_rows", {"good rows", "可用行数"}},
    http::Head{"bad_rows", {"bad rows", "有误行数"}},
    http::Head{"taken_rows", {"rows taken", "已录行数"}},
    http::Head{"entered", {"entered", "新登记"}},
    http::Head{"known", {"known", "已存在"}},
    http::Head{"undone", {"undone", "已撤销"}},
    http::Head{"kept", {"kept", "保留"}},
    http::Head{"errors", {"errors", "错误"}},
};

}  // namespace

void add_import_routes(http::Router& r) {
  using access::not_yours;
  const auto people_read = to_text(access::Right::people_read);
  const auto people_write = to_text(access::Right::people_write);
  r.table("GET /v1/imports", list_imports, import_heads)
      .granted(people_read)
      .says({"Files of people taken in.", "列出导入批次。"})
      .refuses({not_yours});
  r.upload("POST /v1/imports", read_import_file, preview_import)
      .granted(people_write)
      .body_up_to(std::size_t{4} << 20)
      .takes({"text/csv"})
      .says({"Upload a CSV of residents or volunteers and see what it says.",
             "上传居民或志愿者 CSV 并预览。"})
      .refuses(
          {places::site_unknown, places::site_inactive, not_yours, csv_too_large, import_too_long})
      .about("", {csv_encoding, import_empty});
  r.query("GET /v1/imports/{import}", show_import)
      .granted(people_read)
      .says({"How far an import is.", "查看导入进度。"})
      .refuses({import_unknown});
  r.command("POST /v1/imports/{import}/commit", commit_import)
      .granted(people_write)
      .says({"Take the previewed lines in.", "确认导入。"})
      .refuses({import_unknown, not_yours, import_not_previewed, import_without_good,
                import_has_errors});
  r.command("POST /v1/imports/{import}/undo", undo_import)
      .granted(people_write)
      .says({"Take an import back; touched profiles stay.", "撤销导入；已被使用的资料保留。"})
      .refuses({import_unknown, not_yours, import_not_committed});
}

}  // namespace lastmile::people

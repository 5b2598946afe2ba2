#include "records/record_routes.h"

#include <array>

#include "access/access_errors.h"
#include "access/policy.h"
#include "attendance/proof_words.h"
#include "needs/need_errors.h"
#include "paper/paper_errors.h"
#include "people/people_errors.h"
#include "people/volunteer_errors.h"
#include "places/place_errors.h"
#include "records/certificate_paper.h"
#include "records/my_export.h"
#include "records/record_cases.h"
#include "records/record_settings.h"
#include "records/record_words.h"
#include "records/records.h"

namespace lastmile::records {
namespace {

constexpr std::array record_heads{
    http::Head{"version", {"version", "版本"}},
    http::Head{"grade", {"grade", "等级"}},
    http::Head{"volunteer", {"volunteer", "志愿者编号"}},
    http::Head{"volunteer_name", {"volunteer's name", "志愿者姓名"}},
    http::Head{"subject", {"need", "求助编号"}},
    http::Head{"category", {"category", "类别"}},
    http::Head{"from_at", {"from", "开始时间"}},
    http::Head{"to_at", {"to", "结束时间"}},
    http::Head{"intervals", {"stays", "起止时段"}},
    http::Head{"minutes", {"minutes", "时长（分钟）"}},
    http::Head{"pending_reason", {"pending because", "待核原因"}},
    http::Head{"first_record", {"first record", "首条记录"}},
    http::Head{"back_filled", {"back-filled", "补录"}},
    http::Head{"attested_by", {"attested by", "证明人编号"}},
    http::Head{"approved_by", {"approved by", "批准人编号"}},
    http::Head{"sampled", {"sampled", "抽查"}},
};

using access::not_yours;

const auto record_read = to_text(access::Right::record_read);
const auto record_attest = to_text(access::Right::record_attest);
const auto record_approve = to_text(access::Right::record_approve);
const auto settings_manage = to_text(access::Right::settings_manage);
const auto certificate_revoke = to_text(access::Right::certificate_revoke);

void add_own(http::Router& r) {
  r.table("GET /v1/me/records", list_my_records, record_heads)
      .says({"One's own service records.", "我的服务记录。"});
  r.query("GET /v1/me/hours", show_my_hours)
      .says({"One's hours by grade, and stars.", "我的服务时长与星级。"});
  r.query("GET /v1/me/export", export_my_data)
      .is_export()
      .says({"All that is kept about one, as one file.", "导出我的全部数据。"})
      .refuses({people::person_unknown, people::person_erased});
  r.query("GET /v1/me/certificates", list_my_certificates)
      .says({"One's certificates.", "我的证明。"});
  r.command("POST /v1/me/certificates", issue_certificate)
      .says({"Issue a certificate of one's counted hours; free.", "开具服务记录证明（免费）。"})
      .refuses({nothing_to_certify, people::person_unknown});
  r.command("POST /v1/records/{record}/dispute", dispute_record)
      .says({"Say that the hours are wrong.", "对时长提出异议。"})
      .refuses({record_unknown, record_void, case_open});
  r.command("POST /v1/records/{record}/not-me", not_me)
      .says({"Say “not me”: freezes the record and opens a case.", "“不是我”：冻结记录并核查。"})
      .refuses({record_unknown, record_void, case_open});
  r.command("POST /v1/records/back-fill", back_fill)
      .says({"Ask for hours that no door vouches for.", "申请补录。"})
      .refuses({hours_overlap, needs::need_unknown, needs::need_withdrawn, needs::need_merged,
                needs::need_closed, record_exists, not_yours, places::site_unknown,
                places::site_inactive, people::volunteer_unknown, too_young_for_work,
                papers_not_valid})
      .about("/category", {needs::category_unknown, not_service})
      .about("/hours", {hours_wrong, hours_before_need})
      .about(http::field_by_verb, {other_than_need});
}

void add_staff(http::Router& r) {
  r.table("GET /v1/records", list_records, record_heads)
      .granted(record_read)
      .says({"The records of a site and beneath it.", "站点及下级的服务记录。"})
      .refuses({not_yours});
  r.query("GET /v1/records/queue", list_record_queue)
      .granted(record_read)
      .says({"What waits for someone to approve or decide it, due within ten working days.",
             "待审定、待处理异议的记录（十个工作日内）。"})
      .refuses({not_yours});
  r.query("GET /v1/records/{record}", show_record)
      .says({"One record with all its versions.", "查看记录及历次版本。"})
      .refuses({record_unknown});
  r.query("GET /v1/records/{record}/cases", list_cases)
      .says({"Disputes about a record.", "记录的异议。"})
      .refuses({record_unknown});
  r.command("POST /v1/records/{record}/attest", attest_record)
      .granted(record_attest)
      .says({"Vouch for a record as the first of two.", "证明（两人之一）。"})
      .refuses({record_unknown, own_record, record_not_pending, attested_already,
                second_person_needed, not_yours});
  r.command("POST /v1/records/{record}/approve", approve_record)
      .granted(record_approve)
      .says({"Approve as the second person, with another role.", "审批（第二人，不同角色）。"})
      .refuses({record_unknown, own_record, record_not_pending, level_too_low, attest_first,
                second_person_needed, hours_overlap, not_yours});
  r.command("POST /v1/records/{record}/void", void_record)
      .granted(record_approve)
      .says({"Void a record with a reason; it is never deleted.", "作废（注明原因，不删除）。"})
      .refuses({record_unknown, own_record, record_void, second_person_needed, not_yours});
  r.command("POST /v1/record-cases/{case_id}/decide", decide_case)
      .granted(record_approve)
      .says({"Decide a dispute.", "处理异议。"})
      .refuses(
          {case_unknown, own_record, second_person_needed, case_decided, hours_overlap, not_yours})
      .about("/corrected", {hours_wrong});
}

void add_settings(http::Router& r) {
  r.query("GET /v1/record-rules", list_record_rules)
      .granted(record_read)
      .says(
          {"From how many minutes on a service counts by itself, and from how many hours on there "
           "are stars.",
           "服务满多少分钟自动计入，满多少小时得几星。"})
      .refuses({not_yours});
  r.command("POST /v1/record-rules", set_record_rule)
      .granted(settings_manage)
      .says({"Set the least minutes and the hours of the stars for a site and beneath it.",
             "设置站点及下级的最短计入时长和星级时长。"})
      .refuses({not_yours})
      .about("/star_hours", {star_hours_wrong});
}

void add_certificates(http::Router& r) {
  r.query("GET /v1/certificates/{serial}", show_certificate)
      .anyone()
      .says(
          {"Is this certificate real? For anyone who holds the serial number.", "凭编号查验证明。"})
      .refuses({certificate_unknown});
  r.query("GET /v1/certificates/{serial}/file", show_certificate_file)
      .says({"The signed file, which verifies without the server.", "下载可离线查验的证明文件。"})
      .refuses({certificate_unknown, certificate_revoked});
  r.query("GET /v1/certificates/{serial}/pdf", order_certificate_paper, print_certificate_paper)
      .is_export()
      .gives("application/pdf")
      .says({"The certificate as a page to print, which verifies without the server too; a revoked "
             "one says so.",
             "下载可打印的证明（PDF），也可离线查验；已撤销的会写明。"})
      .refuses({certificate_unknown, paper::paper_busy, paper::paper_not_set_up,
                paper::letters_missing});
  r.command("POST /v1/certificates/{serial}/revoke", revoke_certificate)
      .granted(certificate_revoke)
      .says({"Revoke a certificate.", "撤销证明。"})
      .refuses({certificate_unknown, certificate_revoked, not_yours});
}

}  // namespace

void add_record_routes(http::Router& router) {
  add_own(router);
  add_staff(router);
  add_settings(router);
  add_certificates(router);
}

}  // namespace lastmile::records

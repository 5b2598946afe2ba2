#include "needs/need_routes.h"

#include <array>

#include "access/access_errors.h"
#include "access/policy.h"
#include "attendance/attendance_errors.h"
#include "needs/categories.h"
#include "needs/due_times.h"
#include "needs/need_ask.h"
#include "needs/need_close.h"
#include "needs/need_list.h"
#include "needs/need_merge.h"
#include "needs/need_petition.h"
#include "needs/need_service.h"
#include "needs/need_talk.h"
#include "needs/need_thanks.h"
#include "needs/need_triage.h"
#include "needs/need_words.h"
#include "people/people_errors.h"
#include "people/people_words.h"
#include "places/place_errors.h"

namespace lastmile::needs {
namespace {

constexpr std::array need_heads{
    http::Head{"number", {"number", "求助号"}},
    http::Head{"category", {"category", "类别"}},
    http::Head{"urgency", {"urgency", "紧急程度"}},
    http::Head{"source", {"source", "来源"}},
    http::Head{"recipient", {"recipient", "服务对象编号"}},
    http::Head{"recipient_name", {"recipient's name", "服务对象姓名"}},
    http::Head{"window.start", {"from", "开始时间"}},
    http::Head{"window.end", {"to", "结束时间"}},
    http::Head{"people_wanted", {"people wanted", "需要人数"}},
    http::Head{"helpers", {"helper ids", "已接人员编号"}},
    http::Head{"created_at", {"asked at", "求助时间"}},
    http::Head{"escalation", {"escalation", "督办级别"}},
    http::Head{"recipient_groups", {"recipient's groups", "服务对象类别"}},
};

using access::not_yours;
using namespace attendance;  // its refusals, by name

const auto need_read = to_text(access::Right::need_read);
const auto need_assist = to_text(access::Right::need_assist);
const auto need_triage = to_text(access::Right::need_triage);
const auto need_escalate = to_text(access::Right::need_escalate);
const auto settings_manage = to_text(access::Right::settings_manage);

void add_lists(http::Router& r) {
  r.query("GET /v1/categories", list_categories)
      .anyone()
      .says({"The service categories.", "服务类别。"});
  r.table("GET /v1/needs", list_needs, need_heads)
      .granted(need_read)
      .says({"The needs of a site and beneath it, or of one `recipient` there, newest first.",
             "站点及下级的需求（可只看某一位服务对象），最新在前。"})
      .refuses({not_yours})
      .about("/category", {category_unknown});
  r.query("GET /v1/needs/counts", count_needs)
      .granted(need_read)
      .says({"How many needs stand in which state, and how many are overdue.",
             "各状态需求数量及逾期数量。"})
      .refuses({not_yours});
  r.query("GET /v1/needs/by-number", find_by_number)
      .says({"A need by the number read out by phone.", "按电话报出的编号查找需求。"})
      .refuses({need_unknown});
  r.query("GET /v1/needs/{need}", show_need)
      .says({"One need, as far as the reader may see it.", "查看一条需求。"})
      .refuses({need_unknown});
  r.query("GET /v1/needs/{need}/timeline", show_timeline)
      .says({"Every step with actor, time, reason and leaf.", "需求的全部经过。"})
      .refuses({need_unknown});
  r.table("GET /v1/me/needs", list_my_needs, need_heads)
      .says({"What one asked for or receives.", "我的求助。"});
  r.table("GET /v1/me/tasks", list_my_tasks, need_heads)
      .says({"What one helps with, or helped with.", "我的任务。"});
}

void add_asking(http::Router& r) {
  r.command("POST /v1/needs", ask_for_help)
      .says({"Ask for help, for oneself or one whom one speaks for.", "求助（本人或代家人）。"})
      .refuses({asked_too_often, places::site_inactive})
      .about("/recipient", {not_for_this_person})
      .about("/wanted/category", {category_unknown, category_not_asked_for})
      .about("/wanted/urgency", {emergency_elsewhere})
      .about("/wanted/window", {window_wrong, window_past, window_far})
      .about(http::field_by_verb, {people::code_unknown})
      .about("/site", {site_missing, places::site_unknown});
  r.command("POST /v1/needs/on-behalf", ask_on_behalf)
      .granted(need_assist)
      .says({"Write a need down for a resident at the counter, by phone or on a visit.",
             "代点单：柜台、电话、入户登记。"})
      .refuses({not_yours})
      .about("/recipient", {not_for_this_person})
      .about("/site", {places::site_unknown, places::site_inactive})
      .about("/resident/home_site", {places::site_unknown, places::site_inactive})
      .about("/wanted/category", {category_unknown, category_not_asked_for})
      .about("/wanted/urgency", {emergency_elsewhere})
      .about("/wanted/window", {window_wrong, window_past, window_far})
      .about(http::field_by_verb, {people::code_unknown});
  r.command("POST /v1/needs/{need}/submit", submit_need)
      .says({"Send a draft, or a returned need again.", "提交草稿或补充后重新提交。"})
      .refuses({need_unknown, not_for_this_person, need_withdrawn, need_merged, need_closed,
                need_not_there_yet, places::site_inactive})
      .about("/window", {window_wrong, window_past, window_far});
  r.command("POST /v1/needs/{need}/change", change_need)
      .says({"Change what was asked, until service begins.", "修改需求。"})
      .refuses({need_unknown, not_for_this_person, helper_busy, helper_may_not, need_closed,
                need_withdrawn, need_merged, need_not_there_yet, places::site_inactive})
      .about("/window", {window_wrong, window_past, window_far});
  r.command("POST /v1/needs/{need}/withdraw", withdraw_need)
      .says({"Withdraw a need.", "撤回需求。"})
      .refuses({need_unknown, not_for_this_person, need_withdrawn, need_closed, need_not_there_yet,
                need_merged});
  r.query("GET /v1/needs/{need}/alike", list_alike)
      .says({"Open needs that may be the same one.", "可能重复的需求。"})
      .refuses({need_unknown});
}

void add_triage(http::Router& r) {
  r.command("POST /v1/needs/{need}/triage", triage_need)
      .granted(need_triage)
      .says({"Accept, keep, return, refuse or refer.", "审核：受理、暂存、退回、不予受理、转介。"})
      .refuses({need_unknown, need_already_triaged, need_withdrawn, need_merged, need_closed,
                need_not_there_yet, places::site_inactive, not_yours})
      .about("/reason_code", {reason_missing})
      .about("/category", {category_unknown, category_not_asked_for})
      .about("/urgency", {emergency_elsewhere})
      .about("/window", {window_wrong, window_past, window_far});
  r.command("POST /v1/needs/triage", triage_many)
      .granted(need_triage)
      .says({"Triage up to 50 needs, each decided by itself.", "批量审核。"});
  r.command("POST /v1/needs/{need}/untriage", untriage_need)
      .granted(need_triage)
      .says({"Take a triage decision back within ten minutes.", "撤回审核。"})
      .refuses({need_unknown, undo_late, need_not_there_yet, not_yours, need_withdrawn, need_merged,
                need_closed, places::site_inactive, people::person_erased});
  r.command("POST /v1/needs/{need}/release", release_need)
      .granted(need_triage)
      .says({"Hand a kept need to dispatch.", "转入派单。"})
      .refuses(
          {need_unknown, need_not_there_yet, not_yours, need_withdrawn, need_merged, need_closed});
  r.command("POST /v1/needs/{need}/hold", hold_need)
      .granted(need_triage)
      .says({"Stop the clock until a day.", "挂起。"})
      .refuses(
          {need_unknown, need_closed, need_not_there_yet, not_yours, need_withdrawn, need_merged})
      .about("/until", {hold_too_long});
  r.command("POST /v1/needs/{need}/unhold", unhold_need)
      .granted(need_triage)
      .says({"Let the clock run again.", "解除挂起。"})
      .refuses({need_unknown, need_closed, not_yours, need_withdrawn, need_merged, need_not_held});
  r.command("POST /v1/needs/{need}/reopen", reopen_need)
      .granted(need_triage)
      .says({"Open a closed need again.", "重开需求。"})
      .refuses({need_unknown, need_not_there_yet, places::site_inactive, people::person_erased,
                not_yours, need_withdrawn, need_merged, need_closed});
  r.command("POST /v1/needs/{need}/merge", merge_need)
      .granted(need_triage)
      .says({"Merge a duplicate into another need.", "并案。"})
      .refuses({need_unknown, need_merged, need_closed, need_not_there_yet, not_yours,
                need_withdrawn, need_already_triaged})
      .about("/into", {merge_self})
      .about(http::field_by_verb, {need_unknown, not_yours});
  r.command("POST /v1/needs/{need}/unmerge", unmerge_need)
      .granted(need_triage)
      .says({"Take a merge back within 30 days.", "撤销并案。"})
      .refuses({need_unknown, not_merged, merge_undo_late, not_yours, people::person_erased});
}

void add_service(http::Router& r) {
  r.command("POST /v1/needs/{need}/schedule", schedule_need)
      .says({"Fix when the helper comes.", "约定上门时间。"})
      .refuses({need_unknown, helper_busy, helper_may_not, need_not_there_yet, not_yours,
                need_withdrawn, need_merged, need_closed})
      .about("/window", {window_wrong, window_past, window_far});
  r.command("POST /v1/needs/{need}/leave", leave_need)
      .says({"Step back from a need one had taken; free.", "退出已接的单。"})
      .refuses({need_unknown, not_a_helper, need_not_there_yet});
  r.command("POST /v1/needs/{need}/check-in", needs::check_in)
      .says({"Check in by rotating code, PIN or offline ticket.", "签到。"})
      .refuses({need_unknown, not_a_helper, need_not_there_yet, places::site_inactive,
                helper_may_not, window_not_set, too_many_tries, code_used, ticket_late,
                before_agreed, too_early, too_late, already_checked_in, stay_known,
                too_many_sittings, overlaps_other, need_withdrawn, need_merged, need_closed})
      .about("/evidence/code", {code_wrong, code_old, evidence_missing})
      .about("/evidence/pin", {pin_wrong, evidence_missing})
      .about("/evidence/ticket", {ticket_wrong, device_clock_off, evidence_missing});
  r.command("POST /v1/needs/{need}/check-out", needs::check_out)
      .says({"Check out the same way.", "签退。"})
      .refuses({need_unknown, not_a_helper, window_not_set, too_many_tries, code_used, ticket_late,
                not_checked_in, overlaps_other, need_withdrawn, need_merged, need_closed,
                need_not_there_yet})
      .about("/evidence/code", {code_wrong, code_old, ended_before_start, evidence_missing})
      .about("/evidence/pin", {pin_wrong, ended_before_start, evidence_missing})
      .about("/evidence/ticket",
             {ticket_wrong, device_clock_off, ended_before_start, evidence_missing});
  r.query("GET /v1/needs/{need}/code", show_code)
      .says({"The rotating code and PIN to show at the door.", "出示签到码。"})
      .refuses({need_unknown, not_at_the_door, need_closed});
  r.query("GET /v1/needs/{need}/codes", list_codes)
      .says(
          {"The codes of the planned time still ahead, for a screen that will be offline: those of "
           "twelve hours on a page.",
           "预取尚余计划时间的签到码（离线出示），每页十二小时。"})
      .refuses({need_unknown, not_at_the_door, window_not_set, need_closed});
  r.query("GET /v1/needs/{need}/contact", show_contact)
      .says({"How to reach the one served, for whoever is on the way; without their consent the "
             "station.",
             "正要上门的志愿者如何联系服务对象；未经本人同意时通过站点。"})
      .refuses({need_unknown, not_on_the_way, need_closed, people::person_erased});
  r.query("GET /v1/me/ticket-key", show_device_key)
      .says({"The key by which this device signs offline tickets.", "离线凭证密钥。"});
  r.command("POST /v1/needs/{need}/confirm", confirm_service)
      .says({"The one served says that it happened, or did not.", "确认服务。"})
      .refuses({need_unknown, rating_only_recipient, need_not_there_yet, need_withdrawn,
                need_merged, need_closed, people::person_erased, places::site_inactive});
  r.command("POST /v1/needs/{need}/rate", rate_service)
      .says({"Rate the service; a low rating may ask for a redo.", "评价，可要求重做。"})
      .refuses({need_unknown, rating_only_recipient, need_closed, need_not_there_yet,
                need_withdrawn, need_merged, people::person_erased, places::site_inactive});
}

void add_talk(http::Router& r) {
  r.query("GET /v1/needs/{need}/comments", list_comments)
      .says({"The comments the reader may see.", "留言。"})
      .refuses({need_unknown});
  r.command("POST /v1/needs/{need}/comments", comment_on_need)
      .says({"Comment to everyone on the need, to helpers, or to staff.", "发表留言。"})
      .refuses({need_unknown, not_yours, people::person_erased});
  r.query("GET /v1/needs/{need}/thanks", list_thanks)
      .says({"What the one served said in thanks: to their side all of it, to a helper their own.",
             "服务对象的谢意：本人一方看到全部，志愿者只看到给自己的。"})
      .refuses({need_unknown});
  r.command("POST /v1/needs/{need}/thanks", thank_helper)
      .says({"Thank one who came, once, after it was confirmed.",
             "确认后向来过的志愿者道谢，每人一次。"})
      .refuses({need_unknown, thanks_only_recipient, not_served_by, need_not_there_yet,
                thanked_already});
  r.command("POST /v1/needs/{need}/thanks/answer", answer_thanks)
      .says({"Be glad of the thanks one got, with one tap.", "收到谢意，点一下回应。"})
      .refuses({need_unknown, not_thanked});
  r.query("GET /v1/needs/{need}/attachments", list_attachments)
      .says({"The photos and voice notes.", "附件列表。"})
      .refuses({need_unknown});
  r.upload("POST /v1/needs/{need}/attachments", prepare_attachment, attach_to_need)
      .body_up_to(5 * 1024 * 1024 + 1024)
      .takes({"image/jpeg", "image/png", "image/webp", "audio/ogg", "audio/mpeg", "audio/mp4",
              "audio/wav"})
      .says({"Add a photo or voice note; metadata is taken out.", "上传照片或语音（去除元数据）。"})
      .refuses({need_unknown, need_closed, media::file_too_large, media::photo_too_many_pixels,
                too_many_files, not_yours})
      .about("", {media::file_type_wrong});
  r.query("GET /v1/needs/{need}/attachments/{attachment}", show_attachment)
      .says({"One file.", "下载附件。"})
      .refuses({need_unknown, file_unknown});
  r.query("GET /v1/needs/{need}/petitions", list_petitions)
      .says({"Extensions asked for and objections.", "延期与异议。"})
      .refuses({need_unknown});
  r.query("GET /v1/petitions", list_open_petitions)
      .granted(need_escalate)
      .says({"What waits for a decision beneath a site.", "待审批的延期与异议。"})
      .refuses({not_yours});
  r.command("POST /v1/needs/{need}/extension", ask_extension)
      .says({"Ask for more time before it runs out.", "申请延期。"})
      .refuses({need_unknown, need_withdrawn, need_merged, need_closed, need_not_there_yet,
                extension_late, petition_waits, not_yours});
  r.command("POST /v1/needs/{need}/objection", object_to_dispatch)
      .granted(need_triage)
      .says({"Object to having been given a need.", "对派单提出异议。"})
      .refuses({need_unknown, need_closed, not_assigned, petition_waits, not_yours, need_withdrawn,
                need_merged});
  r.command("POST /v1/petitions/{petition}/decide", decide_petition)
      .granted(need_escalate)
      .says({"Grant or deny, with an answer.", "审批延期或异议。"})
      .refuses({petition_unknown, petition_decided, petition_own, need_not_there_yet, not_yours,
                need_withdrawn, need_merged, need_closed})
      .about("/site", {places::site_unknown, places::site_inactive});
  r.query("GET /v1/due-rules", list_due_rules)
      .granted(need_read)
      .says({"How long each step may take at a site.", "办理时限。"})
      .refuses({not_yours});
  r.command("POST /v1/due-rules", set_due_rule)
      .granted(settings_manage)
      .says({"Set how long a step may take.", "设置办理时限。"})
      .refuses({not_yours})
      .about("/category", {category_unknown});
}

}  // namespace

void add_need_routes(http::Router& router) {
  add_lists(router);
  add_asking(router);
  add_triage(router);
  add_service(router);
  add_talk(router);
}

}  // namespace lastmile::needs

#include <array>

#include "access/access_errors.h"
#include "access/policy.h"
#include "people/licence_errors.h"
#include "people/licence_photos.h"
#include "people/licences.h"
#include "people/merits.h"
#include "people/own_data_errors.h"
#include "people/people_errors.h"
#include "people/people_routes.h"
#include "people/people_words.h"
#include "people/volunteer_errors.h"
#include "people/volunteers.h"

namespace lastmile::people {
namespace {

constexpr std::array volunteer_heads{
    http::Head{"name", {"name", "姓名"}},
    http::Head{"sex", {"sex", "性别"}},
    http::Head{"home_site", {"home site id", "所属站点编号"}},
    http::Head{"skills", {"skills", "技能"}},
    http::Head{"languages", {"languages", "语言"}},
    http::Head{"transport", {"transport", "出行方式"}},
    http::Head{"trained_for_risk", {"trained for risk", "已受风险培训"}},
    http::Head{"insured_until", {"insured until", "保险有效期"}},
    http::Head{"joined_at", {"joined at", "注册时间"}},
};
constexpr std::array licence_heads{
    http::Head{"licence", {"licence", "证照编号"}},
    http::Head{"number", {"number", "证号"}},
    http::Head{"renews", {"renews", "原证照编号"}},
    http::Head{"holds_now", {"holds now", "现持有"}},
    http::Head{"may_renew", {"may renew", "可续期"}},
    http::Head{"photos", {"photos", "照片编号"}},
};

using access::not_yours;

const auto people_read = to_text(access::Right::people_read);
const auto people_write = to_text(access::Right::people_write);

void add_joining(http::Router& r) {
  r.table("GET /v1/volunteers", list_volunteers, volunteer_heads)
      .granted(people_read)
      .says({"Volunteers by name, place, skill, licence or language.",
             "按姓名、站点、技能、资质或语言列出志愿者。"})
      .refuses({not_yours})
      .about(http::field_by_verb, {code_unknown});
  r.query("GET /v1/volunteers/{person}", show_volunteer)
      .says({"A volunteer's profile.", "查看志愿者资料。"})
      .refuses({volunteer_unknown});
  r.command("POST /v1/volunteers/{person}/availability", set_availability)
      .says(
          {"Say when I am free: a weekly pattern and exceptions.", "填写每周空闲时段和例外日期。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, volunteer_unknown})
      .about(http::field_by_verb, {free_hours_empty, exception_past, exceptions_contradict});
}

void add_steps(http::Router& r) {
  r.command("POST /v1/volunteers/{person}/confirm", confirm_volunteering)
      .says({"My own yes, when I was entered from a file.", "本人确认愿意成为志愿者。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, volunteer_unknown,
                yes_is_own, volunteer_too_young, guardian_consent_missing, yes_not_awaited})
      .about("/person", {birth_day_missing});
  r.command("POST /v1/volunteers/{person}/pause", pause_volunteering)
      .says({"Pause, for a while or until further notice.", "暂停志愿服务。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, volunteer_unknown,
                not_active})
      .about("/until", {pause_end_past, pause_end_far});
  r.command("POST /v1/volunteers/{person}/resume", resume_volunteering)
      .says({"Resume after a pause.", "恢复志愿服务。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, volunteer_unknown,
                not_paused});
  r.command("POST /v1/volunteers/{person}/leave", leave_volunteering)
      .says({"Stop volunteering; records stay.", "退出志愿服务，服务记录保留。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, volunteer_unknown,
                not_active, person_held});
  r.command("POST /v1/volunteers/{person}/attest", attest_volunteer)
      .granted(people_write)
      .says({"Attest insurance and training for risky work.", "确认保险和风险培训。"})
      .refuses({person_unknown, attested_by_staff, not_yours, volunteer_unknown})
      .about("/insured_until", {insurance_over, insurance_end_far});
}

void add_licences(http::Router& r) {
  r.table("GET /v1/licences", list_licences, licence_heads)
      .granted(people_read)
      .says({"Licences that wait for verification, or by state.", "列出待核验（或按状态）的资质。"})
      .refuses({not_yours});
  r.command("POST /v1/volunteers/{person}/licences", enter_licence)
      .says({"Enter a licensed qualification.", "登记资质证书。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, volunteer_unknown,
                licence_entered_already})
      .about("/code", {code_unknown})
      .about("/from", {licence_too_old})
      .about("/until", {licence_days_wrong, licence_over, licence_end_far});
  r.command("POST /v1/licences/{licence}/renew", renew_licence)
      .says({"Renew a licence, from 90 days before its end to 90 days after.",
             "续期：到期前 90 天至到期后 90 天内。"})
      .refuses({licence_unknown, proxy_only_asks, not_yours, person_erased, licence_not_verified,
                licence_renewal_early, licence_renewal_late, licence_entered_already})
      .about("/from", {licence_too_old})
      .about("/until", {licence_days_wrong, licence_over, licence_end_far});
  r.upload("POST /v1/licences/{licence}/photos", prepare_licence_photo, add_licence_photo)
      .body_up_to(5 * 1024 * 1024 + 1024)
      .takes({"image/jpeg", "image/png", "image/webp"})
      .says({"Show a licence before it is checked; metadata is taken out.",
             "核验前上传证件照片（去除元数据）。"})
      .refuses({licence_unknown, proxy_only_asks, not_yours, person_erased, licence_not_entered,
                media::file_too_large, media::photo_too_many_pixels, licence_photos_full})
      .about("", {media::file_type_wrong});
  r.query("GET /v1/licences/{licence}/photos/{photo}", show_licence_photo)
      .says({"One photo of a licence, for the holder and whoever checks it.",
             "查看一张证件照片（限本人和核验人员）。"})
      .refuses({licence_unknown, licence_photo_unknown});
  r.command("POST /v1/licences/{licence}/photos/{photo}/remove", remove_licence_photo)
      .says({"Take a photo back before the licence is checked.", "核验前撤回一张照片。"})
      .refuses({licence_unknown, proxy_only_asks, not_yours, person_erased, licence_not_entered,
                licence_photo_unknown});
  r.command("POST /v1/licences/{licence}/verify", verify_licence)
      .granted(people_write)
      .says({"Verify a licence after seeing it.", "查看原件后核验资质。"})
      .refuses({licence_unknown, licence_own, not_yours, licence_not_entered});
  r.command("POST /v1/licences/{licence}/reject", reject_licence)
      .granted(people_write)
      .says({"Reject a licence with the reason.", "说明理由并退回资质。"})
      .refuses({licence_unknown, licence_own, not_yours, licence_not_entered});
  r.command("POST /v1/licences/{licence}/withdraw", withdraw_licence)
      .says({"Withdraw a licence that no longer holds.", "撤回不再有效的资质。"})
      .refuses(
          {licence_unknown, proxy_only_asks, not_yours, person_erased, licence_withdrawn_already});
}

void add_merits(http::Router& r) {
  r.query("GET /v1/volunteers/{person}/merits", show_merits)
      .says({"Training and award records.", "查看培训和表彰记录。"})
      .refuses({person_unknown});
  r.command("POST /v1/volunteers/{person}/trainings", record_training)
      .granted(people_write)
      .says({"Record a training attended.", "登记培训记录。"})
      .refuses({person_unknown, not_yours, person_erased})
      .about("/day", {day_in_future});
  r.command("POST /v1/trainings/{training}/void", void_training)
      .granted(people_write)
      .says({"Void a training record.", "作废培训记录。"})
      .refuses({training_unknown, not_yours, person_erased});
  r.command("POST /v1/volunteers/{person}/awards", record_award)
      .says({"Record an award; a colleague verifies it.", "登记表彰，由同事核验。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased})
      .about("/day", {day_in_future});
  r.command("POST /v1/awards/{award}/verify", verify_award)
      .granted(people_write)
      .says({"Verify an award against its proof.", "对照凭证核验表彰。"})
      .refuses({award_unknown, not_yours, person_erased, award_own});
  r.command("POST /v1/awards/{award}/void", void_award)
      .granted(people_write)
      .says({"Void an award record.", "作废表彰记录。"})
      .refuses({award_unknown, not_yours, person_erased});
}

}  // namespace

void add_volunteer_routes(http::Router& r) {
  add_joining(r);
  add_steps(r);
  add_licences(r);
  add_merits(r);
}

}  // namespace lastmile::people

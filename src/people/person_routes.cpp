#include "people/people_routes.h"

#include <array>

#include "access/access_errors.h"
#include "access/access_routes.h"
#include "access/access_words.h"
#include "access/policy.h"
#include "people/apart.h"
#include "people/apart_errors.h"
#include "people/consent_errors.h"
#include "people/consents.h"
#include "people/dictionary.h"
#include "people/dictionary_errors.h"
#include "people/own_data.h"
#include "people/own_data_errors.h"
#include "people/people_errors.h"
#include "people/people_words.h"
#include "people/resident_errors.h"
#include "people/residents.h"
#include "people/volunteer_errors.h"
#include "places/place_errors.h"

namespace lastmile::people {
namespace {

constexpr std::array person_heads{
    http::Head{"name", {"name", "姓名"}},
    http::Head{"sex", {"sex", "性别"}},
    http::Head{"birth_day", {"date of birth", "出生日期"}},
    http::Head{"home_site", {"home site id", "所属站点编号"}},
    http::Head{"recipient_groups", {"groups", "服务对象类别"}},
};

using access::not_yours;
using places::site_inactive;
using places::site_unknown;

const auto people_read = to_text(access::Right::people_read);
const auto people_write = to_text(access::Right::people_write);
const auto settings_manage = to_text(access::Right::settings_manage);

void add_profiles(http::Router& r) {
  r.query("GET /v1/me/profile", show_me)
      .says({"My own profile, in full.", "查看我的资料。"})
      .refuses({person_unknown});
  r.command("POST /v1/me/profile", introduce_myself)
      .says({"Say who I am, once, after the first sign-in.", "首次登录后填写我的资料。"})
      .refuses({already_introduced, site_unknown, site_inactive, guardian_registers,
                consent_wording_old})
      .about(http::field_by_verb, {code_unknown})
      .about("/home_site", {site_unknown, site_inactive})
      .about("/birth_day", {birth_day_not_past});
  r.table("GET /v1/people", list_people, person_heads)
      .granted(people_read)
      .says({"Residents and volunteers by name, place or group; contacts masked.",
             "按姓名、站点或类别查找人员，联系方式已遮盖。"})
      .refuses({not_yours});
  r.command("POST /v1/people", enter_resident)
      .granted(people_write)
      .says({"Enter a resident with their consent.", "经本人同意登记居民。"})
      .refuses({site_unknown, site_inactive, not_yours, sensitive_consent_missing, person_known})
      .about(http::field_by_verb, {code_unknown, id_number_differs, birth_day_not_past})
      .about("/home_site", {site_unknown, site_inactive})
      .about("/how", {entered_how_wrong})
      .about("/household", {household_elsewhere});
  r.command("POST /v1/people/find", find_person)
      .granted(people_read)
      .says({"Find people by phone or ID number, sent in the body.", "按电话或身份证号查找人员。"})
      .refuses({not_yours})
      .about("/phone", {search_too_wide})
      .about("/id_number", {search_too_wide});
  r.query("GET /v1/people/{person}", show_person)
      .says({"One profile, as far as the reader may see it.", "查看一份资料（按权限遮盖）。"})
      .refuses({person_unknown});
  r.command("POST /v1/people/{person}", change_person)
      .says({"Change a profile; what is left out stays, null clears.", "修改资料。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, birth_day_of_minor,
                guardian_registers, volunteer_too_young, guardian_consent_missing,
                sensitive_consent_missing, site_unknown, site_inactive, id_number_held,
                person_known})
      .about(http::field_by_verb, {code_unknown, id_number_differs, birth_day_not_past})
      .about("/birth_day", {birth_day_missing})
      .about("/home_site", {site_unknown, site_inactive})
      .about("/household", {household_elsewhere});
  r.command("POST /v1/people/{person}/reveal", reveal_person)
      .granted(people_read)
      .is_secret()
      .says({"Look at a contact, an ID number or a minor's data in full, with a reason.",
             "说明理由后查看完整信息，并留痕。"})
      .refuses({person_unknown, reveal_needs_write, not_yours, person_erased, not_a_minor,
                reveal_cap_reached});
}

void add_own_data(http::Router& r) {
  r.table("GET /v1/me/reads", list_my_reads, access::read_heads)
      .says({"Who was shown my personal data, when and why.", "谁在何时、因何查看了我的个人信息。"})
      .refuses({access::not_signed_in});
  r.query("GET /v1/people/{person}/export", export_person)
      .is_secret()
      .says({"Everything kept of a person here, for themself.", "导出本人在此的全部资料。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased});
  r.command("POST /v1/people/{person}/erase", erase_person)
      .says({"Erase a person's data; figures keep their counts.", "删除个人资料，统计数字保留。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, staff_not_erased,
                person_held});
}

void add_consents(http::Router& r) {
  r.query("GET /v1/consent-wordings", list_wordings)
      .anyone()
      .says({"What is to be agreed to, in both languages, by version.", "查看同意书文字及版本。"});
  r.query("GET /v1/people/{person}/consents", list_consents)
      .says({"What a person agreed to, and took back.", "查看同意记录。"})
      .refuses({person_unknown});
  r.command("POST /v1/people/{person}/consents", give_consent)
      .says({"Agree to one thing, in its newest wording.", "就一项内容作出同意。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, consent_guardian_only,
                consent_wording_old});
  r.command("POST /v1/consents/{consent}/withdraw", withdraw_consent)
      .says({"Take a consent back.", "撤回同意。"})
      .refuses({consent_unknown, proxy_only_asks, not_yours, person_erased, consent_guardian_only,
                consent_record_stays, consent_withdrawn_already});
}

void add_apart(http::Router& r) {
  r.query("GET /v1/people/{person}/apart", list_apart)
      .says({"Whom a person asked not to be matched with.", "查看不愿匹配的人。"})
      .refuses({person_unknown});
  r.command("POST /v1/people/{person}/apart", ask_apart)
      .says({"Ask never to be matched with someone; they are not told.",
             "要求不与某人匹配，不告知对方。"})
      .refuses({person_unknown, not_yours, person_erased})
      .about("/other", {apart_from_self});
  r.command("POST /v1/people/{person}/apart/end", end_apart)
      .says({"Take that wish back.", "取消不匹配要求。"})
      .refuses({person_unknown, not_yours, person_erased, apart_unknown});
}

void add_codes(http::Router& r) {
  r.query("GET /v1/codes", list_codes)
      .anyone()
      .says({"Skills, licences, languages and recipient groups by code.",
             "查看技能、资质、语言等代码表。"});
  r.command("POST /v1/codes", add_code)
      .granted(settings_manage)
      .says({"Add a skill, licence or language.", "新增技能、资质或语言代码。"})
      .refuses({not_yours, dictionary_closed, code_taken})
      .about("/code", {code_malformed});
}

}  // namespace

void add_person_routes(http::Router& r) {
  add_profiles(r);
  add_own_data(r);
  add_consents(r);
  add_apart(r);
  add_codes(r);
}

void add_people_routes(http::Router& r) {
  add_person_routes(r);
  add_family_routes(r);
  add_volunteer_routes(r);
  add_team_routes(r);
  add_duplicate_routes(r);
  add_import_routes(r);
}

}  // namespace lastmile::people

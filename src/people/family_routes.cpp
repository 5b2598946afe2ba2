#include "access/access_errors.h"
#include "people/families.h"
#include "people/family_errors.h"
#include "people/people_errors.h"
#include "people/people_routes.h"

namespace lastmile::people {

void add_family_routes(http::Router& r) {
  using access::not_yours;
  r.query("GET /v1/people/{person}/family", list_family)
      .says({"A person's contacts, proxies and guardians.", "查看家属、代办人和监护人。"})
      .refuses({person_unknown});
  r.command("POST /v1/people/{person}/family", add_family)
      .says({"Name a contact, or ask for a relative to speak for someone.",
             "登记联系人，或申请家属代办、监护关系。"})
      .refuses({person_unknown, proxy_only_asks, not_yours, person_erased, family_linked_already,
                family_full, guardian_not_adult})
      .about("/name", {family_contact_empty})
      .about("/phone", {family_contact_empty})
      .about("/relative", {family_contact_speaks_for_none, family_of_self});
  r.query("GET /v1/me/family", list_my_family)
      .says({"My family links both ways: who may speak for me, and for whom I may.",
             "查看我的家属关系：谁可以代我办事、我可以代谁办事。"})
      .refuses({person_unknown});
  r.query("GET /v1/me/wards", list_wards)
      .says({"Those I speak for, or asked to, by name.", "查看我代办或监护的人（含姓名）。"});
  r.command("POST /v1/me/family-code", make_family_code)
      .is_secret()
      .says({"Make a code to hand to a relative who shall speak for me.",
             "生成家属码，交给可代我办事的家人。"})
      .refuses({person_unknown, guardian_by_station});
  r.command("POST /v1/me/wards", use_family_code)
      .keeps_writes_of_refusals()
      .says({"Type in the code a relative handed me.", "输入家人给我的家属码。"})
      .refuses({person_unknown, family_code_tries_over, guardian_by_station, family_linked_already,
                family_full, guardian_not_adult})
      .about("/code", {family_code_wrong, family_of_self});
  r.command("POST /v1/family/{link}/verify", verify_family)
      .says({"The station vouches for a relative with an account.", "站点核实有账号的家属。"})
      .refuses({family_link_unknown, not_yours, family_verifier_involved, family_needs_no_word,
                family_verified_already, family_relative_elsewhere, guardian_not_adult});
  r.command("POST /v1/family/{link}/end", end_family)
      .says({"End a family link, by either side; a minor keeps the guardian.",
             "解除家属关系；未成年人不能自行解除监护关系。"})
      .refuses({family_link_unknown, proxy_only_asks, not_yours, person_erased, guardian_stays});
}

}  // namespace lastmile::people

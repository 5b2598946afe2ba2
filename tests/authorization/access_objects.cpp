#include "access/access_bench.h"
#include "access/access_routes.h"
#include "access/grant_store.h"
#include "access/readings.h"
#include "world.h"

// The objects of access: accounts, sessions, grants, readings.
namespace lastmile::authorization {
namespace {

using namespace access;

std::string id_of(const auto& id) { return id.text(); }

StaffInvited make_staff(World& world, Where where) {
  const std::string login = fmt::format("staff{}", world.fresh());
  return world.must_run(TestBench::system(), [&](Call& call) {
    return create_staff_account(call, {given<LoginName>(login), given<Name>(login),
                                       given<SitePath>(path_of(where)), std::nullopt});
  });
}

// Enrolled by rows, not by password: hashing thousands would take minutes.
StaffInvited make_active_staff(World& world, Where where) {
  const StaffInvited invited = make_staff(world, where);
  world.must_run(TestBench::system(), [&](Call& call) -> Check {
    auto row = find_staff(call.tx, call.region(), invited.person);
    row->state = StaffState::active;
    row->password_hash = "none that any password has";
    call.tx.update(*row);
    call.journal.append(AccountChanged{invited.person, "enrolled"}, {});
    return Done{};
  });
  return invited;
}

GrantView make_grant(World& world, Where where, Role role, const Actor& by) {
  const StaffInvited to = make_active_staff(world, where);
  return world.must_run(by, [&](Call& call) {
    return grant_role(
        call, {to.person, role, given<SitePath>(path_of(where)), std::nullopt, std::nullopt});
  });
}

CodeAsked ask_fresh(World& world, const std::string& phone) {
  return world.must_run(
      Actor{}, [&](Call& call) { return ask_for_code(call, {given<Phone>(phone), std::nullopt}); });
}

Try sign_in_try(World& world, const std::string& target) {
  const std::string phone = world.fresh_phone();
  const CodeAsked asked = ask_fresh(world, phone);
  return {target, fmt::format(R"({{"phone":"{}","request":"{}","code":"{}"}})", phone,
                              asked.request, must(asked.code))};
}

Try code(World& world, Where) { return sign_in_try(world, "/v1/sign-in"); }

Try code_sent(World& world, Where) {
  const std::string phone = world.fresh_phone();
  ask_fresh(world, phone);
  return {"/v1/demo/codes?phone=" + phone};
}

Try new_phone(World& world, Where) { return sign_in_try(world, "/v1/me/phone"); }

Try phone_to_ask(World& world, Where) {
  return {"/v1/sign-in/codes", fmt::format(R"({{"phone":"{}"}})", world.fresh_phone())};
}

Try language(World& world, Where) {
  return {"/v1/me/language", world.fresh() % 2 ? R"({"lang":"en"})" : R"({"lang":"zh"})"};
}

Try preferences(World& world, Where) {
  return {"/v1/me/preferences", fmt::format(R"({{"type_step":{}}})", world.fresh() % 4)};
}

Try session(World& world, Where) {
  const auto view = world.must_run(TestBench::system(), [&](Call& call) -> Result<SignedInView> {
    OpenSession how;
    how.person = world.person(Who::resident);
    return open_session(call, how);
  });
  return {"/v1/me/sessions/" + id_of(view.session) + "/revoke"};
}

Try password(World&, Where) {
  return {"/v1/me/password",
          R"({"old_password":"seven ginkgo trees","new_password":"eight ginkgo trees"})"};
}
Try totp_secret(World&, Where) { return {"/v1/me/totp", R"({"password":"seven ginkgo trees"})"}; }
Try totp(World&, Where) { return {"/v1/me/totp/confirm", R"({"totp":"123456"})"}; }
Try recovery(World&, Where) {
  return {"/v1/me/recovery-codes", R"({"password":"seven ginkgo trees"})"};
}

Try invitation(World& world, Where where) {
  return {"/v1/sign-in/staff/invitation",
          fmt::format(R"({{"invitation":"{}"}})", make_staff(world, where).invitation)};
}

Try enrolment(World& world, Where where) {
  const StaffInvited invited = make_staff(world, where);
  const auto seen = look_at_invitation(world.bench(), Actor{}, invited.invitation).value();
  const auto secret = must(totp_secret_from(seen.totp_secret));
  return {
      "/v1/sign-in/staff/enrol",
      fmt::format(R"({{"invitation":"{}","password":"seven ginkgo trees","totp":"{}"}})",
                  invited.invitation, access::totp_code(secret, totp_step(world.bench().now())))};
}

Try staff_sign_in(World& world, Where where) {
  const Staff staff = enrol_staff(world.bench(), make_staff(world, where));
  return {"/v1/sign-in/staff",
          fmt::format(R"({{"login":"{}","password":"{}","totp":"{}"}})", staff.login,
                      staff.password, staff.recovery_codes.at(0))};
}

Try staff_list(World& world, Where where) {
  const StaffInvited staff = make_staff(world, where);
  return {"/v1/staff?limit=200", "", "", {{"person", id_of(staff.person)}}};
}

Make staff_at(const char* verb, StaffInvited (*make)(World&, Where)) {
  return [=](World& world, Where where) {
    return Try{"/v1/staff/" + id_of(make(world, where).person) + "/" + verb};
  };
}

StaffInvited make_suspended(World& world, Where where) {
  const StaffInvited staff = make_active_staff(world, where);
  world.must_run(TestBench::system(),
                 [&](Call& call) { return suspend_staff(call, {staff.person}); });
  return staff;
}

Try new_staff(World& world, Where where) {
  return {"/v1/staff", fmt::format(R"({{"login":"new{}","name":"n","scope":"{}"}})", world.fresh(),
                                   path_of(where))};
}

Try new_grant(World& world, Where where) {
  return {"/v1/grants", fmt::format(R"({{"person":"{}","role":"station_worker","scope":"{}"}})",
                                    id_of(make_staff(world, where).person), path_of(where))};
}

Try grant_list(World& world, Where where) {
  const GrantView made = make_grant(world, where, Role::station_worker, TestBench::system());
  return {"/v1/grants?person=" + id_of(made.person), "", "", {{"grant", id_of(made.id)}}};
}

// Proposed by a security administrator of the whole city who is none of the callers.
Try proposal(World& world, Where where) {
  const Actor other = TestBench::person(PersonId{Uuid{{1}}}, {{"security_admin", "4112/"}});
  const GrantView made = make_grant(world, where, Role::auditor, other);
  return {"/v1/grants/" + id_of(made.id) + "/approve"};
}

// The resident's own grant, for one may give up one's own.
Try grant(World& world, Where where) {
  const GrantId id = world.must_run(TestBench::system(), [&](Call& call) -> Result<GrantId> {
    const GrantRow row{.region = call.region(),
                       .id = call.make_id<GrantTag>(),
                       .person = world.person(Who::resident),
                       .role = Role::station_worker,
                       .scope = path_of(where),
                       .state = GrantState::active,
                       .from_at = call.now,
                       .granted_at = call.now};
    call.tx.insert(row);
    call.journal.append(
        GrantMoved{row.id, row.person, row.role, row.scope, row.state, row.from_at, row.until_at},
        {.subject = row.id.uuid});
    return row.id;
  });
  return {"/v1/grants/" + id_of(id) + "/revoke"};
}

// The resident's contact, shown to a worker of that place; the reason marks the row.
Try reading_at(World& world, Where where, std::string target) {
  const std::string reason = fmt::format("reading-{}-", world.fresh());
  const Actor reader = TestBench::person(PersonId{Uuid{{2}}}, {{"station_worker", path_of(where)}});
  world.must_run(reader, [&](Call& call) -> Check {
    note_reading(call, world.person(Who::resident), access::FieldClass::contact, reason);
    record_readings(call);
    return Done{};
  });
  return {std::move(target), "", "", {{"reading", reason}}};
}

Try my_reading(World& world, Where where) { return reading_at(world, where, "/v1/me/reads"); }
Try reading(World& world, Where where) { return reading_at(world, where, "/v1/reads"); }

Try demo_person(World& world, Where) {
  const OfferPhone offer{world.person(Who::leader),
                         given<Phone>(world.fresh_phone()),
                         1,
                         "队长",
                         {"team leader", "队长"}};
  world.must_run(TestBench::system(), [&](Call& call) { return offer_demo_phone(call, offer); });
  return {"/v1/demo/sign-in",
          fmt::format(R"({{"person":"{}"}})", id_of(world.person(Who::leader)))};
}

const Objects objects{{{"phone", phone_to_ask},
                       {"code", code},
                       {"code_sent", code_sent},
                       {"new_phone", new_phone},
                       {"language", language},
                       {"preferences", preferences},
                       {"session", session},
                       {"password", password},
                       {"totp_secret", totp_secret},
                       {"totp", totp},
                       {"recovery", recovery},
                       {"invitation", invitation},
                       {"enrolment", enrolment},
                       {"staff_sign_in", staff_sign_in},
                       {"staff_list", staff_list},
                       {"staff_invite", staff_at("invite", make_staff)},
                       {"staff_suspend", staff_at("suspend", make_active_staff)},
                       {"staff_resume", staff_at("resume", make_suspended)},
                       {"new_staff", new_staff},
                       {"new_grant", new_grant},
                       {"grant_list", grant_list},
                       {"proposal", proposal},
                       {"grant", grant},
                       {"my_reading", my_reading},
                       {"reading", reading},
                       {"demo_person", demo_person}}};

}  // namespace
}  // namespace lastmile::authorization

#include "access/access.h"
#include "makers.h"
#include "people/apart.h"
#include "people/consents.h"
#include "people/duplicates.h"
#include "people/families.h"
#include "people/imports.h"
#include "people/residents.h"

// The objects of people: profiles, consents, families, duplicates, imports.
namespace lastmile::authorization {
namespace {

using namespace people;

// --- profiles ------------------------------------------------------------------------------------

/// "/v1/people/<id><tail>" about a fresh resident.
Make person_at(const char* tail, const char* body = "{}") {
  return [=](World& world, Where where) {
    const Somebody who = make_resident(world, where);
    return about_resident(who, "/v1/people/" + who.id.text() + tail, body);
  };
}

Make own_at(const char* target) {
  return [=](World& world, Where where) {
    return about_resident(make_resident(world, where), target);
  };
}

// Whoever has an account and no profile yet; played by fresh ones, for it happens once.
Try introduction(World& world, Where where) {
  Try about{"/v1/me/profile", fmt::format(R"({{"name":"Me","home_site":"{}","wording_version":1}})",
                                          world.site(where).id.text())};
  world.set_up([&](Call& call) {
    for (const Who who : all_of<Who>()) {
      if (!world.is_staff(who)) continue;
      about.played[who] = call.make_id<PersonTag>();
      must(access::open_account(call, about.played[who], given<Phone>(world.fresh_phone())));
    }
    return Done{};
  });
  return about;
}

Try person_list(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  Try about = about_resident(who, "/v1/people?limit=200&search=" + who.name);
  about.marks["person"] = who.id.text();
  return about;
}

/// A child: name and birth day are hidden from staff as well, until they say why.
Make minor_at(const char* tail, const char* body = "{}") {
  return [=](World& world, Where where) {
    const Somebody who = make_minor(world, where);
    Try about = about_resident(who, "/v1/people/" + who.id.text() + tail, body);
    about.marks["birth_day"] = R"("birth_day":"2012-)";
    return about;
  };
}

Try minor_list(World& world, Where where) {
  const Somebody who = make_minor(world, where);
  Try about = about_resident(who, "/v1/people?limit=200&search=" + who.name);
  about.marks["person"] = who.id.text();
  about.marks["birth_day"] = R"("birth_day":"2012-)";
  return about;
}

/// The same list as a file.
Try person_sheet(World& world, Where where) {
  Try about = person_list(world, where);
  about.target += "&format=csv";
  return about;
}

Try new_person(World& world, Where where) {
  const std::string phone = world.fresh_phone();
  Try about{"/v1/people",
            fmt::format(R"({{"name":"New","home_site":"{}","how":"counter","consent":"spoken",)"
                        R"("anyway":true,"phone":"{}"}})",
                        world.site(where).id.text(), phone)};
  about.marks = {{"phone", phone}};
  return about;
}

Try person_found(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  Try about = about_resident(who, "/v1/people/find", fmt::format(R"({{"phone":"{}"}})", who.phone));
  about.marks["person"] = who.id.text();
  return about;
}

Try new_code(World& world, Where) {
  Try about{"/v1/codes",
            fmt::format(R"({{"kind":"skill","code":"skill_{}","zh":"技能","en":"skill"}})",
                        world.fresh())};
  about.path = "4112/";
  return about;
}

// --- consents and wishes -------------------------------------------------------------------------

Try consent_list(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  Try about = about_resident(who, "/v1/people/" + who.id.text() + "/consents");
  about.marks["how"] = "at the counter";
  return about;
}

Try consent_given(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  const ConsentId id = world.set_up([&](Call& call) {
    return must(give_consent(call, {who.id, ConsentKind::photo, 1, given<Line>("in writing")}))
        .consent;
  });
  return about_resident(who, "/v1/consents/" + id.text() + "/withdraw");
}

Try about_apart(World& world, Where where, const char* tail, bool asked) {
  const Somebody who = make_resident(world, where);
  const PersonId other = world.person(Who::neighbour);
  if (asked) {
    world.set_up([&](Call& call) {
      as(call, TestBench::person(who.id),
         [&](Call& own) { return ask_apart(own, {who.id, other, ApartReason::asked}); });
      return Done{};
    });
  }
  return about_resident(who, "/v1/people/" + who.id.text() + "/apart" + tail,
                        *tail || !asked ? fmt::format(R"({{"other":"{}"{}}})", other.text(),
                                                      *tail ? "" : R"(,"reason":"asked")")
                                        : "");
}

Try apart_list(World& world, Where where) { return about_apart(world, where, "", true); }
Try apart_asked(World& world, Where where) { return about_apart(world, where, "", false); }
Try apart_to_end(World& world, Where where) { return about_apart(world, where, "/end", true); }

// --- families ------------------------------------------------------------------------------------

Try family_list(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  const Somebody child = make_somebody(world, where);
  world.set_up([&](Call& call) {
    AddFamily link{.person = who.id};
    link.kind = FamilyKind::proxy;
    link.relation = Relation::child;
    link.relative = child.id;
    must(verify_family(call, {must(add_family(call, link)).link}));
    return Done{};
  });
  Try about = about_resident(who, "/v1/people/" + who.id.text() + "/family");
  about.marks = {{"relative_name", child.name}, {"relative_phone", child.phone}};
  return about;
}

// Naming somebody as a relative must not tell who they are.
Try family_claimed(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  const Somebody stranger = make_somebody(world, where);
  Try about =
      about_resident(who, "/v1/people/" + who.id.text() + "/family",
                     fmt::format(R"({{"kind":"contact","relation":"neighbour","relative":"{}"}})",
                                 stranger.id.text()));
  about.marks = {{"relative_name", stranger.name}, {"relative_phone", stranger.phone}};
  return about;
}

// Nor must the list, as long as nobody vouched for the link.
Try family_claims(World& world, Where where) {
  Try about = family_claimed(world, where);
  const PersonId who = about.played.at(Who::resident);
  world.set_up([&](Call& call) {
    must(add_family(call, must(from_json<AddFamily>(fmt::format(R"({{"person":"{}",{})", who.text(),
                                                                about.body.substr(1))))));
    return Done{};
  });
  about.body.clear();
  return about;
}

Try ward_list(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  Try about = about_resident(who, "/v1/me/wards");
  about.marks = {{"ward", who.name}};
  return about;
}

Try my_family(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  Try about = about_resident(who, "/v1/me/family");
  about.marks = {{"ward", who.name}};
  return about;
}

Try family_code(World& world, Where where) {
  const Somebody who = make_somebody(world, where);
  const std::string code = world
                               .must_run(TestBench::person(who.id),
                                         [](Call& call) { return make_family_code(call, {}); })
                               .code;
  Try about = about_resident(who, "/v1/me/wards",
                             fmt::format(R"({{"code":"{}","relation":"grandchild"}})", code));
  about.marks.clear();  // the code is the resident's word: its bearer may see them
  return about;
}

// Asked for by the family, not yet vouched for.
Try family_link(World& world, const Somebody& who, PersonId relative, const char* verb) {
  const FamilyLinkId link = world.set_up([&](Call& call) {
    AddFamily cmd{.person = who.id};
    cmd.kind = FamilyKind::proxy;
    cmd.relation = Relation::child;
    cmd.relative = relative;
    return must(add_family(call, cmd)).link;
  });
  return about_resident(who, "/v1/family/" + link.text() + verb);
}
// Who vouches sees both.
Try family_to_verify(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  return family_link(world, who, make_somebody(world, where).id, "/verify");
}
Try family_to_end(World& world, Where where) {
  return family_link(world, make_somebody(world, where), world.person(Who::proxy), "/end");
}

// --- duplicates ----------------------------------------------------------------------------------

struct Twins {
  Somebody kept;
  Somebody gone;
};
Twins make_twins(World& world, Where where, Where other) {
  Twins twins{make_resident(world, where), make_resident(world, other)};
  // One birth day and one name, but no number that tells them apart.
  for (Somebody* who : {&twins.kept, &twins.gone}) {
    who->name = twins.kept.name;
    world.set_up([&](Call& call) {
      ChangePerson change{.person = who->id};
      change.name = given<Name>(twins.kept.name);
      change.id_number = std::optional<IdCard>();
      change.birth_day = std::optional(must(parse_day("1950-06-01")));
      must(change_person(call, change));
      return Done{};
    });
  }
  return twins;
}

Try duplicate_list(World& world, Where where) {
  const Twins twins = make_twins(world, where, where);
  Try about = about_resident(twins.kept, "/v1/duplicates?person=" + twins.kept.id.text());
  about.marks = {{"twin", twins.gone.id.text()}, {"name", twins.kept.name}};
  return about;
}

std::string pair_body(const Twins& twins, const char* a, const char* b) {
  return fmt::format(R"({{"{}":"{}","{}":"{}"}})", a, twins.kept.id.text(), b,
                     twins.gone.id.text());
}

Try duplicate(World& world, Where where) {
  return {"/v1/duplicates/dismiss", pair_body(make_twins(world, where, where), "a", "b")};
}

Try merge(World& world, Where where) {
  return {"/v1/merges", pair_body(make_twins(world, where, where), "kept", "gone")};
}

// The two live at two subcenters, so that only those above both may join them.
Try merge_across(World& world, Where where) {
  const Where other = where == Where::far ? Where::own : Where::far;
  Try about{"/v1/merges", pair_body(make_twins(world, where, other), "kept", "gone")};
  about.path = "4112/411202/";
  return about;
}

Try about_merge(World& world, Where where, bool undo) {
  const Twins twins = make_twins(world, where, where);
  const MergeId id = world.set_up(
      [&](Call& call) { return must(merge_persons(call, {twins.kept.id, twins.gone.id})).merge; });
  if (undo) return {"/v1/merges/" + id.text() + "/undo"};
  return {"/v1/merges?limit=200", "", "", {{"merge", id.text()}}};
}
Try merge_list(World& world, Where where) { return about_merge(world, where, false); }
Try merge_to_undo(World& world, Where where) { return about_merge(world, where, true); }

// --- imports -------------------------------------------------------------------------------------

std::string import_file(World& world) {
  const int n = world.fresh();
  return fmt::format("name,phone,consent\nFiled{:06},137{:08},in writing\n", n, n);
}

ImportId make_import(World& world, Where where) {
  const PreviewImport cmd{ImportKind::resident, world.site(where).id};
  const Blob file{"text/csv", "", import_file(world)};
  return world.set_up([&](Call& call) {
    const auto read = must(read_import_file(call, cmd, file));
    return must(preview_import(call, cmd, read)).import;
  });
}

Try import_list(World& world, Where where) {
  return {"/v1/imports?limit=200", "", "", {{"import", make_import(world, where).text()}}};
}

Try new_import(World& world, Where where) {
  return {fmt::format("/v1/imports?kind=resident&site={}", world.site(where).id.text()),
          import_file(world), "text/csv"};
}

Try import_shown(World& world, Where where) {
  return {
      "/v1/imports/" + make_import(world, where).text(), "", "", {{"good", R"("good_rows":1)"}}};
}

Try import_to_commit(World& world, Where where) {
  return {"/v1/imports/" + make_import(world, where).text() + "/commit"};
}

Try import_to_undo(World& world, Where where) {
  const ImportId id = make_import(world, where);
  world.set_up([&](Call& call) {
    must(commit_import(call, {id, {}}));
    return Done{};
  });
  return {"/v1/imports/" + id.text() + "/undo"};
}

const Objects objects{
    {{"own_profile", own_at("/v1/me/profile")},
     {"introduction", introduction},
     {"person_list", person_list},
     {"person_sheet", person_sheet},
     {"minor_list", minor_list},
     {"minor", minor_at("")},
     {"minor_looked_at", minor_at("/reveal", R"({"what":"minor","reason":"summer camp"})")},
     {"new_person", new_person},
     {"person_found", person_found},
     {"person", person_at("")},
     {"person_change", person_at("", R"({"language":"en"})")},
     {"contact", person_at("/reveal", R"({"what":"contact","reason":"call back"})")},
     {"identity", person_at("/reveal", R"({"what":"identity","reason":"insurance"})")},
     {"person_export", person_at("/export")},
     {"person_to_erase", person_at("/erase")},
     {"new_code", new_code},
     {"consent_list", consent_list},
     {"consent",
      person_at("/consents", R"({"kind":"photo","wording_version":1,"how":"on the screen"})")},
     {"consent_given", consent_given},
     {"apart_list", apart_list},
     {"apart_asked", apart_asked},
     {"apart_to_end", apart_to_end},
     {"family_list", family_list},
     {"family_contact",
      person_at("/family",
                R"({"kind":"contact","relation":"child","name":"Wei","phone":"13600000001"})")},
     {"family_claimed", family_claimed},
     {"family_claims", family_claims},
     {"ward_list", ward_list},
     {"my_family", my_family},
     {"own_code", own_at("/v1/me/family-code")},
     {"own_merge_code", own_at("/v1/me/merge-code")},
     {"family_code", family_code},
     {"family_to_verify", family_to_verify},
     {"family_to_end", family_to_end},
     {"duplicate_list", duplicate_list},
     {"duplicate", duplicate},
     {"merge_list", merge_list},
     {"merge", merge},
     {"merge_across", merge_across},
     {"merge_to_undo", merge_to_undo},
     {"import_list", import_list},
     {"new_import", new_import},
     {"import", import_shown},
     {"import_to_commit", import_to_commit},
     {"import_to_undo", import_to_undo}}};

}  // namespace
}  // namespace lastmile::authorization

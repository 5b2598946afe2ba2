#include "make_need.h"
#include "media/files_fixture.h"
#include "needs/need_ask.h"
#include "needs/need_close.h"
#include "needs/need_merge.h"
#include "needs/need_petition.h"
#include "needs/need_talk.h"
#include "needs/need_thanks.h"
#include "needs/need_triage.h"
#include "people/consents.h"

// The objects of needs: the need in each state, what is said and shown on it, petitions, due times.
namespace lastmile::authorization {
namespace {

using namespace needs;
using namespace std::chrono_literals;

// --- lists ---------------------------------------------------------------------------------------

Make need_list(const char* target, bool under) {
  return [=](World& world, Where where) {
    const MadeNeed need = make_need(world, where, Stage::taken);
    Try about = about_need(need, "");
    about.target = under ? target + path_of(where) : target;
    about.marks["number"] = need.number;
    return about;
  };
}

Try need_history(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::taken);
  Try about = about_need(need, "");
  about.target = fmt::format("/v1/needs?recipient={}&under={}",
                             about.played.at(Who::resident).text(), path_of(where));
  about.marks["number"] = need.number;
  return about;
}

Try need_counts(World&, Where where) { return {"/v1/needs/counts?under=" + path_of(where)}; }

Try need_by_number(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::taken);
  Try about = about_need(need, "");
  about.target = "/v1/needs/by-number?number=" + need.number;
  return about;
}

// One step by the helper, whose name staff see beside it.
Try timeline(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::taken);
  world.must_run(TestBench::person(need.helper.id), [&](Call& call) {
    return comment_on_need(call, {need.id, given<Words2000>("on my way"), VisibleTo::everyone});
  });
  return about_need(need, "/timeline");
}

// --- asking --------------------------------------------------------------------------------------

std::string wanted(const std::string& details, const Somebody& who) {
  return fmt::format(R"({{"category":"0405","details":"{}","address":"{}"}})", details,
                     who.address);
}

Try new_need(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  return about_resident(
      who, "/v1/needs",
      fmt::format(R"({{"wanted":{},"recipient":"{}","site":"{}","draft":false}})",
                  wanted("Soup", who), who.id.text(), world.site(where).id.text()));
}

std::string on_behalf_body(World& world, Where where, const Somebody& who) {
  return fmt::format(R"({{"wanted":{},"recipient":"{}","site":"{}","source":"counter"}})",
                     wanted("Soup", who), who.id.text(), world.site(where).id.text());
}

Try need_on_behalf(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  return about_resident(who, "/v1/needs/on-behalf", on_behalf_body(world, where, who));
}

/// Written down by a worker for a resident, returned for detail.
Make assisted_at(const char* tail, const char* body) {
  return [=](World& world, Where where) {
    MadeNeed need;
    need.details = "Soup";
    need.recipient = make_resident(world, where);
    const auto cmd = must(from_json<AskOnBehalf>(on_behalf_body(world, where, need.recipient)));
    need.id = world.set_up([&](Call& call) {
      const NeedId id = must(ask_on_behalf(call, cmd)).id;
      TriageNeed decision{.need = id, .decision = Decision::return_};
      decision.reason_code = TriageReason::detail_missing;
      must(triage_need(call, decision));
      return id;
    });
    Try about = about_need(need, tail, body);
    about.marks = marks_of(need.recipient);
    return about;
  };
}

// Another need of the same person beside it.
Try alike(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::taken);
  Try about = about_need(need, "/alike");
  AskForHelp again;
  again.wanted.category = given<Text<2, 4>>("0405");
  again.wanted.details = given<Words2000>("Medicine again");
  again.site = world.site(where).id;
  about.marks["other"] = world
                             .must_run(TestBench::person(need.recipient.id),
                                       [&](Call& call) { return ask_for_help(call, again); })
                             .id.text();
  return about;
}

// --- triage --------------------------------------------------------------------------------------

Try many_decisions(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::submitted);
  return {"/v1/needs/triage",
          fmt::format(R"({{"decisions":[{{"need":"{}","decision":"accept"}}]}})", need.id.text()),
          "application/json",
          {{"done", R"("done":true)"}}};
}

Try refused_need(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::submitted);
  world.set_up([&](Call& call) {
    TriageNeed decision{.need = need.id, .decision = Decision::refuse};
    decision.reason_code = TriageReason::not_ours;
    must(triage_need(call, decision));
    return Done{};
  });
  return about_need(need, "/reopen", R"({"reason_code":"new_facts"})");
}

Try held_need(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::waiting);
  world.set_up([&](Call& call) {
    must(hold_need(call, {need.id, call.now + 48h, HoldReason::later, {}}));
    return Done{};
  });
  return about_need(need, "/unhold");
}

Try need_to_hold(World& world, Where where) {
  return about_need(
      make_need(world, where, Stage::waiting), "/hold",
      fmt::format(R"({{"until":"{}","reason_code":"later"}})", to_text(world.bench().now() + 48h)));
}

Try need_to_merge(World& world, Where where) {
  const MadeNeed into = make_need(world, where, Stage::submitted);
  return about_need(make_need(world, where, Stage::submitted), "/merge",
                    fmt::format(R"({{"into":"{}"}})", into.id.text()));
}

// Into a need of another subcenter: only who triages both may.
Try need_to_merge_across(World& world, Where where) {
  const Where other = where == Where::far ? Where::own : Where::far;
  const MadeNeed into = make_need(world, other, Stage::submitted);
  Try about = about_need(make_need(world, where, Stage::submitted), "/merge",
                         fmt::format(R"({{"into":"{}"}})", into.id.text()));
  about.path = "4112/411202/";
  return about;
}

Try merged_need(World& world, Where where) {
  const MadeNeed into = make_need(world, where, Stage::submitted);
  const MadeNeed need = make_need(world, where, Stage::submitted);
  world.set_up([&](Call& call) {
    must(merge_need(call, {need.id, into.id}));
    return Done{};
  });
  return about_need(need, "/unmerge");
}

// --- service -------------------------------------------------------------------------------------

Try need_to_schedule(World& world, Where where) {
  return about_need(
      make_need(world, where, Stage::taken), "/schedule",
      fmt::format(R"({{"window":{{"start":"{}","end":"{}"}}}})", to_text(world.bench().now() + 24h),
                  to_text(world.bench().now() + 25h)));
}

Make at_the_door(Stage stage, const char* tail) {
  return [=](World& world, Where where) {
    const MadeNeed need = make_need(world, where, stage);
    return about_need(need, tail, fmt::format(R"({{"evidence":{{"pin":"{}"}}}})", need.pin));
  };
}

// Whose recipient has agreed that their phone is told to whoever comes.
Try contact_shared(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::taken);
  world.set_up([&](Call& call) {
    must(people::give_consent(call, {need.recipient.id, people::ConsentKind::contact_sharing, 1,
                                     given<Line>("in writing")}));
    return Done{};
  });
  return about_need(need, "/contact");
}

// --- talk ----------------------------------------------------------------------------------------

Try comment_list(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::taken);
  world.set_up([&](Call& call) {
    must(comment_on_need(call, {need.id, given<Words2000>("to all"), VisibleTo::everyone}));
    must(comment_on_need(call, {need.id, given<Words2000>("to helpers"), VisibleTo::helpers}));
    must(comment_on_need(call, {need.id, given<Words2000>("to staff"), VisibleTo::staff}));
    return Done{};
  });
  Try about = about_need(need, "/comments");
  about.marks["to_all"] = "to all";
  about.marks["to_helpers"] = "to helpers";
  about.marks["to_staff"] = "to staff";
  return about;
}

void confirm(Call& call, const MadeNeed& need) {
  as(
      call, TestBench::person(need.recipient.id),
      [&](Call& then) { return confirm_service(then, {.need = need.id, .happened = true}); },
      call.now);
}

std::string thanks_body(const MadeNeed& need) {
  return fmt::format(R"({{"helper":"{}","words":"glad you came"}})", need.helper.id.text());
}

Try new_thanks(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::served);
  world.set_up([&](Call& call) { return confirm(call, need), 0; });
  return about_need(need, "/thanks", thanks_body(need));
}

Try said_thanks(World& world, Where where, std::string_view tail) {
  const MadeNeed need = make_need(world, where, Stage::served);
  world.set_up([&](Call& call) {
    confirm(call, need);
    as(
        call, TestBench::person(need.recipient.id),
        [&](Call& then) {
          return thank_helper(then,
                              {need.id, need.helper.id, given<Text<1, 500>>("glad you came")});
        },
        call.now);
    return 0;
  });
  Try about = about_need(need, tail);
  about.marks["thanks"] = "glad you came";
  return about;
}

Try thanks_list(World& world, Where where) { return said_thanks(world, where, "/thanks"); }
Try thanks(World& world, Where where) { return said_thanks(world, where, "/thanks/answer"); }

AttachmentId attach_photo(World& world, const MadeNeed& need) {
  return world.set_up([&](Call& call) {
    const media::Cleaned photo{media::FileKind::photo, "image/png", "photo bytes"};
    return must(attach_to_need(call, {need.id}, photo)).id;
  });
}

Try attachment_list(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::taken);
  Try about = about_need(need, "/attachments");
  about.marks["attachment"] = attach_photo(world, need).text();
  return about;
}

Try attachment(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::taken);
  Try about = about_need(need, "/attachments/" + attach_photo(world, need).text());
  about.marks["photo"] = "photo bytes";
  return about;
}

Try new_attachment(World& world, Where where) {
  Try about = about_need(make_need(world, where, Stage::taken), "/attachments", media::png());
  about.content_type = "image/png";
  return about;
}

// --- petitions -----------------------------------------------------------------------------------

struct MadePetition {
  MadeNeed need;
  PetitionId id;
};
MadePetition make_petition(World& world, Where where) {
  MadePetition made{make_need(world, where, Stage::taken), {}};
  made.id = world
                .must_run(colleague(where),
                          [&](Call& call) {
                            return ask_extension(call, {made.need.id, call.now + 24h * 30,
                                                        given<Line>("snowed in")});
                          })
                .id;
  return made;
}

Try petition_list(World& world, Where where) {
  Try about = about_need(make_petition(world, where).need, "/petitions");
  about.marks["reason"] = "snowed in";
  return about;
}

Try open_petitions(World& world, Where where) {
  const MadePetition made = make_petition(world, where);
  Try about = about_need(made.need, "");
  about.target = "/v1/petitions?limit=200&under=" + path_of(where);
  about.marks["petition"] = made.id.text();
  return about;
}

Try petition(World& world, Where where) {
  const MadePetition made = make_petition(world, where);
  Try about = about_need(made.need, "", R"({"granted":false,"answer":"come tomorrow"})");
  about.target = "/v1/petitions/" + made.id.text() + "/decide";
  return about;
}

Try extension(World& world, Where where) {
  return about_need(make_need(world, where, Stage::taken), "/extension",
                    fmt::format(R"({{"until":"{}","reason":"snowed in"}})",
                                to_text(world.bench().now() + 24h * 30)));
}

// --- due times -----------------------------------------------------------------------------------

Try due_rules(World&, Where where) { return {"/v1/due-rules?site_path=" + path_of(where)}; }

Try new_due_rule(World&, Where where) {
  return {"/v1/due-rules",
          fmt::format(R"({{"site_path":"{}","step":"triage","minutes":90}})", path_of(where))};
}

using S = Stage;

const Objects objects{
    {{"need_list", need_list("/v1/needs?limit=200&under=", true)},
     {"need_history", need_history},
     {"need_sheet", need_list("/v1/needs?format=csv&under=", true)},
     {"need_counts", need_counts},
     {"need_by_number", need_by_number},
     {"my_needs", need_list("/v1/me/needs", false)},
     {"my_tasks", need_list("/v1/me/tasks", false)},
     {"need", need_at(S::taken, "")},
     {"draft", need_at(S::draft, "")},
     {"served_need", need_at(S::served, "")},
     {"timeline", timeline},
     {"new_need", new_need},
     {"need_on_behalf", need_on_behalf},
     {"draft_to_submit", need_at(S::draft, "/submit")},
     {"assisted_sent", assisted_at("/submit", R"({"details":"Soup without salt"})")},
     {"need_to_change", need_at(S::taken, "/change", R"({"details":"two boxes"})")},
     {"assisted_mended", assisted_at("/change", R"({"details":"two boxes"})")},
     {"need_to_withdraw", need_at(S::taken, "/withdraw", R"({"reason_code":"solved"})")},
     {"alike", alike},
     {"need_to_triage", need_at(S::submitted, "/triage", R"({"decision":"accept"})")},
     {"many_decisions", many_decisions},
     {"need_to_untriage", need_at(S::waiting, "/untriage")},
     {"need_to_release", need_at(S::kept, "/release")},
     {"need_to_hold", need_to_hold},
     {"held_need", held_need},
     {"refused_need", refused_need},
     {"need_to_merge", need_to_merge},
     {"need_to_merge_across", need_to_merge_across},
     {"merged_need", merged_need},
     {"need_to_schedule", need_to_schedule},
     {"need_to_leave", need_at(S::taken, "/leave", R"({"reason_code":"ill"})")},
     {"check_in", at_the_door(S::taken, "/check-in")},
     {"check_out", at_the_door(S::in_service, "/check-out")},
     {"door_code", need_at(S::taken, "/code")},
     {"door_codes", need_at(S::taken, "/codes")},
     {"contact_shared", contact_shared},
     {"contact_kept", need_at(S::taken, "/contact")},
     {"need_to_confirm", need_at(S::served, "/confirm", R"({"happened":true,"channel":"phone"})")},
     {"need_to_rate", need_at(S::served, "/rate", R"({"stars":5,"tags":[],"channel":"phone"})")},
     {"comment_list", comment_list},
     {"comment", need_at(S::taken, "/comments", R"({"words":"on my way"})")},
     {"thanks_list", thanks_list},
     {"new_thanks", new_thanks},
     {"thanks", thanks},
     {"attachment_list", attachment_list},
     {"new_attachment", new_attachment},
     {"attachment", attachment},
     {"petition_list", petition_list},
     {"open_petitions", open_petitions},
     {"extension", extension},
     {"objection", need_at(S::waiting, "/objection", R"({"reason":"not ours"})")},
     {"petition", petition},
     {"due_rules", due_rules},
     {"new_due_rule", new_due_rule}}};

}  // namespace
}  // namespace lastmile::authorization

#include "make_need.h"
#include "notices/means.h"
#include "notices/notice_store.h"
#include "notices/outbox_store.h"
#include "notices/place_rules.h"
#include "notices/telling.h"
#include "notices/templates.h"
#include "notices/unsubscribe.h"
#include "notices/webhooks.h"
#include "notices/wishes.h"

// The objects of notices: an inbox, how one wants to be told, the outbox, words, webhooks.
namespace lastmile::authorization {
namespace {

using namespace notices;

/// What this town can send, for the verbs that ask.
void give_means(Call& call) {
  Means m;
  m.email = m.sms = true;
  note_means(call, m);
}

struct MadeNotice {
  Somebody reader;
  NoticeId id;
};
MadeNotice make_notice(World& world, Where where) {
  MadeNotice made{make_resident(world, where), {}};
  made.id = world.set_up([&](Call& call) {
    Telling t{{Occasion::need_accepted, {}, path_of(where)}, {}, {made.reader.id}};
    t.event = "notice/" + std::to_string(world.fresh());
    tell(call, t);
    return load_inbox(call.tx, call.region(), {.whose = {made.reader.id}}).at(0).id;
  });
  return made;
}

Try about_notice(const MadeNotice& made, std::string target) {
  Try about = about_resident(made.reader, std::move(target));
  about.marks["notice"] = made.id.text();
  return about;
}
Try inbox(World& world, Where where) {
  return about_notice(make_notice(world, where), "/v1/me/notices");
}
Make notice_at(const char* tail) {
  return [=](World& world, Where where) {
    const MadeNotice made = make_notice(world, where);
    Try about = about_notice(made, "/v1/me/notices/" + made.id.text() + tail);
    about.marks.erase("notice");
    return about;
  };
}
Make own(const char* target, const char* body = "{}") {
  return [=](World& world, Where where) {
    return about_resident(make_resident(world, where), target, body);
  };
}

// --- the e-mail address
// ---------------------------------------------------------------------------

Try new_email(World& world, Where where) {
  world.set_up([&](Call& call) {
    give_means(call);
    purge_email_codes(call.tx, call.region(), call.now + std::chrono::seconds{1});
    return 0;
  });
  return about_resident(make_resident(world, where), "/v1/me/email",
                        R"({"address":"li@people.example"})");
}

std::string code_for(World& world, const Somebody& who) {
  world.set_up([](Call& call) { return give_means(call), 0; });
  const auto asked = world.must_run(TestBench::person(who.id), [](Call& call) {
    return ask_email(call, {given<send::MailAddress>("li@people.example")});
  });
  return authorization::must(asked.code);
}
Try email_to_confirm(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  return about_resident(who, "/v1/me/email/confirm",
                        fmt::format(R"({{"code":"{}"}})", code_for(world, who)));
}
Try email_to_remove(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  const std::string code = code_for(world, who);
  world.must_run(TestBench::person(who.id),
                 [&](Call& call) { return confirm_email(call, {given<Text<6, 6>>(code)}); });
  return about_resident(who, "/v1/me/email/remove");
}
Try unsubscribing(World& world, Where where) {
  const Somebody who = make_resident(world, where);
  const auto token =
      world.set_up([&](Call& call) { return unsubscribe_token(call, {who.id, Topic::visits}); });
  return about_resident(who, "/v1/unsubscribe", fmt::format(R"({{"token":"{}"}})", token));
}

// --- the outbox
// -----------------------------------------------------------------------------------

struct MadeSending {
  Somebody reader;
  SendingId id;
};
MadeSending make_sending(World& world, Where where, SendingState state) {
  MadeSending made{make_resident(world, where), {}};
  made.id = world.set_up([&](Call& call) {
    Message m{.channel = Channel::sms,
              .told = {Occasion::need_accepted, {}, path_of(where)},
              .event = "sending/" + std::to_string(world.fresh())};
    m.person = made.reader.id;
    m.address = made.reader.phone;
    m.shown = Phone::parse(made.reader.phone)->masked();
    m.due = call.now;
    const SendingId id = *put_out(call, m);
    auto row = *load_sending(call.tx, call.region(), id);
    row.state = state;
    ASSERT(call.tx.update(row));
    return id;
  });
  return made;
}
Make outbox_list(const char* target) {
  return [=](World& world, Where where) {
    const MadeSending made = make_sending(world, where, SendingState::waiting);
    Try about = about_resident(made.reader, target + path_of(where));
    about.marks["sending"] = made.id.text();
    return about;
  };
}
Make sending_at(SendingState state, const char* tail) {
  return [=](World& world, Where where) {
    const MadeSending made = make_sending(world, where, state);
    return about_resident(made.reader, "/v1/notices/outbox/" + made.id.text() + tail);
  };
}
Try test_message(World& world, Where) {
  world.set_up([](Call& call) { return give_means(call), 0; });
  Try about{"/v1/notices/test", R"({"channel":"email","to":"it@town.example"})"};
  about.path = "4112/";
  return about;
}

// --- words and rules
// ------------------------------------------------------------------------------

constexpr const char* which = R"("occasion":"need_accepted","channel":"inbox","lang":"zh")";

Try template_list(World&, Where where) {
  return {"/v1/notice-templates?occasion=need_accepted&site_path=" + path_of(where)};
}
Try template_versions(World&, Where where) {
  return {"/v1/notice-templates/versions?occasion=need_accepted&channel=inbox&lang=zh&site_path=" +
          path_of(where)};
}
Make words_at(const char* target) {
  return [=](World&, Where where) -> Try {
    return {target,
            fmt::format(R"({{"site_path":"{}",{},"words":"{{number}}"}})", path_of(where), which)};
  };
}
Try words_to_reset(World& world, Where where) {
  world.must_run(World::clerk(), [&](Call& call) {
    SetTemplate cmd{given<access::SitePath>(path_of(where)), Occasion::need_accepted,
                    Channel::inbox, Lang::zh};
    cmd.words = given<Words2000>("{number}");
    return set_template(call, cmd);
  });
  return {"/v1/notice-templates/reset",
          fmt::format(R"({{"site_path":"{}",{}}})", path_of(where), which)};
}
Try notice_rules(World&, Where where) { return {"/v1/notice-rules?site_path=" + path_of(where)}; }
Try new_notice_rule(World&, Where where) {
  return {"/v1/notice-rules",
          fmt::format(R"({{"site_path":"{}","reminders":[60]}})", path_of(where))};
}

// --- webhooks
// -------------------------------------------------------------------------------------

constexpr const char* hook_url = "https://hook.example.cn/as-good-as-a-password";

WebhookMade make_hook(World& world, Where where) {
  return world.must_run(World::clerk(), [&](Call& call) -> Result<WebhookMade> {
    // Others were made at this place before: there is room for twenty.
    for (auto row : load_webhooks(call.tx, call.region(), path_of(where))) {
      RETURN_IF_REFUSED(remove_webhook(call, {row.id}));
    }
    MakeWebhook cmd;
    cmd.name = given<Name>("screen");
    cmd.site_path = given<access::SitePath>(path_of(where));
    cmd.url = given<Text<8, 500>>(hook_url);
    return make_webhook(call, cmd);
  });
}
Try about_hook(const WebhookMade& made, std::string target, std::string body = "{}") {
  Try about{std::move(target), std::move(body)};
  about.marks["webhook"] = made.webhook.webhook.text();
  about.marks["url"] = "as-good-as-a-password";
  about.marks["secret"] = made.secret;
  return about;
}
Try hook_list(World& world, Where where) {
  return about_hook(make_hook(world, where), "/v1/webhooks?under=" + path_of(where));
}
Try new_hook(World& world, Where where) {
  make_hook(world, where);
  return {"/v1/webhooks", fmt::format(R"({{"name":"screen","site_path":"{}","url":"{}"}})",
                                      path_of(where), hook_url)};
}
Make hook_at(const char* tail, const char* body = "{}") {
  return [=](World& world, Where where) {
    const auto made = make_hook(world, where);
    Try about = about_hook(made, "/v1/webhooks/" + made.webhook.webhook.text() + tail, body);
    about.marks.erase("webhook");
    return about;
  };
}

const Objects objects{{{"inbox", inbox},
                       {"notice_to_read", notice_at("/read")},
                       {"notice_to_unread", notice_at("/unread")},
                       {"own_notices", own("/v1/me/notices/read")},
                       {"own_notices_back", own("/v1/me/notices/unread")},
                       {"own_count", own("/v1/me/notices/count")},
                       {"own_choices", own("/v1/me/notice-choices")},
                       {"new_choice", own("/v1/me/notice-choices",
                                          R"({"topic":"visits","channel":"sms","on":false})")},
                       {"new_quiet", own("/v1/me/notice-choices/quiet")},
                       {"new_email", new_email},
                       {"email_to_confirm", email_to_confirm},
                       {"email_to_remove", email_to_remove},
                       {"unsubscribing", unsubscribing},
                       {"outbox", outbox_list("/v1/notices/outbox?limit=200&under=")},
                       {"outbox_sheet", outbox_list("/v1/notices/outbox?format=csv&under=")},
                       {"outbox_counts", outbox_list("/v1/notices/outbox/counts?under=")},
                       {"sending_refused", sending_at(SendingState::refused, "/retry")},
                       {"sending_waiting", sending_at(SendingState::waiting, "/give-up")},
                       {"test_message", test_message},
                       {"template_list", template_list},
                       {"template_versions", template_versions},
                       {"new_words", words_at("/v1/notice-templates")},
                       {"words_to_preview", words_at("/v1/notice-templates/preview")},
                       {"words_to_reset", words_to_reset},
                       {"notice_rules", notice_rules},
                       {"new_notice_rule", new_notice_rule},
                       {"hook_list", hook_list},
                       {"new_hook", new_hook},
                       {"hook_to_change", hook_at("/change", R"({"name":"wall"})")},
                       {"hook_secret", hook_at("/secret")},
                       {"hook_to_pause", hook_at("/pause")},
                       {"hook_to_enable", hook_at("/enable")},
                       {"hook_to_test", hook_at("/test")},
                       {"hook_to_remove", hook_at("/remove")}}};

}  // namespace
}  // namespace lastmile::authorization

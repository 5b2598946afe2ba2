#include "notices/outgoing.h"

#include <fmt/format.h>

#include "notices/means.h"
#include "notices/telling.h"
#include "notices/unsubscribe.h"
#include "notices/webhook_store.h"
#include "people/reach.h"

namespace lastmile::notices {
namespace {

constexpr Words footer{"This message was sent by the program and is read by nobody.",
                       "本邮件由系统自动发出，请勿直接回复。"};
constexpr Words footer_end{"No more e-mails of this kind: ", "不再接收这类邮件："};

// What it is about: as it was when it happened, not as it is by now.
Told told_of(const SendingRow& row, const std::string& words) {
  Told told{row.occasion, row.subject, row.site_path};
  if (auto detail = from_json<Detail>(words); detail.ok()) told.detail = std::move(detail).value();
  return told;
}

Lang lang_of(Call& call, const SendingRow& row) {
  if (!row.person) return Lang::zh;
  const auto reach = people::reach_of(call, *row.person);
  return reach ? reach->lang.value_or(Lang::zh) : Lang::zh;
}

// A code is the only word that is kept, for it cannot be made anew.
std::string code_in(const SendingRow& row, const std::string& words) {
  return row.occasion == Occasion::email_code ? words : "";
}

Outgoing mail_of(Call& call, const SendingRow& row, const std::string& words) {
  const Lang lang = lang_of(call, row);
  const Told told = told_of(row, words);
  Wording wording(call, Channel::email, lang);
  const Said said = wording.said(told, code_in(row, words));
  Outgoing out;
  send::Mail& mail = out.mail;
  mail.id = row.id.text();
  mail.to = *open_address(call, row);
  mail.subject = said.title;
  mail.text = said.text;
  mail.lang = lang;
  mail.at = call.now;
  const bool leads_on = row.occasion != Occasion::email_code && row.occasion != Occasion::test;
  if (leads_on) {
    mail.text += "\n\n" + call.settings.public_url + page_of(row.occasion, row.subject);
  }
  mail.text += fmt::format("\n\n-- \n{}\n", footer.in(lang));
  if (leads_on && row.person && row.topic != Topic::security) {
    mail.unsubscribe = call.settings.public_url +
                       "/unsubscribe?token=" + unsubscribe_token(call, {*row.person, row.topic});
    mail.text += fmt::format("{}{}\n", footer_end.in(lang), mail.unsubscribe);
  }
  return out;
}

Prepared text_of(Call& call, const SendingRow& row, const std::string& words) {
  Wording wording(call, Channel::sms, lang_of(call, row));
  const Said said = wording.said(told_of(row, words), code_in(row, words));
  Outgoing out;
  out.text = {row.id.text(), Phone::parse(*open_address(call, row)).value_or(Phone{}), said.text};
  out.segments = send::count_segments(said.text);
  const auto most = means(call).sms_segments_max;
  if (out.segments > most) {
    return {{},
            {SendingState::refused,
             fmt::format("{} segments, and sms_segments_max is {}", out.segments, most)}};
  }
  return {out};
}

std::string signature(std::string_view secret, std::int64_t seconds, std::string_view body) {
  return "v1=" + send::hmac_sha256(secret, fmt::format("{}.{}", seconds, body));
}

Prepared post_of(Call& call, const SendingRow& row, const std::string& words) {
  const auto hook = load_webhook(call.tx, call.region(), *row.webhook);
  if (!hook || hook->state != WebhookState::active) {
    return {{}, {SendingState::given_up, "the webhook is switched off"}};
  }
  const std::string id = hook->id.text();
  const auto seconds =
      std::chrono::floor<std::chrono::seconds>(call.now.time_since_epoch()).count();
  const std::string secret = call.vault.open_own({"webhook", id, "secret"}, hook->secret);
  Outgoing out;
  out.post.url = call.vault.open_own({"webhook", id, "url"}, hook->url);
  out.post.body = words;
  out.post.headers = {"Content-Type: application/json", "User-Agent: Lastmile",
                      "Lastmile-Event: " + row.id.text(),
                      fmt::format("Lastmile-Timestamp: {}", seconds),
                      "Lastmile-Signature: " + signature(secret, seconds, words)};
  out.post.timeout_seconds = 10;
  out.post.may_reach_private = call.settings.demo || means(call).webhooks_reach_private;
  return {out};
}

}  // namespace

Prepared prepare(Call& call, const SendingRow& row) {
  const auto address = open_address(call, row);
  const auto words = open_words(call, row);
  if (!address || (row.words && !words)) return {};
  switch (row.channel) {
    case Channel::email:
      return {mail_of(call, row, words.value_or("{}"))};
    case Channel::sms:
      return text_of(call, row, words.value_or("{}"));
    case Channel::webhook:
      return post_of(call, row, words.value_or("{}"));
    case Channel::inbox:
      break;
  }
  return {{}, {SendingState::given_up, "nothing goes out by this way"}};
}

}  // namespace lastmile::notices

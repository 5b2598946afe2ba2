#include "notices/telling.h"

#include <algorithm>

#include "notices/notice_facts.h"
#include "notices/notice_store.h"
#include "notices/place_rules.h"
#include "notices/wish_store.h"
#include "people/reach.h"
#include "send/mail.h"

namespace lastmile::notices {
namespace {

vault::Sealed sealed(Call& call, const SendingRow& row, std::string_view column,
                     std::string_view plain) {
  const std::string id = row.id.text();
  const vault::Spot spot{"outbox", id, column};
  if (row.person) return call.vault.seal(call.tx, call.region(), *row.person, spot, plain);
  return call.vault.seal_own(spot, plain);
}

std::optional<std::string> opened(Call& call, const SendingRow& row, std::string_view column,
                                  const vault::Sealed& sealed) {
  const std::string id = row.id.text();
  const vault::Spot spot{"outbox", id, column};
  if (row.person) return call.vault.open(call.tx, call.region(), *row.person, spot, sealed);
  return call.vault.open_own(spot, sealed);
}

std::optional<std::string> opened_email(Call& call, const WishRow& wish) {
  if (!wish.email || wish.email_state != EmailState::confirmed) return std::nullopt;
  const std::string row = wish.person.text();
  return call.vault.open(call.tx, call.region(), wish.person, {"notice_person", row, "email"},
                         *wish.email);
}

/// One reader while they are told.
struct Reader {
  PersonId person;
  people::Reach reach;
  WishRow wish;
};

std::optional<Reader> reader_of(Call& call, PersonId person) {
  auto reach = people::reach_of(call, person);
  if (!reach) return std::nullopt;
  Reader reader{reach->person, *reach, {}};
  if (auto wish = load_wish(call.tx, call.region(), people::profiles_of(call, reader.person))) {
    reader.wish = std::move(*wish);
  }
  return reader;
}

bool wants(const Reader& reader, Occasion occasion, Channel channel) {
  if (!is_wanted(reader.wish.choices, occasion, channel)) return false;
  const bool goes_out = channel != Channel::inbox;
  return !(goes_out && reader.reach.wants_no_messages && !is_locked(occasion, channel));
}

// Nothing when they were told before.
std::optional<NoticeId> put_in(Call& call, const Telling& t, const Reader& reader) {
  const OccasionInfo& about = info(t.told.occasion);
  const NoticeRow row{call.region(),  call.make_id<NoticeTag>(),
                      reader.person,  t.told.occasion,
                      about.topic,    t.event,
                      t.told.subject, t.told.site_path,
                      t.told.detail,  about.urgent,
                      call.now,       {}};
  return call.tx.insert(row) ? std::optional(row.id) : std::nullopt;
}

void send_on(Call& call, const Telling& t, const Reader& reader, std::optional<NoticeId> notice) {
  const Occasion occasion = t.told.occasion;
  const Means town = means(call);
  Message m{.told = t.told, .event = t.event, .notice = notice, .person = reader.person};
  // Without a notice to look it up in, the message carries what it is about.
  m.words = to_json(t.told.detail);
  m.urgent = info(occasion).urgent;
  m.until = t.until;
  m.due = m.urgent ? call.now
                   : out_of_quiet(quiet_for(call, reader.wish.quiet, t.told.site_path), call.now,
                                  call.settings.zone);
  if (town.email && wants(reader, occasion, Channel::email)) {
    if (const auto address = opened_email(call, reader.wish)) {
      m.channel = Channel::email;
      m.address = *address;
      m.shown = send::MailAddress::parse(*address).value_or(send::MailAddress{}).masked();
      put_out(call, m);
    }
  }
  const auto& phone = reader.reach.phone;
  if (town.sms && phone && phone->is_mobile() && wants(reader, occasion, Channel::sms)) {
    m.channel = Channel::sms;
    m.address = phone->text();
    m.shown = phone->masked();
    put_out(call, m);
  }
}

}  // namespace

void tell(Call& call, const Telling& t) {
  std::vector<PersonId> told;
  for (const PersonId person : t.to) {
    const auto reader = reader_of(call, person);
    if (!reader || std::ranges::find(told, reader->person) != told.end()) continue;
    std::optional<NoticeId> notice;
    if (wants(*reader, t.told.occasion, Channel::inbox)) {
      notice = put_in(call, t, *reader);
      if (!notice) continue;
      told.push_back(reader->person);
    }
    send_on(call, t, *reader, notice);
  }
  if (told.empty()) return;
  call.journal.append(NoticeMade{{t.told.occasion}}, {t.told.subject, "", told});
}

std::optional<SendingId> put_out(Call& call, const Message& m) {
  SendingRow row{.region = call.region(), .id = call.make_id<SendingTag>(), .channel = m.channel};
  row.occasion = m.told.occasion;
  row.topic = info(m.told.occasion).topic;
  row.event = m.event;
  row.notice = m.notice;
  row.person = m.person;
  row.webhook = m.webhook;
  row.subject = m.told.subject;
  row.site_path = m.told.site_path;
  row.address_tag =
      call.vault.blind_index("notice_address", std::string(to_text(m.channel)) + "|" + m.address);
  row.shown = m.shown;
  row.urgent = m.urgent;
  row.due_at = std::max(m.due, call.now);
  row.until_at = m.until.value_or(row.due_at + keeps_for(row.occasion));
  row.queued_at = call.now;
  row.address = sealed(call, row, "address", m.address);
  if (m.words) row.words = sealed(call, row, "words", *m.words);
  return call.tx.insert(row) ? std::optional(row.id) : std::nullopt;
}

std::optional<std::string> open_address(Call& call, const SendingRow& row) {
  return opened(call, row, "address", row.address);
}

std::optional<std::string> open_words(Call& call, const SendingRow& row) {
  if (!row.words) return std::nullopt;
  return opened(call, row, "words", *row.words);
}

std::optional<std::string> email_of(Call& call, PersonId person) {
  const auto wish = load_wish(call.tx, call.region(), people::profiles_of(call, person));
  return wish ? opened_email(call, *wish) : std::nullopt;
}

}  // namespace lastmile::notices

#pragma once
#include "notices/notice.h"

/// What notices append to the journal. About: subject = what it was about or the person, people =
/// those told. No address, no text; which device or address stands in no fact.
namespace lastmile::notices {

/// People have something new in their inbox.
struct NoticeMade {
  static constexpr std::string_view kind = "notice_made";
  static constexpr int version = 1;
  std::vector<Occasion> occasions;
};
BOOST_DESCRIBE_STRUCT(NoticeMade, (), (occasions))

/// Somebody read, or wants to read again: for their other devices.
struct NoticesRead {
  static constexpr std::string_view kind = "notice_read";
  static constexpr int version = 1;
  std::int64_t notices = 0;
  bool read = true;
};
BOOST_DESCRIBE_STRUCT(NoticesRead, (), (notices, read))

/// How one message to one address ended.
struct SendingEnded {
  static constexpr std::string_view kind = "notice_sent";
  static constexpr int version = 1;
  SendingId sending;
  Channel channel;
  Occasion occasion;
  SendingState state;
  std::int64_t tries = 0;
};
BOOST_DESCRIBE_STRUCT(SendingEnded, (), (sending, channel, occasion, state, tries))

/// Staff sent one again, or gave it up.
struct SendingSet {
  static constexpr std::string_view kind = "notice_sending_set";
  static constexpr int version = 1;
  SendingId sending;
  std::string what;  // retried, given_up, test
};
BOOST_DESCRIBE_STRUCT(SendingSet, (), (sending, what))

/// How somebody wants to be told. what: choice, quiet, email_confirmed, email_removed,
/// email_bounced, unsubscribed, erased.
struct NoticeWishSet {
  static constexpr std::string_view kind = "notice_wish_set";
  static constexpr int version = 1;
  PersonId person;
  std::string what;
};
BOOST_DESCRIBE_STRUCT(NoticeWishSet, (), (person, what))

struct NoticeTemplateSet {
  static constexpr std::string_view kind = "notice_template_set";
  static constexpr int version = 1;
  Occasion occasion;
  Channel channel;
  Lang lang;
  std::int64_t template_version = 1;
  bool reset = false;
};
BOOST_DESCRIBE_STRUCT(NoticeTemplateSet, (), (occasion, channel, lang, template_version, reset))

struct NoticeRuleSet {
  static constexpr std::string_view kind = "notice_rule_set";
  static constexpr int version = 1;
  std::vector<std::int64_t> reminders;
  std::optional<QuietHours> quiet;
};
BOOST_DESCRIBE_STRUCT(NoticeRuleSet, (), (reminders, quiet))

struct WebhookSet {
  static constexpr std::string_view kind = "webhook_set";
  static constexpr int version = 1;
  WebhookId webhook;
  std::string what;  // made, changed, secret, paused, enabled, failed, heard, disabled, removed
};
BOOST_DESCRIBE_STRUCT(WebhookSet, (), (webhook, what))

}  // namespace lastmile::notices

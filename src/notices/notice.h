#pragma once
#include <span>

#include "base/page.h"
#include "needs/need.h"
#include "vault/vault.h"

/// What people are told: on which occasion, by which way, about what.
namespace lastmile::notices {

using NoticeId = Id<struct NoticeTag>;
using SendingId = Id<struct SendingTag>;
using WebhookId = Id<struct WebhookTag>;

/// The ways to reach somebody. A webhook reaches a program, never a person.
enum class Channel { inbox, email, sms, webhook };
BOOST_DESCRIBE_ENUM(Channel, inbox, email, sms, webhook)

/// What one chooses the ways for: occasions come in groups, or nobody would choose at all.
enum class Topic {
  needs,     // what became of one's request
  visits,    // who comes and when, reminders, confirming
  offers,    // being asked to help
  records,   // hours on record
  papers,    // licences, consents
  groups,    // teams and family
  work,      // of staff: what is overdue, escalated, unanswered
  security,  // the account and its addresses
};
BOOST_DESCRIBE_ENUM(Topic, needs, visits, offers, records, papers, groups, work, security)

enum class Occasion {
  need_accepted,
  need_returned,
  need_refused,
  need_referred,
  help_coming,  // somebody said yes
  helper_left,  // and does not come after all
  time_changed,
  visit_off,  // to helpers: nobody need come
  service_done,
  thanked,     // to helpers: the one served says thanks
  visit_day,   // reminder, the day before
  visit_soon,  // reminder, the hours before
  offer_received,
  offer_ending,
  offer_over,
  record_made,
  first_record,  // 被志愿: one tap says “not me”
  record_disputed,
  record_decided,
  petition_decided,
  need_urgent,
  need_overdue,
  need_escalated,
  nobody_accepted,
  consent_waiting,
  licence_ending,
  team_invited,
  family_asked,
  family_linked,
  device_new,
  phone_changed,
  email_changed,
  email_code,
  email_bounced,
  undelivered,
  webhook_disabled,
  test,
};
BOOST_DESCRIBE_ENUM(Occasion, need_accepted, need_returned, need_refused, need_referred,
                    help_coming, helper_left, time_changed, visit_off, service_done, thanked,
                    visit_day, visit_soon, offer_received, offer_ending, offer_over, record_made,
                    first_record, record_disputed, record_decided, petition_decided, need_urgent,
                    need_overdue, need_escalated, nobody_accepted, consent_waiting, licence_ending,
                    team_invited, family_asked, family_linked, device_new, phone_changed,
                    email_changed, email_code, email_bounced, undelivered, webhook_disabled, test)

/// What a text may hold in braces. No name, address, phone or words of anybody is among them: a
/// message may be read on a screen that others see, and by whoever runs the networks between.
enum class Placeholder {
  site,      // the station's name
  link,      // where to go on
  number,    // of the need, as it is read out
  category,  // of the service
  when,      // the time agreed
  was,       // the time it was before
  due,       // until when something is to be done
  reason,    // why, from the list of reasons
  minutes,   // of service
  days,      // left
  paper,     // a licence or consent
  team,
  outcome,  // granted or not, upheld or not
  level,    // the site it went up to
  code,
};
BOOST_DESCRIBE_ENUM(Placeholder, site, link, number, category, when, was, due, reason, minutes,
                    days, paper, team, outcome, level, code)

/// One occasion, described once.
struct OccasionInfo {
  Occasion occasion;
  Topic topic;
  bool urgent = false;  // passes quiet hours
  bool email = false;   // sent so unless one chooses otherwise
  bool sms = false;
  bool locked = false;  // the inbox always has it, and an e-mail where there is an address
  std::span<const Placeholder> placeholders = {};  // beside site and link
  std::string_view page = {};                      // of the subject, such as "/needs/"
};
const OccasionInfo& info(Occasion occasion);
/// Those that templates may word, in the order of the enum: all but what the program says itself.
bool is_worded(Occasion occasion);
bool allows(Occasion occasion, Placeholder placeholder);
/// Those a webhook may ask for: they are about a need, a record or a group, not about a person.
bool is_heard_by_webhooks(Occasion occasion);

/// What a notice knows beside its subject: codes, times and counts, from which its words are made
/// in the reader's language.
struct Detail {
  std::optional<std::string> number = {};
  std::optional<std::string> category = {};
  std::optional<TimeWindow> window = {};
  std::optional<TimeWindow> was = {};
  std::optional<Instant> due = {};
  std::optional<std::string> reason = {};
  std::optional<std::int64_t> minutes = {};
  std::optional<std::int64_t> days = {};
  std::optional<std::string> paper = {};
  std::optional<Uuid> team = {};
  std::optional<std::string> outcome = {};
  std::optional<std::string> level = {};  // path of the site it went up to
};
BOOST_DESCRIBE_STRUCT(Detail, (),
                      (number, category, window, was, due, reason, minutes, days, paper, team,
                       outcome, level))

/// Hours in which nothing goes out that can wait: local minutes, over midnight when it ends before
/// it begins; equal: none.
struct QuietHours {
  Bounded<0, 1439> from_minute{21 * 60};
  Bounded<0, 1439> to_minute{8 * 60};
  friend bool operator==(const QuietHours&, const QuietHours&) = default;
};
BOOST_DESCRIBE_STRUCT(QuietHours, (), (from_minute, to_minute))

/// How far a message has come.
enum class SendingState {
  waiting,
  sending,
  sent,      // the far end said that it has it
  refused,   // it said that it never will
  unknown,   // handed over and not answered: it may have arrived, so it is not sent again by itself
  expired,   // too late to be of use before it could go out
  given_up,  // tried in vain until the last try, or staff gave it up
};
BOOST_DESCRIBE_ENUM(SendingState, waiting, sending, sent, refused, unknown, expired, given_up)
constexpr bool is_under_way(SendingState s) {
  return s == SendingState::waiting || s == SendingState::sending;
}
constexpr bool is_undelivered(SendingState s) { return s > SendingState::sent; }

}  // namespace lastmile::notices

#include "notices/notice.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace lastmile::notices {
namespace {

using enum Placeholder;
using O = Occasion;
using T = Topic;

constexpr std::array of_need{number, category, when};
constexpr std::array of_answer{number, category, when, reason};
constexpr std::array of_change{number, category, when, was};
constexpr std::array of_offer{category, when, due};
constexpr std::array of_record{category, when, minutes};
constexpr std::array of_case{category, when, minutes, outcome};
constexpr std::array of_petition{number, category, outcome};
constexpr std::array of_work{number, category, due};
constexpr std::array of_level{number, category, due, level};
constexpr std::array of_consent{paper};
constexpr std::array of_licence{paper, days};
constexpr std::array of_team{team};
constexpr std::array of_code{code};

constexpr bool urgent = true, calm = false, mail = true, sms = true, no = false, locked = true;

// In the order of the enum, which a test holds it to. A text message costs money and wakes people:
// by itself it goes out where somebody waits at a door, or was put on record.
constexpr OccasionInfo all[] = {
    {O::need_accepted, T::needs, calm, mail, no, no, of_need, "/needs/"},
    {O::need_returned, T::needs, calm, mail, sms, no, of_answer, "/needs/"},
    {O::need_refused, T::needs, calm, mail, sms, no, of_answer, "/needs/"},
    {O::need_referred, T::needs, calm, mail, sms, no, of_answer, "/needs/"},
    {O::help_coming, T::visits, calm, mail, sms, no, of_need, "/needs/"},
    {O::helper_left, T::visits, calm, mail, sms, no, of_need, "/needs/"},
    {O::time_changed, T::visits, urgent, mail, sms, no, of_change, "/needs/"},
    {O::visit_off, T::visits, urgent, mail, sms, no, of_answer, "/needs/"},
    {O::service_done, T::visits, calm, mail, no, no, of_need, "/needs/"},
    {O::thanked, T::visits, calm, no, no, no, of_need, "/tasks/"},
    {O::visit_day, T::visits, calm, mail, sms, no, of_need, "/needs/"},
    {O::visit_soon, T::visits, calm, no, sms, no, of_need, "/needs/"},
    {O::offer_received, T::offers, calm, mail, sms, no, of_offer, "/offers/"},
    {O::offer_ending, T::offers, calm, no, no, no, of_offer, "/offers/"},
    {O::offer_over, T::offers, calm, no, no, no, of_offer, "/offers/"},
    {O::record_made, T::records, calm, mail, no, no, of_record, "/records/"},
    {O::first_record, T::records, calm, mail, sms, locked, of_record, "/records/"},
    {O::record_disputed, T::work, calm, no, no, no, of_record, "/desk/records/"},
    {O::record_decided, T::records, calm, mail, no, no, of_case, "/records/"},
    {O::petition_decided, T::work, calm, mail, no, no, of_petition, "/desk/needs/"},
    {O::need_urgent, T::work, urgent, mail, no, no, of_work, "/desk/needs/"},
    {O::need_overdue, T::work, calm, mail, no, no, of_work, "/desk/needs/"},
    {O::need_escalated, T::work, calm, mail, no, no, of_level, "/desk/needs/"},
    {O::nobody_accepted, T::work, calm, mail, no, no, of_work, "/desk/needs/"},
    {O::consent_waiting, T::papers, calm, mail, sms, no, of_consent, "/family/"},
    {O::licence_ending, T::papers, calm, mail, no, no, of_licence, "/my/licences/"},
    {O::team_invited, T::groups, calm, mail, no, no, of_team, "/teams/"},
    {O::family_asked, T::groups, calm, mail, no, no, {}, "/family/"},
    {O::family_linked, T::groups, calm, mail, sms, no, {}, "/family/"},
    {O::device_new, T::security, urgent, mail, no, locked, {}, "/my/devices"},
    {O::phone_changed, T::security, urgent, mail, no, locked, {}, "/my/account"},
    {O::email_changed, T::security, urgent, mail, no, locked, {}, "/my/account"},
    {O::email_code, T::security, urgent, mail, no, locked, of_code, "/my/account"},
    {O::email_bounced, T::security, calm, no, no, locked, {}, "/my/account"},
    {O::undelivered, T::work, calm, no, no, no, {}, "/desk/notices?show=undelivered"},
    {O::webhook_disabled, T::work, calm, mail, no, no, {}, "/desk/notices?tab=webhooks"},
    {O::test, T::security, urgent, no, no, locked, {}, "/desk/notices"},
};

}  // namespace

const OccasionInfo& info(Occasion occasion) {
  const auto at = static_cast<std::size_t>(occasion);
  ASSERT(at < std::size(all) && all[at].occasion == occasion);
  return all[at];
}

bool is_worded(Occasion occasion) {
  return occasion != Occasion::email_code && occasion != Occasion::test;
}

bool allows(Occasion occasion, Placeholder placeholder) {
  if (placeholder == site || placeholder == link) return true;
  const auto own = info(occasion).placeholders;
  return std::ranges::find(own, placeholder) != own.end();
}

bool is_heard_by_webhooks(Occasion occasion) {
  const Topic topic = info(occasion).topic;
  if (topic == Topic::security || topic == Topic::papers) return false;
  return occasion != Occasion::family_asked && occasion != Occasion::family_linked &&
         occasion != Occasion::undelivered && occasion != Occasion::webhook_disabled &&
         occasion != Occasion::offer_ending && occasion != Occasion::visit_day &&
         occasion != Occasion::visit_soon && occasion != Occasion::thanked;
}

}  // namespace lastmile::notices

#pragma once
#include "call/call.h"
#include "notices/notice.h"

/// What the running program was set up to reach, and its limits: from town.conf, the same for every
/// place of the town.
namespace lastmile::notices {

/// `notices` in town.conf; what is left out is as said here.
struct NoticeSettings {
  std::optional<Bounded<7, 730>> keep_days = {};            // the inbox: 180
  std::optional<Bounded<1, 10>> sms_segments_max = {};      // of one notice: 2
  std::optional<Bounded<0, 1'000'000>> sms_a_day = {};      // of the whole town: 2000
  std::optional<Bounded<0, 1'000>> sms_a_day_each = {};     // to one number: 10
  std::optional<Bounded<1, 50>> webhook_failures_max = {};  // in a row: 10
  std::optional<bool> webhooks_reach_private = {};          // networks behind this machine: no
};
BOOST_DESCRIBE_STRUCT(NoticeSettings, (),
                      (keep_days, sms_segments_max, sms_a_day, sms_a_day_each, webhook_failures_max,
                       webhooks_reach_private))

struct Means {
  bool email = false;  // a mail server is described, or the demo pretends
  bool sms = false;
  std::int64_t keep_days = 180;
  std::int64_t sms_segments_max = 2;
  std::int64_t sms_a_day = 2000;
  std::int64_t sms_a_day_each = 10;
  std::int64_t webhook_failures_max = 10;
  bool webhooks_reach_private = false;
};
BOOST_DESCRIBE_STRUCT(Means, (),
                      (email, sms, keep_days, sms_segments_max, sms_a_day, sms_a_day_each,
                       webhook_failures_max, webhooks_reach_private))
Means means_of(const NoticeSettings& said);

/// Written at each start, so that every verb knows what this town can send.
void note_means(Call& call, const Means& means);
Means means(Call& call);

}  // namespace lastmile::notices

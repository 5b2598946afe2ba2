#pragma once
#include "jobs/jobs.h"
#include "send/mail.h"
#include "send/sms.h"

/// Empties the outbox: one message after the other on each channel, each handed over once.
///
/// A message is claimed (a lease, a holder), sent up to its last byte, marked as handed over,
/// handed over, and its outcome written: four commands of their own, so a kill may fall between any
/// two. Before the mark it surely did not arrive, and is sent again under the same name. After it
/// nobody can tell: an e-mail, and a text message whose provider does not heed its id, end as
/// `unknown` and are named to staff, never sent twice; a webhook goes out again with the same event
/// id.
namespace lastmile::notices {

/// The far ends, which outlive the work; what is not set up is empty.
struct FarEnds {
  send::Mailer* mailer = nullptr;
  send::SmsGateway* sms = nullptr;
};

/// One errand for each channel, so that a slow far end delays nobody else.
void add_sending(jobs::Registry& registry, FarEnds ends);

/// Nobody renews the lease of a process that is gone.
inline constexpr std::chrono::seconds lease_length{10};

}  // namespace lastmile::notices

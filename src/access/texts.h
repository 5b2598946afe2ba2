#pragma once
#include "call/call.h"
#include "jobs/jobs.h"
#include "send/sms.h"

/// Text messages of sign-in: they wait on the job queue, sealed, and are tried again.
namespace lastmile::access {

/// Puts a message on the queue with the command; after `until` it is not sent any more.
void send_text(Call& call, std::string_view purpose, const Phone& phone, const std::string& text,
               Instant until);
/// The work that hands messages to the gateway, which outlives it.
jobs::Queued text_work(send::SmsGateway& gateway);

}  // namespace lastmile::access

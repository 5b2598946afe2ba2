#pragma once
#include "base/result.h"
#include "http/reply.h"

/// Refusals as problem+json (RFC 9457), in the reader's language.
namespace lastmile::http {

/// The one place where a sort of "no" becomes a status code.
int status_of(const Refusal& refusal);

/// The reason phrase of a status this program sends.
std::string_view reason_of(int status);

/// `instance` is the request's path. A Retry-After header goes with 429 and 503.
Reply problem(const Refused& refused, Lang lang, std::string_view instance);
Reply problem(const Refusal& refusal, Lang lang, std::string_view instance);
/// A fault: what happened stays in the log under the incident's id.
Reply fault_problem(Lang lang, std::string_view instance, std::string_view incident);

}  // namespace lastmile::http

#pragma once
#include <string>
#include <string_view>

#include "http/reply.h"

/// The head of a response as bytes.
namespace lastmile::http {

struct HeadFacts {
  std::string_view date;  // "Sun, 06 Nov 1994 08:49:37 GMT"
  bool keeps_alive = true;
  bool is_https = false;
  bool is_stream = false;  // no length: ends when the connection does
};

/// Status line and headers, security headers included (ASVS 5.0 3.4). Throws Broken when a header
/// would hold a line end.
std::string head_of(const Reply& reply, const HeadFacts& facts);

/// RFC 9110 §5.6.7.
std::string http_date(std::int64_t unix_seconds);

}  // namespace lastmile::http

#pragma once
#include <optional>
#include <string>

#include "base/words.h"

/// One request as it came in, and what its headers say; no socket, no JSON.
namespace lastmile::http {

/// The parts of a request's header this program reads.
struct Asked {
  std::string method;
  std::string target;  // as sent, e.g. "/v1/needs?limit=20"
  std::string host = {};
  std::string content_type = {};
  std::string content_encoding = {};
  std::string accept = {};
  std::string accept_language = {};
  std::string accept_encoding = {};
  std::string authorization = {};
  std::string cookie = {};
  std::string idempotency_key = {};
  std::string if_none_match = {};
  std::string last_event_id = {};
  std::string origin = {};
  std::string sec_fetch_site = {};
  std::string user_agent = {};
  std::string peer = {};  // the client's address, a trusted proxy's word for it included
  bool has_key = false;   // the header Idempotency-Key was there at all
  bool is_local = false;  // came over loopback, and no proxy stood between
};

/// The value of a cookie; the first when sent twice.
std::optional<std::string_view> cookie_of(std::string_view header, std::string_view name);

/// The weight an Accept-like header gives to an item: 0 when it is refused or absent ("*" counts).
double weight_of(std::string_view header, std::string_view item);

/// The language an Accept-Language header prefers of ours; nothing when it names neither.
std::optional<Lang> preferred_language(std::string_view header);

/// True when an If-None-Match header names this tag (weak comparison, RFC 9110 §8.8.3.2).
bool names_tag(std::string_view if_none_match, std::string_view tag);

}  // namespace lastmile::http

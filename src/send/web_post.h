#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "send/delivery.h"

/// One request to a web server that somebody named in settings: an SMS provider, a webhook.
namespace lastmile::send {

struct WebPost {
  std::string url;
  std::string method = "POST";
  std::vector<std::string> headers = {};  // "Name: value"
  std::string body = {};
  int timeout_seconds = 10;
  bool may_reach_private = true;  // addresses of this machine and of networks behind it
};

/// What came back. Without a status there was no answer.
struct WebAnswer {
  int status = 0;
  std::string body = {};
  bool asked = false;    // the request may have reached the far end
  std::string why = {};  // why there is no answer
};

/// Over libcurl: http and https only, certificates checked, no redirects, no proxy, answers up to
/// 64 KiB. The watch is asked when the line stands and nothing of the request was said. Where
/// private addresses are not to be reached, a name that leads to one is not connected to, whatever
/// it led to before. Throws what the watch throws.
WebAnswer post(const WebPost& what, const Watch& watch);

/// True of an IP address that only this machine or the networks behind it know: loopback, private,
/// link-local, shared, benchmark, multicast, reserved, and IPv6 forms that hold such. False also of
/// what is no address.
bool is_private_address(std::string_view ip);

/// The host of a URL, without brackets; empty when there is none.
std::string host_of(std::string_view url);

/// HMAC-SHA-256 in lower-case hex.
std::string hmac_sha256(std::string_view key, std::string_view bytes);

}  // namespace lastmile::send

#include "send/web_post.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sodium.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <span>

#include "base/hex.h"
#include "send/transfer.h"

namespace lastmile::send {
namespace {

constexpr std::size_t answer_max = 64 * 1024;

using V4 = std::array<std::uint8_t, 4>;
using V6 = std::array<std::uint8_t, 16>;

struct Net4 {
  V4 first;
  int bits;
};
// IANA's registry of special-purpose addresses (RFC 6890), and multicast.
constexpr Net4 private4[] = {{{0, 0, 0, 0}, 8},     {{10, 0, 0, 0}, 8},      {{100, 64, 0, 0}, 10},
                             {{127, 0, 0, 0}, 8},   {{169, 254, 0, 0}, 16},  {{172, 16, 0, 0}, 12},
                             {{192, 0, 0, 0}, 24},  {{192, 0, 2, 0}, 24},    {{192, 168, 0, 0}, 16},
                             {{198, 18, 0, 0}, 15}, {{198, 51, 100, 0}, 24}, {{203, 0, 113, 0}, 24},
                             {{224, 0, 0, 0}, 4},   {{240, 0, 0, 0}, 4}};

std::uint32_t number_of(const V4& a) {
  return std::uint32_t{a[0]} << 24 | std::uint32_t{a[1]} << 16 | std::uint32_t{a[2]} << 8 | a[3];
}

bool is_private(const V4& address) {
  for (const auto& net : private4) {
    const std::uint32_t mask = ~std::uint32_t{0} << (32 - net.bits);
    if ((number_of(address) & mask) == number_of(net.first)) return true;
  }
  return false;
}

V4 four_at(const V6& a, std::size_t at) { return {a[at], a[at + 1], a[at + 2], a[at + 3]}; }

bool starts(const V6& a, std::initializer_list<std::uint8_t> with) {
  return std::equal(with.begin(), with.end(), a.begin());
}

bool is_private(const V6& a) {
  // Mapped, compatible, and what lies behind a translator or a tunnel: the address within counts.
  if (starts(a, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff})) return is_private(four_at(a, 12));
  if (starts(a, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})) return true;  // ::, ::1, ::a.b.c.d
  if (starts(a, {0x00, 0x64, 0xff, 0x9b})) return is_private(four_at(a, 12));
  if (starts(a, {0x20, 0x02})) return is_private(four_at(a, 2));
  if (starts(a, {0x20, 0x01, 0x00, 0x00})) return true;  // Teredo
  const bool unique_local = (a[0] & 0xfe) == 0xfc;
  const bool link_local = a[0] == 0xfe && (a[1] & 0x80) == 0x80;  // and site-local
  return unique_local || link_local || a[0] == 0xff || starts(a, {0x20, 0x01, 0x0d, 0xb8});
}

bool is_private(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    V4 four;
    std::memcpy(four.data(), &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, 4);
    return is_private(four);
  }
  if (address->sa_family == AF_INET6) {
    V6 six;
    std::memcpy(six.data(), &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, 16);
    return is_private(six);
  }
  return true;  // no network that we know
}

struct Exchange {
  Transfer transfer;
  const WebPost& what;
  std::string body = {};
  bool kept_away = false;
};

std::size_t keep_answer(char* bytes, std::size_t size, std::size_t count, void* exchange) {
  auto& body = static_cast<Exchange*>(exchange)->body;
  const std::size_t length = size * count;
  if (body.size() + length > answer_max) return 0;  // curl then fails the transfer
  body.append(bytes, length);
  return length;
}

// With the address that a name has led to, so that no later look-up can lead elsewhere.
curl_socket_t open_socket(void* exchange, curlsocktype, curl_sockaddr* address) {
  auto& e = *static_cast<Exchange*>(exchange);
  if (!e.what.may_reach_private && is_private(&address->addr)) {
    e.kept_away = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int before_request(void* exchange, char*, char*, int, int) {
  return static_cast<Exchange*>(exchange)->transfer.hand_over() ? CURL_PREREQFUNC_OK
                                                                : CURL_PREREQFUNC_ABORT;
}

void describe(Exchange& e) {
  Transfer& t = e.transfer;
  t.set(CURLOPT_URL, e.what.url.c_str());
  t.set(CURLOPT_CUSTOMREQUEST, e.what.method.c_str());
  if (!e.what.body.empty() || e.what.method == "POST") {
    t.set(CURLOPT_POSTFIELDSIZE, static_cast<long>(e.what.body.size()));
    t.set(CURLOPT_POSTFIELDS, e.what.body.c_str());
  }
  t.set_list(CURLOPT_HTTPHEADER, e.what.headers);
  t.set(CURLOPT_PROTOCOLS_STR, "http,https");
  t.set_timeouts(e.what.timeout_seconds);
  t.set(CURLOPT_WRITEFUNCTION, &keep_answer);
  t.set(CURLOPT_WRITEDATA, static_cast<void*>(&e));
  t.set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  t.set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&e));
  t.set(CURLOPT_PREREQFUNCTION, &before_request);
  t.set(CURLOPT_PREREQDATA, static_cast<void*>(&e));
}

}  // namespace

WebAnswer post(const WebPost& what, const Watch& watch) {
  Exchange e{.transfer = Transfer(watch), .what = what};
  describe(e);
  const CURLcode code = e.transfer.run();
  WebAnswer answer{.asked = e.transfer.is_handed_over()};
  if (code == CURLE_OK) {
    answer.status = static_cast<int>(e.transfer.status());
    answer.body = std::move(e.body);
  } else if (e.kept_away) {
    answer.why = "the name leads to a private address, which is not reached from here";
  } else {
    answer.why = e.transfer.fault(code);
  }
  return answer;
}

bool is_private_address(std::string_view ip) {
  const std::string text(ip);
  V4 four;
  if (inet_pton(AF_INET, text.c_str(), four.data()) == 1) return is_private(four);
  V6 six;
  if (inet_pton(AF_INET6, text.c_str(), six.data()) == 1) return is_private(six);
  return false;
}

std::string host_of(std::string_view url) {
  std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), &curl_url_cleanup);
  char* host = nullptr;
  if (curl_url_set(parts.get(), CURLUPART_URL, std::string(url).c_str(), 0) != CURLUE_OK ||
      curl_url_get(parts.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK) {
    return "";
  }
  std::string name(host);
  curl_free(host);
  if (name.size() > 2 && name.front() == '[') name = name.substr(1, name.size() - 2);
  return name;
}

std::string hmac_sha256(std::string_view key, std::string_view bytes) {
  const auto raw = [](std::string_view s) {
    return reinterpret_cast<const unsigned char*>(s.data());
  };
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, raw(key), key.size());
  crypto_auth_hmacsha256_update(&state, raw(bytes), bytes.size());
  std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  return to_hex(mac);
}

}  // namespace lastmile::send

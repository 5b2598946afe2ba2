#include <cstdint>

#include "base/assert.h"
#include "http/asked.h"
#include "http/http_errors.h"
#include "http/request_reader.h"
#include "http/router.h"

namespace lastmile::fuzzing {

struct Order {
  Id<struct OrderTag> order;
  std::optional<Text<1, 20>> title;
  std::vector<std::int64_t> counts;
  std::optional<Cursor> cursor;
};
BOOST_DESCRIBE_STRUCT(Order, (), (order, title, counts, cursor))

Result<Order> say(Call&, const Order& order) { return order; }

const http::Router& router() {
  static const http::Router made = [] {
    http::Router r;
    r.command("POST /v1/orders/{order}", say);
    r.query("GET /v1/orders/{order}", say);
    r.query("GET /v1/{order}/all", say);
    return r;
  }();
  return made;
}

/// What follows the reading of a request, up to the verb.
void decode(const http::Asked& asked, std::string body) {
  const std::string_view target = asked.target;
  const auto mark = target.find('?');
  http::Request request;
  request.body = std::move(body);
  std::string allow;
  const auto* route = router().find(asked.method, target.substr(0, mark), request.params, allow);
  http::preferred_language(asked.accept_language);
  http::weight_of(asked.accept_encoding, "br");
  http::names_tag(asked.if_none_match, "\"a\"");
  http::cookie_of(asked.cookie, "lastmile");
  if (!route) return;
  if (!http::read_query(mark == target.npos ? "" : target.substr(mark + 1), request.params).ok()) {
    return;
  }
  const auto decoded = route->decode(request);
  ASSERT(decoded.ok() || !decoded.refused().fields.empty());
}

}  // namespace lastmile::fuzzing

/// The first byte says in how large pieces the rest arrives; that must not matter.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile;
  if (size < 2) return 0;
  const std::size_t step = data[0] % 64 + 1;
  std::string pending;
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  http::RequestReader reader;
  bool limited = false;
  while (!rest.empty()) {
    pending += rest.substr(0, step);
    rest.remove_prefix(std::min(step, rest.size()));
    for (bool goes_on = true; goes_on;) {
      const std::size_t used = reader.put(pending);
      ASSERT(used <= pending.size());
      pending.erase(0, used);
      goes_on = used > 0 && !pending.empty();
      if (reader.trouble()) return 0;
      if (reader.is_header_done() && !limited) {
        limited = true;
        reader.limit_body(4096);
        if (reader.trouble()) return 0;
      }
      if (!reader.is_done()) continue;
      std::string body = reader.take_body();
      ASSERT(body.size() <= 4096);
      fuzzing::decode(reader.asked(), std::move(body));
      reader.reset();
      limited = false;
    }
  }
  return 0;
}

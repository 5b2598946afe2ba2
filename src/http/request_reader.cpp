#include "http/request_reader.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "http/http_errors.h"

namespace lastmile::http {
namespace {

namespace bhttp = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

std::string text(string_view s) { return {s.data(), s.size()}; }

/// Beast's parser, which keeps of the header what this program reads and nothing else.
class Parser : public bhttp::basic_parser<true> {
 public:
  Asked asked;
  std::string body;
  std::string forwarded_for;
  bool expects_continue = false;
  std::optional<std::string> transfer_encoding;  // an empty one is there too
  bool is_coding_unknown = false;
  bool is_twofold = false;
  bool is_http11 = false;
  int hosts = 0;

  Parser() {
    header_limit(RequestReader::header_max);
    body_limit(boost::none);
    eager(false);
  }

 private:
  void on_request_impl(bhttp::verb, string_view method, string_view target, int version,
                       error_code&) override {
    asked.method = text(method);
    asked.target = text(target);
    is_http11 = version == 11;
  }
  void on_response_impl(int, string_view, int, error_code&) override {}

  void once(std::string& member, string_view value) {
    is_twofold = is_twofold || !member.empty();
    member = text(value);
  }
  static void also(std::string& member, string_view value, std::string_view separator) {
    if (!member.empty()) member += separator;
    member.append(value.data(), value.size());
  }

  void on_field_impl(bhttp::field known, string_view name, string_view value,
                     error_code&) override {
    using bhttp::field;
    switch (known) {
      case field::host:
        ++hosts;
        return once(asked.host, value);
      case field::content_type:
        return once(asked.content_type, value);
      case field::content_encoding:
        return also(asked.content_encoding, value, ", ");
      case field::accept:
        return also(asked.accept, value, ", ");
      case field::accept_language:
        return also(asked.accept_language, value, ", ");
      case field::accept_encoding:
        return also(asked.accept_encoding, value, ", ");
      case field::authorization:
        return once(asked.authorization, value);
      case field::cookie:
        return also(asked.cookie, value, "; ");
      case field::if_none_match:
        return also(asked.if_none_match, value, ", ");
      case field::origin:
        return once(asked.origin, value);
      case field::sec_fetch_site:
        return once(asked.sec_fetch_site, value);
      case field::user_agent:
        return once(asked.user_agent, value);
      case field::transfer_encoding:
        transfer_encoding =
            transfer_encoding ? *transfer_encoding + ", " + text(value) : text(value);
        return;
      case field::expect:
        expects_continue = boost::beast::iequals(value, "100-continue");
        return;
      case field::unknown:
        break;
      default:
        return;
    }
    if (boost::beast::iequals(name, "Idempotency-Key")) {
      asked.has_key = true;
      once(asked.idempotency_key, value);
    } else if (boost::beast::iequals(name, "Last-Event-ID")) {
      once(asked.last_event_id, value);
    } else if (boost::beast::iequals(name, "X-Forwarded-For")) {
      also(forwarded_for, value, ", ");
    }
  }

  // What Beast lets pass and a proxy before us might read otherwise (RFC 9112 §3.2, §6.1).
  void on_header_impl(error_code& ec) override {
    const bool is_coded = transfer_encoding.has_value();
    is_coding_unknown = is_coded && !boost::beast::iequals(*transfer_encoding, "chunked");
    if (is_coding_unknown || (is_coded && !is_http11) || is_twofold || hosts > 1 ||
        (is_http11 && hosts == 0)) {
      ec = bhttp::error::bad_value;
    }
  }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override {
    if (length) body.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(*length, 1 << 20)));
  }
  std::size_t on_body_impl(string_view part, error_code&) override {
    body.append(part.data(), part.size());
    return part.size();
  }
  void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, string_view part, error_code&) override {
    body.append(part.data(), part.size());
    return part.size();
  }
  void on_finish_impl(error_code&) override {}
};

}  // namespace

struct RequestReader::Inside {
  std::optional<Parser> parser;
  const Refusal* trouble = nullptr;
  std::size_t header_bytes = 0;
};

RequestReader::RequestReader() : in_(std::make_unique<Inside>()) { in_->parser.emplace(); }
RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&&) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&&) noexcept = default;

std::size_t RequestReader::put(std::string_view bytes) {
  Parser& parser = *in_->parser;
  std::size_t used = 0;
  if (!parser.got_some()) {  // empty lines before a request are let pass (RFC 9112 §2.2)
    while (used < bytes.size() && (bytes[used] == '\r' || bytes[used] == '\n')) ++used;
  }
  while (!in_->trouble && !parser.is_done() && used < bytes.size()) {
    const bool in_header = !parser.is_header_done();
    error_code ec;
    const std::size_t n = parser.put({bytes.data() + used, bytes.size() - used}, ec);
    used += n;
    if (in_header) in_->header_bytes += n;
    if (ec == bhttp::error::need_more) {
      // A chunk's head or a trailer is short, too; what never ends is refused like a header.
      if (bytes.size() - used > header_max) in_->trouble = &header_too_large;
      break;
    }
    if (ec == bhttp::error::header_limit || in_->header_bytes > header_max) {
      in_->trouble = &header_too_large;
    } else if (ec == bhttp::error::body_limit) {
      in_->trouble = &body_too_large;
    } else if (ec) {
      in_->trouble = parser.is_coding_unknown ? &transfer_coding_unknown : &malformed_request;
    } else if (in_header && parser.is_header_done()) {
      break;
    }
  }
  return used;
}

bool RequestReader::has_begun() const { return in_->parser->got_some(); }
bool RequestReader::is_header_done() const { return in_->parser->is_header_done(); }
bool RequestReader::is_done() const { return in_->parser->is_done(); }
const Refusal* RequestReader::trouble() const { return in_->trouble; }
Asked& RequestReader::asked() { return in_->parser->asked; }
const std::string& RequestReader::forwarded_for() const { return in_->parser->forwarded_for; }
bool RequestReader::keeps_alive() const { return in_->parser->keep_alive(); }
bool RequestReader::expects_continue() const {
  return in_->parser->expects_continue && in_->parser->is_http11;
}
bool RequestReader::has_body() const {
  return !in_->parser->is_done() || !in_->parser->body.empty();
}

std::optional<std::uint64_t> RequestReader::content_length() const {
  const auto length = in_->parser->content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

// A stated length is compared here, before a byte of it is read; chunks are counted as they come.
void RequestReader::limit_body(std::size_t bytes) {
  const auto length = in_->parser->content_length();
  if (length && *length > bytes) in_->trouble = &body_too_large;
  in_->parser->body_limit(bytes);
}

std::string RequestReader::take_body() { return std::move(in_->parser->body); }

void RequestReader::reset() {
  in_->parser.emplace();
  in_->trouble = nullptr;
  in_->header_bytes = 0;
}

}  // namespace lastmile::http

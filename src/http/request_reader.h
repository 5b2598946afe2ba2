#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/asked.h"

namespace lastmile::http {

/// Reads one HTTP/1.1 request from bytes as they arrive. Strict where leniency lets requests be
/// smuggled: one length only, no unknown transfer coding, one Host. Knows no socket.
class RequestReader {
 public:
  static constexpr std::size_t header_max = 16 * 1024;

  RequestReader();
  ~RequestReader();
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;

  /// Takes bytes and says how many it used; those left over are to be given again with more, or
  /// belong to the next request. Stops after the header, so that the body's limit can be set.
  std::size_t put(std::string_view bytes);

  bool has_begun() const;
  bool is_header_done() const;
  bool is_done() const;
  /// Why this can never become a request; nothing while it may.
  const Refusal* trouble() const;

  // Known once the header is done.
  Asked& asked();
  const std::string& forwarded_for() const;
  bool keeps_alive() const;
  bool expects_continue() const;
  bool has_body() const;
  std::optional<std::uint64_t> content_length() const;
  void limit_body(std::size_t bytes);

  std::string take_body();
  /// Ready for the next request.
  void reset();

 private:
  struct Inside;
  std::unique_ptr<Inside> in_;
};

}  // namespace lastmile::http

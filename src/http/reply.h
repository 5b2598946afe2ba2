#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace lastmile::http {

/// An answer ready to be sent: status chosen by serve(), nowhere else.
struct Reply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body = {};
  std::string file_name = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::shared_ptr<const std::string> shared_body = {};  // instead of body: one copy for all
  /// The answer is yet to be made of what was read, when no transaction is held any more.
  std::function<Result<Reply>()> rest = {};

  std::string_view bytes() const { return shared_body ? *shared_body : body; }
};

/// The form a table is wanted in.
enum class Form { json, csv, xlsx };

}  // namespace lastmile::http

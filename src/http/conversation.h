#pragma once
#include "http/golden.h"

/// A conversation over HTTP as a golden file keeps it: who asked what, and what was answered.
///   Conversation talk(served);
///   talk.post("wang", wang, "/v1/needs", R"({"wanted":…})");
///   EXPECT_GOLDEN("needs.txt", talk.text());
namespace lastmile::http {

class Conversation {
 public:
  explicit Conversation(TestServe& town) : town_(town) {}

  Answered get(std::string_view name, const Actor& who, const std::string& target);
  Answered post(std::string_view name, const Actor& who, const std::string& target,
                const std::string& body = "{}");
  /// All that was said, with what chance or the clock's turn made under names that stay: ids by
  /// their order, codes, PINs, numbers, serials, keys and leaves by what they are.
  const std::string& text() const { return text_; }

 private:
  Answered say(std::string_view name, const std::string& request, Answered answered);
  std::string steady(std::string text);

  TestServe& town_;
  std::string text_;
  std::map<std::string, std::size_t> ids_;
};

}  // namespace lastmile::http

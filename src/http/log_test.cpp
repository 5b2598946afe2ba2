#include "http/log.h"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <thread>

#include "vault/test_dir.h"

namespace lastmile::http {
namespace {

using namespace std::chrono_literals;

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

// A few lines fill no block of the file, and whoever watches it, or a crash, does not wait for
// more.
TEST(JsonLogger, HasALineInItsFileWithinASecondAndAWarningAtOnce) {
  const vault::TestDir folder;
  const auto file = folder.path() / "requests.log";
  const auto logger = json_logger(file.string());
  logger->info("one request");
  const auto late = std::chrono::steady_clock::now() + 5s;
  while (text_of(file).empty() && std::chrono::steady_clock::now() < late)
    std::this_thread::yield();
  EXPECT_EQ(text_of(file), "one request\n");
  RequestLog(logger).note("odd", "words");
  EXPECT_NE(text_of(file).find("words"), std::string::npos);
}

}  // namespace
}  // namespace lastmile::http

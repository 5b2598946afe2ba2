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
  for (auto left = 50; left > 0 && text_of(file).empty(); --left)
    std::this_thread::sleep_for(100ms);
  EXPECT_EQ(text_of(file), "one request\n");
  RequestLog(logger).note("odd", "words");
  EXPECT_NE(text_of(file).find("words"), std::string::npos);
}

}  // namespace
}  // namespace lastmile::http

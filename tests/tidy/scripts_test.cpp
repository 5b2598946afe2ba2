// What ./dev promises of its own steps: one that failed is never taken for one that was done.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

namespace fs = std::filesystem;

// A checkout whose web build ends as the test says, with an older bundle left from before.
class Checkout {
 public:
  Checkout() {
    std::string pattern = (fs::temp_directory_path() / "lastmile-scripts-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    fs::create_directories(root_ / "web/dist");
    fs::create_directories(root_ / "bin");
    write("web/package-lock.json", "{}");
    write("web/dist/index.html", "older");
  }
  ~Checkout() { fs::remove_all(root_); }
  Checkout(const Checkout&) = delete;
  Checkout& operator=(const Checkout&) = delete;

  // `npm ci` and `npm run build` end with these codes.
  void npm_ends(int installing, int building) const {
    write("bin/npm", "#!/bin/sh\nmkdir -p node_modules\n[ \"$1\" = ci ] && exit " +
                         std::to_string(installing) + "\nexit " + std::to_string(building) + "\n");
    write("bin/node", "#!/bin/sh\necho 99.0.0\n");
    for (const auto* name : {"npm", "node"})
      fs::permissions(root_ / "bin" / name, fs::perms::owner_all);
  }

  // As ./dev test asks it: in a condition, where bash does not stop at the first failure.
  [[nodiscard]] bool builds() const {
    write("ask.sh", "set -euo pipefail\nroot=" + root_.string() +
                        "\nPATH=$root/bin:$PATH\n. " PROJECT_FOLDER
                        "/dev.d/lib.sh\nif ! build_web; then exit 1; fi\n");
    const int status = std::system(("bash " + (root_ / "ask.sh").string() + " 2>&1").c_str());
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }

 private:
  void write(const std::string& path, const std::string& text) const {
    std::ofstream(root_ / path) << text;
  }

  fs::path root_;
};

TEST(WebBuild, IsDoneWhenEveryStepIs) {
  const Checkout checkout;
  checkout.npm_ends(0, 0);
  EXPECT_TRUE(checkout.builds());
}

TEST(WebBuild, FailsWhenTheScreensDoNotBuildThoughAnOlderBundleIsThere) {
  const Checkout checkout;
  checkout.npm_ends(0, 2);
  EXPECT_FALSE(checkout.builds());
  EXPECT_FALSE(checkout.builds()) << "and it is not thought done the next time";
}

TEST(WebBuild, FailsWhenItsPackagesDoNotInstall) {
  const Checkout checkout;
  checkout.npm_ends(1, 0);
  EXPECT_FALSE(checkout.builds());
  EXPECT_FALSE(checkout.builds());
}

}  // namespace

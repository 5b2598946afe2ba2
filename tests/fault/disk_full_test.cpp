#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <fstream>

#include "town.h"

/// No space left, end to end: the real program on a small disk of its own.
namespace lastmile::fault {
namespace {

using testing::HasSubstr;

bool write_text(const char* file, const std::string& text) {
  std::ofstream out(file);
  out << text;
  return static_cast<bool>(out.flush());
}

/// A mount table of this process's own; as another user than root, in a user namespace.
bool has_own_mounts() {
  if (::geteuid() == 0) {
    return ::unshare(CLONE_NEWNS) == 0 &&
           ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
  }
  const auto uid = ::geteuid();
  const auto gid = ::getegid();
  return ::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
         write_text("/proc/self/uid_map", fmt::format("0 {} 1\n", uid)) &&
         write_text("/proc/self/setgroups", "deny") &&
         write_text("/proc/self/gid_map", fmt::format("0 {} 1\n", gid));
}

/// A small file system of its own, gone with the process at the latest.
class SmallDisk {
 public:
  explicit SmallDisk(const char* size)
      : folder_(std::filesystem::temp_directory_path() /
                ("lastmile-small-disk-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
    mounted_ = has_own_mounts() &&
               ::mount("tmpfs", folder_.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, size) == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    std::filesystem::remove_all(folder_);
  }
  bool mounted() const { return mounted_; }
  const std::filesystem::path& folder() const { return folder_; }

  /// Takes all space but so much.
  void fill(std::uintmax_t but) {
    const auto free = std::filesystem::space(folder_).available;
    const int fd = ::open(ballast().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    ASSERT_GE(fd, 0);
    ASSERT_GT(free, but);
    ASSERT_EQ(::posix_fallocate(fd, 0, static_cast<off_t>(free - but)), 0);
    ::close(fd);
  }
  void free() { std::filesystem::remove(ballast()); }
  /// Takes no more writes, not even root's.
  bool seal() {
    return ::mount(nullptr, folder_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV,
                   nullptr) == 0;
  }

 private:
  std::filesystem::path ballast() const { return folder_ / "ballast"; }

  std::filesystem::path folder_;
  bool mounted_ = false;
};

Request an_ask(const Person& who) {
  return command(who, "/v1/needs",
                 fmt::format(R"({{"draft":false,"wanted":{{"category":"0401","details":"{}",)"
                             R"("window":{}}}}})",
                             std::string(600, 'x'), window_json(-1, 60)));
}

struct DiskFull : testing::Test {
  void SetUp() override {
    if (!disk.mounted()) {
      GTEST_SKIP()
          << "no small disk: mounting one needs root outside a container, or user namespaces";
    }
    // What the program says must not be lost with the disk it says it of.
    place = {LASTMILE_PROGRAM, disk.folder() / "town", "", disk.folder().string() + ".err"};
    found_town(place);
    start();
    cast = enter_everyone(port(), 1, 1);
  }
  void start() {
    server = std::make_unique<Server>(place);
    ASSERT_TRUE(server->is_ready()) << server->stop() << " " << place.last_words();
  }
  std::uint16_t port() const { return server->port(); }
  const Person& resident() const { return cast.residents.at(0); }

  /// Asks until nothing more goes in: what was taken goes to `asked`, the last refused one comes
  /// back. A first refusal is not the end, for the log folded back leaves room for a few more.
  Request ask_until_refused() {
    constexpr int enough = 20'000, in_a_row = 20;
    Line line(port());
    int refused = 0;
    for (int i = 0; i < enough; ++i) {
      Request request = an_ask(resident());
      refusal = line.ask(request);
      if (refusal.is_good()) {
        asked.push_back(refusal.at("id"));
        refused = 0;
      } else if (++refused == in_a_row) {
        return request;
      }
    }
    ADD_FAILURE() << "the disk never filled";
    return {};
  }
  std::size_t count_own_needs() const {
    std::size_t count = 0;
    std::string next;
    do {
      const Answer page = must(
          port(),
          look(resident(), "/v1/me/needs?limit=100" + (next.empty() ? "" : "&cursor=" + next)));
      count += page.json().as_object().at("items").as_array().size();
      next = page.at("next");
    } while (!next.empty() && next != "null");
    return count;
  }

  SmallDisk disk{"size=48m"};
  Place place;
  std::unique_ptr<Server> server;
  Cast cast;
  std::vector<std::string> asked;
  Answer refusal;
};

TEST_F(DiskFull, WritesAreRefusedByNameReadsGoOnAndNothingIsHalfDone) {
  const std::size_t before = count_own_needs();
  disk.fill(300'000);
  Request refused = ask_until_refused();
  EXPECT_EQ(refusal.status, 507) << refusal.body;
  EXPECT_EQ(refusal.code(), "disk_full");
  EXPECT_THAT(refusal.at("title"), HasSubstr("存储空间已满"));
  refused.lang = "en";
  const Answer english = ask(port(), refused);
  EXPECT_EQ(english.status, 507) << english.body;
  EXPECT_THAT(english.at("title"), HasSubstr("No space is left"));
  ASSERT_FALSE(asked.empty());

  // Reads go on: one's own, the public's, and the station's, which are logged.
  EXPECT_EQ(ask(port(), look(resident(), "/v1/needs/" + asked.back())).at("state"), "submitted");
  EXPECT_EQ(count_own_needs(), before + asked.size());
  EXPECT_EQ(ask(port(), look({}, "/v1/categories")).status, 200);
  EXPECT_EQ(ask(port(), look({}, "/v1/journal")).status, 200);
  EXPECT_EQ(ask(port(), look(cast.worker, "/v1/needs?limit=20")).status, 200);
  EXPECT_EQ(ask(port(), look(cast.worker, "/v1/needs/" + asked.back())).status, 200);
  // Who watches the server is told, unless its own small write still found a place.
  EXPECT_THAT(ask(port(), look({}, "/healthz")).status, testing::AnyOf(507, 200));

  disk.free();
  const Answer now = ask(port(), refused);
  EXPECT_EQ(now.status, 200) << now.body;
  EXPECT_FALSE(now.replayed);
  EXPECT_TRUE(ask(port(), refused).replayed);
  EXPECT_EQ(count_own_needs(), before + asked.size() + 1);
  EXPECT_EQ(server->stop(), 0);
  EXPECT_EQ(must_run(place, {"verify"}).substr(0, 3), "OK:");
}

TEST_F(DiskFull, AServerKilledThenStartedOnAFullDiskStillReadsAndGoesOnOnceThereIsSpace) {
  disk.fill(300'000);
  const Request refused = ask_until_refused();
  EXPECT_TRUE(server->kill());
  start();
  EXPECT_EQ(ask(port(), look(resident(), "/v1/needs/" + asked.back())).at("state"), "submitted");
  disk.free();
  EXPECT_EQ(ask(port(), refused).status, 200);
  EXPECT_EQ(server->stop(), 0);
  EXPECT_EQ(must_run(place, {"verify"}).substr(0, 3), "OK:");
}

TEST_F(DiskFull, WhatMayOnlyBeReadIsProvedAsItLies) {
  EXPECT_EQ(server->stop(), 0);
  ASSERT_FALSE(std::filesystem::exists(place.data / "lastmile.db-wal"));
  std::filesystem::remove(place.data / "lastmile.db-reserve");
  ASSERT_TRUE(disk.seal());
  EXPECT_EQ(must_run(place, {"verify"}).substr(0, 3), "OK:");
  EXPECT_THAT(must_run(place, {"replay"}), HasSubstr("0 derived rows differed"));
  EXPECT_EQ(run(place, {"serve", "--listen", "127.0.0.1:0"}).code, 2);
  EXPECT_THAT(place.last_words(), HasSubstr("lastmile.db may only be read"));
}

}  // namespace
}  // namespace lastmile::fault

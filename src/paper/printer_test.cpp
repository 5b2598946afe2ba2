#include "paper/printer.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <future>

#include "paper/paper_errors.h"

namespace lastmile::paper {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;
using How = Ended::How;

/// Small programs in a folder of their own.
struct Children : testing::Test {
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "lastmile-child-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override { fs::remove_all(folder); }
  fs::path program(const std::string& script) {
    const auto path = folder / "program";
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }
  Ended run(const std::string& script, std::string_view input = {}, ChildLimits limits = {}) {
    return run_child(program(script), input, limits);
  }
  fs::path folder;
};

TEST_F(Children, HearAllAndAreHeard) {
  const std::string much(3'000'000, 'x');  // more than a pipe holds, both ways
  const auto ended = run("exec cat", much);
  EXPECT_EQ(ended.how, How::exited);
  EXPECT_EQ(ended.code, 0);
  EXPECT_EQ(ended.out, much);
}

TEST_F(Children, EndAsTheyLike) {
  auto ended = run("echo out; echo why >&2; exit 7");
  EXPECT_EQ(ended.how, How::exited);
  EXPECT_EQ(ended.code, 7);
  EXPECT_EQ(ended.out, "out\n");
  EXPECT_EQ(ended.err, "why\n");
  ended = run("kill -SEGV $$");
  EXPECT_EQ(ended.how, How::signalled);
  EXPECT_EQ(ended.code, SIGSEGV);
}

TEST_F(Children, ThatListenNoMoreBreakNothing) {
  const std::string much(1'000'000, 'x');
  const auto ended = run("exec <&-; echo done", much);
  EXPECT_EQ(ended.how, How::exited);
  EXPECT_EQ(ended.out, "done\n");
}

TEST_F(Children, AreHeldToTheirTimeAndLength) {
  EXPECT_EQ(run("exec tail -f /dev/null", {}, {.time_max = 50ms}).how, How::too_late);
  EXPECT_EQ(run("exec >&- 2>&-; while :; do :; done", {}, {.time_max = 50ms}).how, How::too_late);
  const auto ended = run("exec yes", {}, {.output_max = 100'000});
  EXPECT_EQ(ended.how, How::too_long);
  EXPECT_LT(ended.out.size(), 200'000u);
  EXPECT_THAT(run("yes 1>&2 & exec tail -f /dev/null", {}, {.time_max = 100ms}).err, SizeIs(4000));
}

TEST_F(Children, InheritNothing) {
  const int secret = ::open("/dev/null", O_RDONLY);  // as some library would, without O_CLOEXEC
  ASSERT_GE(secret, 3);
  ::setenv("LASTMILE_TEST_SECRET", "s", 1);
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  const auto ended = run("read fd; [ -e /proc/$$/fd/$fd ] && echo open; env; kill -TERM $$",
                         std::to_string(secret) + "\n");
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  ::unsetenv("LASTMILE_TEST_SECRET");
  ::close(secret);
  EXPECT_THAT(ended.out, Not(HasSubstr("open")));
  EXPECT_THAT(ended.out, Not(HasSubstr("SECRET")));
  EXPECT_EQ(ended.how, How::signalled);
  EXPECT_EQ(ended.code, SIGTERM);
}

TEST_F(Children, AreWaitedFor) {
  for (int i = 0; i < 20; ++i) run("exit 0");
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);  // none is left behind
}

TEST_F(Children, StandingNowhereAreNamedWithTheRemedy) {
  for (const auto& path : {folder / "nothing", folder}) {
    Printer printer(path);
    const auto printed = printer.print({});
    ASSERT_FALSE(printed.ok());
    EXPECT_EQ(printed.refused().refusal, paper_not_set_up);
  }
}

TEST_F(Children, ThatPrintSayWhatTheyMissed) {
  Printer printer(program("echo -n '𫟹 (U+2B7F9)'; exit 3"));
  const auto printed = printer.print({});
  ASSERT_FALSE(printed.ok());
  EXPECT_EQ(printed.refused().refusal, letters_missing);
  EXPECT_EQ(printed.refused().seen, "𫟹 (U+2B7F9)");
}

TEST_F(Children, ThatBreakAreAFaultWithTheirLastWords) {
  const auto fault = [&](const std::string& script, const std::string& says) {
    Printer printer(program(script), {.time_max = 100ms, .output_max = 1000});
    try {
      const auto printed = printer.print({});
      ADD_FAILURE() << script;
    } catch (const std::runtime_error& e) {
      EXPECT_THAT(e.what(), HasSubstr(says));
    }
  };
  fault("echo 'no font at all' >&2; exit 4", "ended with 4: no font at all");
  fault("kill -SEGV $$", "signal 11");
  fault("exec tail -f /dev/null", "took too long");
  fault("exec yes", "wrote too much");
}

TEST_F(Children, PrintTwoAtATime) {
  const auto open_pipe = [&](const char* name) {
    EXPECT_EQ(::mkfifo((folder / name).c_str(), 0600), 0);
    return ::open((folder / name).c_str(), O_RDWR | O_CLOEXEC);
  };
  const int begun = open_pipe("begun"), gate = open_pipe("gate");
  Printer printer(program("cd '" + folder.string() + "'; echo -n b >begun; read go <gate"), {},
                  1ms);
  const auto print = [&] { return printer.print({}).ok(); };
  auto first = std::async(std::launch::async, print);
  auto second = std::async(std::launch::async, print);
  char both[2];
  for (char& each : both) ASSERT_EQ(::read(begun, &each, 1), 1);
  const auto third = printer.print({});
  ASSERT_FALSE(third.ok());
  EXPECT_EQ(third.refused().refusal, paper_busy);
  EXPECT_TRUE(third.refused().retry_after_seconds.has_value());
  ASSERT_EQ(::write(gate, "go\ngo\n", 6), 6);
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(second.get());
  auto fourth = std::async(std::launch::async, print);
  ASSERT_EQ(::read(begun, both, 1), 1);
  ASSERT_EQ(::write(gate, "go\n", 3), 3);
  EXPECT_TRUE(fourth.get());
  ::close(begun);
  ::close(gate);
}

}  // namespace
}  // namespace lastmile::paper

#pragma once
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/base64.h"
#include "base/decode.h"
#include "send/mail.h"

extern char** environ;  // NOLINT: POSIX

namespace lastmile::send {

/// A message as the mail server took it.
struct TakenMail {
  std::string from;
  std::vector<std::string> to;
  std::string login;
  bool tls = false;
  std::string message;

  /// The value of a header, as it stands, folded lines joined.
  std::string header(const std::string& name) const {
    const auto at = message.find("\r\n" + name + ": ");
    if (at == message.npos) return "";
    std::string value = message.substr(at + 4 + name.size());
    for (std::size_t end = 0; (end = value.find("\r\n", end)) != value.npos;) {
      if (value[end + 2] != ' ') return value.substr(0, end);
      value.erase(end, 2);
    }
    return value;
  }
};
BOOST_DESCRIBE_STRUCT(TakenMail, (), (from, to, login, tls, message))

/// The mail server of tests/mail, a process of its own: a real one, whose temper is said by the
/// addresses. Put another's `file` in its place, and what that one took is here too.
class FarMail {
 public:
  explicit FarMail(const std::vector<std::string>& options = {}, int at_port = 0) {
    folder_ = std::filesystem::temp_directory_path() /
              ("lastmile-mail-" + std::to_string(::getpid()) + "-" + std::to_string(++count_));
    std::filesystem::create_directory(folder_);
    start(options, at_port);
  }
  ~FarMail() {
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    std::filesystem::remove_all(folder_);
  }
  FarMail(const FarMail&) = delete;

  int port() const { return port_; }
  std::string ca_file() const { return folder_ / "cert.pem"; }
  MailServer server() const {
    MailServer s;
    s.host = "127.0.0.1";
    s.port = Bounded<1, 65535>{port_};
    s.security = MailSecurity::none;
    s.from = "notices@town.example";
    s.from_name = "满天星";
    s.timeout_seconds = Bounded<1, 120>{3};
    return s;
  }
  std::vector<TakenMail> taken() const {
    std::vector<TakenMail> all;
    std::ifstream in(folder_ / "taken");
    for (std::string line; std::getline(in, line);) {
      auto mail = from_json<TakenMail>(line);
      EXPECT_TRUE(mail.ok()) << line;
      if (!mail.ok()) continue;
      const auto bytes = from_base64(mail->message).value();
      mail->message = chars_of(bytes);
      all.push_back(std::move(mail).value());
    }
    return all;
  }

 private:
  void start(const std::vector<std::string>& options, int at_port) {
    int out[2];
    ASSERT_EQ(::pipe2(out, O_CLOEXEC), 0);
    std::vector<std::string> args{"/usr/bin/python3", LASTMILE_MAIL_SERVER, folder_ / "taken",
                                  "--port", std::to_string(at_port)};
    for (const auto& option : options) {
      args.push_back(option);
      if (option == "--starttls" || option == "--tls") args.push_back(folder_);
    }
    std::vector<char*> pointers;
    for (auto& arg : args) pointers.push_back(arg.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    const std::string complaints = folder_ / "complaints";
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, complaints.c_str(),
                                       O_CREAT | O_WRONLY | O_APPEND, 0644);
    const int failed =
        ::posix_spawn(&child_, args[0].c_str(), &actions, nullptr, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(out[1]);
    ASSERT_EQ(failed, 0);
    std::string said;
    for (char c; ::read(out[0], &c, 1) == 1 && c != '\n';) said += c;
    ::close(out[0]);
    ASSERT_TRUE(said.starts_with("port ")) << "no mail server: is python3-aiosmtpd installed?";
    port_ = std::stoi(said.substr(5));
  }

  static inline std::atomic<int> count_ = 0;
  std::filesystem::path folder_;
  pid_t child_ = 0;
  int port_ = 0;
};

}  // namespace lastmile::send

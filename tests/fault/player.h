#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <mutex>

#include "base/rng.h"
#include "town.h"

/// One client of the kill loop: lives the loop's commands one after another, remembers what was
/// acknowledged, and after each kill sends again what was not, with the key it had.
namespace lastmile::fault {

/// How a need fares in a story.
enum class Story {
  served,      // asked, triaged by two at once, three invited, all accept, one serves, rated
  withdrawn,   // withdrawn while one accepts
  declined,    // all three say no at once
  unanswered,  // nobody answers in time: the program ends the offers by itself
  matched,     // batch matching: work that computes
  coded,       // a code to a phone: work of the queue
};

/// What somebody sent, and what was answered, if it was.
struct Said {
  Request request;
  const Person* who = nullptr;
  std::optional<Answer> answer = {};
};

/// A command that was done, for the audit: the leaf must stand, by this person, on this subject.
struct Done {
  std::int64_t leaf = 0;
  std::string who;
  std::string subject;  // id of the need or run
};

struct Life {
  Story story = Story::served;
  int step = 0;
  std::string subject = {};  // the need, or the matching run
  std::string pin = {};
  std::vector<std::string> offers = {};
  std::size_t winner = 0;  // of the three volunteers
  std::string state = {};  // of the need, as last acknowledged
  bool taken = false;
};

/// What all players did, for the audit at the end.
struct Diary {
  std::vector<Life> lives;
  std::vector<Done> done;
  std::int64_t answered = 0;   // commands whose answer came
  std::int64_t kept = 0;       // of them those whose answer the server keeps for 48 hours
  std::int64_t resent = 0;     // sent again because the answer did not come
  std::int64_t had_acted = 0;  // of them those that had been done before the kill
  std::int64_t rechecked = 0;  // acknowledged ones asked for again
  std::int64_t codes = 0;      // text messages that must have gone out
};

/// What went wrong, from any thread.
class Findings {
 public:
  void add(std::string what);
  std::vector<std::string> all() const;
  bool empty() const { return all().empty(); }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> all_;
};

class Player {
 public:
  struct Role {
    const Person* resident;
    std::array<const Person*, 3> volunteers;
    const Person* worker;
    const Person* second_worker;
    std::string site_path;
  };
  Player(Role role, std::uint64_t seed, Findings& findings);

  /// Plays until the line breaks.
  void play(std::uint16_t port);
  /// Ends what was begun and stops before the next life. Throws Cut.
  void end_life(std::uint16_t port);
  const Diary& diary() const { return diary_; }
  /// How many answers it had so far; from any thread.
  std::int64_t heard() const { return heard_.load(std::memory_order_relaxed); }

 private:
  void open_lines(std::uint16_t port);
  void recheck();
  void next_beat();
  void finish_beat();
  bool send_unanswered();
  void judge();
  void begin_life();
  void say(const Person& who, std::string target, std::string body = "{}");
  void say_step();
  void judge_step();
  void judge_served();
  std::size_t only_good(std::string_view codes_of_others);
  void all_good();
  void wrong(const std::string& what);

  const Role role_;
  Rng rng_;
  Findings& findings_;
  std::array<std::unique_ptr<Line>, 3> lines_;
  Life life_;
  std::vector<Said> beat_;       // sent at once, on a line each
  std::vector<Said> unchecked_;  // acknowledged since the last kill
  Diary diary_;
  std::atomic<std::int64_t> heard_ = 0;
};

}  // namespace lastmile::fault

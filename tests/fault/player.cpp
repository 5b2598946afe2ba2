#include "player.h"

#include <fmt/format.h>

#include <algorithm>

namespace lastmile::fault {
namespace {

constexpr std::size_t rechecked_at_once = 6;
constexpr std::int64_t short_answer_ms = 700;

// The others of a race hear one of these and nothing else.
constexpr std::string_view of_triage = "need_already_triaged";
constexpr std::string_view of_accept = "offer_outrun need_already_taken";
constexpr std::string_view of_check_in = "already_checked_in";

/// Answers the server keeps under the key: done ones, and refusals that stand in what is true.
bool is_kept(const Answer& a) {
  return a.is_good() || a.status == 403 || a.status == 404 || a.status == 409;
}

bool must_wait(const Answer& a) { return a.status == 429 || a.status == 503; }

std::string text_of(const Said& said) {
  return fmt::format("{} {} (key {})", said.request.target, said.request.body, said.request.key);
}

std::string text_of(const Answer& a) {
  return fmt::format("{} leaf {} {}{}", a.status, a.leaf.value_or(-1), a.body,
                     a.replayed ? " (replayed)" : "");
}

}  // namespace

void Findings::add(std::string what) {
  const std::lock_guard lock(mutex_);
  all_.push_back(std::move(what));
}

std::vector<std::string> Findings::all() const {
  const std::lock_guard lock(mutex_);
  return all_;
}

Player::Player(Role role, std::uint64_t seed, Findings& findings)
    : role_(std::move(role)), rng_(seed), findings_(findings) {
  begin_life();
}

void Player::play(std::uint16_t port) {
  try {
    open_lines(port);
    finish_beat();
    recheck();
    while (findings_.empty()) next_beat();
  } catch (const Cut&) {
    return;  // killed: the next round goes on from here
  } catch (const std::exception& e) {
    wrong(e.what());
  }
}

void Player::end_life(std::uint16_t port) {
  open_lines(port);
  finish_beat();
  recheck();
  const auto lived = diary_.lives.size();
  while (findings_.empty() && diary_.lives.size() == lived && life_.step > 0) next_beat();
}

void Player::open_lines(std::uint16_t port) {
  for (auto& line : lines_) {
    line.reset();
    line = std::make_unique<Line>(port);
  }
}

/// Acknowledged commands sent again with their key: the same answer, and not done again.
void Player::recheck() {
  while (unchecked_.size() > rechecked_at_once) {
    unchecked_.erase(unchecked_.begin() +
                     static_cast<std::ptrdiff_t>(rng_.below(unchecked_.size())));
  }
  for (; !unchecked_.empty(); unchecked_.pop_back()) {
    const Said& said = unchecked_.back();
    const Answer again = lines_[0]->ask(said.request);
    if (must_wait(again)) continue;
    ++diary_.rechecked;
    const bool same = again.replayed && again.status == said.answer->status &&
                      again.body == said.answer->body && again.leaf == said.answer->leaf;
    if (!same) {
      wrong(fmt::format("acknowledged, then answered otherwise: {}\n  first {}\n  now   {}",
                        text_of(said), text_of(*said.answer), text_of(again)));
    }
  }
}

void Player::next_beat() {
  if (life_.step == 0) begin_life();
  say_step();
  finish_beat();
}

void Player::finish_beat() {
  if (beat_.empty()) return;
  while (!send_unanswered()) {
  }
  judge();
  for (auto& said : beat_) {
    if (is_kept(*said.answer)) unchecked_.push_back(std::move(said));
  }
  beat_.clear();
}

/// One go at all that has no answer yet, each on a line of its own, at once. What arrived before a
/// cut counts, whichever line it came by. False when some must be sent again.
bool Player::send_unanswered() {
  std::optional<Cut> cut;
  const auto each = [&](const auto& f) {
    for (std::size_t i = 0; i < beat_.size(); ++i) {
      if (beat_[i].answer) continue;
      try {
        f(*lines_[i], beat_[i]);
      } catch (const Cut& c) {
        cut = c;
      }
    }
  };
  each([](Line& line, const Said& said) { line.send(said.request); });
  bool all = true;
  each([&](Line& line, Said& said) {
    Answer answer = line.receive();
    if (must_wait(answer)) {
      all = false;
      return;
    }
    ++diary_.answered;
    heard_.fetch_add(1, std::memory_order_relaxed);
    if (is_kept(answer)) ++diary_.kept;
    if (answer.replayed) ++diary_.had_acted;
    said.answer = std::move(answer);
  });
  if (!cut) return all;
  diary_.resent +=
      std::count_if(beat_.begin(), beat_.end(), [](const Said& said) { return !said.answer; });
  throw *cut;
}

void Player::judge() {
  for (const Said& said : beat_) {
    if (said.answer->status >= 500) wrong(text_of(said) + " met " + text_of(*said.answer));
  }
  judge_step();
  for (const Said& said : beat_) {
    if (!said.answer->is_good()) continue;
    if (said.answer->leaf) {
      diary_.done.push_back({*said.answer->leaf, said.who ? said.who->id : "", life_.subject});
    } else if (life_.story != Story::coded) {
      wrong("no leaf for " + text_of(said));
    }
  }
}

void Player::begin_life() {
  life_ = Life{};
  const auto dice = rng_.below(100);
  life_.story = dice < 60   ? Story::served
                : dice < 72 ? Story::withdrawn
                : dice < 82 ? Story::declined
                : dice < 90 ? Story::unanswered
                : dice < 95 ? Story::matched
                            : Story::coded;
}

void Player::say(const Person& who, std::string target, std::string body) {
  beat_.push_back({command(who, std::move(target), std::move(body)), &who});
}

/// Puts the next commands of the story into the beat.
void Player::say_step() {
  static const Person nobody;
  const std::string need = "/v1/needs/" + life_.subject;
  if (life_.story == Story::matched) {
    return say(*role_.worker, "/v1/matching-runs",
               fmt::format(R"({{"under":"{}"}})", role_.site_path));
  }
  if (life_.story == Story::coded) {
    return say(nobody, "/v1/sign-in/codes",
               fmt::format(R"({{"phone":"13{:09}"}})", rng_.below(1'000'000'000)));
  }
  switch (life_.step) {
    case 0:
      return say(
          *role_.resident, "/v1/needs",
          fmt::format(R"({{"draft":false,"wanted":{{"category":"0401","details":"陪我说说话",)"
                      R"("window":{}}}}})",
                      window_json(-1, 60)));
    case 1:
      say(*role_.worker, need + "/triage", R"({"decision":"accept"})");
      return say(*role_.second_worker, need + "/triage", R"({"decision":"accept"})");
    case 2: {
      const auto due = moment(life_.story == Story::unanswered ? short_answer_ms : 3'600'000);
      return say(*role_.worker, need + "/invite",
                 fmt::format(R"({{"volunteers":["{}","{}","{}"],"answer_due":"{}"}})",
                             role_.volunteers[0]->id, role_.volunteers[1]->id,
                             role_.volunteers[2]->id, due));
    }
    case 3:
      if (life_.story == Story::withdrawn) {
        say(*role_.volunteers[0], "/v1/offers/" + life_.offers[0] + "/accept");
        return say(*role_.resident, need + "/withdraw", R"({"reason_code":"solved"})");
      }
      for (std::size_t i = 0; i < 3; ++i) {
        say(*role_.volunteers[i], "/v1/offers/" + life_.offers[i] +
                                      (life_.story == Story::declined ? "/decline" : "/accept"));
      }
      return;
    case 4: {
      const auto pin = fmt::format(R"({{"evidence":{{"pin":"{}"}}}})", life_.pin);
      say(*role_.volunteers[life_.winner], need + "/check-in", pin);
      return say(*role_.volunteers[life_.winner], need + "/check-in", pin);
    }
    case 5:
      return say(*role_.volunteers[life_.winner], need + "/check-out",
                 fmt::format(R"({{"evidence":{{"pin":"{}"}}}})", life_.pin));
    default:
      return say(*role_.resident, need + "/rate", R"({"stars":5,"tags":[]})");
  }
}

/// What must be true of the answers, and where the story stands after them.
void Player::judge_step() {
  const auto end = [&] {
    life_.step = 0;
    diary_.lives.push_back(life_);
  };
  const Answer& first = *beat_.front().answer;
  if (life_.story == Story::coded) {
    if (first.is_good()) ++diary_.codes;
    life_.step = 0;  // a stranger may be told to wait: no life to look after
    return;
  }
  if (life_.story == Story::matched) {
    all_good();
    life_.subject = first.at("id");
    return end();
  }
  switch (life_.step++) {
    case 0:
      all_good();
      life_.subject = first.at("id");
      life_.pin = first.at("pin");
      life_.state = first.at("state");
      return;
    case 1:
      life_.state = beat_[only_good(of_triage)].answer->at("state");
      return;
    case 2: {
      if (life_.story == Story::unanswered && first.status == 400) {
        life_.step = 2;  // a kill came between, and the time to answer is over: invite anew
        return;
      }
      all_good();
      const auto body = first.json();
      const auto* object = body.if_object();
      const auto* offers = object ? object->if_contains("offers") : nullptr;
      if (!offers || offers->as_array().size() != 3) return wrong("three offers: " + first.body);
      for (const auto& id : offers->as_array()) life_.offers.emplace_back(id.as_string());
      life_.state = life_.story == Story::unanswered ? "awaiting_dispatch" : "offered";
      return life_.story == Story::unanswered ? end() : void();
    }
    default:
      judge_served();
      const bool over = life_.story == Story::served ? life_.step == 7 : true;
      return over ? end() : void();
  }
}

void Player::judge_served() {
  if (life_.story == Story::declined) {
    all_good();
    life_.state = "awaiting_dispatch";
    return;
  }
  if (life_.story == Story::withdrawn) {
    const Answer& yes = *beat_[0].answer;
    life_.taken = yes.is_good();
    if (!yes.is_good() && yes.code() != "offer_withdrawn") {
      wrong("accepted what was withdrawn: " + text_of(yes));
    }
    if (!beat_[1].answer->is_good()) wrong("withdrawing: " + text_of(*beat_[1].answer));
    life_.state = "withdrawn";
    return;
  }
  switch (life_.step - 1) {
    case 3:
      life_.winner = only_good(of_accept);
      life_.taken = true;
      return;
    case 4:
      only_good(of_check_in);
      return;
    case 5:
      all_good();
      return;
    default:
      all_good();
      life_.state = beat_.front().answer->at("state");
  }
}

/// Of a race exactly one wins, and the others are told so. Returns the winner.
std::size_t Player::only_good(std::string_view codes_of_others) {
  std::size_t winner = 0;
  int winners = 0;
  for (std::size_t i = 0; i < beat_.size(); ++i) {
    const Answer& a = *beat_[i].answer;
    if (a.is_good()) {
      winner = i;
      ++winners;
    } else if (a.status != 409 || codes_of_others.find(a.code()) == codes_of_others.npos) {
      wrong("one who came second heard: " + text_of(beat_[i]) + " " + text_of(a));
    }
  }
  if (winners != 1) {
    wrong(fmt::format("{} of {} won at {}", winners, beat_.size(), text_of(beat_.front())));
  }
  return winner;
}

void Player::all_good() {
  for (const Said& said : beat_) {
    if (!said.answer->is_good()) wrong(text_of(said) + " met " + text_of(*said.answer));
  }
}

void Player::wrong(const std::string& what) { findings_.add(what); }

}  // namespace lastmile::fault

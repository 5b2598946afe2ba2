#pragma once
#include "call/test_call.h"
#include "dispatch/offers.h"
#include "jobs/test_jobs.h"
#include "needs/need_ask.h"

namespace lastmile::dispatch {

/// A town for tests of dispatch and of the modules above: sites at every level, staff at each, and
/// people made by the verbs of people, so that each test says only what matters to it.
///   Town town(bench());
///   const PersonId bao = town.volunteer({.skills = {"repairs"}});
///   const needs::NeedId n = town.need({.category = "0406"});
class Town {
 public:
  explicit Town(TestBench& bench);

  struct Who {
    std::string name = "王小明";
    std::string born = "1990-05-01";
    std::vector<std::string> skills = {};
    std::vector<std::string> languages = {};
    std::vector<people::FreeHours> free_hours = {};
    std::vector<people::FreeException> exceptions = {};
    people::Transport transport = people::Transport::drive;
    std::optional<places::SiteId> home = {};  // default: the station
    bool insured = false;
    bool trained = false;
    std::string licence = {};  // verified, valid until the day below
    std::string licence_until = "2027-01-01";
  };
  PersonId resident(const std::string& name = "李桂花");
  PersonId volunteer(const Who& who);
  PersonId volunteer() { return volunteer(Who{}); }

  struct Asked {
    std::string category = "0405";
    std::string from = {};  // "2026-03-03T09:00:00+08:00"; empty: no window
    std::string to = {};
    std::int64_t people = 1;
    std::optional<PersonId> recipient = {};  // default: somebody new
    std::vector<std::string> skills = {};
    std::vector<std::string> languages = {};
    std::optional<needs::Risk> risk = {};
    std::optional<places::SiteId> site = {};
    std::optional<places::MapPoint> point = {};
  };
  /// A need that waits for dispatch.
  needs::NeedId need(const Asked& asked);
  needs::NeedId need() { return need(Asked{}); }
  needs::NeedState state(needs::NeedId need);
  needs::NeedBrief brief(needs::NeedId need);

  Result<Invited> invite(needs::NeedId need, std::vector<PersonId> whom);
  Result<OfferView> accept(PersonId who, OfferId offer);
  Result<OfferView> decline(PersonId who, OfferId offer);
  /// Invited and accepted.
  void take(needs::NeedId need, PersonId who);
  /// Stays at a taken need from now for so long, shown at the door by code or PIN on both ends.
  void serve(needs::NeedId need, PersonId who, std::chrono::minutes how_long);

  /// All followers, queues and clocks of needs, dispatch and people, and what `registry` got since.
  void drain();

  static Actor as(PersonId person) { return TestBench::person(person); }
  Actor staff(access::Role role, const places::Site& over);

  TestBench& bench() { return bench_; }

  places::Site city, center, subcenter, station, neighbour, far_subcenter, far_station;
  Actor worker, subcenter_staff, center_staff, city_office;
  jobs::Registry registry;

 private:
  places::Site site(places::SiteKind kind, const std::string& code, const std::string& above,
                    places::MapPoint point);

  TestBench& bench_;
  std::unique_ptr<jobs::Commands> commands_;
  std::int64_t phones_ = 13'800'000'000;
};

/// That a verb was refused by this name.
#define EXPECT_REFUSED(result, what)                                    \
  do {                                                                  \
    const auto& refused_ = (result);                                    \
    ASSERT_FALSE(refused_.ok());                                        \
    EXPECT_EQ(refused_.refused().refusal.code, std::string_view(what)); \
  } while (false)

/// A value from its text, as the codec reads it; a test's own mistake otherwise.
template <class T>
T given(std::string_view text) {
  if constexpr (std::is_same_v<T, Day>) {
    return parse_day(text).value();
  } else if constexpr (std::is_same_v<T, Instant>) {
    return parse_instant(text).value();
  } else {
    return T::parse(text).value();
  }
}

}  // namespace lastmile::dispatch

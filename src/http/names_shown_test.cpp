#include "http/names_shown.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace lastmile::http {
namespace {

using namespace std::chrono_literals;

struct NamesShownInLists : testing::Test {
  PersonId someone() { return PersonId::make(Instant{}, rng); }
  Actor reader() {
    Actor actor;
    actor.person = someone();
    return actor;
  }
  static Reading in_list(PersonId whom) { return {whom, "basic", "names", true}; }
  std::size_t left(const Actor& who, std::vector<Reading> readings, Steady::time_point at) {
    names.fold(who, readings, at);
    return readings.size();
  }

  Rng rng{1};
  NamesShown names;
  const Steady::time_point nine{};
};

TEST_F(NamesShownInLists, AreTheSameReadingForTenMinutes) {
  const Actor li = reader(), wang = reader();
  const PersonId zhao = someone(), sun = someone();
  EXPECT_EQ(left(li, {in_list(zhao)}, nine), 1u);
  names.remember(li, {in_list(zhao)}, nine);
  EXPECT_EQ(left(li, {in_list(zhao), in_list(sun)}, nine + 599s), 1u);
  EXPECT_EQ(left(wang, {in_list(zhao)}, nine), 1u);  // another reader is another reading
  EXPECT_EQ(left(li, {in_list(zhao)}, nine + 600s), 1u);
}

TEST_F(NamesShownInLists, FoldNothingElse) {
  const Actor li = reader();
  const PersonId zhao = someone();
  names.remember(li, {in_list(zhao), {zhao, "contact", "863-055-177"}}, nine);
  EXPECT_EQ(left(li, {{zhao, "contact", "863-055-177"}, {zhao, "basic", "names"}}, nine), 2u);
}

TEST_F(NamesShownInLists, AreBounded) {
  const Actor li = reader();
  const PersonId zhao = someone();
  names.remember(li, {in_list(zhao)}, nine);
  for (int i = 0; i < 200'000; ++i) names.remember(li, {in_list(someone())}, nine);
  EXPECT_EQ(left(li, {in_list(zhao)}, nine), 1u);  // forgotten, so logged again
}

}  // namespace
}  // namespace lastmile::http

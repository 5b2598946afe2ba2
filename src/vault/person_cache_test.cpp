#include "vault/person_cache.h"

#include <gtest/gtest.h>

namespace lastmile::vault {
namespace {

PersonKeyName name_of(int n) {
  Rng rng(static_cast<std::uint64_t>(n));
  return {4112, PersonId::make(at_ms(1), rng), "key"};
}
const PersonCache::Clock::time_point start{};

TEST(PersonCache, KeepsAKeyForItsTime) {
  PersonCache cache;
  const Key key = Key::random();
  cache.keep(name_of(1), key, start);
  ASSERT_TRUE(cache.find(name_of(1), start));
  EXPECT_EQ(cache.find(name_of(1), start)->bytes(), key.bytes());
  EXPECT_FALSE(cache.find(name_of(2), start));
  EXPECT_FALSE(cache.find(name_of(1), start + PersonCache::life));
  EXPECT_EQ(cache.size(), 0u);
}

TEST(PersonCache, IsBoundedAndDropsTheOldest) {
  PersonCache cache;
  const int more = static_cast<int>(PersonCache::keys_max) + 10;
  for (int n = 0; n < more; ++n) cache.keep(name_of(n), Key::random(), start);
  EXPECT_EQ(cache.size(), PersonCache::keys_max);
  EXPECT_FALSE(cache.find(name_of(9), start));
  EXPECT_TRUE(cache.find(name_of(10), start));
}

TEST(PersonCache, AForgottenPersonIsNotTakenInAgain) {
  PersonCache cache;
  cache.keep(name_of(1), Key::random(), start);
  cache.keep(name_of(2), Key::random(), start);
  cache.forget(4112, name_of(1).person);
  cache.keep(name_of(1), Key::random(), start);  // a reader with an older snapshot
  EXPECT_FALSE(cache.find(name_of(1), start));
  EXPECT_TRUE(cache.find(name_of(2), start));
}

}  // namespace
}  // namespace lastmile::vault

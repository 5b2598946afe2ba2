#include "access/demo_logins.h"

#include <gmock/gmock.h>

#include "access/access_bench.h"
#include "access/access_errors.h"

namespace lastmile::access {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

struct DemoDoors : OnEachBench {
  Result<PersonId> offer_worker() {
    const std::string hash = hash_password(demo_password());
    return bench().run(TestBench::system(), [&](Call& c) {
      return offer_demo_staff(c, {"demo.worker",
                                  1,
                                  "王兰",
                                  {"station worker", "社区工作者"},
                                  Role::station_worker,
                                  "4112/411202/",
                                  hash});
    });
  }
  std::vector<DemoLogin> logins() {
    return bench().look(nobody(), [](Call& c) { return list_demo_logins(c, {}); }).value().items;
  }
};
EACH_DATABASE(DemoDoors);

TEST_P(DemoDoors, AreShutOutsideTheDemo) {
  bench().settings.demo = false;
  EXPECT_EQ(code_of(offer_worker()), "only_in_demo");
  const OfferPhone offer{PersonId{}, phone("13812340001"), 1, "李", {"resident", "居民"}};
  EXPECT_EQ(code_of(bench().run(TestBench::system(),
                                [&](Call& c) { return offer_demo_phone(c, offer); })),
            "only_in_demo");
  EXPECT_EQ(code_of(bench().look(nobody(), [](Call& c) { return list_demo_logins(c, {}); })),
            "only_in_demo");
  EXPECT_EQ(code_of(bench().run(nobody(), [](Call& c) { return enter_demo(c, {}); })),
            "only_in_demo");
}

TEST_P(DemoDoors, StandOpenInTheDemo) {
  bench().settings.demo = true;
  ASSERT_TRUE(offer_worker().ok());
  const PersonId li = sign_in_by_phone(bench(), "13812340001").person;
  (void)bench().run(TestBench::system(), [&](Call& c) {
    return offer_demo_phone(c, {li, phone("13812340001"), 2, "李", {"resident", "居民"}});
  });
  const auto people = logins();
  ASSERT_THAT(people, SizeIs(2));
  EXPECT_EQ(people[0].role, "社区工作者");
  EXPECT_EQ(people[1].code, std::nullopt) << "used";
  for (const auto& person : people) {
    const auto in =
        bench().run(nobody(), [&](Call& c) { return enter_demo(c, {person.person, {}}); });
    ASSERT_TRUE(in.ok());
    const auto actor = actor_of(bench(), in.value().token);
    EXPECT_EQ(actor->person, person.person);
    EXPECT_THAT(actor->grants, SizeIs(person.login ? 1 : 0));
  }
  EXPECT_EQ(code_of(bench().run(nobody(), [](Call& c) { return enter_demo(c, {}); })),
            "demo_person_unknown");
  EXPECT_THAT(bench().verify(), IsEmpty());
}

TEST_P(DemoDoors, ShowWhatTheRealDoorTakes) {
  bench().settings.demo = true;
  ASSERT_TRUE(offer_worker().ok());
  // Three codes are good at a time: the real door takes each once, then none is shown.
  for (int i = 0; i < 3; ++i) {
    const DemoLogin worker = logins().at(0);
    ASSERT_TRUE(worker.totp) << i;
    SignInStaff cmd{must(LoginName::parse(*worker.login)),
                    Password{*worker.password},
                    must(Text<6, 20>::parse(*worker.totp)),
                    {},
                    {},
                    {}};
    EXPECT_EQ(code_of(enter_staff(bench(), cmd)), "yes") << i;
  }
  EXPECT_EQ(logins().at(0).totp, std::nullopt);
  bench().tick(30s);
  EXPECT_TRUE(logins().at(0).totp);

  const PersonId li = sign_in_by_phone(bench(), "13812340001").person;
  (void)bench().run(TestBench::system(), [&](Call& c) {
    return offer_demo_phone(c, {li, phone("13812340001"), 2, "李", {"resident", "居民"}});
  });
  bench().tick(61s);
  const CodeAsked asked = ask(bench(), phone("13812340001")).value();
  EXPECT_EQ(logins().at(1).code, asked.code);
  bench().tick(5min);
  EXPECT_EQ(logins().at(1).code, std::nullopt);
}

TEST_P(DemoDoors, HavePasswordsThatTheRulesWouldTake) {
  EXPECT_TRUE(check_password(demo_password(), "demo.worker", PasswordRules::asvs, "/p").ok());
}

}  // namespace
}  // namespace lastmile::access

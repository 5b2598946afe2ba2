#include "app/own_phone.h"

#include "access/access_bench.h"
#include "people/people_fixture.h"

namespace lastmile::app {
namespace {

struct OwnPhone : people::PeopleTown {
  void SetUp() override {
    PeopleTown::SetUp();
    if (!IsSkipped()) bench().settings.demo = true;
  }
  std::string called_by(const Actor& who) {
    return look(who, people::show_me, people::ShowMe{})->phone.value_or("");
  }
  std::string move_to(const Actor& who, const char* phone) {
    bench().tick(std::chrono::seconds{61});
    const auto asked = access::ask(bench(), people::phone_of(phone)).value();
    return people::code_of(run(
        who, change_phone,
        access::ChangePhone{people::phone_of(phone), *access::RequestToken::parse(asked.request),
                            *access::SixDigits::parse(*asked.code)}));
  }
};
EACH_DATABASE(OwnPhone);

TEST_P(OwnPhone, IsTheOneToCall) {
  const auto person = enter("王小明", "13700000001");
  EXPECT_EQ(move_to(as(person), "13700000002"), "");
  EXPECT_EQ(called_by(as(person)), "13700000002");
}

TEST_P(OwnPhone, LeavesAnotherNumberToCallAlone) {
  const auto person = enter("王小明", "13700000001");
  people::ChangePerson other{.person = person};
  other.phone = std::optional(people::phone_of("0398-2823456"));
  done(as(person), people::change_person, other);
  const std::string before = called_by(as(person));
  EXPECT_EQ(move_to(as(person), "13700000003"), "");
  EXPECT_EQ(called_by(as(person)), before);
}

}  // namespace
}  // namespace lastmile::app

#include "app/chosen_categories.h"

#include "needs/needs_fixture.h"

namespace lastmile::app {
namespace {

using needs::code_of;

struct ChosenCategories : needs::NeedsTown {
  template <class T>
  std::string fields_of(const Result<T>& result) {
    if (result.ok()) return "";
    std::string all(result.refused().refusal.code);
    for (const auto& field : result.refused().fields) all += " " + field.path;
    return all;
  }
};
EACH_DATABASE(ChosenCategories);

TEST_P(ChosenCategories, OfVolunteersStandInTheCatalogue) {
  const PersonId lin = enter("林志愿", {}, "1990-01-01");
  people::JoinAsVolunteer join;
  join.categories = {"0401", "9999", "04", "97"};
  EXPECT_EQ(fields_of(run(as(lin), join_as_volunteer, join)),
            "category_unknown /categories/1 /categories/3");
  join.categories = {"0401", "04"};  // one of them, or a whole field
  ASSERT_EQ(fields_of(run(as(lin), join_as_volunteer, join)), "");
  people::ChangeVolunteer change{.person = lin};
  change.categories = std::vector<std::string>{"9999"};
  EXPECT_EQ(fields_of(run(as(lin), change_volunteer, change)), "category_unknown /categories/0");
  const auto stands = look(as(lin), people::show_volunteer, people::ShowVolunteer{lin});
  EXPECT_EQ(stands->categories, (std::vector<std::string>{"04", "0401"}));
  change.categories = std::vector<std::string>{"0405"};
  EXPECT_EQ(fields_of(run(as(lin), change_volunteer, change)), "");
  change.categories.reset();
  EXPECT_EQ(fields_of(run(as(lin), change_volunteer, change)), "");
  EXPECT_EQ(code_of(run(stranger, change_volunteer, change)), "person_unknown");
}

TEST_P(ChosenCategories, OfTeamsStandInTheCatalogue) {
  people::MakeTeam make{.name = people::name_of("理发队")};
  make.site = mao.id;
  make.categories = {"9999"};
  EXPECT_EQ(fields_of(run(worker, make_team, make)), "category_unknown /categories/0");
  make.categories = {"0401"};
  const auto team = run(worker, make_team, make);
  ASSERT_EQ(fields_of(team), "");
  people::ChangeTeam change{.team = team->team};
  change.categories = std::vector<std::string>{"0405", "9999"};
  EXPECT_EQ(fields_of(run(worker, change_team, change)), "category_unknown /categories/1");
  change.categories = std::vector<std::string>{"0405"};
  EXPECT_EQ(run(worker, change_team, change)->categories, std::vector<std::string>{"0405"});
}

}  // namespace
}  // namespace lastmile::app

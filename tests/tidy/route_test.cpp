#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "app/town.h"
#include "http/declared.h"

/// The route table as a whole: what each route says it may refuse, and the fields it names.
namespace lastmile {
namespace {

using http::Route;

const http::Router& routes() {
  static const http::Router all = [] {
    http::Router router;
    app::add_routes(router);
    return router;
  }();
  return all;
}

std::string name_of(const Route& route) { return route.method + " " + route.pattern; }

/// The first part of a JSON Pointer: "wanted" of "/wanted/window".
std::string first_of(std::string_view field) {
  field.remove_prefix(1);
  return std::string(field.substr(0, field.find('/')));
}

TEST(Routes, NameTheFieldOfEachRefusedInput) {
  for (const auto& route : routes().routes()) {
    for (const auto& refusal : route->refusals) {
      if (!http::is_about_input(refusal)) continue;
      EXPECT_FALSE(http::fields_of(*route, refusal).empty())
          << name_of(*route) << " refuses " << refusal.code
          << ": say with .about(\"/field\", {…}) which field it is about";
    }
  }
}

TEST(Routes, NameFieldsThatTheyTake) {
  for (const auto& route : routes().routes()) {
    for (const auto& about : route->abouts) {
      if (about.field == http::field_by_verb) continue;
      if (about.field.empty()) {
        EXPECT_TRUE(route->takes_file) << name_of(*route) << ": which field of the body?";
        continue;
      }
      EXPECT_THAT(route->member_names, testing::Contains(first_of(about.field)))
          << name_of(*route) << " " << about.refusal.code;
    }
  }
}

TEST(Routes, DeclareEachRefusalOnce) {
  for (const auto& route : routes().routes()) {
    std::set<std::string_view> seen;
    for (const auto& refusal : route->refusals) {
      EXPECT_TRUE(seen.insert(refusal.code).second) << name_of(*route) << " " << refusal.code;
    }
  }
}

}  // namespace
}  // namespace lastmile

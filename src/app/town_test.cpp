#include "app/town.h"

#include <gtest/gtest.h>

#include "vault/test_dir.h"

namespace lastmile::app {
namespace {

std::string reached_at(const std::filesystem::path& dir, const std::string& listens_at) {
  TownOptions options;
  options.dir = dir;
  options.listens_at = listens_at;
  return Town(options).settings().public_url;
}

TEST(Town, IsReachedWhereItListensUnlessItsFileSaysOtherwise) {
  const vault::TestDir folder;
  EXPECT_EQ(reached_at(folder.path(), "http://127.0.0.1:18080"), "http://127.0.0.1:18080");
  EXPECT_EQ(reached_at(folder.path(), ""), "http://127.0.0.1:8080");
  TownFile file;
  file.public_url = "https://volunteers.example.cn";
  write_town_file(folder.path(), file);
  EXPECT_EQ(reached_at(folder.path(), "http://127.0.0.1:18080"), "https://volunteers.example.cn");
}

}  // namespace
}  // namespace lastmile::app

#pragma once
#include <gtest/gtest.h>

#include "http/test_client.h"

/// Whole answers compared with files under tests/api, so that a change of the interface is seen in
/// review. `UPDATE_GOLDEN=1` writes them anew.
namespace lastmile::http {

/// Status, the headers clients rely on, and the body with one member a line.
std::string transcript(const Answered& answered);

/// True when the text equals tests/api/<name>; else the failure shows the first differing line.
testing::AssertionResult equals_golden(const std::string& name, const std::string& text);

#define EXPECT_GOLDEN(name, text) EXPECT_TRUE(::lastmile::http::equals_golden(name, text))

}  // namespace lastmile::http

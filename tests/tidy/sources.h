#pragma once
#include <string>
#include <string_view>
#include <vector>

/// The project's own files as text, for the tests that look at the house and not at what it does.
namespace lastmile::tidy {

struct Source {
  std::string path;  // from the project's folder: "src/needs/need.h"
  std::string text;

  std::string_view folder(
      int n) const;               // the n-th part of the path: 1 of "src/needs/need.h" is needs
  std::string_view name() const;  // need.h
  bool is_test() const;           // a test, or what only tests use
  std::vector<std::string_view> lines() const;
  std::vector<std::string> includes() const;  // what stands between the quotes or brackets
};

/// Every file under `folder` whose name ends with one of `endings`, by path.
std::vector<Source> sources(std::string_view folder, const std::vector<std::string_view>& endings);
std::string read(std::string_view path);

/// A function with a body, as the sources' one layout shows it.
struct Function {
  std::string path;
  std::string head;        // up to the brace
  std::size_t line = 0;    // of the head, from 1
  std::size_t length = 0;  // lines, braces included
  std::size_t parameters() const;
};
std::vector<Function> functions(const Source& source);

}  // namespace lastmile::tidy

#pragma once
#include <string>
#include <vector>

namespace lastmile::press {

/// A file on its way into a PDF.
struct BoundFile {
  std::string name;
  std::string media_type;
  std::string about;
  std::string bytes;
};

/// What a PDF is told that cairo does not write.
struct Binding {
  std::string language;          // "zh-CN"
  std::string producer;          // UTF-8, as all words here
  std::string picture;           // what the one picture shows, for those who listen to the page
  std::string made_at;           // "D:20260302010000Z"
  std::vector<BoundFile> files;  // attached, and associated with the document (PDF 2.0)
};

/// The PDF with all of it, and a name of its own made of its contents. Throws std::runtime_error
/// when the bytes are no PDF. Built as C++17, as qpdf's headers ask, so it includes nothing of
/// ours.
std::string bound(const std::string& pdf, const Binding& binding);

}  // namespace lastmile::press

#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

/// What the programs of others see in a PDF: those of poppler-utils and zbar-tools.
namespace lastmile::paper {

/// Bytes as a file, gone with the object.
class PdfFile {
 public:
  explicit PdfFile(const std::string& bytes) {
    std::string name = (std::filesystem::temp_directory_path() / "lastmile-paper-XXXXXX").string();
    EXPECT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    std::ofstream(path(), std::ios::binary) << bytes;
  }
  ~PdfFile() { std::filesystem::remove_all(folder_); }
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  std::string path() const { return (folder_ / "a.pdf").string(); }
  const std::filesystem::path& folder() const { return folder_; }

  /// What a program says of it; {} in the command is the file. Fails the test when it fails.
  std::string ask(std::string command) const {
    for (std::size_t at; (at = command.find("{}")) != command.npos;) {
      command.replace(at, 2, path());
    }
    FILE* pipe = ::popen(("{ " + command + "; } 2>&1").c_str(), "r");
    std::string said;
    std::array<char, 4096> buffer;
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
      said.append(buffer.data(), n);
    }
    EXPECT_EQ(::pclose(pipe), 0) << command << "\n" << said;
    return said;
  }

 private:
  std::filesystem::path folder_;
};

inline std::string text_of(const std::string& pdf) {
  return PdfFile(pdf).ask("pdftotext -layout {} -");
}
/// The same without white space, in which programs differ.
inline std::string letters_of(const std::string& pdf) {
  std::string bare;
  for (const char c : text_of(pdf)) {
    if (!std::isspace(static_cast<unsigned char>(c))) bare += c;
  }
  for (std::size_t at; (at = bare.find("\u00a0")) != bare.npos;) bare.erase(at, 2);
  return bare;
}
/// What a camera reads from the first page.
inline std::string code_on(const std::string& pdf) {
  const PdfFile file(pdf);
  file.ask("pdftoppm -r 150 -f 1 -l 1 -singlefile -png {} {}.page");
  return file.ask("zbarimg --quiet --raw {}.page.png 2>/dev/null");
}

}  // namespace lastmile::paper

#pragma once
#include "paper/document.h"
#include "press/sheet.h"

namespace lastmile::press {

/// Who stands behind the paper and how it is checked: set once, then placed at the end of a page.
class Foot {
 public:
  Foot(const paper::Document& document, Type& type);
  double height() const;
  void put(Sheet& sheet, double y);

 private:
  struct Signed {
    Block name;
    Block value;
    double height;
  };
  double signing_height() const;
  double code_height() const;
  void put_signing(Sheet& sheet, double y);
  void put_code_and_words(Sheet& sheet, double y);

  const paper::Document& document_;
  std::vector<Signed> lines_;
  Block hand_;
  Block seal_;
  Block code_title_;
  Block address_;
  std::vector<Block> words_;
  std::vector<Block> small_print_;
};

}  // namespace lastmile::press

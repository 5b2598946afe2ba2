#pragma once
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "paper/document.h"
#include "press/faces.h"

/// Type: words in a style become blocks of lines, whose size is known before anything is drawn.
/// All lengths are points (1/72 inch), y grows downwards.
namespace lastmile::press {

struct Colour {
  double red, green, blue;
};
inline constexpr Colour ink{0.122, 0.114, 0.094};
inline constexpr Colour quiet{0.40, 0.38, 0.34};  // 5.6:1 on white
inline constexpr Colour hairline{0.80, 0.78, 0.73};
inline constexpr Colour accent{0.722, 0.227, 0.149};
inline constexpr Colour white{1, 1, 1};

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  bool holds(const Box& other, double slack) const {
    return other.x >= x - slack && other.y >= y - slack &&
           other.x + other.width <= x + width + slack &&
           other.y + other.height <= y + height + slack;
  }
};

enum class Face { serif, sans };
enum class Align { left, centre, right };

struct Style {
  Face face = Face::sans;
  double size = 9;
  double leading = 14;  // from line to line
  bool is_bold = false;
  Colour colour = ink;
  Align align = Align::left;
  double spacing = 0;  // between letters
  double indent = 0;   // of the first line
};

/// Lines of type of a set width, ready to be drawn anywhere.
class Block {
 public:
  Block(Object<PangoLayout> layout, Colour colour, std::shared_ptr<Faces> faces)
      : layout_(std::move(layout)), colour_(colour), faces_(std::move(faces)) {}
  double height() const;
  double width() const;  // of the longest line
  Box inked() const;     // where the letters really are, from the block's corner
  void draw(cairo_t* cr, double x, double y) const;
  /// Tells the faces which letters will be drawn.
  void note_letters() const;
  std::string_view words() const { return pango_layout_get_text(layout_.get()); }

 private:
  Object<PangoLayout> layout_;
  Colour colour_;
  std::shared_ptr<Faces> faces_;
};

/// The case of type: fonts and the rules of a language. One a document.
class Type {
 public:
  explicit Type(paper::Tongue tongue);
  /// What does not fit a line is broken after a word, or else within it.
  Block set(std::string_view words, const Style& style, double width);
  Block set(std::span<const paper::Run> runs, const Style& style, double width);
  /// Letters met so far that no font has: "𫟹 (U+2B7F9)".
  const std::set<std::string>& missing() const { return missing_; }

 private:
  Object<PangoLayout> layout(const Style& style, double width) const;
  void look_for_missing(PangoLayout* layout);

  std::shared_ptr<Faces> faces_ = std::make_shared<Faces>();
  Object<PangoFontMap> fonts_;
  Object<PangoContext> context_;
  std::set<std::string> missing_;
};

}  // namespace lastmile::press

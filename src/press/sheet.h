#pragma once
#include <functional>
#include <string>
#include <vector>

#include "press/type.h"

/// One A4 page as a list of what is drawn, in reading order.
namespace lastmile::press {

inline constexpr double a4_width = 595.276;
inline constexpr double a4_height = 841.890;
inline constexpr double frame_inset = 34;
inline constexpr double margin = 68;  // left and right of what is written
inline constexpr double text_width = a4_width - 2 * margin;
inline constexpr double text_top = 60;
inline constexpr double text_end = a4_height - 66;  // above the page number
inline constexpr Box frame{frame_inset, frame_inset, a4_width - 2 * frame_inset,
                           a4_height - 2 * frame_inset};

/// A block in its place: the room it was given, and where its letters really stand.
struct Placement {
  Box room;
  Box inked;
  std::string words;
};

/// From a point to the right.
struct Line {
  double x, y, width;
};

class Sheet {
 public:
  /// A block at the corner of its room; `tag` is its part in the document's structure ("P").
  void put(Block block, const Box& room, const char* tag = nullptr);
  void rule(const Line& line, double weight, Colour colour);
  /// The same, as a link to that web address.
  void put_link(Block block, const Box& room, const std::string& address);
  void begin(const char* tag);
  void end(const char* tag);
  void draw(std::function<void(cairo_t*)> what) { drawn_.push_back(std::move(what)); }

  void draw_on(cairo_t* cr) const;
  const std::vector<Placement>& placements() const { return placements_; }

 private:
  std::vector<std::function<void(cairo_t*)>> drawn_;
  std::vector<Placement> placements_;
};

void set_colour(cairo_t* cr, Colour colour);

}  // namespace lastmile::press

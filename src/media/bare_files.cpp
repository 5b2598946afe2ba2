#include "media/bare_files.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace lastmile::media {
namespace {

using std::string_view;

std::uint8_t byte_at(string_view s, std::size_t i) { return static_cast<std::uint8_t>(s[i]); }

// Numbers of 2 or 4 bytes, the great end first or last; the caller has checked the length.
std::uint32_t number_at(string_view s, std::size_t i, std::size_t bytes, bool great_first) {
  std::uint32_t n = 0;
  for (std::size_t k = 0; k < bytes; ++k) {
    n = n << 8 | byte_at(s, great_first ? i + k : i + bytes - 1 - k);
  }
  return n;
}

void append_number(std::string& out, std::uint32_t n, std::size_t bytes, bool great_first) {
  for (std::size_t k = 0; k < bytes; ++k) {
    const std::size_t shift = 8 * (great_first ? bytes - 1 - k : k);
    out += static_cast<char>(n >> shift);
  }
}

template <std::size_t N>
bool is_one_of(string_view name, const std::array<string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr string_view png_head = "\x89PNG\r\n\x1a\n";

// JPEG.

// Which side is up (tag 0x0112 of the first directory), 1 when it is not said.
std::uint32_t side_up(string_view exif) {
  constexpr string_view head("Exif\0\0", 6);
  if (!exif.starts_with(head) || exif.size() < head.size() + 8) return 1;
  const string_view tiff = exif.substr(head.size());
  const bool great_first = tiff.starts_with("MM");
  const std::size_t directory = number_at(tiff, 4, 4, great_first);
  if (directory > tiff.size() || tiff.size() - directory < 2) return 1;
  const std::size_t entries = number_at(tiff, directory, 2, great_first);
  constexpr std::size_t entry_bytes = 12, tag_side_up = 0x0112;
  for (std::size_t i = 0; i < entries; ++i) {
    const std::size_t at = directory + 2 + i * entry_bytes;
    if (at + entry_bytes > tiff.size()) return 1;
    if (number_at(tiff, at, 2, great_first) != tag_side_up) continue;
    const auto side = number_at(tiff, at + 8, 2, great_first);
    return side >= 1 && side <= 8 ? side : 1;
  }
  return 1;
}

std::string exif_of_side(std::uint32_t side) {
  std::string out(
      "\xff\xe1\x00\x22"
      "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01",
      28);
  append_number(out, side, 2, true);
  return out + std::string(6, '\0');
}

bool is_frame(std::uint8_t marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

bool is_kept(std::uint8_t marker, string_view body) {
  switch (marker) {
    case 0xe2:
      return body.starts_with(string_view("ICC_PROFILE\0", 12));
    case 0xee:
      return body.starts_with("Adobe") && body.size() == 12;
    case 0xc4:
    case 0xcc:
    case 0xda:
    case 0xdb:
    case 0xdc:
    case 0xdd:
      return true;
    default:
      return is_frame(marker);
  }
}

bool is_dropped(std::uint8_t marker) {
  return (marker >= 0xe0 && marker <= 0xef) || marker == 0xfe;
}

// The end of the picture's own data, which runs to the next marker that is not part of it.
std::size_t end_of_scan(string_view file, std::size_t at) {
  while (at + 1 < file.size()) {
    const std::uint8_t next = byte_at(file, at + 1);
    const bool inside = next == 0 || (next >= 0xd0 && next <= 0xd7);
    if (byte_at(file, at) == 0xff && !inside && next != 0xff) return at;
    ++at;
  }
  return file.size();
}

// The first frame; a decoder takes no second one.
std::optional<Pixels> jpeg_pixels(string_view file) {
  constexpr std::size_t head_bytes = 9;
  for (std::size_t at = 2; at + head_bytes <= file.size();) {
    if (byte_at(file, at) != 0xff) return std::nullopt;
    const std::uint8_t marker = byte_at(file, at + 1);
    if (is_frame(marker)) {
      return Pixels{number_at(file, at + 7, 2, true), number_at(file, at + 5, 2, true)};
    }
    at += marker == 0xff ? 1 : 2 + number_at(file, at + 2, 2, true);
  }
  return std::nullopt;
}

// RIFF: WAV and WebP.

struct Chunk {
  string_view name;
  string_view body;
  string_view rest;
};

std::optional<Chunk> next_chunk(string_view parts) {
  if (parts.size() < 8) return std::nullopt;
  const std::size_t size = number_at(parts, 4, 4, false);
  const std::size_t there = parts.size() - 8;
  // A recorder that was cut off never wrote how long the sound became.
  const std::size_t n = std::min(size, there);
  const std::size_t padded = std::min(n + n % 2, there);
  return Chunk{parts.substr(0, 4), parts.substr(8, n), parts.substr(8 + padded)};
}

void append_chunk(std::string& out, string_view name, string_view body) {
  out += name;
  append_number(out, static_cast<std::uint32_t>(body.size()), 4, false);
  out += body;
  if (body.size() % 2 == 1) out += '\0';
}

std::string riff(string_view form, const std::string& chunks) {
  std::string out = "RIFF";
  append_number(out, static_cast<std::uint32_t>(chunks.size() + 4), 4, false);
  return out + std::string(form) + chunks;
}

// By the first chunk: the canvas, or the one picture. Decoders hold the frames to the canvas.
std::optional<Pixels> webp_pixels(string_view file) {
  const auto first = next_chunk(file.substr(std::min<std::size_t>(12, file.size())));
  if (!first || first->body.size() < 10) return std::nullopt;
  const string_view body = first->body;
  constexpr std::uint32_t fourteen_bits = 0x3fff;
  if (first->name == "VP8X")
    return Pixels{number_at(body, 4, 3, false) + 1, number_at(body, 7, 3, false) + 1};
  if (first->name == "VP8 ")
    return Pixels{number_at(body, 6, 2, false) & fourteen_bits,
                  number_at(body, 8, 2, false) & fourteen_bits};
  if (first->name != "VP8L") return std::nullopt;
  const std::uint32_t sizes = number_at(body, 1, 4, false);
  return Pixels{(sizes & fourteen_bits) + 1, (sizes >> 14 & fourteen_bits) + 1};
}

std::optional<Pixels> png_pixels(string_view file) {
  constexpr std::size_t sizes_end = 24;
  if (!file.starts_with(png_head) || file.size() < sizes_end || file.substr(12, 4) != "IHDR")
    return std::nullopt;
  return Pixels{number_at(file, 16, 4, true), number_at(file, 20, 4, true)};
}

bool keeps_its_size(string_view file) {
  const auto size = pixels_of(file);
  return size && may_be_drawn(*size);
}

// MP4.

constexpr std::array<string_view, 7> mp4_containers{"moov", "trak", "mdia", "minf",
                                                    "moof", "traf", "mvex"};
constexpr std::array<string_view, 23> mp4_kept{
    "ftyp", "styp", "mdat", "sidx", "mvhd", "tkhd", "edts", "mdhd", "hdlr", "smhd", "nmhd", "dinf",
    "stbl", "mfhd", "tfhd", "tfdt", "trun", "trex", "mehd", "iods", "sbgp", "sgpd", "mfra"};

struct Heard {
  bool sound = false;
  bool sight = false;
};

struct Box {
  std::size_t head = 0;
  std::size_t size = 0;  // head included
};

std::optional<Box> box_at(string_view file, std::size_t at, std::size_t end) {
  if (end - at < 8) return std::nullopt;
  Box box{8, number_at(file, at, 4, true)};
  if (box.size == 0) box.size = end - at;
  if (box.size == 1) {
    if (end - at < 16 || number_at(file, at + 8, 4, true) != 0) return std::nullopt;
    box = {16, number_at(file, at + 12, 4, true)};
  }
  return box.size >= box.head && box.size <= end - at ? std::optional(box) : std::nullopt;
}

void zero(std::string& file, std::size_t from, std::size_t to) {
  std::fill(file.begin() + static_cast<std::ptrdiff_t>(from),
            file.begin() + static_cast<std::ptrdiff_t>(to), '\0');
}

// When it was made, and what the program that made it is called.
void forget_times_and_names(std::string& file, string_view name, std::size_t body,
                            std::size_t end) {
  const bool timed = name == "mvhd" || name == "tkhd" || name == "mdhd";
  if (timed && end - body >= 20) zero(file, body + 4, body + (file[body] == 1 ? 20 : 12));
  constexpr std::size_t before_name = 24;
  if (name == "hdlr" && end - body > before_name) zero(file, body + before_name, end);
}

bool blank_boxes(std::string& file, std::size_t at, std::size_t end, Heard& heard) {
  while (at < end) {
    const auto box = box_at(file, at, end);
    if (!box) return false;
    const std::string name = file.substr(at + 4, 4);
    const std::size_t body = at + box->head, next = at + box->size;
    if (is_one_of(name, mp4_containers)) {
      if (!blank_boxes(file, body, next, heard)) return false;
    } else if (is_one_of(name, mp4_kept)) {
      if (name == "hdlr" && next - body >= 12) {
        const string_view of = string_view(file).substr(body + 8, 4);
        heard.sound = heard.sound || of == "soun";
        heard.sight = heard.sight || of == "vide" || of == "pict" || of == "auxv";
      }
      forget_times_and_names(file, name, body, next);
    } else {
      file.replace(at + 4, 4, "free");
      zero(file, body, next);
    }
    at = next;
  }
  return true;
}

}  // namespace

std::optional<Pixels> pixels_of(string_view file) {
  const bool webp = file.starts_with("RIFF") && file.substr(0, 12).ends_with("WEBP");
  const auto said = file.starts_with("\xff\xd8") ? jpeg_pixels(file)
                    : webp                       ? webp_pixels(file)
                                                 : png_pixels(file);
  const bool is_a_size = said && said->width > 0 && said->height > 0;
  return is_a_size ? said : std::nullopt;
}

bool may_be_drawn(const Pixels& size) {
  return size.width <= photo_side_max && size.height <= photo_side_max &&
         std::uint64_t{size.width} * size.height <= photo_pixels_max;
}

std::optional<std::string> bare_jpeg(string_view file) {
  if (!file.starts_with("\xff\xd8") || !keeps_its_size(file)) return std::nullopt;
  std::string parts;
  std::uint32_t side = 1;
  bool frame = false, scan = false;
  std::size_t at = 2;
  while (true) {
    while (at + 1 < file.size() && byte_at(file, at) == 0xff && byte_at(file, at + 1) == 0xff) ++at;
    if (at + 2 > file.size() || byte_at(file, at) != 0xff) return std::nullopt;
    const std::uint8_t marker = byte_at(file, at + 1);
    if (marker == 0xd9) break;
    if (at + 4 > file.size()) return std::nullopt;
    const std::size_t length = number_at(file, at + 2, 2, true);
    if (length < 2 || at + 2 + length > file.size()) return std::nullopt;
    const string_view body = file.substr(at + 4, length - 2);
    if (!is_kept(marker, body) && !is_dropped(marker)) return std::nullopt;
    std::size_t end = at + 2 + length;
    if (marker == 0xda) end = end_of_scan(file, end);
    if (marker == 0xe1 && side == 1) side = side_up(body);
    if (is_kept(marker, body)) parts += file.substr(at, end - at);
    frame = frame || is_frame(marker);
    scan = scan || (marker == 0xda && frame);
    at = end;
  }
  if (!frame || !scan) return std::nullopt;
  return "\xff\xd8" + (side == 1 ? std::string() : exif_of_side(side)) + parts + "\xff\xd9";
}

std::optional<std::string> bare_png(string_view file) {
  constexpr std::array<string_view, 11> kept{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA",
                                             "cHRM", "sRGB", "iCCP", "sBIT", "bKGD"};
  if (!file.starts_with(png_head) || !keeps_its_size(file)) return std::nullopt;
  std::string out(png_head);
  bool data = false;
  for (std::size_t at = png_head.size(); at + 12 <= file.size();) {
    const std::size_t size = number_at(file, at, 4, true);
    if (size > file.size() - at - 12) return std::nullopt;
    const string_view name = file.substr(at + 4, 4);
    if (at == png_head.size() && name != "IHDR") return std::nullopt;
    if (is_one_of(name, kept)) out += file.substr(at, size + 12);
    data = data || name == "IDAT";
    if (name == "IEND") return data ? std::optional(out) : std::nullopt;
    at += size + 12;
  }
  return std::nullopt;
}

std::optional<std::string> bare_webp(string_view file) {
  constexpr std::array<string_view, 6> kept{"VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"};
  if (!file.starts_with("RIFF") || !keeps_its_size(file)) return std::nullopt;
  std::string chunks;
  bool picture = false;
  for (auto chunk = next_chunk(file.substr(12)); chunk; chunk = next_chunk(chunk->rest)) {
    if (chunk->name == "VP8X" && chunk->body.size() >= 10) {
      std::string features(chunk->body.substr(0, 10));
      constexpr int exif_and_xmp = 0x0c;
      features[0] = static_cast<char>(features[0] & ~exif_and_xmp);
      append_chunk(chunks, "VP8X", features);
    } else if (is_one_of(chunk->name, kept)) {
      append_chunk(chunks, chunk->name, chunk->body);
      picture = picture || chunk->name.starts_with("VP8") || chunk->name == "ANMF";
    }
  }
  return picture ? std::optional(riff("WEBP", chunks)) : std::nullopt;
}

std::optional<std::string> bare_wav(string_view file) {
  if (file.size() < 12 || !file.starts_with("RIFF") || file.substr(8, 4) != "WAVE")
    return std::nullopt;
  std::string chunks;
  bool form = false, sound = false;
  for (auto chunk = next_chunk(file.substr(12)); chunk; chunk = next_chunk(chunk->rest)) {
    const bool is_form = chunk->name == "fmt " && chunk->body.size() >= 16;
    const bool is_sound = chunk->name == "data";
    form = form || is_form;
    sound = sound || is_sound;
    if (is_form || is_sound || chunk->name == "fact")
      append_chunk(chunks, chunk->name, chunk->body);
  }
  return form && sound ? std::optional(riff("WAVE", chunks)) : std::nullopt;
}

std::optional<std::string> bare_mp4(string_view file) {
  std::string out(file);
  Heard heard;
  if (!blank_boxes(out, 0, out.size(), heard)) return std::nullopt;
  return heard.sound && !heard.sight ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace lastmile::media

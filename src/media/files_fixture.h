#pragma once
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// Small photos and recordings made by hand, each full of what nobody else should learn.
namespace lastmile::media {

inline constexpr std::string_view secret = "N34.7812 E111.1934 of Wang's phone";

inline std::string number(std::uint32_t n, int bytes, bool great_first) {
  std::string out;
  for (int i = 0; i < bytes; ++i) {
    out += static_cast<char>(n >> (8 * (great_first ? bytes - 1 - i : i)));
  }
  return out;
}

// JPEG.
inline std::string segment(int marker, std::string_view body) {
  return std::string("\xff") + static_cast<char>(marker) +
         number(static_cast<std::uint32_t>(body.size() + 2), 2, true) + std::string(body);
}
inline std::string exif(std::uint32_t side) {
  std::string out("Exif\0\0II*\0", 10);
  out += number(8, 4, false) + number(1, 2, false) + number(0x0112, 2, false) +
         number(3, 2, false) + number(1, 4, false) + number(side, 4, false) + number(0, 4, false);
  return out + std::string(secret);
}
inline std::string jpeg_picture() {
  std::string tables(1, '\0');
  tables += std::string(64, '\x10');
  std::string huffman("\0\1", 2);
  huffman += std::string(15, '\0') + '\5';
  return segment(0xdb, tables) + segment(0xc0, std::string("\x08\0\x10\0\x10\x01\x01\x11\0", 9)) +
         segment(0xc4, huffman) + segment(0xda, std::string("\x01\x01\0\0\x3f\0", 6)) +
         std::string("\x12\xff\0\x34\xff\xd0\x56", 7);
}
inline std::string jpeg(std::uint32_t side = 1) {
  const std::string words(secret);
  return "\xff\xd8" + segment(0xe0, std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14)) +
         segment(0xe1, exif(side)) +
         segment(0xe1, "http://ns.adobe.com/xap/1.0/" + std::string(1, '\0') + words) +
         segment(0xe1, "http://ns.adobe.com/xmp/extension/" + std::string(1, '\0') + words) +
         segment(0xe2, std::string("MPF\0", 4) + words) + segment(0xed, "Photoshop 3.0" + words) +
         segment(0xfe, words) + jpeg_picture() + "\xff\xd9" + "trailing film " + words;
}

// PNG.
inline std::string png_chunk(std::string_view name, std::string_view body) {
  const std::string whole = std::string(name) + std::string(body);
  std::uint32_t crc = 0xffffffff;
  for (const char c : whole) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int k = 0; k < 8; ++k) crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
  }
  return number(static_cast<std::uint32_t>(body.size()), 4, true) + whole + number(~crc, 4, true);
}
inline std::string png() {
  const std::string words(secret);
  return std::string("\x89PNG\r\n\x1a\n") +
         png_chunk("IHDR", std::string("\0\0\0\1\0\0\0\1\x08\0\0\0\0", 13)) +
         png_chunk("tEXt", "Comment" + std::string(1, '\0') + words) + png_chunk("eXIf", words) +
         png_chunk("iTXt", words) + png_chunk("tIME", words) +
         png_chunk("IDAT", std::string("\x78\x9c\x63\x60\0\0\0\2\0\1", 10)) +
         png_chunk("IEND", "") + words;
}

// RIFF.
inline std::string riff_chunk(std::string_view name, std::string_view body) {
  return std::string(name) + number(static_cast<std::uint32_t>(body.size()), 4, false) +
         std::string(body) + (body.size() % 2 ? std::string(1, '\0') : "");
}
inline std::string riff_file(std::string_view form, const std::string& chunks) {
  return "RIFF" + number(static_cast<std::uint32_t>(chunks.size() + 4), 4, false) +
         std::string(form) + chunks;
}
inline std::string webp() {
  return riff_file("WEBP", riff_chunk("VP8X", std::string("\x0c\0\0\0\0\0\0\0\0\0", 10)) +
                               riff_chunk("VP8 ", "picture of a door") +
                               riff_chunk("EXIF", secret) + riff_chunk("XMP ", secret) +
                               riff_chunk("ABCD", secret));
}
inline std::string wav() {
  const std::string form = number(1, 2, false) + number(1, 2, false) + number(8000, 4, false) +
                           number(8000, 4, false) + number(1, 2, false) + number(8, 2, false);
  return riff_file("WAVE", riff_chunk("bext", secret) + riff_chunk("fmt ", form) +
                               riff_chunk("data", std::string(800, '\x80')) +
                               riff_chunk("LIST", "INFOIART" + std::string(secret)) +
                               riff_chunk("id3 ", secret));
}

// MP4.
inline std::string box(std::string_view name, std::string_view body) {
  return number(static_cast<std::uint32_t>(body.size() + 8), 4, true) + std::string(name) +
         std::string(body);
}
inline std::string mp4(std::string_view handler = "soun") {
  const std::string words(secret), zeros(4, '\0');
  const std::string made = number(0xd1d1d1d1, 4, true);
  const std::string handler_box =
      box("hdlr", zeros + zeros + std::string(handler) + std::string(12, '\0') + words);
  const std::string media =
      box("mdia", box("mdhd", zeros + made + made + std::string(12, '\0')) + handler_box +
                      box("minf", box("smhd", zeros + zeros) + box("stbl", zeros)));
  const std::string track = box("trak", box("tkhd", zeros + made + made + std::string(72, '\0')) +
                                            media + box("udta", words) + box("meta", words));
  return box("ftyp", "M4A " + zeros + "M4A isom") +
         box("moov", box("mvhd", zeros + made + made + std::string(88, '\0')) + track +
                         box("udta", box("\xa9xyz", words)) + box("uuid", words)) +
         box("mdat", std::string(400, '\x11')) + box("free", words);
}

// Ogg with Vorbis or Opus in it.
inline std::string ogg_page(int flags, std::uint32_t sequence, const std::string& packet) {
  std::string page("OggS\0", 5);
  page += static_cast<char>(flags);
  page += std::string(8, '\0') + number(77, 4, false) + number(sequence, 4, false) +
          std::string(4, '\0');
  const std::size_t whole = packet.size() / 255;
  page += static_cast<char>(whole + 1) + std::string(whole, '\xff') +
          static_cast<char>(packet.size() % 255) + packet;
  std::uint32_t crc = 0;
  for (const char c : page) {
    crc ^= static_cast<std::uint32_t>(static_cast<std::uint8_t>(c)) << 24;
    for (int k = 0; k < 8; ++k) crc = crc & 0x80000000 ? crc << 1 ^ 0x04c11db7 : crc << 1;
  }
  return page.replace(22, 4, number(crc, 4, false));
}
inline std::string comments() {
  const std::string artist = "LOCATION=" + std::string(secret);
  return number(4, 4, false) + "test" + number(1, 4, false) +
         number(static_cast<std::uint32_t>(artist.size()), 4, false) + artist;
}
inline std::string opus() {
  const std::string head = "OpusHead\x01\x01" + number(312, 2, false) + number(48000, 4, false) +
                           number(0, 2, false) + '\0';
  return ogg_page(2, 0, head) + ogg_page(0, 1, "OpusTags" + comments()) +
         ogg_page(4, 2, std::string(100, '\x55'));
}
inline std::string vorbis() {
  const std::string head = "\x01vorbis" + number(0, 4, false) + '\x01' + number(44100, 4, false) +
                           std::string(12, '\0') + "\xb8\x01";
  return ogg_page(2, 0, head) + ogg_page(0, 1, "\x03vorbis" + comments() + "\x01") +
         ogg_page(0, 2, "\x05vorbis" + std::string(50, '\x22')) +
         ogg_page(4, 3, std::string(100, '\x33'));
}

inline std::string mp3_frames(int n) {
  std::string frame("\xff\xfb\x90\x00", 4);
  frame += std::string(413, '\0');
  std::string frames;
  for (int i = 0; i < n; ++i) frames += frame;
  return frames;
}
// An ID3v1 tag; of ID3v2.4 the appended form, with a footer; Lyrics3v2.
inline std::string id3v1() {
  std::string tag = "TAG" + std::string(secret).substr(0, 30);
  tag.resize(128, '\0');
  return tag;
}
inline std::string appended_id3() {
  const std::string title = std::string(1, '\3') + std::string(secret);
  const std::string body = "TIT2" + number(static_cast<std::uint32_t>(title.size()), 4, true) +
                           std::string(2, '\0') + title;
  const std::string head =
      std::string("\4\0\x10", 3) + number(static_cast<std::uint32_t>(body.size()), 4, true);
  return "ID3" + head + body + "3DI" + head;
}
inline std::string lyrics3() {
  const std::string words = "LYRICSBEGININD0000200LYR" +
                            fmt::format("{:05}", std::string(secret).size()) + std::string(secret);
  return words + fmt::format("{:06}", words.size()) + "LYRICS200";
}
inline std::string mp3() {
  const std::string frames = mp3_frames(8);
  const std::string title = std::string(1, '\3') + std::string(secret);
  const std::string frame_of_tag = "TIT2" +
                                   number(static_cast<std::uint32_t>(title.size()), 4, true) +
                                   std::string(2, '\0') + title;
  return std::string("ID3\4\0\0", 6) +
         number(static_cast<std::uint32_t>(frame_of_tag.size()), 4, true) + frame_of_tag + frames +
         id3v1();
}

}  // namespace lastmile::media

#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/long_list.h"

/// Paper described as data: what stands on an A4 sheet, and nothing of where. The program
/// `lastmile-paper` draws it; whoever describes one needs no font.
namespace lastmile::paper {

/// In which language it is typeset: how lines break, and how characters are shaped.
enum class Tongue { zh, en };
BOOST_DESCRIBE_ENUM(Tongue, zh, en)

/// A part of a paragraph.
struct Run {
  std::string text;
  bool is_strong = false;
};
BOOST_DESCRIBE_STRUCT(Run, (), (text, is_strong))

/// "Issued by: 湖滨站"; the value may be a link.
struct Field {
  std::string name;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(Field, (), (name, value))

struct Column {
  std::string head;
  std::int64_t share = 1;  // of the width, in relation to the other columns
  bool is_right = false;   // set to the right, as numbers are
};
BOOST_DESCRIBE_STRUCT(Column, (), (head, share, is_right))

struct TableRow {
  std::vector<std::string> cells;  // one a column
  bool is_quiet = false;           // nothing to tell: stands back
};
BOOST_DESCRIBE_STRUCT(TableRow, (), (cells, is_quiet))

/// What a table holds at most.
inline constexpr std::size_t rows_max = 2000;
inline void decode(const boost::json::value& v, std::vector<TableRow>& out, const At& at,
                   Trouble& t) {
  decode_list<rows_max>(v, out, at, t);
}

/// A table flows over as many pages as it takes; each repeats the heads.
struct Table {
  bool is_whole = false;  // rather begins on a new page than be broken
  std::string title;
  std::string continued;  // its title on the pages after its first
  std::optional<std::string> note;
  std::vector<Column> columns;
  std::vector<TableRow> rows;
};
BOOST_DESCRIBE_STRUCT(Table, (), (is_whole, title, continued, note, columns, rows))

/// What is wrong with the paper: across each page, and in words at its head.
struct Stamp {
  std::string words;   // "已撤销"
  std::string reason;  // one sentence
};
BOOST_DESCRIBE_STRUCT(Stamp, (), (words, reason))

/// An address for a telephone's camera, printed beside it too.
struct Code {
  std::string title;
  std::string address;
  std::vector<std::string> words;  // paragraphs beside it
};
BOOST_DESCRIBE_STRUCT(Code, (), (title, address, words))

/// Who stands behind it, and where they sign. `seal` is what is said in the place left for a seal.
struct Signing {
  std::vector<Field> fields;
  std::string hand;  // "负责人（签名）"
  std::string seal;
};
BOOST_DESCRIBE_STRUCT(Signing, (), (fields, hand, seal))

/// Text of a file, byte for byte.
struct Bytes {
  std::string bytes;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

/// A file inside the PDF that programs read.
struct Attachment {
  std::string name;
  std::string media_type;
  std::string about;
  Bytes text;  // UTF-8; stands in the PDF as it is, uncompressed
};
BOOST_DESCRIBE_STRUCT(Attachment, (), (name, media_type, about, text))

struct Document {
  Tongue tongue = Tongue::zh;
  std::string house;   // beside the mark at the head: "满天星"
  std::string number;  // at the head, right
  std::string title;
  std::optional<Stamp> stamp;
  std::vector<Run> lead;
  std::vector<Table> tables;
  Signing signing;
  Code code;
  std::vector<std::string> small_print;
  std::string page_words;  // "第 {} 页 共 {} 页": this page and how many there are
  std::string author;      // the last four for the PDF's own record
  std::string subject;
  std::string made_at;  // RFC 3339, UTC
  std::string producer;
  std::vector<Attachment> attachments;
};
BOOST_DESCRIBE_STRUCT(Document, (),
                      (tongue, house, number, title, stamp, lead, tables, signing, code,
                       small_print, page_words, author, subject, made_at, producer, attachments))

/// How `lastmile-paper` ends: 0, and the PDF stands on its standard output; or one of these.
inline constexpr int exit_unreadable = 2;  // what came is no document
inline constexpr int exit_letters = 3;     // no font has some letters: they stand on the output
inline constexpr int exit_fault = 4;       // the reason stands on standard error

}  // namespace lastmile::paper

template <>
struct lastmile::Wire<lastmile::paper::Bytes> {
  static std::string text(const paper::Bytes& b) { return b.bytes; }
  static std::optional<paper::Bytes> parse(std::string_view s) {
    return paper::Bytes{std::string(s)};
  }
  static constexpr std::string_view format = "";
  static constexpr Words hint{"is the text of a file", "为文件内容"};
};

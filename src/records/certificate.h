#pragma once
#include "records/records.h"

namespace lastmile::records {

/// A long text byte for byte as it came: nothing is trimmed, for a signature covers every byte.
struct ExactText {
  static constexpr std::size_t longest = 200'000;  // bytes
  std::string bytes;
  friend bool operator==(const ExactText&, const ExactText&) = default;
};

}  // namespace lastmile::records

template <>
struct lastmile::Wire<lastmile::records::ExactText> {
  static std::string text(const records::ExactText& t) { return t.bytes; }
  static std::optional<records::ExactText> parse(std::string_view s) {
    if (s.size() > records::ExactText::longest) return std::nullopt;
    return records::ExactText{std::string(s)};
  }
  static constexpr std::string_view format = "";
  static constexpr Words hint{"must be at most 200,000 bytes", "不超过 200000 字节"};
};

/// 志愿服务记录证明: hours by grade as signed data that anyone can verify, the server gone or not.
namespace lastmile::records {

/// What a certificate says: exactly this text is signed.
struct CertificateText {
  std::string serial;
  std::string holder;                    // name as on the record
  std::optional<std::string> id_number;  // masked: last four characters
  std::string from;                      // first and last day
  std::string to;
  std::int64_t minutes = 0;
  std::int64_t minutes_a = 0;  // by grade, each for itself
  std::int64_t minutes_b = 0;
  std::int64_t minutes_c = 0;
  std::int64_t minutes_d = 0;
  std::int64_t services = 0;
  struct Line {
    std::string day;
    std::string category;
    std::string content_zh;
    std::string content_en;
    std::int64_t minutes = 0;
    Grade grade = Grade::b;
    std::string unit;  // the recording unit
    BOOST_DESCRIBE_CLASS(Line, (), (day, category, content_zh, content_en, minutes, grade, unit),
                         (), ())
  };
  std::vector<Line> lines;  // at most 200, newest first; the sums count all
  std::string issuer;       // the site, with its telephone
  std::optional<std::string> issuer_phone;
  std::string issued_at;
  std::string verify_at;  // where to look it up
};
BOOST_DESCRIBE_STRUCT(CertificateText, (),
                      (serial, holder, id_number, from, to, minutes, minutes_a, minutes_b,
                       minutes_c, minutes_d, services, lines, issuer, issuer_phone, issued_at,
                       verify_at))

/// The file a holder keeps: text, signature, and the proof that its leaf stands in the journal.
struct CertificateFile {
  std::string format;     // "lastmile-certificate-1"
  ExactText text;         // CertificateText as JSON, byte for byte as signed
  std::string signature;  // Ed25519 over "lastmile-certificate-1\n" and the text, base64
  std::string key;        // the verifier line of the signing key
  std::string leaf;       // the journal entry that names the text's hash
  std::int64_t leaf_index = 0;
  std::int64_t tree_size = 0;
  std::vector<std::string> path;
  std::string checkpoint;  // the signed head of that tree
};
BOOST_DESCRIBE_STRUCT(CertificateFile, (),
                      (format, text, signature, key, leaf, leaf_index, tree_size, path, checkpoint))

/// The row of table `certificate`.
struct CertificateRow {
  int region = 0;
  std::string serial;
  PersonId volunteer;
  std::string from_day;
  std::string to_day;
  std::int64_t minutes_a = 0;
  std::int64_t minutes_b = 0;
  std::int64_t minutes_c = 0;
  std::int64_t minutes_d = 0;
  std::int64_t records = 0;
  std::string holder;  // masked name, for the public page
  vault::Sealed payload;
  std::string payload_hash;
  std::string signature;
  Instant issued_at{};
  std::optional<Instant> revoked_at;
  std::optional<std::string> revoke_reason;
};
BOOST_DESCRIBE_STRUCT(CertificateRow, (),
                      (region, serial, volunteer, from_day, to_day, minutes_a, minutes_b, minutes_c,
                       minutes_d, records, holder, payload, payload_hash, signature, issued_at,
                       revoked_at, revoke_reason))

struct CertificateView {
  std::string serial;
  std::string from_day;
  std::string to_day;
  std::int64_t minutes = 0;
  std::int64_t minutes_a = 0;
  std::int64_t minutes_b = 0;
  std::int64_t minutes_c = 0;
  std::int64_t minutes_d = 0;
  std::int64_t services = 0;
  std::string holder;  // "王**": the public page names nobody
  Instant issued_at;
  bool revoked = false;
  std::optional<Instant> revoked_at;
  std::string verify_at;
};
BOOST_DESCRIBE_STRUCT(CertificateView, (),
                      (serial, from_day, to_day, minutes, minutes_a, minutes_b, minutes_c,
                       minutes_d, services, holder, issued_at, revoked, revoked_at, verify_at))

/// The subject of a certificate's facts in the journal.
Uuid certificate_subject(std::string_view serial);

struct IssueCertificate {
  std::optional<Day> from;  // default: the first record
  std::optional<Day> to;    // default: today
};
BOOST_DESCRIBE_STRUCT(IssueCertificate, (), (from, to))
/// Free, at once, by the volunteer. Refuses nothing_to_certify.
Result<CertificateView> issue_certificate(Call& call, const IssueCertificate& cmd);

struct ListMyCertificates {};
BOOST_DESCRIBE_STRUCT(ListMyCertificates, (), ())
Result<Page<CertificateView>> list_my_certificates(Call& call, const ListMyCertificates& query);

struct ShowCertificate {
  Text<4, 40> serial;
};
BOOST_DESCRIBE_STRUCT(ShowCertificate, (), (serial))
/// 查验: for anyone who holds the serial number.
Result<CertificateView> show_certificate(Call& call, const ShowCertificate& query);
/// The file itself, for its holder.
Result<CertificateFile> show_certificate_file(Call& call, const ShowCertificate& query);

struct RevokeCertificate {
  Text<4, 40> serial;
  Text<1, 40> reason_code;
};
BOOST_DESCRIBE_STRUCT(RevokeCertificate, (), (serial, reason_code))
Result<CertificateView> revoke_certificate(Call& call, const RevokeCertificate& cmd);

/// What an offline check found. `key` is the verifier line to trust; empty takes the file's own,
/// and then only says that the file agrees with itself.
struct CertificateCheck {
  bool signature_ok = false;   // the text is what the key signed
  bool leaf_ok = false;        // the journal entry names this very text
  bool included = false;       // the entry stands in the tree of the checkpoint
  bool checkpoint_ok = false;  // the key signed that checkpoint
  bool key_given = false;
  std::string serial;
  std::string holder;
  std::int64_t minutes = 0;
  bool ok() const { return signature_ok && leaf_ok && included && checkpoint_ok; }
};
BOOST_DESCRIBE_STRUCT(CertificateCheck, (),
                      (signature_ok, leaf_ok, included, checkpoint_ok, key_given, serial, holder,
                       minutes))
Result<CertificateCheck> check_certificate(const CertificateFile& file, std::string_view key);

}  // namespace lastmile::records

template <>
struct lastmile::storage::Table<lastmile::records::CertificateRow> {
  static constexpr std::string_view name = "certificate";
  static constexpr std::size_t key_columns = 2;
};

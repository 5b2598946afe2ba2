#pragma once
#include "base/long_list.h"
#include "records/records.h"

namespace lastmile::records {

/// A long text byte for byte as it came: nothing is trimmed, for a signature covers every byte.
struct ExactText {
  static constexpr std::size_t longest = 800'000;  // bytes
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
  static constexpr Words hint{"must be at most 800,000 bytes", "不超过 800000 字节"};
};

/// 志愿服务记录证明: hours by grade as signed data that anyone can verify, the server gone or not.
namespace lastmile::records {

/// One service on a certificate: what, when, how long, how well shown, and who recorded it.
struct CertificateLine {
  std::string day;
  std::string category;
  std::string content_zh;
  std::string content_en;
  std::int64_t minutes = 0;
  Grade grade = Grade::b;
  std::string unit;  // the recording unit
};
BOOST_DESCRIBE_STRUCT(CertificateLine, (),
                      (day, category, content_zh, content_en, minutes, grade, unit))

inline constexpr std::int64_t certificate_lines_max = 1000;
inline void decode(const boost::json::value& v, std::vector<CertificateLine>& out, const At& at,
                   Trouble& t) {
  decode_list<certificate_lines_max>(v, out, at, t);
}

/// What a certificate says: exactly this text is signed.
struct CertificateText {
  std::string serial;
  std::string holder;                    // name as on the record
  std::optional<std::string> id_number;  // last four characters; none of a minor, or when not given
  std::string from;                      // first and last day
  std::string to;
  std::int64_t minutes = 0;
  std::int64_t minutes_a = 0;  // by grade, each for itself
  std::int64_t minutes_b = 0;
  std::int64_t minutes_c = 0;
  std::int64_t minutes_d = 0;
  std::int64_t services = 0;
  std::vector<CertificateLine> lines;  // at most 1000, newest first; the sums count all
  std::string issuer;                  // the site, with its telephone
  std::optional<std::string> issuer_phone;
  std::optional<std::string> responsible;  // the site's first post to call: "站长 0398-2800001"
  std::optional<std::string> town;         // the city whose key signs
  std::optional<std::string> key_id;       // of that key, as in the issuer's verifier line
  std::string issued_at;
  std::optional<std::string> notice_until;  // 公示: the last day of the seven after the issue
  std::string verify_at;                    // where to look it up
};
BOOST_DESCRIBE_STRUCT(CertificateText, (),
                      (serial, holder, id_number, from, to, minutes, minutes_a, minutes_b,
                       minutes_c, minutes_d, services, lines, issuer, issuer_phone, responsible,
                       town, key_id, issued_at, notice_until, verify_at))

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
  std::optional<vault::Sealed> revoke_note;
};
BOOST_DESCRIBE_STRUCT(CertificateRow, (),
                      (region, serial, volunteer, from_day, to_day, minutes_a, minutes_b, minutes_c,
                       minutes_d, records, holder, payload, payload_hash, signature, issued_at,
                       revoked_at, revoke_reason, revoke_note))

/// A certified service whose record was changed since: what was certified and what it is now.
struct ChangedLine {
  CertificateLine line;
  RecordState state = RecordState::counted;  // of its record now; counted: with other hours
  std::int64_t minutes = 0;                  // that count now
  Instant changed_at;
};
BOOST_DESCRIBE_STRUCT(ChangedLine, (), (line, state, minutes, changed_at))

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
  std::optional<RevokeReason> revoke_reason;
  std::optional<std::string> revoke_note;  // to those who may have the file
  std::string verify_at;
  // What follows is not in lists; all but `changed` is gone once the holder is erased.
  std::optional<std::string> id_number;  // "**************5678"
  std::optional<std::string> issuer;     // the site, with its telephone
  std::optional<std::string> issuer_phone;
  std::optional<std::string> responsible;
  std::optional<std::string> town;  // the city whose key signed
  std::optional<std::string> key_id;
  std::optional<std::string> notice_until;
  std::optional<std::vector<CertificateLine>> lines;
  std::optional<std::vector<ChangedLine>> changed;  // empty: all stands as certified
};
BOOST_DESCRIBE_STRUCT(CertificateView, (),
                      (serial, from_day, to_day, minutes, minutes_a, minutes_b, minutes_c,
                       minutes_d, services, holder, issued_at, revoked, revoked_at, revoke_reason,
                       revoke_note, verify_at, id_number, issuer, issuer_phone, responsible, town,
                       key_id, notice_until, lines, changed))

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
/// 查验: for anyone who holds the serial number, typed from paper in whatever case and spacing:
/// what it certifies, who issued it, whether it was revoked, and which of its services were changed
/// since.
Result<CertificateView> show_certificate(Call& call, const ShowCertificate& query);
/// The file itself, for its holder.
Result<CertificateFile> show_certificate_file(Call& call, const ShowCertificate& query);

struct RevokeCertificate {
  Text<4, 40> serial;
  RevokeReason reason_code;
  std::optional<Line> note;  // must be given when the reason is other
};
BOOST_DESCRIBE_STRUCT(RevokeCertificate, (), (serial, reason_code, note))
/// Right certificate_revoke over the holder's home site.
Result<CertificateView> revoke_certificate(Call& call, const RevokeCertificate& cmd);

/// What an offline check found. `key` is the verifier line to trust; empty takes the file's own,
/// and then only says that the file agrees with itself.
struct CertificateCheck {
  bool signature_ok = false;   // the text is what the key signed
  bool leaf_ok = false;        // the journal entry names this very text
  bool included = false;       // the entry stands in the tree of the checkpoint
  bool checkpoint_ok = false;  // the key signed that checkpoint
  bool key_given = false;
  CertificateText text;  // what it says, true only if all of the above is
  bool ok() const { return signature_ok && leaf_ok && included && checkpoint_ok; }
};
BOOST_DESCRIBE_STRUCT(CertificateCheck, (),
                      (signature_ok, leaf_ok, included, checkpoint_ok, key_given, text))
Result<CertificateCheck> check_certificate(const CertificateFile& file, std::string_view key);

}  // namespace lastmile::records

template <>
struct lastmile::storage::Table<lastmile::records::CertificateRow> {
  static constexpr std::string_view name = "certificate";
  static constexpr std::size_t key_columns = 2;
};

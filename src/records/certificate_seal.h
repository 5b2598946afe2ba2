#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "records/certificate.h"

/// The issuer's word over a whole PDF: its last line, behind what PDF readers read. It covers every
/// byte before it, so no page can be changed around a genuine attachment; and the check reads no
/// PDF, only bytes.
namespace lastmile::records {

inline constexpr std::string_view paper_format = "lastmile-paper-1";
inline constexpr std::size_t paper_max = 16 * 1024 * 1024;  // bytes

/// What is signed beside the bytes of the pages.
struct PaperSeal {
  std::string as_of;                      // until when its state is known: no later revocation
  std::optional<std::string> revoked_at;  // known by then
  std::optional<RevokeReason> revoke_reason;
  std::int64_t statement_at = 0;  // where the attached certificate file stands, in bytes
  std::int64_t statement_size = 0;
};
BOOST_DESCRIBE_STRUCT(PaperSeal, (),
                      (as_of, revoked_at, revoke_reason, statement_at, statement_size))

/// The PDF with its seal. `statement`, which must stand in it exactly once, is the attached
/// certificate file.
std::string sealed_paper(std::string pdf, PaperSeal seal, std::string_view statement,
                         const vault::Vault& vault);

inline constexpr Refusal paper_too_large{Kind::too_large, "paper_too_large",
                                         "This file is larger than any certificate (16 MiB).",
                                         "文件超过 16 MiB，不会是证明。"};
inline constexpr Refusal statement_missing{
    Kind::invalid, "statement_missing",
    "This PDF holds no signed certificate: another program printed or scanned it, or it never was "
    "one. Ask its holder for the PDF as it was downloaded, or look its number up at the issuer's.",
    "这个 PDF 里没有签名的证明：它由其他程序打印或扫描而成，或者本来就不是证明。"
    "请向持有人索取下载时的 PDF，或凭编号到出具单位的查验页查验。"};

/// What an offline check of a PDF found. The certificate inside may be genuine and the pages
/// changed: then only what `certificate` says counts, nothing on the pages.
struct PaperCheck {
  bool pages_ok = false;               // every byte of the PDF is as this key signed it
  std::optional<PaperSeal> seal = {};  // true only if pages_ok
  CertificateCheck certificate = {};
  bool ok() const { return pages_ok && certificate.ok(); }
  bool is_revoked() const { return pages_ok && seal->revoked_at.has_value(); }
};

/// True when the bytes begin as a PDF does.
bool is_pdf(std::string_view bytes);
/// `key` as in check_certificate. Refuses paper_too_large, statement_missing, and what
/// check_certificate refuses. Any bytes are allowed.
Result<PaperCheck> check_paper(std::string_view pdf, std::string_view key);

}  // namespace lastmile::records

#include "records/certificate_seal.h"

#include <sodium.h>

#include <array>

#include "base/base64.h"
#include "base/hex.h"
#include "merkle/note.h"

namespace lastmile::records {
namespace {

constexpr std::size_t seal_max = 2048;  // bytes of its line
constexpr std::string_view statement_begin = R"({"format":"lastmile-certificate-1")";

std::string line_begin() { return "%" + std::string(paper_format) + " "; }

// No other signature of the key fits it: a checkpoint begins with the journal's name, a certificate
// with its own format.
std::string signed_seal(std::string_view seal, std::string_view pages) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(pages.data()),
                     pages.size());
  return std::string(paper_format) + "\n" + std::string(seal) + "\n" + to_hex(hash) + "\n";
}

/// A PDF taken apart: `%lastmile-paper-1 {…} signature` is the last line, or there is no seal.
struct Parts {
  std::string_view pages;
  std::string_view seal;
  std::string_view signature;
};

std::optional<Parts> parts_of(std::string_view pdf) {
  if (!pdf.ends_with('\n')) return std::nullopt;
  const auto before = pdf.substr(0, pdf.size() - 1).rfind('\n');
  if (before == pdf.npos) return std::nullopt;
  const std::string_view pages = pdf.substr(0, before + 1);
  std::string_view line = pdf.substr(before + 1, pdf.size() - before - 2);
  const std::string begin = line_begin();
  if (line.size() > seal_max || !line.starts_with(begin)) return std::nullopt;
  line.remove_prefix(begin.size());
  const auto space = line.rfind(' ');
  if (space == line.npos) return std::nullopt;
  return Parts{pages, line.substr(0, space), line.substr(space + 1)};
}

bool is_signed(const Parts& parts, const merkle::PublicKey& key) {
  const auto bytes = from_base64(parts.signature);
  vault::Vault::Signature signature{};
  if (!bytes || bytes->size() != signature.size()) return false;
  std::copy(bytes->begin(), bytes->end(), signature.begin());
  return vault::is_signed(signed_seal(parts.seal, parts.pages), signature, key);
}

std::optional<PaperSeal> seal_in(const std::optional<Parts>& parts) {
  if (!parts) return std::nullopt;
  auto seal = from_json<PaperSeal>(parts->seal);
  return seal.ok() ? std::optional(std::move(seal).value()) : std::nullopt;
}

// The JSON object that these bytes begin with; nothing when it does not end.
std::string_view object_at(std::string_view bytes) {
  int depth = 0;
  bool is_text = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (is_text) {
      if (c == '\\') ++i;
      if (c == '"') is_text = false;
    } else if (c == '"') {
      is_text = true;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && --depth == 0) {
      return bytes.substr(0, i + 1);
    }
  }
  return {};
}

// Where the seal says; else, for a PDF that was changed, wherever one stands.
std::string_view statement_in(std::string_view pdf, const std::optional<PaperSeal>& seal) {
  if (seal && seal->statement_at >= 0 && seal->statement_size >= 0) {
    const auto at = static_cast<std::uint64_t>(seal->statement_at);
    const auto size = static_cast<std::uint64_t>(seal->statement_size);
    if (at <= pdf.size() && size <= pdf.size() - at) {
      const auto there = pdf.substr(at, size);
      if (there.starts_with(statement_begin)) return there;
    }
  }
  const auto at = pdf.find(statement_begin);
  return at == pdf.npos ? std::string_view() : object_at(pdf.substr(at));
}

}  // namespace

std::string sealed_paper(std::string pdf, PaperSeal seal, std::string_view statement,
                         const vault::Vault& vault) {
  const auto at = pdf.find(statement);
  ASSERT(statement.starts_with(statement_begin) && at != pdf.npos);
  ASSERT(pdf.find(statement, at + 1) == pdf.npos);
  seal.statement_at = static_cast<std::int64_t>(at);
  seal.statement_size = static_cast<std::int64_t>(statement.size());
  if (!pdf.ends_with('\n')) pdf += '\n';
  const std::string text = to_json(seal);
  const std::string signature = to_base64(vault.sign(signed_seal(text, pdf)));
  pdf += line_begin() + text + " " + signature + "\n";
  ASSERT(pdf.size() <= paper_max);
  return pdf;
}

bool is_pdf(std::string_view bytes) { return bytes.starts_with("%PDF-"); }

Result<PaperCheck> check_paper(std::string_view pdf, std::string_view key) {
  if (pdf.size() > paper_max) return paper_too_large;
  const auto parts = parts_of(pdf);
  PaperCheck check;
  check.seal = seal_in(parts);
  const std::string_view statement = statement_in(pdf, check.seal);
  const auto file = from_json<CertificateFile>(statement);
  if (!file.ok()) return statement_missing;
  ASSIGN_OR_RETURN(check.certificate, check_certificate(*file, key));
  const auto verifier = merkle::parse_verifier(key.empty() ? std::string_view(file->key) : key);
  check.pages_ok = verifier && check.seal && is_signed(*parts, verifier->key);
  return check;
}

}  // namespace lastmile::records

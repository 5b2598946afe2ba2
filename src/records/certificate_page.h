#pragma once
#include "paper/document.h"
#include "records/certificate_seal.h"

namespace lastmile::records {

/// What a page of a certificate is made of, all of it signed.
struct PageFacts {
  CertificateText text;
  CertificateFile file;
  PaperSeal seal;  // as_of and what is known of a revocation
  Lang lang = Lang::zh;
};

/// The certificate as paper: who, how long by grade, each service, who stands behind it, and how
/// anyone checks it. Days and times are those of `zone`.
paper::Document document_of(const PageFacts& facts, const Zone& zone);

/// "志愿服务记录证明-LM4112-….pdf": names nobody, for it stands in download folders.
std::string paper_name(std::string_view serial, Lang lang);

}  // namespace lastmile::records

#pragma once
#include "base/blob.h"
#include "paper/printer.h"
#include "records/certificate_page.h"

/// The certificate on paper: a sealed PDF.
namespace lastmile::records {

/// In which language the page speaks.
enum class PageLanguage { zh, en };
BOOST_DESCRIBE_ENUM(PageLanguage, zh, en)

struct PrintCertificate {
  Text<4, 40> serial;
  std::optional<PageLanguage> language;  // left out: the reader's
};
BOOST_DESCRIBE_STRUCT(PrintCertificate, (), (serial, language))

/// All that was read for a page; whoever prints it needs no transaction.
struct PaperOrder {
  PageFacts facts;
  const Settings* settings;
  const vault::Vault* vault;  // of the process, as are the settings
};

/// For its holder, as the file; one that was revoked is printed as such.
Result<PaperOrder> order_certificate_paper(Call& call, const PrintCertificate& query);
/// Draws and seals it: a third of a second, in a process of its own. Refuses what Printer::print
/// refuses.
Result<Blob> print_certificate_paper(const PaperOrder& order);

}  // namespace lastmile::records

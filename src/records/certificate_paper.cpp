#include "records/certificate_paper.h"

#include "records/certificate_file.h"
#include "records/certificate_store.h"
#include "records/record_errors.h"

namespace lastmile::records {

Result<PaperOrder> order_certificate_paper(Call& call, const PrintCertificate& q) {
  RETURN_IF_REFUSED(access::require_person(call));
  const auto c = load_certificate(call, q.serial);
  if (!c || !may_hold(call, *c)) return certificate_unknown;
  PaperOrder order{{}, &call.settings, &call.vault};
  ASSIGN_OR_RETURN(order.facts.file, file_of(call, *c));
  auto text = from_json<CertificateText>(order.facts.file.text.bytes);
  ASSERT(text.ok());
  order.facts.text = std::move(text).value();
  order.facts.seal.as_of = to_text(call.now);
  if (c->revoked_at) {
    order.facts.seal.revoked_at = to_text(*c->revoked_at);
    order.facts.seal.revoke_reason =
        parse_enum<RevokeReason>(c->revoke_reason.value_or("")).value_or(RevokeReason::other);
  }
  const bool is_zh = q.language ? *q.language == PageLanguage::zh : call.actor.lang == Lang::zh;
  order.facts.lang = is_zh ? Lang::zh : Lang::en;
  return order;
}

Result<Blob> print_certificate_paper(const PaperOrder& order) {
  const paper::Document document = document_of(order.facts, order.settings->zone);
  auto& printer = order.settings->caches->of<paper::Printer>();
  ASSIGN_OR_RETURN(std::string pdf, printer.print(document));
  return Blob{"application/pdf", paper_name(order.facts.text.serial, order.facts.lang),
              sealed_paper(std::move(pdf), order.facts.seal,
                           document.attachments.front().text.bytes, *order.vault)};
}

}  // namespace lastmile::records

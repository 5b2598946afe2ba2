#include "records/certificate_file.h"

#include "journal/head.h"
#include "journal/log.h"
#include "people/people.h"
#include "records/certificate_store.h"
#include "records/certificate_text.h"
#include "records/record_errors.h"

namespace lastmile::records {

bool may_hold(Call& call, const CertificateRow& c) {
  if (call.actor.person && people::same_person(call, c.volunteer, *call.actor.person)) return true;
  const auto home = people::home_of(call, c.volunteer);
  return home && access::may(call.actor, access::Right::record_read, home->path) &&
         access::may_see(call.actor, access::FieldClass::contact, home->path);
}

merkle::Verifier verifier_of_town(const Call& call) {
  return {journal::origin_of(call.region()), call.vault.public_key()};
}

Result<CertificateFile> file_of(Call& call, const CertificateRow& c) {
  const auto text = open_text(call, c);
  if (!text) return certificate_unknown;
  const auto told =
      journal::entries_about(call.tx, call.region(), certificate_subject(c.serial), 0, 1);
  ASSERT(!told.empty());
  ASSIGN_OR_RETURN(const journal::InclusionProof proof,
                   journal::prove_inclusion(call.tx, call.region(), told.front().seq, 0));
  const auto line = merkle::verifier_line(verifier_of_town(call));
  ASSERT(line.has_value());
  people::note_reading(call, c.volunteer, access::FieldClass::basic, c.serial);
  return CertificateFile{std::string(certificate_format),
                         {*text},
                         c.signature,
                         *line,
                         journal::leaf_bytes(told.front()),
                         proof.leaf_index,
                         proof.tree_size,
                         proof.path,
                         proof.checkpoint};
}

Result<CertificateFile> show_certificate_file(Call& call, const ShowCertificate& q) {
  RETURN_IF_REFUSED(access::require_person(call));
  const auto c = load_certificate(call, q.serial);
  if (!c || !may_hold(call, *c)) return certificate_unknown;
  if (c->revoked_at) return certificate_revoked;
  return file_of(call, *c);
}

}  // namespace lastmile::records

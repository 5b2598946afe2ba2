#pragma once
#include "access/preferences.h"
#include "access/readings.h"
#include "access/sessions.h"
#include "dispatch/offers.h"
#include "needs/need_list.h"
#include "needs/need_talk.h"
#include "needs/need_thanks.h"
#include "people/own_data.h"
#include "records/certificate.h"
#include "records/record_cases.h"

/// Copy of one's own data (PIPL 45): everything the program keeps about the one who asks, whole.
namespace lastmile::records {

struct ExportMyData {};
BOOST_DESCRIBE_STRUCT(ExportMyData, (), ())

/// One's own record with what was said about it.
struct ExportedRecord {
  RecordPage page;
  std::vector<CaseView> cases;
};
BOOST_DESCRIBE_STRUCT(ExportedRecord, (), (page, cases))

struct MyExport {
  std::string format;  // "lastmile-export-1"
  Instant made_at;
  people::PersonExport person;
  std::vector<needs::NeedView> needs;       // asked for or received
  std::vector<needs::NeedLine> tasks;       // helped with
  std::vector<needs::OwnComment> comments;  // said about needs, one's own and others'
  std::vector<needs::ThanksView> thanks;    // said or heard
  std::vector<dispatch::OfferView> offers;
  std::vector<ExportedRecord> records;
  std::vector<CertificateView> certificates;
  std::vector<access::MyReadView> readings;   // who was shown one's data
  std::vector<access::SessionView> sessions;  // devices signed in now
  access::PreferencesView preferences;        // how one reads and presses
};
BOOST_DESCRIBE_STRUCT(MyExport, (),
                      (format, made_at, person, needs, tasks, comments, thanks, offers, records,
                       certificates, readings, sessions, preferences))
/// Refuses not_signed_in. All pages of all lists, each at most 100,000 items.
Result<MyExport> export_my_data(Call& call, const ExportMyData& query);

}  // namespace lastmile::records

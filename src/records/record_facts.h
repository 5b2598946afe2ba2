#pragma once
#include "records/record.h"
#include "records/record_reasons.h"

namespace lastmile::records {

/// A record was made, or a new version of it: the figures follow from these alone.
/// About: subject = record id, scope = site_path, people = volunteer.
struct RecordSet {
  static constexpr std::string_view kind = "record_set";
  static constexpr int version = 1;
  RecordId record;
  std::int64_t record_version;  // 1, 2, … corrections
  RecordState state;
  Grade grade;
  PersonId volunteer;
  PersonId recipient;
  Uuid subject;  // the need (or shift)
  std::string category;
  std::string site_path;
  std::int64_t minutes;
  Instant from;
  Instant to;
  std::optional<Change> reason_code;  // none in facts told before codes were
};
BOOST_DESCRIBE_STRUCT(RecordSet, (),
                      (record, record_version, state, grade, volunteer, recipient, subject,
                       category, site_path, minutes, from, to, reason_code))

/// A person's first record: they are told at once and can say "not me".
struct FirstRecordMade {
  static constexpr std::string_view kind = "first_record_made";
  static constexpr int version = 1;
  RecordId record;
  PersonId volunteer;
};
BOOST_DESCRIBE_STRUCT(FirstRecordMade, (), (record, volunteer))

struct RecordAttested {
  static constexpr std::string_view kind = "record_attested";
  static constexpr int version = 1;
  RecordId record;
  std::string role;
};
BOOST_DESCRIBE_STRUCT(RecordAttested, (), (record, role))

struct RecordCaseSet {
  static constexpr std::string_view kind = "record_case_set";
  static constexpr int version = 1;
  RecordId record;
  Uuid case_id;
  CaseKind what;
  CaseState state;
};
BOOST_DESCRIBE_STRUCT(RecordCaseSet, (), (record, case_id, what, state))

/// About: subject = nil, people = the volunteer. The hash binds the certificate to its leaf.
struct CertificateIssued {
  static constexpr std::string_view kind = "certificate_issued";
  static constexpr int version = 1;
  std::string serial;
  std::string payload_hash;  // SHA-256 of the signed text, base64
};
BOOST_DESCRIBE_STRUCT(CertificateIssued, (), (serial, payload_hash))

struct CertificateRevoked {
  static constexpr std::string_view kind = "certificate_revoked";
  static constexpr int version = 1;
  std::string serial;
  RevokeReason reason_code;
};
BOOST_DESCRIBE_STRUCT(CertificateRevoked, (), (serial, reason_code))

/// The holder's data was erased: the row says nothing of the name any more.
struct CertificateHolderErased {
  static constexpr std::string_view kind = "certificate_holder_erased";
  static constexpr int version = 1;
  std::string serial;
};
BOOST_DESCRIBE_STRUCT(CertificateHolderErased, (), (serial))

/// About: subject = nil, scope = the path it holds at and beneath.
struct RecordRuleSet {
  static constexpr std::string_view kind = "record_rule_set";
  static constexpr int version = 1;
  std::int64_t minutes_min;
  std::optional<std::vector<std::int64_t>> star_hours;  // none: as the place above says
};
BOOST_DESCRIBE_STRUCT(RecordRuleSet, (), (minutes_min, star_hours))

}  // namespace lastmile::records

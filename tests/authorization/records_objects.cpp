#include "make_need.h"
#include "needs/need_facts.h"
#include "records/certificate.h"
#include "records/record_cases.h"
#include "records/record_making.h"
#include "records/records.h"

// The objects of records: hours, cases about them, certificates, one's own data.
namespace lastmile::authorization {
namespace {

using namespace records;
using namespace std::chrono_literals;

struct MadeRecord {
  Somebody volunteer;
  RecordId id;
};

/// Hours of yesterday, shown at the door of a need of the place.
MadeRecord make_record(World& world, Where where) {
  const MadeNeed need = make_need(world, where, Stage::taken);
  MadeRecord made{need.helper, {}};
  made.id = world.set_up([&](Call& call) {
    needs::NeedServed served{need.id, need.helper.id, "0405", need.recipient.id, path_of(where)};
    served.from = call.now - 24h;
    served.to = call.now - 23h;
    served.proof_in = served.proof_out = attendance::Proof::code;
    constexpr std::int64_t after_all = 1'000'000;
    record_stay(call, served, after_all);
    return records_of(call, need.id.uuid, need.helper.id).at(0).id;
  });
  return made;
}

constexpr const char* evidence_words = "signed on page three";

std::string back_fill_body(World& world, Where where, PersonId volunteer) {
  const Instant now = world.bench().now();
  return fmt::format(R"({{"volunteer":"{}","category":"0405","site":"{}","evidence":"{}",)"
                     R"("hours":{{"start":"{}","end":"{}"}}}})",
                     volunteer.text(), world.site(where).id.text(), evidence_words,
                     to_text(now - 72h), to_text(now - 71h));
}

/// Hours of three days ago that the volunteer asked to have back-filled; attested already or not.
MadeRecord make_back_filled(World& world, Where where, bool attested) {
  MadeRecord made{make_volunteer(world, where), {}};
  const auto cmd = must(from_json<BackFill>(back_fill_body(world, where, made.volunteer.id)));
  made.id = world.set_up([&](Call& call) {
    const RecordId id = as(call, TestBench::person(made.volunteer.id), [&](Call& own) {
                          return back_fill(own, cmd);
                        }).id;
    if (attested) {
      as(call, colleague(where), [&](Call& worker) { return attest_record(worker, {id}); });
    }
    return id;
  });
  return made;
}

Try about_record(const MadeRecord& record, std::string_view tail, std::string body = "{}") {
  return about_volunteer(record.volunteer, fmt::format("/v1/records/{}{}", record.id.text(), tail),
                         std::move(body));
}
Make record_at(const char* tail, const char* body = "{}") {
  return [=](World& world, Where where) {
    return about_record(make_record(world, where), tail, body);
  };
}
Make back_filled_at(const char* tail, bool attested) {
  return [=](World& world, Where where) {
    Try about = about_record(make_back_filled(world, where, attested), tail);
    about.marks["evidence"] = evidence_words;
    return about;
  };
}

Make record_list(const char* target, bool under) {
  return [=](World& world, Where where) {
    const MadeRecord record = make_back_filled(world, where, false);
    Try about = about_record(record, "");
    about.target = under ? target + path_of(where) : target;
    about.marks["record"] = record.id.text();
    return about;
  };
}

Try hours(World& world, Where where) {
  const MadeRecord record = make_record(world, where);
  Try about = about_record(record, "");
  about.target = "/v1/me/hours";
  about.marks["minutes"] = R"("minutes":60)";
  return about;
}

Try new_back_fill(World& world, Where where) {
  const Somebody volunteer = make_volunteer(world, where);
  return about_volunteer(volunteer, "/v1/records/back-fill",
                         back_fill_body(world, where, volunteer.id));
}

Try own_data(World& world, Where where) {
  return about_resident(make_resident(world, where), "/v1/me/export");
}

// --- cases ---------------------------------------------------------------------------------------

struct MadeCase {
  MadeRecord record;
  CaseId id;
};
MadeCase make_case(World& world, Where where) {
  MadeCase made{make_record(world, where), {}};
  made.id = world
                .must_run(TestBench::person(made.record.volunteer.id),
                          [&](Call& call) {
                            return dispute_record(
                                call, {made.record.id, given<Words2000>("half an hour")});
                          })
                .id;
  return made;
}

Try case_list(World& world, Where where) {
  Try about = about_record(make_case(world, where).record, "/cases");
  about.marks["words"] = "half an hour";
  return about;
}

Try open_case(World& world, Where where) {
  const MadeCase made = make_case(world, where);
  Try about = about_record(made.record, "", R"({"upheld":false,"answer":"the code says so"})");
  about.target = "/v1/record-cases/" + made.id.text() + "/decide";
  return about;
}

// --- certificates --------------------------------------------------------------------------------

struct MadeCertificate {
  Somebody holder;
  std::string serial;
};
MadeCertificate make_certificate(World& world, Where where) {
  const MadeRecord record = make_record(world, where);
  return {record.volunteer, world
                                .must_run(TestBench::person(record.volunteer.id),
                                          [](Call& call) { return issue_certificate(call, {}); })
                                .serial};
}

Make certificate_at(const char* tail, const char* body = "{}") {
  return [=](World& world, Where where) {
    const MadeCertificate made = make_certificate(world, where);
    return about_volunteer(made.holder, "/v1/certificates/" + made.serial + tail, body);
  };
}

Try my_certificates(World& world, Where where) {
  const MadeCertificate made = make_certificate(world, where);
  Try about = about_volunteer(made.holder, "/v1/me/certificates");
  about.marks["serial"] = made.serial;
  return about;
}

Try new_certificate(World& world, Where where) {
  return about_volunteer(make_record(world, where).volunteer, "/v1/me/certificates");
}

// --- settings ------------------------------------------------------------------------------------

Try record_rules(World&, Where where) { return {"/v1/record-rules?site_path=" + path_of(where)}; }

Try new_record_rule(World&, Where where) {
  return {"/v1/record-rules",
          fmt::format(R"({{"site_path":"{}","minutes_min":5}})", path_of(where))};
}

const Objects objects{
    {{"my_records", record_list("/v1/me/records", false)},
     {"hours", hours},
     {"own_data", own_data},
     {"my_certificates", my_certificates},
     {"new_certificate", new_certificate},
     {"record_to_dispute", record_at("/dispute", R"({"words":"half an hour"})")},
     {"record_not_mine", record_at("/not-me")},
     {"new_back_fill", new_back_fill},
     {"record_list", record_list("/v1/records?limit=200&under=", true)},
     {"record_sheet", record_list("/v1/records?format=csv&under=", true)},
     {"record_queue", record_list("/v1/records/queue?limit=200&under=", true)},
     {"record", record_at("")},
     {"back_filled", back_filled_at("", false)},
     {"case_list", case_list},
     {"unattested", back_filled_at("/attest", false)},
     {"attested", back_filled_at("/approve", true)},
     {"hours_to_void", record_at("/void", R"({"reason_code":"entered_twice"})")},
     {"open_case", open_case},
     {"certificate", certificate_at("")},
     {"certificate_file", certificate_at("/file")},
     {"certificate_paper", certificate_at("/pdf")},
     {"certificate_to_revoke", certificate_at("/revoke", R"({"reason_code":"issued_in_error"})")},
     {"record_rules", record_rules},
     {"new_record_rule", new_record_rule}}};

}  // namespace
}  // namespace lastmile::authorization

#include "access/access_facts.h"
#include "access/holders.h"
#include "dispatch/dispatch_facts.h"
#include "dispatch/offer_store.h"
#include "needs/needs.h"
#include "notices/occasions.h"
#include "notices/reminders.h"
#include "notices/webhooks.h"
#include "notices/wishes.h"
#include "people/consents.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/person_rules.h"
#include "people/reach.h"
#include "people/team_facts.h"
#include "people/volunteer_facts.h"
#include "records/record_facts.h"
#include "records/record_store.h"

namespace lastmile::notices {
namespace {

std::string top_path(const Call& call) { return std::to_string(call.region()) + "/"; }

std::string home_path(Call& call, PersonId person) {
  const auto home = people::home_of(call, person);
  return home ? home->path : top_path(call);
}

// --- records -------------------------------------------------------------------------------------

Told told_of_record(Occasion occasion, const records::RecordRow& r) {
  Told told{occasion, r.id.uuid, r.site_path};
  told.detail.category = r.category;
  told.detail.window = TimeWindow{r.from_at, r.to_at};
  told.detail.minutes = r.minutes;
  return told;
}

std::optional<records::RecordRow> record_of(Call& call, records::RecordId id) {
  return records::load_record(call.tx, call.region(), id);
}

// Once for a record, when it first counts: what waits for people is not on anybody's hours yet.
void on_set(Call& call, const journal::Entry& e, const records::RecordSet& set) {
  if (set.state != records::RecordState::counted) return;
  const auto record = record_of(call, set.record);
  if (!record || record->first_record) return;  // which is told in words of its own
  spread(call, e,
         {told_of_record(Occasion::record_made, *record),
          "record/" + set.record.text(),
          {set.volunteer}});
}

void on_first(Call& call, const journal::Entry& e, const records::FirstRecordMade& first) {
  const auto record = record_of(call, first.record);
  if (!record) return;
  spread(call, e,
         {told_of_record(Occasion::first_record, *record),
          "first/" + first.record.text(),
          {first.volunteer}});
}

void on_case(Call& call, const journal::Entry& e, const records::RecordCaseSet& set) {
  const auto record = record_of(call, set.record);
  if (!record) return;
  if (set.state == records::CaseState::open) {
    const auto staff =
        access::nearest_holders(call, access::Right::record_approve, record->site_path);
    return spread(
        call, e,
        {told_of_record(Occasion::record_disputed, *record), {}, others(call, staff.people, e)});
  }
  Telling t{told_of_record(Occasion::record_decided, *record), {}, {record->volunteer}};
  t.told.detail.outcome = to_text(set.state);
  spread(call, e, std::move(t));
}

// --- offers --------------------------------------------------------------------------------------

Told told_of_offer(Call& call, Occasion occasion, const dispatch::OfferRow& offer) {
  Told told{occasion, offer.id.uuid, offer.site_path};
  const auto need = needs::find_need(call, offer.need);
  ASSERT(need.ok());
  told.detail.category = need->category;
  told.detail.window = need->window;
  told.detail.due = offer.answer_due;
  return told;
}

void on_offer(Call& call, const journal::Entry& e, const dispatch::OfferMade& made) {
  const auto offer = dispatch::load_offer(call.tx, call.region(), made.offer);
  // Who claimed it, or has answered by now, waits for no invitation.
  if (!offer || offer->state != dispatch::OfferState::open) return;
  if (made.how == dispatch::OfferKind::claim) return;
  plan_offer(call, *offer);
  Telling t{told_of_offer(call, Occasion::offer_received, *offer), {}, {made.volunteer}};
  t.until = offer->answer_due;
  spread(call, e, std::move(t));
}

void on_offer_ended(Call& call, const journal::Entry& e, const dispatch::OfferEnded& ended) {
  drop_reminders(call, ended.offer.uuid);
  if (e.at + told_within < call.now) return;
  const bool by_others =
      ended.state == dispatch::OfferState::withdrawn || ended.state == dispatch::OfferState::outrun;
  // Who went away, or asked to be kept apart, is not told of what they left.
  if (!by_others || ended.reason_code == "volunteer_away" || ended.reason_code == "wrong_match") {
    return;
  }
  const auto offer = dispatch::load_offer(call.tx, call.region(), ended.offer);
  if (!offer) return;
  spread(
      call, e,
      {told_of_offer(call, Occasion::offer_over, *offer), {}, others(call, {ended.volunteer}, e)});
}

// --- people --------------------------------------------------------------------------------------

Telling of_person(Call& call, Occasion occasion, Uuid subject, PersonId person) {
  return {{occasion, subject, home_path(call, person)}, {}, {person}};
}

void on_account(Call& call, const journal::Entry& e, const access::AccountChanged& changed) {
  if (changed.what != "phone") return;
  spread(call, e, of_person(call, Occasion::phone_changed, changed.person.uuid, changed.person));
}

void on_signed_in(Call& call, const journal::Entry& e, const access::SignedIn& in) {
  if (!in.new_device.value_or(false)) return;
  spread(call, e, of_person(call, Occasion::device_new, in.session.uuid, in.person));
}

void on_family(Call& call, const journal::Entry& e, const people::FamilyLinkSet& link) {
  // Someone to call speaks for nobody, and who was named without an account reads no inbox.
  if (!link.relative || link.link_kind == "contact" || link.state == "ended") return;
  const auto occasion = link.state == "verified" ? Occasion::family_linked : Occasion::family_asked;
  Telling t = of_person(call, occasion, link.person.uuid, link.person);
  t.to.push_back(*link.relative);
  t.to = others(call, t.to, e);
  spread(call, e, std::move(t));
}

void on_team(Call& call, const journal::Entry& e, const people::MembershipSet& set) {
  if (set.state != "invited") return;
  Telling t{{Occasion::team_invited, set.team.uuid, e.scope}, {}, {set.person}};
  t.told.detail.team = set.team.uuid;
  spread(call, e, std::move(t));
}

void on_licence(Call& call, const journal::Entry& e, const people::LicenceEnding& ending) {
  Telling t = of_person(call, Occasion::licence_ending, ending.licence, ending.person);
  t.told.detail.paper = ending.code;
  t.told.detail.days = ending.days_left;
  spread(call, e, std::move(t));
}

// A child waits for the yes of those who answer for it.
void on_joined(Call& call, const journal::Entry& e, const people::VolunteerJoined& joined) {
  const auto child = people::canonical_row(call, joined.person);
  if (!child) return;
  const auto band = people::age_band(child->birth_day, call.settings.zone.day_of(call.now));
  if (band > people::AgeBand::under_14) return;
  if (people::has_consent(call, child->id, people::ConsentKind::guardian_joining)) return;
  Telling t = of_person(call, Occasion::consent_waiting, child->id.uuid, child->id);
  t.told.detail.paper = "guardian_joining";
  t.to = others(call, people::guardians_of(call, child->id), e);
  spread(call, e, std::move(t));
}

}  // namespace

void tell_of_offers(Call& call, const journal::Entry& e) {
  if (const auto f = fact<dispatch::OfferEnded>(e)) return on_offer_ended(call, e, *f);
  if (e.at + told_within < call.now) return;
  if (const auto f = fact<dispatch::OfferMade>(e)) return on_offer(call, e, *f);
}

void tell_of_records(Call& call, const journal::Entry& e) {
  if (e.at + told_within < call.now) return;
  if (const auto f = fact<records::RecordSet>(e)) return on_set(call, e, *f);
  if (const auto f = fact<records::FirstRecordMade>(e)) return on_first(call, e, *f);
  if (const auto f = fact<records::RecordCaseSet>(e)) return on_case(call, e, *f);
}

void tell_of_people(Call& call, const journal::Entry& e) {
  if (const auto f = fact<people::PersonErased>(e)) return forget_person(call, f->person);
  if (e.at + told_within < call.now) return;
  if (const auto f = fact<access::AccountChanged>(e)) return on_account(call, e, *f);
  if (const auto f = fact<access::SignedIn>(e)) return on_signed_in(call, e, *f);
  if (const auto f = fact<people::FamilyLinkSet>(e)) return on_family(call, e, *f);
  if (const auto f = fact<people::MembershipSet>(e)) return on_team(call, e, *f);
  if (const auto f = fact<people::LicenceEnding>(e)) return on_licence(call, e, *f);
  if (const auto f = fact<people::VolunteerJoined>(e)) return on_joined(call, e, *f);
}

}  // namespace lastmile::notices

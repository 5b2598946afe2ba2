#include "notices/wishes.h"

#include <algorithm>
#include <array>

#include "notices/means.h"
#include "notices/notice_facts.h"
#include "notices/notice_store.h"
#include "notices/notice_words.h"
#include "notices/outbox_store.h"
#include "notices/place_rules.h"
#include "notices/telling.h"
#include "people/reach.h"

namespace lastmile::notices {
namespace {

constexpr std::array ways{Channel::inbox, Channel::email, Channel::sms};

// Staff who are no residents live nowhere: what holds for the whole town holds for them.
std::string home_path(Call& call, PersonId person) {
  const auto home = people::home_of(call, person);
  return home ? home->path : std::to_string(call.region()) + "/";
}

WishRow own_wish(Call& call, PersonId person) {
  auto row = load_wish(call.tx, call.region(), people::profiles_of(call, person));
  if (row) return std::move(*row);
  WishRow fresh;
  fresh.region = call.region();
  fresh.person = person;
  return fresh;
}

WayView way_of(const std::vector<Choice>& choices, Topic topic, Channel channel) {
  WayView way{channel};
  way.locked = is_locked(topic, channel);
  const auto said = std::ranges::find_if(
      choices, [&](const Choice& c) { return c.topic == topic && c.channel == channel; });
  way.chosen = said != choices.end() && !way.locked;
  int on = 0, all = 0;
  for (const Occasion o : all_of<Occasion>()) {
    if (info(o).topic != topic || !is_worded(o)) continue;
    ++all;
    on += is_on_by_itself(o, channel) ? 1 : 0;
  }
  way.on = way.chosen ? said->on : on > 0;
  way.partly = !way.chosen && on > 0 && on < all;
  return way;
}

WishesView view(Call& call, PersonId person, const WishRow& row) {
  WishesView v;
  for (const Topic topic : all_of<Topic>()) {
    TopicView t{topic, std::string(words_of(topic).in(call.actor.lang)), {}};
    for (const Channel channel : ways) t.ways.push_back(way_of(row.choices, topic, channel));
    v.topics.push_back(std::move(t));
  }
  const Means town = means(call);
  v.town_sends_email = town.email;
  v.town_sends_sms = town.sms;
  v.email_state = row.email_state;
  if (row.email) {
    const std::string id = row.person.text();
    v.email = call.vault.open(call.tx, call.region(), row.person, {"notice_person", id, "email"},
                              *row.email);
  }
  if (const auto reach = people::reach_of(call, person)) {
    if (reach->phone && reach->phone->is_mobile()) v.phone = reach->phone->masked();
    v.wants_no_messages = reach->wants_no_messages;
  }
  v.own_quiet = row.quiet;
  v.quiet = quiet_for(call, row.quiet, home_path(call, person));
  return v;
}

void save(Call& call, WishRow& row, std::string_view what) {
  row.changed_at = call.now;
  call.tx.put(row);
  call.journal.append(NoticeWishSet{row.person, std::string(what)},
                      {row.person.uuid, "", {row.person}});
}

Result<PersonId> own_person(Call& call) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  return people::canonical(call, me);
}

}  // namespace

Result<WishesView> show_wishes(Call& call, const ShowWishes&) {
  ASSIGN_OR_RETURN(const PersonId me, own_person(call));
  return view(call, me, own_wish(call, me));
}

void choose_for(Call& call, PersonId person, const Choice& choice, std::string_view what) {
  WishRow row = own_wish(call, person);
  std::erase_if(row.choices, [&](const Choice& c) {
    return c.topic == choice.topic && c.channel == choice.channel;
  });
  row.choices.push_back(choice);
  save(call, row, what);
}

Result<WishesView> choose(Call& call, const Choose& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, own_person(call));
  if (cmd.channel == Channel::webhook) return channel_not_for_people;
  if (is_locked(cmd.topic, cmd.channel)) {
    if (cmd.on && !*cmd.on) return choice_locked;
    return view(call, me, own_wish(call, me));
  }
  if (cmd.on) {
    choose_for(call, me, {cmd.topic, cmd.channel, *cmd.on}, "choice");
  } else {
    WishRow row = own_wish(call, me);
    std::erase_if(row.choices, [&](const Choice& c) {
      return c.topic == cmd.topic && c.channel == cmd.channel;
    });
    save(call, row, "choice");
  }
  return view(call, me, own_wish(call, me));
}

Result<WishesView> set_quiet(Call& call, const SetQuiet& cmd) {
  ASSIGN_OR_RETURN(const PersonId me, own_person(call));
  WishRow row = own_wish(call, me);
  row.quiet = cmd.quiet;
  save(call, row, "quiet");
  for (const Channel channel : {Channel::email, Channel::sms}) {
    for (auto& waiting : load_waiting_of(call.tx, call.region(), me, channel)) {
      if (waiting.tries > 0) continue;  // it waits for the far end, not for the morning
      waiting.due_at = call.now;        // held back again when it goes out, if these hours say so
      ASSERT(call.tx.update(waiting));
    }
  }
  return view(call, me, row);
}

Result<WishesView> remove_email(Call& call, const RemoveEmail&) {
  ASSIGN_OR_RETURN(const PersonId me, own_person(call));
  WishRow row = own_wish(call, me);
  if (!row.email) return no_email;
  tell(call, {{Occasion::email_changed, me.uuid, home_path(call, me)},
              "email/" + std::to_string(ms_of(call.now)),
              {me}});
  row.email.reset();
  row.email_state = EmailState::none;
  row.email_at = call.now;
  save(call, row, "email_removed");
  return view(call, me, row);
}

void forget_person(Call& call, PersonId person) {
  for (const PersonId profile : people::profiles_of(call, person)) {
    delete_notices_of(call.tx, call.region(), profile);
    delete_outbox_of(call.tx, call.region(), profile);
    delete_email_codes(call.tx, call.region(), profile);
    delete_reminders_to(call.tx, call.region(), profile);
    if (const auto row = load_own_wish(call.tx, call.region(), profile)) {
      ASSERT(call.tx.erase(*row));
      call.journal.append(NoticeWishSet{profile, "erased"}, {profile.uuid, "", {profile}});
    }
  }
}

}  // namespace lastmile::notices

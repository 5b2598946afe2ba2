#include "needs/need_close.h"

#include "needs/need_facts.h"
#include "needs/need_talk.h"
#include "places/places.h"

namespace lastmile::needs {
namespace {

// Whose word it is: the recipient's side speaks for itself; staff pass on what they heard.
Result<Channel> channel_of(Call& call, const Held& held, const std::optional<Channel>& said) {
  if (held.standing.recipient || held.standing.asker) {
    const bool oneself = people::same_person(call, held.need.recipient, *call.actor.person);
    return oneself ? Channel::self : Channel::proxy;
  }
  if (!access::may(call.actor, access::Right::need_assist, held.need.site_path)) {
    return rating_only_recipient;
  }
  if (!said || !is_passed_on(*said)) {
    return bad_field(
        "/channel", "choice",
        {"must be phone or slip when you pass on another's word", "代为录入时应为 phone 或 slip"});
  }
  call.on_behalf = held.need.recipient;
  return *said;
}

// One who served may not confirm or rate their own service, whatever else they are.
Check not_own_service(const Held& held) {
  if (held.standing.helper) return rating_only_recipient;
  return Done{};
}

Check confirm(Call& call, NeedRow& need, Channel channel) {
  need.confirmed_by = call.actor.person;
  need.confirmed_at = call.now;
  need.confirmed_how = to_text(channel);
  RETURN_IF_REFUSED(move(call, need, Move::confirm));
  call.journal.append(NeedConfirmed{need.id, *call.actor.person, std::string(to_text(channel))},
                      about(need));
  return Done{};
}

Check do_again(Call& call, NeedRow& need, std::string_view why) {
  need.redo_count += 1;
  end_all_help(call, need, why);
  return move(call, need, Move::redo, why);
}

constexpr std::chrono::hours rating_change_window{24 * 14};

bool was_passed_on(const std::optional<std::string>& how) {
  const auto channel = how ? parse_enum<Channel>(*how) : std::nullopt;
  return channel && is_passed_on(*channel);
}

// What is archived the recipient's side may take up again for a while, and nobody in its name. As
// with one opened anew, a closed site goes on with nothing.
Check may_take_up(Call& call, const NeedRow& need, Channel channel) {
  if (need.state != NeedState::archived) return Done{};
  const bool in_time = need.closed_at && call.now - *need.closed_at <= rating_change_window;
  if (is_passed_on(channel) || !in_time) return need_closed;
  RETURN_IF_REFUSED(recipient_stands(call, need));
  RETURN_IF_REFUSED(places::find_active_site(call, need.site));
  return Done{};
}

// A station may have closed it over the head of the one served; what that side confirmed stands.
Check may_deny(Call& call, const NeedRow& need, Channel channel) {
  if (need.state == NeedState::archived && !was_passed_on(need.confirmed_how)) return need_closed;
  return may_take_up(call, need, channel);
}

// What was said in somebody's name of a visit that did not take place.
void forget_passed_on(NeedRow& need) {
  need.confirmed_by.reset();
  need.confirmed_at.reset();
  need.confirmed_how.reset();
  if (!was_passed_on(need.rated_how)) return;
  need.rating_stars.reset();
  need.rating_tags.clear();
  need.rating_words.reset();
  need.rated_at.reset();
  need.rated_how.reset();
}

// What did not happen, nobody has served; their records say what they claim.
Check deny(Call& call, Held& held) {
  constexpr std::string_view why = "did_not_happen";
  forget_passed_on(held.need);
  for (const auto& helper : held.helpers) {
    if (helper.state == HelperState::served) end_help(call, helper, HelperState::left, why);
  }
  return do_again(call, held.need, why);
}

}  // namespace

Result<NeedView> confirm_service(Call& call, const ConfirmService& cmd) {
  ASSIGN_OR_RETURN(Held held, access_held(call, cmd.need));
  RETURN_IF_REFUSED(not_own_service(held));
  ASSIGN_OR_RETURN(const Channel channel, channel_of(call, held, cmd.channel));
  NeedRow& need = held.need;
  if (!cmd.happened) RETURN_IF_REFUSED(may_deny(call, need, channel));
  RETURN_IF_REFUSED(cmd.happened ? confirm(call, need, channel) : deny(call, held));
  if (cmd.words) add_comment(call, need, *cmd.words, VisibleTo::everyone);
  ASSIGN_OR_RETURN(held, access_held(call, cmd.need));
  return view(call, held);
}

Result<NeedView> rate_service(Call& call, const RateService& cmd) {
  ASSIGN_OR_RETURN(Held held, access_held(call, cmd.need));
  RETURN_IF_REFUSED(not_own_service(held));
  ASSIGN_OR_RETURN(const Channel channel, channel_of(call, held, cmd.channel));
  NeedRow& need = held.need;
  RETURN_IF_REFUSED(recipient_stands(call, need));
  if (need.state == NeedState::awaiting_confirmation)
    RETURN_IF_REFUSED(confirm(call, need, channel));
  const bool again = need.state == NeedState::archived;
  const bool redo = cmd.redo.value_or(false);
  if (redo) RETURN_IF_REFUSED(may_take_up(call, need, channel));
  if (again && (!need.closed_at || call.now - *need.closed_at > rating_change_window))
    return need_closed;
  const bool rated_by_self = need.rated_how && !was_passed_on(need.rated_how);
  if (is_passed_on(channel) && rated_by_self) return rating_only_recipient;
  need.rating_stars = cmd.stars.value;
  need.rating_tags.clear();
  for (const auto& tag : cmd.tags) need.rating_tags.push_back(tag.str());
  need.rating_words.reset();
  if (cmd.words) need.rating_words = seal_text(call, need, "rating_words", cmd.words->str());
  need.rated_at = call.now;
  need.rated_how = to_text(channel);
  RETURN_IF_REFUSED(redo ? do_again(call, need, "not_satisfied") : move(call, need, Move::rate));
  call.journal.append(NeedRated{need.id, cmd.stars, std::string(to_text(channel))}, about(need));
  ASSIGN_OR_RETURN(held, access_held(call, cmd.need));
  return view(call, held);
}

bool close_waited_out(Call& call, NeedRow& need) {
  if (need.state != NeedState::awaiting_confirmation && need.state != NeedState::awaiting_rating) {
    return false;
  }
  // Silence is no confirmation: grade A stays closed to what nobody vouched for.
  return move(call, need, Move::close, "waited_out").ok();
}

}  // namespace lastmile::needs

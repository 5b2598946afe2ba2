#include "notices/templates.h"

#include <array>

#include "access/access.h"
#include "needs/needs.h"
#include "notices/means.h"
#include "notices/notice_errors.h"
#include "notices/notice_facts.h"
#include "notices/notice_words.h"
#include "notices/template_rules.h"
#include "places/places.h"
#include "send/sms.h"

namespace lastmile::notices {
namespace {

constexpr std::array worded{Channel::inbox, Channel::email, Channel::sms};

// What a preview shows when it is about no need: invented, and as long as the real ones.
Told sample(const Call& call, Occasion occasion, const std::string& site_path) {
  const Zone& zone = call.settings.zone;
  const Day day = zone.day_of(call.now) + std::chrono::days{1};
  Told told{occasion, {}, site_path};
  told.detail.number = "H3-0412-7";
  told.detail.category = "0405";
  told.detail.window = TimeWindow{zone.at(day, 9 * 60), zone.at(day, 11 * 60)};
  told.detail.was = TimeWindow{zone.at(day, 14 * 60), zone.at(day, 16 * 60)};
  told.detail.due = zone.at(day, 8 * 60);
  told.detail.reason = "detail_missing";
  told.detail.minutes = 90;
  told.detail.days = 30;
  told.detail.paper = occasion == Occasion::consent_waiting ? "guardian_joining" : "nurse";
  told.detail.outcome = "granted";
  told.detail.level = site_path.substr(0, site_path.find('/') + 1);
  return told;
}

Result<Told> told_for(Call& call, const PreviewTemplate& cmd) {
  Told told = sample(call, cmd.occasion, cmd.site_path.str());
  if (!cmd.need) return told;
  ASSIGN_OR_RETURN(const auto need, needs::access_need(call, *cmd.need, access::Right::need_read));
  told.subject = need.id.uuid;
  told.site_path = need.site_path;
  told.detail.number = need.number;
  told.detail.category = need.category;
  told.detail.window = need.window;
  told.detail.due = need.due_at;
  return told;
}

std::vector<std::string> placeholders_of(Occasion occasion) {
  std::vector<std::string> all;
  for (const Placeholder p : all_of<Placeholder>()) {
    if (allows(occasion, p)) all.push_back("{" + std::string(to_text(p)) + "}");
  }
  return all;
}

TemplateView view(Call& call, Wording& wording, const TemplateKey& key) {
  const Template t = wording.words_for(key.occasion, key.site_path);
  TemplateView v{key.occasion, std::string(words_of(key.occasion).in(call.actor.lang)),
                 info(key.occasion).topic, key.channel, key.lang};
  if (key.channel != Channel::sms) v.title = t.title;
  v.words = t.words;
  if (!t.from.empty()) v.from = t.from;
  v.version = t.version;
  v.placeholders = placeholders_of(key.occasion);
  if (key.channel == Channel::sms) {
    v.segments =
        send::count_segments(wording.said_as(sample(call, key.occasion, key.site_path), t).text);
  }
  return v;
}

// The same checks for what is kept and what is only looked at.
struct Candidate {
  Occasion occasion;
  Channel channel;
  const std::optional<Line>& title;
  std::string_view words;
};
Check check(const Candidate& w) {
  if (w.channel == Channel::webhook) return channel_not_for_people;
  if (!is_worded(w.occasion)) return template_not_worded;
  if (w.title) RETURN_IF_REFUSED(check_text(w.occasion, *w.title, "/title"));
  return check_text(w.occasion, w.words, "/words");
}

Check check_length(Call& call, const SetTemplate& cmd) {
  if (cmd.channel != Channel::sms) return Done{};
  Wording wording(call, cmd.channel, cmd.lang);
  const auto text =
      wording.said_as(sample(call, cmd.occasion, cmd.site_path.str()), {"", cmd.words.str()}).text;
  const auto most = means(call).sms_segments_max;
  const auto segments = send::count_segments(text);
  if (segments <= most) return Done{};
  Refused refused = at_field("/words", text_too_long);
  refused.seen = std::to_string(segments) + " > " + std::to_string(most);
  return refused;
}

Check may_change(Call& call, const access::SitePath& path) {
  RETURN_IF_REFUSED(access::require(call, access::Right::settings_manage, path));
  return places::known_path(call, path, "/site_path");
}

Check may_read(Call& call, const access::SitePath& path) {
  RETURN_IF_REFUSED(access::require(call, access::Right::need_read, path));
  return places::known_path(call, path, "/site_path");
}

TemplateView save(Call& call, TemplateRow row, const TemplateKey& key) {
  const auto versions = load_versions(call.tx, call.region(), key);
  row.version = versions.empty() ? 1 : versions.front().version + 1;
  ASSERT(call.tx.insert(row));
  call.journal.append(
      NoticeTemplateSet{key.occasion, key.channel, key.lang, row.version, !row.words},
      {{}, key.site_path});
  Wording wording(call, key.channel, key.lang);
  return view(call, wording, key);
}

TemplateRow row_for(const Call& call, const TemplateKey& key) {
  TemplateRow row{call.region(), key.site_path, key.occasion, key.channel, key.lang};
  row.set_by = call.actor.person;
  row.set_at = call.now;
  return row;
}

}  // namespace

Result<Page<TemplateView>> list_templates(Call& call, const ListTemplates& q) {
  RETURN_IF_REFUSED(may_read(call, q.site_path));
  Page<TemplateView> page;
  for (const Channel channel : worded) {
    if (q.channel && *q.channel != channel) continue;
    for (const Lang lang : all_of<Lang>()) {
      if (q.lang && *q.lang != lang) continue;
      Wording wording(call, channel, lang);
      for (const Occasion o : all_of<Occasion>()) {
        if (!is_worded(o) || (q.occasion && *q.occasion != o)) continue;
        page.items.push_back(view(call, wording, {q.site_path.str(), o, channel, lang}));
      }
    }
  }
  return page;
}

Result<TemplateView> set_template(Call& call, const SetTemplate& cmd) {
  RETURN_IF_REFUSED(may_change(call, cmd.site_path));
  RETURN_IF_REFUSED(check({cmd.occasion, cmd.channel, cmd.title, cmd.words}));
  RETURN_IF_REFUSED(check_length(call, cmd));
  const TemplateKey key{cmd.site_path.str(), cmd.occasion, cmd.channel, cmd.lang};
  TemplateRow row = row_for(call, key);
  if (cmd.title) row.title = cmd.title->str();
  row.words = cmd.words.str();
  return save(call, std::move(row), key);
}

Result<TemplateView> reset_template(Call& call, const ResetTemplate& cmd) {
  RETURN_IF_REFUSED(may_change(call, cmd.site_path));
  const TemplateKey key{cmd.site_path.str(), cmd.occasion, cmd.channel, cmd.lang};
  const auto versions = load_versions(call.tx, call.region(), key);
  if (versions.empty() || !versions.front().words) return template_unset;
  return save(call, row_for(call, key), key);
}

Result<Page<TemplateVersion>> list_template_versions(Call& call, const ListTemplateVersions& q) {
  RETURN_IF_REFUSED(may_read(call, q.site_path));
  Page<TemplateVersion> page;
  for (auto& row :
       load_versions(call.tx, call.region(), {q.site_path.str(), q.occasion, q.channel, q.lang})) {
    page.items.push_back(
        {row.version, std::move(row.title), std::move(row.words), row.set_by, row.set_at});
  }
  return page;
}

Result<TemplatePreview> preview_template(Call& call, const PreviewTemplate& cmd) {
  RETURN_IF_REFUSED(may_read(call, cmd.site_path));
  RETURN_IF_REFUSED(check({cmd.occasion, cmd.channel, cmd.title, cmd.words}));
  ASSIGN_OR_RETURN(const Told told, told_for(call, cmd));
  Wording wording(call, cmd.channel, cmd.lang);
  Template words = wording.words_for(cmd.occasion, cmd.site_path.str());
  if (cmd.title) words.title = cmd.title->str();
  words.words = cmd.words.str();
  const Said said = wording.said_as(told, words);
  TemplatePreview preview{said.title, said.text};
  if (cmd.channel == Channel::sms) {
    preview.title.clear();
    preview.segments = send::count_segments(said.text);
    preview.segments_max = means(call).sms_segments_max;
    preview.unicode = send::needs_unicode(said.text);
  }
  return preview;
}

}  // namespace lastmile::notices

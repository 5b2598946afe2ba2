#pragma once
#include "access/site_path.h"
#include "notices/wording.h"

/// The words of notices, as places choose them: verbs. Right settings_manage over the place changes
/// them, need_read over it reads them.
namespace lastmile::notices {

/// The words of one occasion by one way in one language, as they hold at a place.
struct TemplateView {
  Occasion occasion = Occasion::test;
  std::string name;  // of the occasion, in the reader's language
  Topic topic = Topic::needs;
  Channel channel = Channel::inbox;
  Lang lang = Lang::zh;
  std::string title;  // of inbox and e-mail
  std::string words;
  std::optional<std::string> from;  // the path of the place that chose them; none: the program
  std::int64_t version = 0;         // of that place's
  std::vector<std::string> placeholders;  // "{site}", "{number}"…
  std::optional<std::int64_t> segments;   // of a text message, with the sample's values
};
BOOST_DESCRIBE_STRUCT(TemplateView, (),
                      (occasion, name, topic, channel, lang, title, words, from, version,
                       placeholders, segments))

struct ListTemplates {
  access::SitePath site_path;
  std::optional<Occasion> occasion;
  std::optional<Channel> channel;
  std::optional<Lang> lang;
};
BOOST_DESCRIBE_STRUCT(ListTemplates, (), (site_path, occasion, channel, lang))
Result<Page<TemplateView>> list_templates(Call& call, const ListTemplates& query);

struct SetTemplate {
  access::SitePath site_path;
  Occasion occasion;
  Channel channel;
  Lang lang;
  std::optional<Line> title;  // of inbox and e-mail; left out: the program's
  Words2000 words;
};
BOOST_DESCRIBE_STRUCT(SetTemplate, (), (site_path, occasion, channel, lang, title, words))
/// A new version, for this place and beneath. `channel_not_for_people`, `template_not_worded`,
/// `placeholder_unknown`, `brace_open`, `text_holds_number`, `text_too_long`.
Result<TemplateView> set_template(Call& call, const SetTemplate& cmd);

struct ResetTemplate {
  access::SitePath site_path;
  Occasion occasion;
  Channel channel;
  Lang lang;
};
BOOST_DESCRIBE_STRUCT(ResetTemplate, (), (site_path, occasion, channel, lang))
/// From now on the words are those of the place above, or the program's; `template_unset`.
Result<TemplateView> reset_template(Call& call, const ResetTemplate& cmd);

struct ListTemplateVersions {
  access::SitePath site_path;
  Occasion occasion;
  Channel channel;
  Lang lang;
};
BOOST_DESCRIBE_STRUCT(ListTemplateVersions, (), (site_path, occasion, channel, lang))
struct TemplateVersion {
  std::int64_t version = 1;
  std::optional<std::string> title;
  std::optional<std::string> words;  // none: it was reset
  std::optional<PersonId> set_by;
  Instant set_at;
};
BOOST_DESCRIBE_STRUCT(TemplateVersion, (), (version, title, words, set_by, set_at))
Result<Page<TemplateVersion>> list_template_versions(Call& call, const ListTemplateVersions& query);

struct PreviewTemplate {
  access::SitePath site_path;
  Occasion occasion;
  Channel channel;
  Lang lang;
  std::optional<Line> title;
  Words2000 words;
  std::optional<needs::NeedId> need;  // one the reader may see; else a sample
};
BOOST_DESCRIBE_STRUCT(PreviewTemplate, (), (site_path, occasion, channel, lang, title, words, need))
struct TemplatePreview {
  std::string title;
  std::string text;
  std::optional<std::int64_t> segments;  // of a text message
  std::optional<std::int64_t> segments_max;
  std::optional<bool> unicode;  // billed by the longer parts: 70 and 67 characters
};
BOOST_DESCRIBE_STRUCT(TemplatePreview, (), (title, text, segments, segments_max, unicode))
/// How words would read, nothing is kept; the refusals of set_template but `text_too_long`, and
/// those of the need.
Result<TemplatePreview> preview_template(Call& call, const PreviewTemplate& cmd);

}  // namespace lastmile::notices

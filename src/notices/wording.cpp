#include "notices/wording.h"

#include <algorithm>

#include "needs/needs.h"
#include "notices/default_texts.h"
#include "notices/template_rules.h"
#include "people/dictionary.h"
#include "places/site_store.h"

namespace lastmile::notices {
namespace {

// The last code of a path: sites are found by it.
std::string code_of(std::string_view path) {
  if (path.empty()) return "";
  const auto slash = path.rfind('/', path.size() - 2);
  return std::string(path.substr(slash + 1, path.size() - slash - 2));
}

Template default_words(Occasion occasion, Channel channel, Lang lang) {
  const DefaultText& all = default_text(occasion);
  const Words& words = channel == Channel::sms ? all.sms : all.text;
  return {std::string(all.title.in(lang)), std::string(words.in(lang))};
}

constexpr Words guardian_consent{"consent to volunteer", "同意参加志愿服务"};
constexpr Words time_open{"time still open", "时间待定"};
constexpr Words other_reason{"see the page", "详见求助页面"};

}  // namespace

std::string page_of(Occasion occasion, const Uuid& subject) {
  std::string page(info(occasion).page);
  if (page.ends_with('/')) page += subject.text();
  return page;
}

Template Wording::words_for(Occasion occasion, const std::string& site_path) {
  auto known = templates_.find(site_path);
  if (known == templates_.end()) {
    const std::string top = site_path.substr(0, site_path.find('/') + 1);
    auto rows = load_templates_between(call_.tx, call_.region(), top, site_path);
    std::erase_if(rows, [&](const TemplateRow& row) {
      return !site_path.starts_with(row.site_path) || row.channel != channel_ ||
             row.lang != lang_ || !row.words;
    });
    known = templates_.emplace(site_path, std::move(rows)).first;
  }
  // By path, so the last one that fits stands nearest.
  const auto& rows = known->second;
  const auto nearest = std::find_if(
      rows.rbegin(), rows.rend(), [&](const TemplateRow& row) { return row.occasion == occasion; });
  if (nearest == rows.rend()) return default_words(occasion, channel_, lang_);
  const auto usual = default_words(occasion, channel_, lang_);
  return {nearest->title.value_or(usual.title), *nearest->words, nearest->site_path,
          nearest->version};
}

Said Wording::said(const Told& told, std::string_view code) {
  return said_as(told, words_for(told.occasion, told.site_path), code);
}

Said Wording::said_as(const Told& told, const Template& words, std::string_view code) {
  const auto fill = [&](Placeholder p) { return value(told, p, code); };
  return {filled(words.title, fill), filled(words.words, fill)};
}

std::string Wording::site_name(const std::string& path) {
  const auto [at, is_new] = sites_.try_emplace(path);
  if (is_new) {
    const auto site = places::load_site_by_code(call_.tx, call_.region(), code_of(path));
    if (site) at->second = site->name;
  }
  return at->second;
}

std::string Wording::category_name(const std::string& code) {
  const auto [at, is_new] = categories_.try_emplace(code);
  if (is_new) {
    const auto category = needs::find_category(call_, code);
    if (category.ok()) {
      at->second = lang_ == Lang::zh ? category->name_zh : category->name_en;
    }
  }
  return at->second;
}

std::string Wording::paper_name(const std::string& code) {
  if (code == "guardian_joining") return std::string(guardian_consent.in(lang_));
  if (papers_.empty()) {
    const auto codes = people::list_codes(call_, {people::Dictionary::licence});
    if (codes.ok()) {
      for (const auto& c : codes->items) papers_[c.code] = lang_ == Lang::zh ? c.zh : c.en;
    }
  }
  const auto found = papers_.find(code);
  return found == papers_.end() ? code : found->second;
}

std::string Wording::value(const Told& told, Placeholder placeholder, std::string_view code) {
  const Detail& d = told.detail;
  const Zone& zone = call_.settings.zone;
  const auto number = [](const auto& n) { return n ? std::to_string(*n) : std::string(); };
  switch (placeholder) {
    case Placeholder::site:
      return site_name(told.site_path);
    case Placeholder::link:
      return call_.settings.public_url + page_of(told.occasion, told.subject);
    case Placeholder::number:
      return d.number.value_or("");
    case Placeholder::category:
      return d.category ? category_name(*d.category) : "";
    case Placeholder::when:
      return d.window ? window_text(*d.window, zone, lang_) : std::string(time_open.in(lang_));
    case Placeholder::was:
      return d.was ? window_text(*d.was, zone, lang_) : std::string(time_open.in(lang_));
    case Placeholder::due:
      return d.due ? time_text(*d.due, zone, lang_) : "";
    case Placeholder::reason: {
      const auto words = reason_text(d.reason.value_or(""), lang_);
      return words.empty() ? std::string(other_reason.in(lang_)) : words;
    }
    case Placeholder::minutes:
      return number(d.minutes);
    case Placeholder::days:
      return number(d.days);
    case Placeholder::paper:
      return d.paper ? paper_name(*d.paper) : "";
    case Placeholder::team:
      return d.team ? people::team_name(call_, people::TeamId{*d.team}) : "";
    case Placeholder::outcome:
      return outcome_text(d.outcome.value_or(""), lang_);
    case Placeholder::level:
      return d.level ? site_name(*d.level) : "";
    case Placeholder::code:
      return std::string(code);
  }
  return "";
}

}  // namespace lastmile::notices

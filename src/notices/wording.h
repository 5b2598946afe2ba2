#pragma once
#include <map>

#include "call/call.h"
#include "notices/template_store.h"

/// From an occasion and its details to words in the reader's language.
namespace lastmile::notices {

/// What is told, whoever it is told to.
struct Told {
  Occasion occasion = Occasion::test;
  Uuid subject{};
  std::string site_path;
  Detail detail = {};
};

struct Said {
  std::string title;
  std::string text;
};

/// The words of a place: its own, or of the nearest place above that has any, or the program's.
struct Template {
  std::string title;
  std::string words;
  std::string from = {};     // the path of the place that chose them; empty: the program
  std::int64_t version = 0;  // of that place's
};

/// Makes the words of many notices by one way in one language; looks each place, category and paper
/// up once.
class Wording {
 public:
  Wording(Call& call, Channel channel, Lang lang) : call_(call), channel_(channel), lang_(lang) {}

  Said said(const Told& told, std::string_view code = {});
  /// The same with words that nobody has saved.
  Said said_as(const Told& told, const Template& words, std::string_view code = {});
  Template words_for(Occasion occasion, const std::string& site_path);
  /// The name of the site at a path; empty when there is none.
  std::string site_name(const std::string& path);

 private:
  std::string value(const Told& told, Placeholder placeholder, std::string_view code);
  std::string category_name(const std::string& code);
  std::string paper_name(const std::string& code);

  Call& call_;
  const Channel channel_;
  const Lang lang_;
  std::map<std::string, std::vector<TemplateRow>> templates_;
  std::map<std::string, std::string> sites_, categories_, papers_;
};

/// The page about it, within the web app: "/needs/0198…".
std::string page_of(Occasion occasion, const Uuid& subject);

/// "3月3日（周二）9:00—11:00", "Tue 3 Mar, 9:00-11:00" (of GSM-7
/// alone, so that it makes no text message dearer), by the clock of the place.
std::string window_text(const TimeWindow& window, const Zone& zone, Lang lang);
std::string time_text(Instant at, const Zone& zone, Lang lang);
/// What a code of the reasons is called; empty for one that tells nobody anything.
std::string reason_text(std::string_view code, Lang lang);
std::string outcome_text(std::string_view code, Lang lang);

}  // namespace lastmile::notices

#pragma once
#include "base/words.h"
#include "notices/notice.h"

namespace lastmile::notices {

/// What is said where no place has words of its own: a title, the text of inbox and e-mail, and the
/// shorter one of a text message, which needs no title.
struct DefaultText {
  Occasion occasion;
  Words title;
  Words text;
  Words sms;
};
const DefaultText& default_text(Occasion occasion);

}  // namespace lastmile::notices

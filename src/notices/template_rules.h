#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "notices/notice.h"
#include "notices/notice_errors.h"

/// Texts with placeholders in braces: pure.
namespace lastmile::notices {

/// May a text stand for this occasion? Every placeholder is one of its own, every brace is closed,
/// and no ID or mobile number is in it; `placeholder_unknown`, `brace_open`, `text_holds_number`.
/// `field` is where the text came from.
Check check_text(Occasion occasion, std::string_view text, std::string_view field);

/// The names of those that an occasion allows: "{site} {link} {number}".
std::string allowed_placeholders(Occasion occasion);

/// A checked text with each placeholder filled in.
std::string filled(std::string_view text, const std::function<std::string(Placeholder)>& value);

}  // namespace lastmile::notices

#pragma once
#include <string>

#include "http/router.h"

namespace lastmile::http {

/// The OpenAPI 3.1 document of all routes, as JSON text. Generated, never written by hand: types
/// from the described structs, refusals and words from the registration.
std::string openapi(const Router& router, std::string_view version);

/// "post_needs_need_take" for POST /v1/needs/{need}/take; unique.
std::string operation_id(const Route& route);

/// A readable page of the same, in both languages, for people.
std::string reference_page(const Router& router, std::string_view version);
/// Every refusal's code, status and text in both languages; problem documents link here.
std::string errors_page(const Router& router);
/// The same as Markdown, for docs/api/errors.md.
std::string errors_markdown(const Router& router);

}  // namespace lastmile::http

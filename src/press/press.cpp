#include "press/press.h"

#include <cairo-pdf.h>

#include <stdexcept>

#include "press/binding.h"
#include "press/layout.h"

namespace lastmile::press {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, Freed<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Freed<cairo_destroy>>;

cairo_status_t append(void* to, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void check(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

void say_what_it_is(cairo_surface_t* surface, const paper::Document& d) {
  const auto say = [&](cairo_pdf_metadata_t what, const std::string& words) {
    cairo_pdf_surface_set_metadata(surface, what, words.c_str());
  };
  say(CAIRO_PDF_METADATA_TITLE, d.title + " " + d.number);
  say(CAIRO_PDF_METADATA_AUTHOR, d.author);
  say(CAIRO_PDF_METADATA_SUBJECT, d.subject);
  say(CAIRO_PDF_METADATA_KEYWORDS, d.number);
  say(CAIRO_PDF_METADATA_CREATOR, d.producer);
  const std::string whole_second = d.made_at.substr(0, 19) + "Z";  // cairo reads no fractions
  say(CAIRO_PDF_METADATA_CREATE_DATE, whole_second);
  say(CAIRO_PDF_METADATA_MOD_DATE, whole_second);
}

std::string drawn(const std::vector<Sheet>& sheets, const paper::Document& document) {
  std::string pdf;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &pdf, a4_width, a4_height));
  say_what_it_is(surface.get(), document);
  const Context cr(cairo_create(surface.get()));
  for (const auto& sheet : sheets) {
    sheet.draw_on(cr.get());
    cairo_show_page(cr.get());
  }
  check(cairo_status(cr.get()));
  cairo_surface_finish(surface.get());
  check(cairo_surface_status(surface.get()));
  return pdf;
}

Binding binding_of(const paper::Document& d) {
  Binding binding;
  binding.language = d.tongue == paper::Tongue::zh ? "zh-CN" : "en";
  binding.producer = d.producer;
  binding.picture = d.code.title + " " + d.code.address;
  binding.made_at = pdf_date(d.made_at);
  for (const auto& a : d.attachments) {
    binding.files.push_back({a.name, a.media_type, a.about, a.text.bytes});
  }
  return binding;
}

}  // namespace

Printed print(const paper::Document& document) {
  Type type(document.tongue);
  const auto sheets = lay_out(document, type);
  Printed printed;
  printed.missing = type.missing();
  for (const auto& sheet : sheets) printed.pages.push_back(sheet.placements());
  if (printed.missing.empty()) printed.pdf = bound(drawn(sheets, document), binding_of(document));
  return printed;
}

std::string pdf_date(const std::string& rfc3339) {
  std::string digits;
  for (const char c : rfc3339.substr(0, 19)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return "D:" + digits + "Z";
}

}  // namespace lastmile::press

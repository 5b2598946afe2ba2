#include "http/html.h"

#include <fmt/format.h>

namespace lastmile::http {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_page(std::string_view title, std::string_view body) {
  constexpr std::string_view style =
      ":root{color-scheme:light dark}"
      "body{font:1rem/1.6 system-ui,'PingFang SC','Noto Sans CJK SC',sans-serif;max-width:60rem;"
      "margin:0 auto;padding:1.5rem;background:light-dark(#fbfaf7,#16150f);"
      "color:light-dark(#1f1d18,#edeae0)}"
      "h1,h2,h3{line-height:1.3}h2{margin-top:2.5rem}code,pre{font-size:.9em}"
      "table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}"
      "th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;"
      "border-bottom:1px solid light-dark(#e4e0d6,#3a372c)}"
      "a{color:light-dark(#9c2f20,#ef9482)}"
      "section{border-top:1px solid "
      "light-dark(#e4e0d6,#3a372c);padding-top:.5rem;margin-top:1.5rem}";
  return fmt::format(
      "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
      "<title>{0}</title><style>{1}</style></head><body><main><h1>{0}</h1>\n{2}</main></body></"
      "html>\n",
      escaped(title), style, body);
}

}  // namespace lastmile::http

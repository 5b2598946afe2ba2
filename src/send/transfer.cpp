#include "send/transfer.h"

#include <mutex>

#include "base/text.h"

namespace lastmile::send {

std::string one_line(std::string_view said) {
  constexpr std::size_t longest = 300;
  std::string line;
  for (const char c : said) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = byte <= 0x20 || byte == 0x7f;
    if (!blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  if (line.size() > longest) {
    line.resize(longest);
    for (int cut = 0; cut < 4 && !count_characters(line); ++cut) line.pop_back();
  }
  if (!count_characters(line)) {  // never UTF-8 at all
    std::erase_if(line, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  }
  return std::string(trimmed(line));
}

Transfer::Transfer(const Watch& watch) : watch_(watch) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  handle_.reset(curl_easy_init());
  if (!handle_) throw std::runtime_error("libcurl does not start");
  set(CURLOPT_ERRORBUFFER, error_);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY, "");  // whom to speak to is said in settings, not in the environment
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &Transfer::progress);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
}

void Transfer::set_list(CURLoption option, const std::vector<std::string>& items) {
  curl_slist* list = nullptr;
  for (const auto& item : items) list = curl_slist_append(list, item.c_str());
  lists_.emplace_back(list);
  set(option, list);
}

void Transfer::set_timeouts(int seconds) {
  set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(seconds));
  set(CURLOPT_TIMEOUT, static_cast<long>(seconds));
  set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(seconds));
}

bool Transfer::hand_over() {
  if (handed_over_) return true;
  try {
    handed_over_ = !watch_.hand_over || watch_.hand_over();
  } catch (...) {
    thrown_ = std::current_exception();
  }
  return handed_over_;
}

int Transfer::progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    if (transfer.watch_.wait) transfer.watch_.wait();
    return 0;
  } catch (...) {
    // Once it is handed over the answer is worth waiting for, whatever became of the watch.
    if (transfer.handed_over_) return 0;
    transfer.thrown_ = std::current_exception();
    return 1;
  }
}

std::string Transfer::fault(CURLcode code) const {
  return one_line(error_[0] ? error_ : curl_easy_strerror(code));
}

CURLcode Transfer::run() {
  const CURLcode code = curl_easy_perform(handle_.get());
  if (thrown_ && !handed_over_) std::rethrow_exception(thrown_);
  return code;
}

long Transfer::status() const {
  long status = 0;
  curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
  return status;
}

}  // namespace lastmile::send

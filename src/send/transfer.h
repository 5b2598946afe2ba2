#pragma once
#include <curl/curl.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "send/delivery.h"

/// One transfer of libcurl: options, the watch over it, and nothing thrown through its C code.
namespace lastmile::send {

struct CurlEnd {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

class Transfer {
 public:
  /// Throws std::runtime_error when libcurl does not start.
  explicit Transfer(const Watch& watch);
  Transfer(const Transfer&) = delete;

  template <class T>
  void set(CURLoption option, T value) {
    if (curl_easy_setopt(handle_.get(), option, value) != CURLE_OK) {
      throw std::runtime_error("libcurl does not take an option");
    }
  }
  /// A list that lives as long as the transfer: headers, addressees.
  void set_list(CURLoption option, const std::vector<std::string>& items);
  void set_timeouts(int seconds);

  /// Asks the watch, once; false when it says no. What it throws, run() throws.
  bool hand_over();
  bool is_handed_over() const { return handed_over_; }
  /// What libcurl says of a failure, in words.
  std::string fault(CURLcode code) const;
  CURLcode run();
  long status() const;

 private:
  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  const Watch& watch_;
  std::unique_ptr<CURL, CurlEnd> handle_;
  std::vector<std::unique_ptr<curl_slist, CurlEnd>> lists_;
  char error_[CURL_ERROR_SIZE] = {};
  bool handed_over_ = false;
  std::exception_ptr thrown_;
};

}  // namespace lastmile::send

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/monitor/channels.hpp"

#include <curl/curl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

namespace shelfcast::monitor {

enum class Reach : std::uint8_t { anywhere, public_addresses };

/// What libcurl learnt from the other side.
struct Answer {
  long status = 0;   ///< HTTP's, or SMTP's last
  std::string text;  ///< the body, or what SMTP complained of last
  std::int64_t wait_seconds = 0;
};

/// One exchange with one server: certificates are verified, nobody is waited for longer than the options say, no proxy
/// is asked (it would hide whom we speak to), no redirect followed, and an answer of more than 64 kB is not read.
///
/// Calls: construct, (set | add_header)*, hold. Where `hold` fails the answer is what had come by then.
class Conversation {
 public:
  Conversation(const ChannelOptions& options, Reach reach);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  template <class Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(curl_.get(), option, value);
  }
  void add_header(const std::string& line);
  [[nodiscard]] CURL* handle() { return curl_.get(); }

  CURLcode hold();
  [[nodiscard]] const Answer& answer() const { return answer_; }
  /// Why it failed.
  [[nodiscard]] std::string problem(CURLcode outcome) const;
  /// Whether it failed because the server is where it may not be.
  [[nodiscard]] bool was_closed() const { return was_closed_; }

 private:
  struct Free {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  void set_callbacks();
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static std::size_t take_body(const char* bytes, std::size_t one, std::size_t count, void* self);
  static std::size_t take_header(const char* bytes, std::size_t one, std::size_t count, void* self);
  static int look_up(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
  bool still_fits(std::size_t more);

  const Reach reach_;
  const std::stop_token stopping_;
  Answer answer_;
  std::string complaint_;  // of SMTP
  std::size_t received_ = 0;
  bool was_closed_ = false;
  std::string problem_ = std::string(CURL_ERROR_SIZE, '\0');
  std::unique_ptr<curl_slist, Free> headers_;
  std::unique_ptr<CURL, Free> curl_;  // last: it uses the others until it is gone
};

}  // namespace shelfcast::monitor

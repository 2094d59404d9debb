// SPDX-License-Identifier: Apache-2.0
#include "monitor/channels/conversation.hpp"

#include "monitor/channels/address_guard.hpp"
#include "monitor/channels/plain_text.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace shelfcast::monitor {
namespace {

constexpr std::size_t kMostReceived = 65536;

CURL* new_handle() {
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL* const curl = begun == CURLE_OK ? curl_easy_init() : nullptr;
  if (curl == nullptr) throw std::runtime_error("libcurl cannot be started");
  return curl;
}

}  // namespace

Conversation::Conversation(const ChannelOptions& options, Reach reach)
    : reach_(reach), stopping_(options.stopping), curl_(new_handle()) {
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_patience.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(options.patience.count()));
  // How long a farewell is waited for, too.
  set(CURLOPT_SERVER_RESPONSE_TIMEOUT, std::max(1L, static_cast<long>(options.patience.count() / 1000)));
  set(CURLOPT_NOPROXY, "*");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_FRESH_CONNECT, 1L);
  set(CURLOPT_FORBID_REUSE, 1L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());
  set(CURLOPT_USERAGENT, "Shelfcast");
  set(CURLOPT_ERRORBUFFER, problem_.data());
  set_callbacks();
}

void Conversation::set_callbacks() {
  set(CURLOPT_OPENSOCKETFUNCTION, &Conversation::open_socket);
  set(CURLOPT_OPENSOCKETDATA, this);
  set(CURLOPT_WRITEFUNCTION, &Conversation::take_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_HEADERFUNCTION, &Conversation::take_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_XFERINFOFUNCTION, &Conversation::look_up);
  set(CURLOPT_XFERINFODATA, this);
  set(CURLOPT_NOPROGRESS, 0L);
}

void Conversation::add_header(const std::string& line) {
  headers_.reset(curl_slist_append(headers_.release(), line.c_str()));
}

CURLcode Conversation::hold() {
  set(CURLOPT_HTTPHEADER, headers_.get());
  const CURLcode outcome = curl_easy_perform(curl_.get());
  curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &answer_.status);
  curl_off_t wait = 0;
  if (curl_easy_getinfo(curl_.get(), CURLINFO_RETRY_AFTER, &wait) == CURLE_OK) answer_.wait_seconds = wait;
  if (answer_.text.empty()) answer_.text = complaint_;
  return outcome;
}

std::string Conversation::problem(CURLcode outcome) const {
  const std::string_view told = std::string_view(problem_).substr(0, problem_.find('\0'));
  return one_line(told.empty() ? curl_easy_strerror(outcome) : told);
}

/// Here the address is known that will be spoken to, whatever a name meant when somebody looked it up before.
curl_socket_t Conversation::open_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
  auto& here = *static_cast<Conversation*>(self);
  if (here.reach_ == Reach::public_addresses && !is_public(address->addr)) {
    here.was_closed_ = true;
    return CURL_SOCKET_BAD;
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

bool Conversation::still_fits(std::size_t more) {
  received_ += more;
  return received_ <= kMostReceived;
}

std::size_t Conversation::take_body(const char* bytes, std::size_t one, std::size_t count, void* self) {
  auto& here = *static_cast<Conversation*>(self);
  if (!here.still_fits(one * count)) return 0;
  here.answer_.text.append(bytes, one * count);
  return one * count;
}

std::size_t Conversation::take_header(const char* bytes, std::size_t one, std::size_t count, void* self) {
  auto& here = *static_cast<Conversation*>(self);
  if (!here.still_fits(one * count)) return 0;
  if (one * count > 0 && (bytes[0] == '4' || bytes[0] == '5')) here.complaint_.assign(bytes, one * count);
  return one * count;
}

int Conversation::look_up(void* self, curl_off_t /*down*/, curl_off_t /*got*/, curl_off_t /*up*/, curl_off_t /*sent*/) {
  return static_cast<Conversation*>(self)->stopping_.stop_requested() ? 1 : 0;
}

}  // namespace shelfcast::monitor

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/admission.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace shelfcast::http {

struct Request;

/// A request that is nothing but a plain head: what nearly every one is. Reading it allocates nothing; all it says are
/// views of the bytes it was read from.
///
/// Plain is a GET or HEAD over HTTP/1.1 with one Host, a target and headers of visible ASCII, and no header that
/// changes how a message is framed. Everything else - and everything wrong - is RequestParser's to read and to judge:
/// what is accepted here means the same there, byte for byte.
class PlainRequest {
 public:
  /// Reads the request that `bytes` begin with; false where it is not all there, or not plain. Of `at_most` bytes.
  bool read(std::string_view bytes, std::size_t at_most);

  [[nodiscard]] AskedHead head(bool local = false) const { return {method_, target_, {fields_.data(), count_}, local}; }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Whether the caller asks for the connection to end after the answer.
  [[nodiscard]] bool closes() const { return closes_; }

  /// Copies method, target and headers.
  void copy_to(Request& request) const;

 private:
  bool take_field(std::string_view name, std::string_view value);

  static constexpr std::size_t kMostFields = 48;  // what more than a browser behind three proxies sends

  std::string_view method_;
  std::string_view target_;
  std::array<HeaderView, kMostFields> fields_;
  std::size_t count_ = 0;
  std::size_t hosts_ = 0;
  std::size_t size_ = 0;
  bool closes_ = false;
};

}  // namespace shelfcast::http

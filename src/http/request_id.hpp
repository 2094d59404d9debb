// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace shelfcast::http {

/// 1 to 64 letters, digits, '.', '_' or '-': safe in a header, a log line and a JSON text.
bool is_request_id(std::string_view text);

/// The id of one request. Making one allocates nothing; any thread.
class RequestId {
 public:
  /// The caller's where it is one, else a new one: 16 hexadecimal digits, not given before by this process and hardly
  /// by another.
  explicit RequestId(std::string_view callers);

  [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, 64> text_;
  std::uint8_t size_;
};

}  // namespace shelfcast::http

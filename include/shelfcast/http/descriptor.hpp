// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

namespace shelfcast::http {

/// An open file or socket of this process; closed at its end.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, kNone)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] explicit operator bool() const { return number_ != kNone; }
  /// No longer closed by this.
  int release() { return std::exchange(number_, kNone); }
  /// The same file, opened once more.
  [[nodiscard]] Descriptor again() const;

 private:
  static constexpr int kNone = -1;
  int number_ = kNone;
};

}  // namespace shelfcast::http

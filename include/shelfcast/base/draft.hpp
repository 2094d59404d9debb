// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace shelfcast {

/// A text in the making, of hundreds of pieces: each is copied to where it belongs without a call, and room for many is
/// made at once. Pieces are not of the draft itself.
///
/// (append | +=)* take
class Draft {
 public:
  /// Room is made for `expected` bytes; there may be more.
  explicit Draft(std::size_t expected) : room_(expected), text_(std::make_unique_for_overwrite<char[]>(expected)) {}

  // Inlined, so that the size of what is written out is known: such a piece takes a few instructions.
  [[gnu::always_inline]] Draft& append(const char* piece, std::size_t size) {
    if (size == 0) return *this;
    std::memcpy(room_for(size), piece, size);
    size_ += size;
    return *this;
  }
  [[gnu::always_inline]] Draft& append(std::string_view piece) { return append(piece.data(), piece.size()); }
  [[gnu::always_inline]] Draft& operator+=(std::string_view piece) { return append(piece); }
  [[gnu::always_inline]] Draft& operator+=(char c) { return append(&c, 1); }

  /// The first `size` of these bytes. Faster than so many of any piece: all are copied, and some of them overwritten.
  template <std::size_t Most>
  void append_first(const std::array<char, Most>& piece, std::size_t size) {
    std::memcpy(room_for(Most), piece.data(), Most);
    size_ += size;
  }

  /// All of it. The draft is empty then.
  [[nodiscard]] std::string take() { return {text_.get(), std::exchange(size_, 0)}; }

 private:
  [[gnu::always_inline]] char* room_for(std::size_t size) {
    if (size > room_ - size_) make_room(size);
    return text_.get() + size_;
  }
  [[gnu::noinline]] void make_room(std::size_t size) {
    const std::size_t room = std::max(2 * room_, size_ + size);
    auto text = std::make_unique_for_overwrite<char[]>(room);
    std::copy_n(text_.get(), size_, text.get());
    text_ = std::move(text);
    room_ = room;
  }

  std::size_t room_;
  std::size_t size_ = 0;
  std::unique_ptr<char[]> text_;
};

}  // namespace shelfcast

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::http {

/// What is known of an answer only when it is given.
struct Fillings {
  std::string_view date;
  std::string_view request_id;
  std::string_view asker;
  std::string_view lines;  ///< added to the head
  std::int64_t age = 0;    ///< seconds
  std::size_t length = 0;  ///< of the body
};

enum class Filling : std::uint8_t { nothing, date, request_id, asker, lines, age, length, packed_asker, packed_end };

/// A part of a prepared answer: fixed text with places between that are filled each time it is written.
class Section {
 public:
  void add(std::string_view text) { text_ += text; }
  /// Text of a gzip stream, and what it stands for there.
  void add_packed(std::string_view text, std::string_view stands_for);
  void fill(Filling with);

  void write(std::string& out, const Fillings& with) const;
  [[nodiscard]] std::size_t size_with(std::string_view asker) const;

 private:
  struct Piece {
    std::size_t end = 0;  // of the text before the filling
    Filling filling = Filling::nothing;
    // Of a gzip stream: the checksum of what the text stands for, and how it is appended to that of all before it.
    std::uint32_t checksum = 0;
    std::uint32_t plain_size = 0;
    unsigned long appending = 0;
  };
  std::string text_;
  std::vector<Piece> pieces_;
  Piece open_;  // the one that the next filling ends
};

}  // namespace shelfcast::http

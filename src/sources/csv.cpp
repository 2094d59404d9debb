// SPDX-License-Identifier: Apache-2.0
#include "sources/csv.hpp"

#include "shelfcast/base/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kBlock = 4 * kLongestLine;

/// Most rows are plain ASCII: that is seen eight bytes at a time.
bool is_ascii(std::string_view bytes) {
  std::uint64_t high_bits = 0;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    high_bits |= word;
  }
  for (; at < bytes.size(); ++at) high_bits |= static_cast<unsigned char>(bytes[at]);
  return (high_bits & 0x8080808080808080ULL) == 0;
}

std::size_t find(const char* block, char wanted, std::size_t from, std::size_t to) {
  const void* found = from < to ? std::memchr(block + from, wanted, to - from) : nullptr;
  return found == nullptr ? to : static_cast<std::size_t>(static_cast<const char*>(found) - block);
}

}  // namespace

CsvReader::CsvReader(std::unique_ptr<ByteStream> bytes, Marks marks)
    : bytes_(std::move(bytes)),
      separator_(marks.separator),
      quote_(marks.quote),
      block_(std::make_unique_for_overwrite<char[]>(kBlock)) {}

/// Moves what is left to the front and reads until the block is full or the file at its end.
bool CsvReader::refill() {
  std::memmove(block_.get(), block_.get() + at_, filled_ - at_);
  filled_ -= at_;
  at_ = 0;
  while (filled_ < kBlock && !at_end_) {
    const auto more = bytes_->read({block_.get() + filled_, kBlock - filled_});
    if (!more) {
      error_ = more.error();
      return false;
    }
    filled_ += *more;
    at_end_ = *more == 0;
  }
  return true;
}

CsvReader::Step CsvReader::next() {
  while (true) {
    // A whole row, with one byte to see that it is too long, always lies within the block.
    if (filled_ - at_ < kLongestLine + 2 && !at_end_ && !refill()) return Step::failed;
    if (at_ == filled_) return Step::end;
    row_line_ = next_line_;
    const Step step = read_line();
    if (step != Step::row || !text_.empty()) return step;
  }
}

CsvReader::Step CsvReader::read_line() {
  const std::size_t limit = std::min(filled_, at_ + kLongestLine + 2);
  const std::size_t line_end = find(block_.get(), '\n', at_, limit);
  text_ = line_at(at_, line_end);
  if (text_.size() > kLongestLine) return skip_long_line();
  after_first_line_ = std::min(line_end + 1, filled_);
  if (find(block_.get(), quote_, at_, line_end) != line_end) return read_quoted();
  at_ = after_first_line_;
  ++next_line_;
  if (!is_ascii(text_) && !is_utf8(text_)) return refuse("invalid_utf8", "the row is not UTF-8");
  split(text_);
  return Step::row;
}

/// The line's text without its end.
std::string_view CsvReader::line_at(std::size_t from, std::size_t line_end) const {
  const bool carriage_return = line_end > from && block_[line_end - 1] == '\r';
  return {block_.get() + from, line_end - from - (carriage_return ? 1 : 0)};
}

void CsvReader::split(std::string_view line) {
  const char separator = separator_;
  fields_.clear();
  const char* from = line.data();
  const char* const end = from + line.size();
  for (const char* at = from; at != end; ++at) {
    if (*at != separator) continue;
    fields_.emplace_back(from, at);
    from = at + 1;
  }
  fields_.emplace_back(from, end);
}

/// A row with quotes may go over several lines.
CsvReader::Step CsvReader::read_quoted() {
  const std::size_t start = at_;
  const std::size_t limit = std::min(filled_, start + kLongestLine + 1);
  fields_.clear();
  unescaped_.clear();
  std::size_t at = start;
  bool more = true;
  while (more) {
    if (at < limit && block_[at] == quote_) {
      if (!take_quoted_field(at, limit)) {
        resume_after_first_line();
        return refuse("wrong_field_count", "a quote is never closed, or more than a separator follows the closing one");
      }
    } else {
      const std::size_t line_end = find(block_.get(), '\n', at, limit);
      const std::size_t field_end = find(block_.get(), separator_, at, line_end);
      fields_.push_back(field_end == line_end ? line_at(at, line_end)
                                              : std::string_view(block_.get() + at, field_end - at));
      at = field_end;
    }
    more = at < limit && block_[at] == separator_;
    if (more) ++at;
  }
  if (at == limit && limit != filled_) {
    resume_after_first_line();
    return refuse("line_too_long", fmt::format("the row is longer than {} bytes", kLongestLine));
  }
  text_ = line_at(start, at);
  at_ = std::min(at + 1, filled_);
  next_line_ += static_cast<std::uint64_t>(std::count(text_.begin(), text_.end(), '\n')) + 1;
  if (!is_utf8(text_)) return refuse("invalid_utf8", "the row is not UTF-8");
  return Step::row;
}

/// From the opening quote to the separator or line end behind the closing one.
bool CsvReader::take_quoted_field(std::size_t& at, std::size_t limit) {
  const std::size_t first = at + 1;
  bool doubled = false;
  std::size_t quote = find(block_.get(), quote_, first, limit);
  while (quote + 1 < limit && block_[quote + 1] == quote_) {
    doubled = true;
    quote = find(block_.get(), quote_, quote + 2, limit);
  }
  if (quote == limit) return false;

  std::string_view field(block_.get() + first, quote - first);
  if (doubled) {
    auto plain = std::make_unique<std::string>();
    for (std::size_t i = 0; i < field.size(); ++i) {
      plain->push_back(field[i]);
      if (field[i] == quote_) ++i;
    }
    field = *unescaped_.emplace_back(std::move(plain));
  }
  fields_.push_back(field);
  at = quote + 1;
  const bool crlf = at + 1 < limit && block_[at] == '\r' && block_[at + 1] == '\n';
  if (crlf) ++at;
  return at == limit || block_[at] == separator_ || block_[at] == '\n';
}

CsvReader::Step CsvReader::refuse(std::string_view code, std::string reason) {
  fault_ = {code, std::move(reason)};
  return Step::fault;
}

void CsvReader::resume_after_first_line() {
  at_ = after_first_line_;
  next_line_ = row_line_ + 1;
}

CsvReader::Step CsvReader::skip_long_line() {
  // Only the beginning is kept: the rest may not even fit into the block.
  fault_ = {"line_too_long", fmt::format("the line is longer than {} bytes", kLongestLine)};
  unescaped_.clear();
  text_ = *unescaped_.emplace_back(std::make_unique<std::string>(text_.substr(0, 200)));
  std::size_t line_end = find(block_.get(), '\n', at_, filled_);
  while (line_end == filled_ && !at_end_) {
    at_ = filled_;
    if (!refill()) return Step::failed;
    line_end = find(block_.get(), '\n', at_, filled_);
  }
  at_ = std::min(line_end + 1, filled_);
  ++next_line_;
  return Step::fault;
}

}  // namespace shelfcast::sources

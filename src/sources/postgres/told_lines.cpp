// SPDX-License-Identifier: Apache-2.0
#include "sources/postgres/told_lines.hpp"

#include "sources/row_bytes.hpp"

namespace shelfcast::sources {
namespace {

// source, generation, day, segment -> lines, each: order, line, product, time of the sale, of the update, digest
constexpr storage::Family kToldLines{"told_lines"};
constexpr std::size_t kUnwrittenBytes = 16U << 20U;
constexpr std::string_view kBehindAll = "\xff\xff\xff\xff\xff";  // behind every generation, day or segment

void put_instant(std::string& out, Instant instant) {
  put_signed(out, instant.seconds);
}

Instant read_instant(ByteReader& bytes) {
  return {bytes.signed_varint()};
}

void put(std::string& lines, const ToldLine& line) {
  put_text(lines, line.order);
  put_text(lines, line.line);
  put_text(lines, line.product);
  put_moment(lines, line.happened);
  put_optional(lines, line.updated, put_instant);
  put_u32(lines, line.content);
}

ToldLine read(ByteReader& bytes) {
  ToldLine line;
  line.order = bytes.text();
  line.line = bytes.text();
  line.product = bytes.text();
  line.happened = read_moment(bytes);
  line.updated = read_optional(bytes, read_instant);
  line.content = bytes.u32();
  return line;
}

}  // namespace

const storage::Family& ToldLines::family() {
  return kToldLines;
}

std::string ToldLines::key(std::uint32_t generation) const {
  std::string key;
  put_text(key, source_);
  put_u32(key, generation);
  return key;
}

std::string ToldLines::key(std::uint32_t generation, const std::string& day) const {
  std::string key = this->key(generation);
  put_text(key, day);
  return key;
}

Result<void> ToldLines::begin(std::uint32_t generation) {
  generation_ = generation;
  next_segment_ = 0;
  std::string end;
  put_text(end, source_);
  return store_.erase_range(kToldLines, key(generation), end.append(kBehindAll), "told_lines.begin");
}

Result<void> ToldLines::remember(const std::string& day, const ToldLine& line) {
  std::string& lines = unwritten_[day];
  const auto before = lines.size();
  put(lines, line);
  unwritten_bytes_ += lines.size() - before;
  return unwritten_bytes_ < kUnwrittenBytes ? Result<void>() : finish();
}

Result<void> ToldLines::finish() {
  if (unwritten_.empty()) return {};
  storage::Batch batch;
  for (const auto& [day, lines] : unwritten_) {
    auto segment = key(generation_, day);
    put_u32(segment, next_segment_);
    batch.put(kToldLines, segment, lines);
  }
  ++next_segment_;
  unwritten_.clear();
  unwritten_bytes_ = 0;
  return store_.commit(batch, "told_lines");
}

Result<void> ToldLines::recall(std::uint32_t generation, const std::string& day,
                               const std::function<void(const ToldLine&)>& visit) const {
  const auto prefix = key(generation, day);
  bool readable = true;
  const auto segment = [&](std::string_view found, std::string_view value) {
    if (!found.starts_with(prefix)) return false;
    ByteReader bytes(value);
    while (bytes.ok() && !bytes.at_end()) {
      const auto line = read(bytes);
      if (bytes.ok()) visit(line);
    }
    readable = bytes.ok();
    return readable;
  };
  if (auto done = store_.scan(kToldLines, prefix, {}, segment); !done) return done;
  if (!readable) return fail(Code::corrupt, source_, "what was remembered of the lines told cannot be read");
  return {};
}

Result<std::set<std::string>> ToldLines::days_of(std::uint32_t generation) const {
  const auto prefix = key(generation);
  std::set<std::string> days;
  const auto visit = [&](std::string_view found, std::string_view) {
    if (!found.starts_with(prefix)) return false;
    days.emplace(ByteReader(found.substr(prefix.size())).text());
    return true;
  };
  if (auto done = store_.scan(kToldLines, prefix, {}, visit); !done) return std::unexpected(done.error());
  return days;
}

Result<void> ToldLines::forget(std::uint32_t generation, const std::string& day) {
  const auto from = key(generation, day);
  return store_.erase_range(kToldLines, from, from + std::string(kBehindAll), "told_lines.forget");
}

}  // namespace shelfcast::sources

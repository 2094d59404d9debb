// SPDX-License-Identifier: Apache-2.0
#include "http/prepared.hpp"

#include "http/answer_head.hpp"
#include "http/packing.hpp"
#include "http/same_name.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ranges>

namespace shelfcast::http {

namespace {

constexpr std::size_t kWorthPacking = 256;

Filling filling_of(Mark::Of of) {
  return of == Mark::Of::asker ? Filling::asker : Filling::age;
}

auto marks_in(const Keeping& keeping, std::size_t field) {
  return keeping.marks | std::views::filter([field](const Mark& mark) { return mark.field == field; });
}

void add_marked(Section& section, std::string_view text, const Keeping& keeping, std::size_t field) {
  std::size_t done = 0;
  for (const Mark& mark : marks_in(keeping, field)) {
    section.add(text.substr(done, mark.at - done));
    section.fill(filling_of(mark.of));
    done = mark.at + mark.size;
  }
  section.add(text.substr(done));
}

/// Each piece between two askers is packed by itself; an asker is a block that is not.
Section packed(std::string_view text, const Keeping& keeping) {
  Section section;
  section.add(gzip_head());
  std::size_t done = 0;
  for (const Mark& mark : marks_in(keeping, Mark::kBody)) {
    const std::string_view piece = text.substr(done, mark.at - done);
    section.add_packed(deflated(piece, false), piece);
    section.fill(Filling::packed_asker);
    done = mark.at + mark.size;
  }
  section.add_packed(deflated(text.substr(done), true), text.substr(done));
  section.fill(Filling::packed_end);
  return section;
}

void begin(Section& head, std::string_view status_line) {
  head.add(status_line);
  head.add("Date: ");
  head.fill(Filling::date);
  head.add("\r\n");
}

void add_field(Section& head, const Response& answer, std::size_t field) {
  const auto& [name, value] = answer.headers.fields[field];
  head.add(name);
  head.add(": ");
  std::string line;
  append_line(line, value);
  add_marked(head, line, *answer.keeping, field);
  head.add("\r\n");
}

void end(Section& head) {
  head.fill(Filling::lines);
  head.add("\r\n");
}

/// What describes the body, and does not belong into an answer without one.
bool describes_body(std::string_view name) {
  static constexpr std::array<std::string_view, 3> kOfBody = {"Content-Type", "Content-Language", "Link"};
  return std::ranges::any_of(kOfBody, [&](std::string_view of_body) { return same_name(name, of_body); });
}

/// What a guard before the handler says to this caller.
bool is_for_one_caller(std::string_view name) {
  constexpr std::array<std::string_view, 3> kBeginnings = {"RateLimit", "X-RateLimit", "Set-Cookie"};
  return std::ranges::any_of(
      kBeginnings, [&](std::string_view beginning) { return same_name(name.substr(0, beginning.size()), beginning); });
}

}  // namespace

std::string lines_for_one_caller(const Response& answer) {
  std::string lines;
  for (const auto& [name, value] : answer.headers.fields) {
    if (is_for_one_caller(name)) write_field(lines, name, value);
  }
  return lines;
}

Prepared::Prepared(const Response& answer, const Route& route, Coding coding, double now)
    : route_(route),
      keeping_(*answer.keeping),
      fresh_until_(now + static_cast<double>(keeping_.seconds)),
      ends_(std::max(fresh_until_, now + 1)),
      etag_(answer.headers.get("ETag").value_or("")) {
  const bool packs = coding == Coding::gzip && answer.body.size() >= kWorthPacking;
  begin(head_, "HTTP/1.1 200 OK\r\n");
  begin(not_modified_, "HTTP/1.1 304 Not Modified\r\n");
  for (std::size_t field = 0; field < answer.headers.fields.size(); ++field) {
    const std::string& name = answer.headers.fields[field].first;
    if (is_servers_own(name) || is_for_one_caller(name)) continue;
    if (same_name(name, "ETag") && packs) {
      // The same to whoever shows it, but not the same bytes.
      etag_.insert(0, etag_.starts_with("W/") ? "" : "W/");
      for (Section* head : {&head_, &not_modified_}) head->add("ETag: " + etag_ + "\r\n");
      continue;
    }
    add_field(head_, answer, field);
    if (!describes_body(name)) add_field(not_modified_, answer, field);
  }
  if (packs) head_.add("Content-Encoding: gzip\r\n");
  for (Section* head : {&head_, &not_modified_}) {
    head->add("X-Request-Id: ");
    head->fill(Filling::request_id);
    head->add("\r\n");
  }
  head_.add("Content-Length: ");
  head_.fill(Filling::length);
  head_.add("\r\n");
  end(head_);
  end(not_modified_);
  if (packs) {
    body_ = packed(answer.body, keeping_);
  } else {
    add_marked(body_, answer.body, keeping_, Mark::kBody);
  }
}

void Prepared::write(std::string& out, const Given& given, double now) const {
  const Fillings fillings{.date = date_of_now(),
                          .request_id = given.request_id,
                          .asker = given.asker,
                          .lines = given.lines,
                          .age = static_cast<std::int64_t>(std::ceil(std::max(fresh_until_ - now, 0.0))),
                          .length = body_.size_with(given.asker)};
  if (keeping_.times_given) keeping_.times_given->fetch_add(1, std::memory_order_relaxed);
  if (given.not_modified) {
    not_modified_.write(out, fillings);
    return;
  }
  head_.write(out, fillings);
  body_.write(out, fillings);
}

}  // namespace shelfcast::http

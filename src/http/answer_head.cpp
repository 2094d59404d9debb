// SPDX-License-Identifier: Apache-2.0
#include "http/answer_head.hpp"

#include "http/same_name.hpp"
#include "shelfcast/base/clock.hpp"
#include "shelfcast/base/written.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <boost/beast/http/status.hpp>

namespace shelfcast::http {

namespace {

constexpr std::array<std::string_view, 5> kServersOwn = {"Date", "X-Request-Id", "Content-Length", "Connection",
                                                         "Transfer-Encoding"};

}  // namespace

bool is_servers_own(std::string_view name) {
  return std::ranges::any_of(kServersOwn, [&](std::string_view own) { return same_name(name, own); });
}

void write_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  append_line(out, value);
  out += "\r\n";
}

void append_line(std::string& out, std::string_view value) {
  const auto begin = out.size();
  out += value;
  for (const char mark : {'\r', '\n', '\0'})
    if (value.contains(mark)) std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(), mark, ' ');
}

/// Its text is made once a second and thread, not once an answer.
std::string_view date_of_now() {
  thread_local Instant second{-1};
  thread_local std::string text;
  if (const Instant now = SystemClock().now(); now != second) {
    second = now;
    text = http_date(now);
  }
  return text;
}

std::string http_date(Instant at) {
  constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day day = TimeZone::utc().local_day(at);
  const CivilDate date = civil(day);
  const std::int64_t second = at.seconds - std::int64_t{day.number} * kDaySeconds;
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[static_cast<std::size_t>(weekday(day))],
                     date.day, kMonths[static_cast<std::size_t>(date.month - 1)], date.year, second / kHour,
                     second % kHour / 60, second % 60);
}

bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

void write_head(std::string& out, const Response& answer, std::string_view request_id, Afterwards afterwards) {
  const auto status = static_cast<boost::beast::http::status>(answer.status);
  const std::string_view reason = boost::beast::http::obsolete_reason(status);
  write_number(out.append("HTTP/1.1 "), answer.status);
  out.append(" ").append(reason).append("\r\n");
  write_field(out, "Date", date_of_now());
  for (const auto& [name, value] : answer.headers.fields) {
    if (!is_servers_own(name)) write_field(out, name, value);
  }
  write_field(out, "X-Request-Id", request_id);
  if (has_body(answer.status) && !answer.feed) {
    write_number(out.append("Content-Length: "), answer.body.size());
    out += "\r\n";
  }
  if (afterwards == Afterwards::closes) out += "Connection: close\r\n";
  if (afterwards == Afterwards::stays_open_for_1_0) out += "Connection: keep-alive\r\n";
  out += "\r\n";
}

}  // namespace shelfcast::http

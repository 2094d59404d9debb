// SPDX-License-Identifier: Apache-2.0
#include "sources/changes/connect_value.hpp"

#include "shelfcast/base/time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

namespace shelfcast::sources {
namespace {

using nlohmann::json;
__extension__ using Wide = unsigned __int128;

constexpr std::int64_t kMilli = 1'000;
constexpr std::int64_t kMicroseconds = 1'000'000;
constexpr std::int64_t kNano = 1'000'000'000;
constexpr std::int64_t kLastSecond = 253'402'300'799;  // of the year 9999
constexpr std::int64_t kLastDay = kLastSecond / kDaySeconds;
constexpr std::string_view kUnknownValue = "__debezium_unavailable_value";  // large, unchanged, and so not sent
constexpr int kMostDecimals = 1000;

/// How a schema's name says that an integer is a time: in how many parts of a second it counts, 0 for days.
struct TimeType {
  std::string_view name;
  std::int64_t parts;
};
constexpr std::array kTimeTypes = {TimeType{"io.debezium.time.Date", 0},
                                   TimeType{"org.apache.kafka.connect.data.Date", 0},
                                   TimeType{"io.debezium.time.Timestamp", kMilli},
                                   TimeType{"org.apache.kafka.connect.data.Timestamp", kMilli},
                                   TimeType{"io.debezium.time.MicroTimestamp", kMicroseconds},
                                   TimeType{"io.debezium.time.NanoTimestamp", kNano}};

std::unexpected<Error> refuse(std::string sentence) {
  return fail(Code::rejected, "", std::move(sentence));
}

/// From 1990 to 2100 no two units have an integer in common.
std::int64_t parts_by_size(std::int64_t value) {
  const auto size = std::abs(static_cast<double>(value));
  if (size < 1e6) return 0;
  if (size < 1e11) return 1;
  if (size < 1e14) return kMilli;
  return size < 1e17 ? kMicroseconds : kNano;
}

Result<std::string> time_text(std::int64_t value, std::int64_t parts) {
  if (parts == 0) {
    if (std::abs(value) > kLastDay) return refuse(fmt::format("the day {} lies beyond the year 9999", value));
    return format_day(Day{static_cast<std::int32_t>(value)});
  }
  const auto seconds = value / parts - (value % parts < 0 ? 1 : 0);
  if (std::abs(seconds) > kLastSecond) return refuse(fmt::format("the time {} lies beyond the year 9999", value));
  return format_instant(Instant{seconds});
}

/// Six bits of a letter of base64.
std::optional<unsigned> sextet(char letter) {
  if (letter >= 'A' && letter <= 'Z') return static_cast<unsigned>(letter - 'A');
  if (letter >= 'a' && letter <= 'z') return static_cast<unsigned>(letter - 'a') + 26U;
  if (letter >= '0' && letter <= '9') return static_cast<unsigned>(letter - '0') + 52U;
  if (letter == '+') return 62U;
  return letter == '/' ? std::optional(63U) : std::nullopt;
}

std::optional<std::string> from_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string bytes;
  unsigned bits = 0;
  unsigned held = 0;
  for (const char letter : text) {
    const auto six = sextet(letter);
    if (!six) return std::nullopt;
    bits = bits << 6U | *six;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>(bits >> held & 0xFFU);
  }
  return bytes;
}

/// 1999 with scale 2 -> "19.99".
std::string with_point(std::string digits, bool negative, int scale) {
  if (scale < 0) digits.append(static_cast<std::size_t>(-scale), '0');
  if (scale > 0) {
    const auto decimals = static_cast<std::size_t>(scale);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, 1, '.');
  }
  return negative ? "-" + digits : digits;
}

/// Big-endian two's complement.
Result<std::string> decimal_text(std::string_view base64, int scale) {
  const auto bytes = from_base64(base64);
  if (!bytes || bytes->empty() || bytes->size() > sizeof(Wide)) {
    return refuse("the bytes are no decimal number of up to 38 digits");
  }
  if (std::abs(scale) > kMostDecimals) return refuse(fmt::format("a decimal number has no scale of {}", scale));
  const bool negative = (static_cast<unsigned char>(bytes->front()) & 0x80U) != 0;
  Wide value = negative ? ~Wide{0} : Wide{0};
  for (const char byte : *bytes) value = value << 8U | static_cast<unsigned char>(byte);
  if (negative) value = ~value + 1;
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  std::ranges::reverse(digits);
  return with_point(std::move(digits), negative, scale);
}

int scale_of(const json& schema) {
  const auto parameters = schema.find("parameters");
  if (parameters == schema.end() || !parameters->is_object()) return 0;
  const auto scale = parameters->value("scale", json("0"));
  if (scale.is_number_integer()) return static_cast<int>(std::clamp<std::int64_t>(scale, -9999, 9999));
  if (!scale.is_string()) return 0;
  const auto& text = scale.get_ref<const std::string&>();
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string name_of(const json& schema) {
  if (!schema.is_object()) return "";
  const auto name = schema.find("name");
  return name != schema.end() && name->is_string() ? name->get<std::string>() : "";
}

Result<std::string> integer_text(const json& value, const std::string& type, bool expects_time) {
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
    return std::to_string(value.get<std::uint64_t>());
  }
  const auto number = value.get<std::int64_t>();
  const auto known = std::ranges::find(kTimeTypes, type, &TimeType::name);
  if (known != kTimeTypes.end()) return time_text(number, known->parts);
  return expects_time ? time_text(number, parts_by_size(number)) : std::to_string(number);
}

/// {"scale": 2, "value": "B88="}: a decimal of a column that leaves its scale open.
Result<std::string> variable_decimal(const json& value) {
  const auto scale = value.find("scale");
  const auto bytes = value.find("value");
  const bool whole = scale != value.end() && scale->is_number_integer() && bytes != value.end() && bytes->is_string();
  if (!whole) return refuse("an object is no value of a cell");
  return decimal_text(bytes->get_ref<const std::string&>(),
                      static_cast<int>(std::clamp<std::int64_t>(*scale, -9999, 9999)));
}

}  // namespace

Result<std::string> cell_text(const json& value, const json& schema, bool expects_time) {
  const std::string type = name_of(schema);
  switch (value.type()) {
    case json::value_t::null:
      return "";
    case json::value_t::boolean:
      return value.get<bool>() ? "true" : "false";
    case json::value_t::number_integer:
    case json::value_t::number_unsigned:
      return integer_text(value, type, expects_time);
    case json::value_t::number_float: {
      const double number = value;
      if (std::abs(number) > 1e15) return refuse("the number is too large");
      return fmt::format("{:.9f}", number);
    }
    case json::value_t::string: {
      const auto& text = value.get_ref<const std::string&>();
      if (type == "org.apache.kafka.connect.data.Decimal") return decimal_text(text, scale_of(schema));
      return text == kUnknownValue ? "" : text;
    }
    case json::value_t::object:
      return variable_decimal(value);
    default:
      return refuse("a list is no value of a cell");
  }
}

}  // namespace shelfcast::sources

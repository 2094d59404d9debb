// SPDX-License-Identifier: Apache-2.0
#include "sources/dialect.hpp"

#include "sources/csv.hpp"
#include "sources/evidence.hpp"
#include "sources/ndjson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::sources {
namespace {

constexpr std::size_t kSampleBytes = 256 * 1024;
constexpr int kSampleRows = 500;
constexpr std::array kSeparators = {',', ';', '\t', '|'};

/// Calls `take` with the fields of each of the first rows that can be read.
template <class Take>
void for_each_row(std::string_view sample, CsvReader::Marks marks, const Take& take) {
  CsvReader reader(bytes_of(std::string(sample)), marks);
  for (int row = 0; row < kSampleRows; ++row) {
    const auto step = reader.next();
    if (step == RecordReader::Step::end || step == RecordReader::Step::failed) return;
    if (step == RecordReader::Step::row) take(reader.fields());
  }
}

/// The share of rows that have as many fields as the first, which has at least two; and how many those are.
struct Consistency {
  double share = 0;
  std::size_t fields = 0;
};

Consistency consistency_of(std::string_view sample, CsvReader::Marks marks) {
  std::size_t rows = 0;
  std::size_t alike = 0;
  std::size_t width = 0;
  for_each_row(sample, marks, [&](std::span<const std::string_view> fields) {
    if (rows++ == 0) width = fields.size();
    // A field that still has a quote at its border was torn out of a quoted one.
    const bool torn = std::ranges::any_of(
        fields, [&](std::string_view field) { return field.starts_with(marks.quote) || field.ends_with(marks.quote); });
    if (fields.size() == width && !torn) ++alike;
  });
  return width < 2 ? Consistency{} : Consistency{static_cast<double>(alike) / static_cast<double>(rows), width};
}

char detect_separator(std::string_view sample, char quote) {
  char best = kSeparators.front();
  Consistency most;
  for (const char separator : kSeparators) {
    const auto here = consistency_of(sample, {separator, quote});
    const bool better = here.share > most.share || (here.share == most.share && here.fields > most.fields);
    if (!better) continue;
    best = separator;
    most = here;
  }
  return best;
}

/// A single quote counts only where it opens and closes fields, and a double one never does.
char detect_quote(std::string_view sample) {
  if (sample.find('"') != std::string_view::npos) return '"';
  const auto is_border = [](char c) {
    return c == '\n' || c == '\r' || std::ranges::find(kSeparators, c) != kSeparators.end();
  };
  std::size_t opening = 0;
  std::size_t closing = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    if (sample[i] != '\'') continue;
    opening += i == 0 || is_border(sample[i - 1]) ? 1 : 0;
    closing += i + 1 == sample.size() || is_border(sample[i + 1]) ? 1 : 0;
  }
  return opening > 1 && opening == closing ? '\'' : '"';
}

std::string_view first_character(std::string_view sample) {
  const auto at = sample.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? std::string_view() : sample.substr(at, 1);
}

std::string shown(char mark) {
  return mark == '\t' ? "tab" : fmt::format("'{}'", mark);
}

}  // namespace

std::string Dialect::described() const {
  std::string text(name_of(encoding));
  if (is_json) return text + ", a JSON object a line";
  text += fmt::format(", separator {}, quote {}, decimal {}", shown(separator), shown(quote),
                      decimal_comma ? "comma" : "point");
  text += dates == DateOrder::day_first ? ", dates D/M/Y" : ", dates M/D/Y";
  if (dates_are_guessed) text += " (a guess: either would do; [format] dates decides)";
  return text;
}

Dialect detect_dialect(std::string_view sample, const Format& known) {
  Dialect dialect;
  dialect.is_json = !known.separator && first_character(sample) == "{";
  Evidence evidence;
  if (!dialect.is_json) {
    dialect.quote = known.quote ? *known.quote : detect_quote(sample);
    dialect.separator = known.separator ? *known.separator : detect_separator(sample, dialect.quote);
    for_each_row(sample, {dialect.separator, dialect.quote}, [&](std::span<const std::string_view> fields) {
      for (const auto field : fields) evidence.see(field);
    });
  }
  dialect.decimal_comma = known.decimal_comma.value_or(evidence.for_decimal_comma());
  dialect.dates = known.dates.value_or(evidence.for_dates());
  dialect.dates_are_guessed = !known.dates && evidence.dates_are_guessed();
  return dialect;
}

Result<Records> open_records(const std::filesystem::path& file, const Format& known) {
  auto bytes = open_bytes(file);
  if (!bytes) return std::unexpected(bytes.error());
  return open_records(std::move(*bytes), known);
}

Result<Records> open_records(std::unique_ptr<ByteStream> bytes, const Format& known) {
  auto raw = read_front(*bytes, kSampleBytes);
  if (!raw) return std::unexpected(raw.error());
  const Encoding encoding = known.encoding ? *known.encoding : detect_encoding(*raw);
  auto text = as_utf8(encoding, bytes_of(std::move(*raw), std::move(bytes)));
  auto sample = read_front(*text, kSampleBytes);
  if (!sample) return std::unexpected(sample.error());

  // A row that the sample's end cuts off would look like a bad one.
  const std::size_t last_row = sample->size() == kSampleBytes ? sample->rfind('\n') : std::string::npos;
  const std::string rows = last_row == std::string::npos ? *sample : sample->substr(0, last_row + 1);
  Records records{nullptr, detect_dialect(rows, known)};
  records.dialect.encoding = encoding;
  text = bytes_of(std::move(*sample), std::move(text));
  if (records.dialect.is_json) {
    records.reader = std::make_unique<NdjsonReader>(std::move(text), rows);
  } else {
    const CsvReader::Marks marks{records.dialect.separator, records.dialect.quote};
    records.reader = std::make_unique<CsvReader>(std::move(text), marks);
  }
  return records;
}

}  // namespace shelfcast::sources

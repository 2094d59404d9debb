// SPDX-License-Identifier: Apache-2.0
#include "app/truth.hpp"

#include <charconv>
#include <fstream>
#include <string_view>

namespace shelfcast::app {
namespace {

/// Calls `visit` with the fields of a line, from the one at `from` on, until it returns false.
template <class Visit>
void fields_from(std::string_view line, std::size_t from, Visit visit) {
  for (std::size_t i = 0;; ++i) {
    const auto comma = line.find(',');
    if (i >= from && !visit(line.substr(0, comma))) return;
    if (comma == std::string_view::npos) return;
    line.remove_prefix(comma + 1);
  }
}

/// The column of a date, 0 where there is none.
std::size_t column_of(std::string_view header, Day day) {
  const std::string wanted = format_day(day);
  std::size_t column = 0;
  std::size_t found = 0;
  fields_from(header, 0, [&](std::string_view name) {
    if (name == wanted) found = column;
    ++column;
    return found == 0;
  });
  return found;
}

}  // namespace

Result<Truth> read_truth(const std::filesystem::path& simulation, Day first, int days) {
  const auto file = simulation / "truth" / "demand.csv";
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) return fail(Code::not_found, file.string(), "cannot be read");
  const std::size_t column = column_of(line, first);
  if (column == 0) return fail(Code::not_found, file.string(), "has no column " + format_day(first));
  Truth truth{.first = first, .units = {}};
  while (std::getline(in, line)) {
    auto& units = truth.units[line.substr(0, line.find(','))];
    fields_from(line, column, [&](std::string_view field) {
      double value = 0;
      std::from_chars(field.data(), field.data() + field.size(), value);
      units.push_back(value);
      return units.size() < static_cast<std::size_t>(days);
    });
  }
  return truth;
}

}  // namespace shelfcast::app

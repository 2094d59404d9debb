// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/output_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <fstream>

namespace shelfcast::sources::simulator {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMarker = "simulation.txt";

struct Range {
  std::string_view option;
  std::uint64_t value;
  std::uint64_t least;
  std::uint64_t most;
};

Error cannot(const fs::path& path, const std::error_code& reason) {
  return {Code::unavailable, path.string(), "cannot be written: " + reason.message()};
}

bool is_plain_id(std::string_view text) {
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '_'; };
  return !text.empty() && text.size() <= 16 && std::ranges::all_of(text, plain);
}

/// Transactions of months that the new simulation may not reach would otherwise stay among its own.
bool is_ours(const fs::path& file) {
  const auto name = file.filename().string();
  return name.starts_with("transactions-") || name.starts_with("transaction_products-");
}

Result<void> clear_months(const fs::path& folder) {
  std::error_code failure;
  for (const auto& entry : fs::directory_iterator(folder, failure)) {
    if (is_ours(entry.path())) fs::remove(entry.path(), failure);
    if (failure) return std::unexpected(cannot(entry.path(), failure));
  }
  if (failure) return std::unexpected(cannot(folder, failure));
  return {};
}

Result<void> write_marker(const SimulationOptions& options) {
  const auto path = options.out / kMarker;
  const auto faults = options.faults ? fmt::format(" --faults {}", *options.faults) : "";
  const auto text = fmt::format(
      "Made by `shelfcast simulate`; a later simulation may replace it.\n"
      "--seed {} --end {} --days {} --categories {} --products {} --sellers {} --lines {} --marketplace {}{}\n",
      options.seed, format_day(options.end), options.days, options.categories, options.products, options.sellers,
      options.lines, options.marketplace, faults);
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) {
    return std::unexpected(cannot(path, {errno, std::generic_category()}));
  }
  return {};
}

}  // namespace

Result<void> check(const SimulationOptions& options) {
  const auto number = [](int value) { return static_cast<std::uint64_t>(std::max(value, 0)); };
  const Range ranges[] = {{"days", number(options.days), 28, 3660},
                          {"categories", number(options.categories), 3, 2000},
                          {"products", number(options.products), 10, 1'000'000},
                          {"sellers", number(options.sellers), 1, 100'000},
                          {"lines", options.lines, 100, 1'000'000'000}};
  for (const auto& [option, value, least, most] : ranges) {
    if (value >= least && value <= most) continue;
    return fail(Code::invalid, std::string(option), fmt::format("must lie between {} and {}", least, most));
  }
  if (options.products < options.categories) {
    return fail(Code::invalid, "products",
                fmt::format("must be at least the number of categories, {}", options.categories));
  }
  if (options.end < day_of({2000, 1, 1}) || options.end > day_of({2090, 12, 31})) {
    return fail(Code::invalid, "end", "must lie between 2000-01-01 and 2090-12-31");
  }
  if (!is_plain_id(options.marketplace)) {
    return fail(Code::invalid, "marketplace", "must be 1 to 16 letters, digits, '-' or '_'");
  }
  if (options.out.empty()) return fail(Code::invalid, "out", "needs a folder to write to");
  return {};
}

Result<void> prepare_folder(const SimulationOptions& options) {
  std::error_code failure;
  if (fs::exists(options.out, failure) && !fs::is_directory(options.out, failure)) {
    return fail(Code::conflict, options.out.string(), "is a file, not a folder");
  }
  fs::create_directories(options.out, failure);
  if (failure) return std::unexpected(cannot(options.out, failure));
  const bool is_empty = fs::is_empty(options.out, failure);
  if (failure) return std::unexpected(cannot(options.out, failure));
  if (!is_empty && !fs::exists(options.out / kMarker, failure)) {
    return fail(Code::conflict, options.out.string(),
                "holds something other than an earlier simulation; name an empty or new folder");
  }
  if (auto marked = write_marker(options); !marked) return marked;
  fs::create_directories(options.out / "truth", failure);
  if (failure) return std::unexpected(cannot(options.out / "truth", failure));
  fs::remove(options.out / "truth" / "faults.csv", failure);
  if (failure) return std::unexpected(cannot(options.out / "truth" / "faults.csv", failure));
  return clear_months(options.out);
}

}  // namespace shelfcast::sources::simulator

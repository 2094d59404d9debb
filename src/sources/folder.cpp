// SPDX-License-Identifier: Apache-2.0
#include "sources/folder.hpp"

#include "shelfcast/base/digest.hpp"
#include "sources/schema.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <fstream>

namespace shelfcast::sources {
namespace {

constexpr int kPositionVersion = 1;
constexpr std::uint64_t kDigestedBytes = 4096;
constexpr std::string_view kSuffix = ".csv";
constexpr std::string_view kJsonSuffix = ".ndjson";

/// The PART of "<kind>-PART.csv" with its dash, "" of "<kind>.csv", or nullopt where it is another file.
std::optional<std::string> part_name(std::string_view file, std::string_view kind) {
  if (!file.starts_with(kind) || !file.ends_with(kSuffix) || file.size() < kind.size() + kSuffix.size()) {
    return std::nullopt;
  }
  const auto part = file.substr(kind.size(), file.size() - kind.size() - kSuffix.size());
  return part.empty() || part.front() == '-' ? std::optional(std::string(part)) : std::nullopt;
}

bool is_catalogue_file(std::string_view file) {
  constexpr std::array kKinds = {&kMarketplaces, &kSellers,    &kCategories, &kProducts,
                                 &kPriceHistory, &kPromotions, &kHolidays,   &kStockLevels};
  for (const Schema* kind : kKinds) {
    if (part_name(file, kind->name) == "") return true;
  }
  return false;
}

bool is_sales_file(std::string_view file) {
  return part_name(file, kTransactions.name) || part_name(file, kTransactionProducts.name);
}

/// "products.csv" of "products.ndjson.gz"; the name itself where it ends otherwise.
std::string plain_name(std::string name) {
  for (const std::string_view packing : {".gz", ".zst", ".xz"}) {
    if (name.ends_with(packing)) {
      name.resize(name.size() - packing.size());
      break;
    }
  }
  if (name.ends_with(kJsonSuffix)) name.replace(name.size() - kJsonSuffix.size(), kJsonSuffix.size(), kSuffix);
  return name;
}

Result<void> check_complete(const std::filesystem::path& folder, const FileStates& files) {
  bool has_sales = false;
  for (const auto& [name, state] : files) has_sales |= is_sales_file(name);
  if (!has_sales) {
    return fail(Code::rejected, folder.string(),
                "holds no sales: neither transactions.csv nor a transactions-PART.csv is there");
  }
  if (!files.contains("products.csv")) {
    return fail(Code::rejected, (folder / "products.csv").string(),
                "is missing: sales cannot be told apart without it");
  }
  return {};
}

}  // namespace

Result<FileState> state_of(const std::filesystem::path& file) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  const auto changed = failed ? std::filesystem::file_time_type{} : std::filesystem::last_write_time(file, failed);
  std::ifstream bytes(file, std::ios::binary);
  if (failed || !bytes) return fail(Code::unavailable, file.string(), "cannot be read");

  std::string digested(std::min(size, kDigestedBytes), '\0');
  bytes.read(digested.data(), static_cast<std::streamsize>(digested.size()));
  std::uint64_t digest = fingerprint(digested);
  bytes.seekg(static_cast<std::streamoff>(size - digested.size()));
  bytes.read(digested.data(), static_cast<std::streamsize>(digested.size()));
  digest = fingerprint(digested, digest);
  return FileState{file.filename().string(), size, changed.time_since_epoch().count(), digest};
}

Result<FileStates> look_at(const std::filesystem::path& folder) {
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed)) {
    return fail(Code::not_found, folder.string(), "is not a folder with a warehouse's files");
  }
  FileStates files;
  auto entry = std::filesystem::directory_iterator(folder, failed);
  for (; !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
    const std::string name = plain_name(entry->path().filename().string());
    if (!is_catalogue_file(name) && !is_sales_file(name)) continue;
    const auto state = state_of(entry->path());
    if (!state) return std::unexpected(state.error());
    const auto [earlier, is_new] = files.emplace(name, *state);
    if (!is_new) {
      return fail(Code::rejected, folder.string(),
                  fmt::format("holds {} and {}: only one of them can be meant", earlier->second.file, state->file));
    }
  }
  if (failed) return fail(Code::unavailable, folder.string(), "cannot be read: " + failed.message());
  if (const auto complete = check_complete(folder, files); !complete) return std::unexpected(complete.error());
  return files;
}

Result<std::vector<Part>> parts_of(const std::filesystem::path& folder, const FileStates& files) {
  std::vector<Part> parts;
  for (const auto& [name, state] : files) {
    const auto orders = part_name(name, kTransactions.name);
    const auto lines = part_name(name, kTransactionProducts.name);
    if (!orders && !lines) continue;
    const auto part = orders ? *orders : *lines;
    const Part pair{fmt::format("{}{}{}", kTransactions.name, part, kSuffix),
                    fmt::format("{}{}{}", kTransactionProducts.name, part, kSuffix)};
    const std::string& other = orders ? pair.lines : pair.transactions;
    if (!files.contains(other)) {
      return fail(Code::rejected, (folder / other).string(),
                  fmt::format("is missing: {} cannot be read without it", name));
    }
    if (orders) parts.push_back(pair);
  }
  return parts;
}

std::string encode_position(const FileStates& files) {
  nlohmann::json position{{"version", kPositionVersion}, {"files", nlohmann::json::object()}};
  for (const auto& [name, state] : files) {
    position["files"][name] = {
        {"file", state.file}, {"size", state.size}, {"changedAt", state.changed_at}, {"digest", state.digest}};
  }
  return position.dump();
}

FileStates decode_position(std::string_view position) try {
  if (position.empty()) return {};
  const auto json = nlohmann::json::parse(position);
  if (json.at("version") != kPositionVersion) return {};
  FileStates files;
  for (const auto& [name, state] : json.at("files").items()) {
    files[name] = {state.value("file", name), state.at("size"), state.at("changedAt"), state.at("digest")};
  }
  return files;
} catch (const nlohmann::json::exception&) {
  return {};
}

}  // namespace shelfcast::sources

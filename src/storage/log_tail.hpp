// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>

namespace shelfcast::storage {

/// Where a write-ahead log of RocksDB ends that was filled with zeros ahead: after its last whole record. What follows
/// is zeros, or a record of which the crash left only parts; it was never synced. Nothing where the log must be left as
/// it is: a later record is whole, so that what stands before it was synced and is damaged now, or it is of a format
/// that is not known here.
std::optional<std::uint64_t> end_of_log(std::string_view bytes);

/// Cuts the logs in `store` that were not closed where they end, so that RocksDB finds what it would have found had
/// they not been filled. Before the store is opened.
Result<void> cut_logs(const std::filesystem::path& store);

}  // namespace shelfcast::storage

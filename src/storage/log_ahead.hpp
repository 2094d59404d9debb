// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rocksdb/file_system.h>

#include <memory>

namespace shelfcast::storage {

/// How far a write-ahead log is filled with zeros at a time. A log that was not closed is a multiple of it long.
inline constexpr std::uint64_t kLogStep = 1UL << 20U;

/// The same files, but write-ahead logs are filled with zeros some way ahead of what is written to them. A sync then
/// writes only the data: a file that grows has its length and its blocks to be written too, which takes as long again,
/// and many times longer where others keep the disk busy. Costs a second writing of each block of the log.
std::shared_ptr<rocksdb::FileSystem> with_logs_filled_ahead(const std::shared_ptr<rocksdb::FileSystem>& files);

}  // namespace shelfcast::storage

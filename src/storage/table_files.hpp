// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/storage/store.hpp"

#include <rocksdb/options.h>
#include <rocksdb/status.h>

#include <filesystem>
#include <string>
#include <vector>

namespace shelfcast::storage {

/// The writes of a batch to one family, as a table file of their own that a store can take over.
struct TableFile {
  const Family* family;
  std::string path;
};

/// Writes the batch as table files into `folder`, one for each family it writes to. Several writes to one key become
/// one: what was put stays put, what was merged is joined. `options_of` says how a family is kept.
class TableFiles {
 public:
  using OptionsOf = rocksdb::Options (*)(const Family& family);
  TableFiles(std::filesystem::path folder, OptionsOf options_of)
      : folder_(std::move(folder)), options_of_(options_of) {}
  /// What was not taken over goes.
  ~TableFiles();
  TableFiles(const TableFiles&) = delete;
  TableFiles& operator=(const TableFiles&) = delete;

  rocksdb::Status write(const Batch& batch);
  [[nodiscard]] const std::vector<TableFile>& files() const { return files_; }

 private:
  rocksdb::Status write(const TableFile& file, std::vector<Batch::Write>& writes) const;

  std::filesystem::path folder_;
  OptionsOf options_of_;
  std::vector<TableFile> files_;
};

}  // namespace shelfcast::storage

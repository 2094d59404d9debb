// SPDX-License-Identifier: Apache-2.0
#include "storage/table_files.hpp"

#include <rocksdb/sst_file_writer.h>

#include <algorithm>
#include <future>
#include <map>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace shelfcast::storage {
namespace {

using Write = Batch::Write;
using Writes = std::vector<Write>;

/// Ascending keys, the writes to one key in their order. Most callers write in the order of the keys.
void sort_by_key(Writes& writes) {
  if (!std::ranges::is_sorted(writes, {}, &Write::key)) std::ranges::stable_sort(writes, {}, &Write::key);
}

/// One write that does what several to one key would do. `joined` holds its value, where it is a new one.
Write as_one(std::span<const Write> writes, std::string& joined) {
  Write one = writes.front();
  for (const Write& next : writes.subspan(1)) {
    if (next.kind != Write::Kind::merge) {
      one = next;
      continue;
    }
    if (one.kind == Write::Kind::erase) {
      one = {Write::Kind::put, next.family, next.key, next.value};
      continue;
    }
    if (next.family->merge == nullptr) throw std::logic_error("a merge into a family that has no merge function");
    joined = next.family->merge(one.value, next.value);
    one.value = joined;
  }
  return one;
}

rocksdb::Status add(rocksdb::SstFileWriter& table, const Write& write) {
  switch (write.kind) {
    case Write::Kind::put:
      return table.Put(write.key, write.value);
    case Write::Kind::merge:
      return table.Merge(write.key, write.value);
    case Write::Kind::erase:
      break;
  }
  return table.Delete(write.key);
}

}  // namespace

TableFiles::~TableFiles() {
  std::error_code ignored;
  for (const auto& file : files_) std::filesystem::remove(file.path, ignored);
}

rocksdb::Status TableFiles::write(const Batch& batch) {
  std::error_code failed;
  std::filesystem::create_directories(folder_, failed);
  if (failed) return rocksdb::Status::IOError(folder_.string(), failed.message());
  std::map<const Family*, Writes> by_family;
  for (const Write& write : batch.writes()) by_family[write.family].push_back(write);

  std::vector<std::future<rocksdb::Status>> running;
  files_.reserve(by_family.size());
  for (auto& [family, writes] : by_family) {
    const TableFile& file = files_.emplace_back(family, (folder_ / family->name).replace_extension(".sst").string());
    running.push_back(
        std::async(std::launch::async, [this, &file, &unsorted = writes] { return write(file, unsorted); }));
  }
  rocksdb::Status worst;
  for (auto& one : running) {
    if (auto status = one.get(); !status.ok()) worst = std::move(status);
  }
  return worst;
}

rocksdb::Status TableFiles::write(const TableFile& file, Writes& writes) const {
  sort_by_key(writes);
  rocksdb::SstFileWriter table(rocksdb::EnvOptions(), options_of_(*file.family));
  rocksdb::Status status = table.Open(file.path);
  std::string joined;
  for (auto from = writes.begin(); status.ok() && from != writes.end();) {
    const auto to = std::find_if(from, writes.end(), [&](const Write& write) { return write.key != from->key; });
    status = add(table, to - from == 1 ? *from : as_one({from, to}, joined));
    from = to;
  }
  return status.ok() ? table.Finish() : status;
}

}  // namespace shelfcast::storage

// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/store.hpp"

#include "shelfcast/storage/stop_points.hpp"
#include "storage/log_tail.hpp"
#include "storage/rocks_options.hpp"
#include "storage/table_files.hpp"

#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <stdexcept>
#include <system_error>

namespace shelfcast::storage {
namespace {

rocksdb::WriteOptions durably() {
  rocksdb::WriteOptions options;
  options.sync = true;
  return options;
}

/// RocksDB would start an empty store in a folder that lost its CURRENT file, and delete the tables it finds there.
bool has_lost_its_head(const std::filesystem::path& folder) {
  std::error_code ignored;
  if (std::filesystem::exists(folder / "CURRENT", ignored)) return false;
  const auto entries = std::filesystem::directory_iterator(folder, ignored);
  return std::ranges::any_of(entries, [](const auto& entry) {
    return entry.path().extension() == ".sst" || entry.path().filename().string().starts_with("MANIFEST");
  });
}

// From this size on, a batch is sorted into tables instead of being logged, held in memory and written again.
constexpr std::size_t kWorthTables = std::size_t{8} << 20U;

std::filesystem::path incoming(const std::filesystem::path& folder) {
  return folder / "incoming";
}

using Descriptors = std::vector<rocksdb::ColumnFamilyDescriptor>;

/// RocksDB opens all families of a store or none: those asked for, and those that lie there besides.
Descriptors families_to_open(const std::string& folder, std::span<const Family* const> asked,
                             std::size_t unwritten_bytes) {
  const auto table = table_options();
  const auto options_for = [&](const Family* family) { return family_options(family, table, unwritten_bytes); };
  std::vector<std::string> names;
  if (!rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), folder, &names).ok()) names.clear();
  Descriptors families{{rocksdb::kDefaultColumnFamilyName, options_for(nullptr)}};
  for (const auto* family : asked) families.emplace_back(std::string(family->name), options_for(family));
  for (const auto& name : names) {
    const auto is_same = [&](const auto& known) { return known.name == name; };
    if (std::ranges::none_of(families, is_same)) families.emplace_back(name, options_for(nullptr));
  }
  return families;
}

}  // namespace

struct Store::Impl {
  std::string folder;
  std::unique_ptr<rocksdb::DB> db;
  std::map<std::string, rocksdb::ColumnFamilyHandle*, std::less<>> handles;
  std::atomic<bool> write_failed = false;
  std::mutex taking_over;

  ~Impl() {
    for (const auto& [name, handle] : handles) db->DestroyColumnFamilyHandle(handle);
  }

  [[nodiscard]] rocksdb::ColumnFamilyHandle* handle(const Family& family) const {
    const auto found = handles.find(family.name);
    if (found == handles.end()) throw std::logic_error(fmt::format("family {} was not opened", family.name));
    return found->second;
  }

  [[nodiscard]] std::unexpected<Error> failure(const rocksdb::Status& status) const {
    return std::unexpected(error_of(status, folder));
  }

  Result<void> write(rocksdb::WriteBatch& batch, std::string_view stop_point) {
    // RocksDB must not append to a log that could not be written once: it would end the process.
    if (write_failed) return fail(Code::unavailable, folder, "a write failed before; make room and start again");
    if (const auto status = db->Write(durably(), &batch); !status.ok()) {
      write_failed = true;
      return failure(status);
    }
    passed(stop_point);
    return {};
  }

  Result<void> log(const Batch& batch, std::string_view stop_point);
  Result<void> take_over(const Batch& batch, std::string_view stop_point);
};

/// The way of a small batch: the write-ahead log, and memory.
Result<void> Store::Impl::log(const Batch& batch, std::string_view stop_point) {
  rocksdb::WriteBatch writes;
  for (const auto& write : batch.writes()) {
    auto* const into = handle(*write.family);
    switch (write.kind) {
      case Batch::Write::Kind::put:
        writes.Put(into, write.key, write.value);
        break;
      case Batch::Write::Kind::merge:
        writes.Merge(into, write.key, write.value);
        break;
      case Batch::Write::Kind::erase:
        writes.Delete(into, write.key);
        break;
    }
  }
  return this->write(writes, stop_point);
}

/// The way of a large one: tables that become part of the store all at once.
Result<void> Store::Impl::take_over(const Batch& batch, std::string_view stop_point) {
  const std::scoped_lock one_at_a_time(taking_over);
  if (write_failed) return fail(Code::unavailable, folder, "a write failed before; make room and start again");
  TableFiles tables(incoming(folder), options_of);
  if (const auto status = tables.write(batch); !status.ok()) return failure(status);
  std::vector<rocksdb::IngestExternalFileArg> arguments;
  for (const TableFile& file : tables.files()) {
    auto& argument = arguments.emplace_back();
    argument.column_family = handle(*file.family);
    argument.external_files = {file.path};
    argument.options.move_files = true;
  }
  if (const auto status = db->IngestExternalFiles(arguments); !status.ok()) {
    write_failed = true;
    return failure(status);
  }
  passed(stop_point);
  return {};
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& folder, std::span<const Family* const> families,
                                           std::size_t unwritten_bytes) {
  std::error_code created;
  std::filesystem::create_directories(folder, created);
  if (created) return fail(Code::unavailable, folder.string(), "the folder cannot be created: " + created.message());
  if (has_lost_its_head(folder)) {
    return fail(Code::corrupt, folder.string(), "the store is damaged: its file CURRENT is missing");
  }
  if (auto cut = cut_logs(folder); !cut) return std::unexpected(cut.error());
  // Tables of a batch that a crash kept from being taken over.
  std::filesystem::remove_all(incoming(folder), created);
  auto impl = std::make_unique<Impl>();
  impl->folder = folder.string();
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const auto wanted = families_to_open(impl->folder, families, unwritten_bytes);
  const auto status = rocksdb::DB::Open(database_options(unwritten_bytes), impl->folder, wanted, &handles, &db);
  if (!status.ok()) return impl->failure(status);
  impl->db.reset(db);
  for (auto* handle : handles) impl->handles.emplace(handle->GetName(), handle);
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Result<void> Store::commit(const Batch& batch, std::string_view name) {
  if (batch.empty()) return {};
  return batch.bytes() < kWorthTables ? impl_->log(batch, name) : impl_->take_over(batch, name);
}

Result<std::optional<std::string>> Store::get(const Family& family, std::string_view key) const {
  std::string value;
  const auto status = impl_->db->Get(rocksdb::ReadOptions(), impl_->handle(family), key, &value);
  if (status.IsNotFound()) return std::optional<std::string>();
  if (!status.ok()) return impl_->failure(status);
  return std::optional(std::move(value));
}

Result<std::vector<std::optional<std::string>>> Store::get_many(const Family& family,
                                                                std::span<const std::string> keys) const {
  constexpr std::size_t kAtOnce = 1024;  // found values pin their blocks until they are copied
  std::vector<std::optional<std::string>> values(keys.size());
  std::vector<rocksdb::PinnableSlice> found(kAtOnce);
  std::vector<rocksdb::Status> statuses(kAtOnce);
  for (std::size_t begin = 0; begin < keys.size(); begin += kAtOnce) {
    const auto part = keys.subspan(begin, std::min(kAtOnce, keys.size() - begin));
    const std::vector<rocksdb::Slice> slices(part.begin(), part.end());
    impl_->db->MultiGet(rocksdb::ReadOptions(), impl_->handle(family), slices.size(), slices.data(), found.data(),
                        statuses.data());
    for (std::size_t i = 0; i < part.size(); ++i) {
      if (statuses[i].ok()) values[begin + i] = found[i].ToString();
      if (!statuses[i].ok() && !statuses[i].IsNotFound()) return impl_->failure(statuses[i]);
      found[i].Reset();
    }
  }
  return values;
}

Result<void> Store::scan(const Family& family, std::string_view from, std::string_view to,
                         const std::function<bool(std::string_view key, std::string_view value)>& visit) const {
  const rocksdb::Slice end(to);
  rocksdb::ReadOptions options;
  options.fill_cache = false;  // a scan passes by once; what is read by key should stay in the cache
  if (!to.empty()) options.iterate_upper_bound = &end;
  const std::unique_ptr<rocksdb::Iterator> at(impl_->db->NewIterator(options, impl_->handle(family)));
  for (at->Seek(from); at->Valid(); at->Next()) {
    if (!visit(at->key().ToStringView(), at->value().ToStringView())) return {};
  }
  if (!at->status().ok()) return impl_->failure(at->status());
  return {};
}

Result<void> Store::erase_range(const Family& family, std::string_view from, std::string_view to,
                                std::string_view name) {
  rocksdb::WriteBatch writes;
  writes.DeleteRange(impl_->handle(family), from, to);
  return impl_->write(writes, name);
}

}  // namespace shelfcast::storage

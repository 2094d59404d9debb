// SPDX-License-Identifier: Apache-2.0
#include "storage/rocks_options.hpp"

#include "storage/associative_merge.hpp"
#include "storage/log_ahead.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>

#include <algorithm>
#include <cstdarg>
#include <memory>

namespace shelfcast::storage {
namespace {

constexpr std::size_t kMiB = 1UL << 20U;
// With what is not yet in tables the bound on memory: what is read from them, indexes and filters included.
constexpr std::size_t kBlockCache = 96 * kMiB;

rocksdb::CompressionType best_compression() {
  const auto supported = rocksdb::GetSupportedCompressions();
  for (const auto wanted : {rocksdb::kLZ4Compression, rocksdb::kZSTD}) {
    if (std::ranges::find(supported, wanted) != supported.end()) return wanted;
  }
  return rocksdb::kNoCompression;
}

/// RocksDB's own log is not kept: appending to it on a full disk would end the process in the middle of a write.
class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

bool is_held_by_another(const std::string& message) {
  return message.find("lock hold by current process") != std::string::npos ||
         message.find("While lock file") != std::string::npos;
}

}  // namespace

rocksdb::DBOptions database_options(std::size_t unwritten_bytes) {
  rocksdb::DBOptions options;
  // Used until the process ends: files of stores may outlive those.
  static const auto env = rocksdb::NewCompositeEnv(with_logs_filled_ahead(rocksdb::FileSystem::Default()));
  options.env = env.get();
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.db_write_buffer_size = unwritten_bytes;
  options.max_open_files = 256;
  options.max_background_jobs = 2;
  options.max_total_wal_size = 256 * kMiB;
  options.info_log = std::make_shared<NoLog>();
  // A torn last record is a crash and is dropped; damage before it is an error, never silently lost data.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // Families that were not asked for have no merge function here and must not be flushed.
  options.avoid_flush_during_recovery = true;
  return options;
}

rocksdb::BlockBasedTableOptions table_options() {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(kBlockCache);
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.block_size = 16UL << 10U;
  table.format_version = 5;
  return table;
}

rocksdb::ColumnFamilyOptions family_options(const Family* family, const rocksdb::BlockBasedTableOptions& table,
                                            std::size_t unwritten_bytes) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = unwritten_bytes / 5 * 2;  // of one family
  // Most keys that are asked for before they are written are not there: a filter says so without a search.
  options.memtable_whole_key_filtering = true;
  options.memtable_prefix_bloom_size_ratio = 0.02;
  options.compression = best_compression();
  options.level_compaction_dynamic_level_bytes = true;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  if (family == nullptr) {
    options.disable_auto_compactions = true;
    options.merge_operator = std::make_shared<UnknownMerge>();
  }
  if (family != nullptr && family->passing) options.compression = rocksdb::kNoCompression;
  if (family != nullptr && family->merge != nullptr) {
    options.merge_operator = std::make_shared<AssociativeMerge>(family->merge);
    // Each of them changes a value that is written again as a whole: joining many at a time costs the least.
    options.level0_file_num_compaction_trigger = 12;
    options.level0_slowdown_writes_trigger = 36;
    options.level0_stop_writes_trigger = 48;
  }
  return options;
}

rocksdb::Options options_of(const Family& family) {
  return {database_options(), family_options(&family, table_options())};
}

Error error_of(const rocksdb::Status& status, const std::string& place) {
  const std::string said = status.ToString();
  if (is_held_by_another(said)) {
    return {Code::conflict, place, "the store is open in another process; stop that one, or use another --data folder"};
  }
  if (status.IsCorruption()) return {Code::corrupt, place, "the store is damaged: " + said};
  if (status.IsInvalidArgument() || status.IsNotSupported()) {
    return {Code::corrupt, place, "the store cannot be read by this program: " + said};
  }
  if (status.IsNoSpace()) return {Code::unavailable, place, "the disk is full: " + said};
  return {Code::unavailable, place, "the store cannot be reached: " + said};
}

}  // namespace shelfcast::storage

// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/storage/store.hpp"

#include <rocksdb/options.h>
#include <rocksdb/status.h>
#include <rocksdb/table.h>

#include <string>

namespace shelfcast::storage {

/// `unwritten_bytes`: see Store::open.
rocksdb::DBOptions database_options(std::size_t unwritten_bytes = Store::kUnwrittenBytes);

/// How one column family is kept. `family` is null for one that this process did not ask for: it is left as it lies.
rocksdb::ColumnFamilyOptions family_options(const Family* family, const rocksdb::BlockBasedTableOptions& table,
                                            std::size_t unwritten_bytes = Store::kUnwrittenBytes);

/// One block cache and one filter policy for all families.
rocksdb::BlockBasedTableOptions table_options();

/// How a table is written that a family takes over.
rocksdb::Options options_of(const Family& family);

/// What a status that is not ok means to a caller. `place` is the store's folder.
Error error_of(const rocksdb::Status& status, const std::string& place);

}  // namespace shelfcast::storage

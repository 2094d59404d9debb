// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rocksdb/merge_operator.h>

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::storage {

/// A family's merge function as RocksDB wants it. Operands are joined in pairs, pairs of pairs and so on (associativity
/// allows it), so that many small operands cost n log n and not n squared.
class AssociativeMerge final : public rocksdb::MergeOperator {
 public:
  using Function = std::string (*)(std::string_view earlier, std::string_view later);
  explicit AssociativeMerge(Function function) : function_(function) {}

  [[nodiscard]] const char* Name() const override { return "shelfcast.associative"; }
  bool FullMergeV2(const MergeOperationInput& in, MergeOperationOutput* out) const override;
  bool PartialMergeMulti(const rocksdb::Slice& key, const std::deque<rocksdb::Slice>& operands, std::string* joined,
                         rocksdb::Logger* logger) const override;

 private:
  [[nodiscard]] std::string join(std::vector<std::string_view> parts) const;
  Function function_;
};

/// For a family whose merge function this process does not know: its values stay as they lie, and are not joined.
class UnknownMerge final : public rocksdb::MergeOperator {
 public:
  [[nodiscard]] const char* Name() const override { return "shelfcast.associative"; }
  bool FullMergeV2(const MergeOperationInput& /*in*/, MergeOperationOutput* /*out*/) const override { return false; }
};

}  // namespace shelfcast::storage

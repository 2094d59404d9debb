// SPDX-License-Identifier: Apache-2.0
#include "storage/associative_merge.hpp"

#include <rocksdb/slice.h>

namespace shelfcast::storage {

std::string AssociativeMerge::join(std::vector<std::string_view> parts) const {
  std::deque<std::string> joined;  // a deque, since `parts` views into it while it grows
  while (parts.size() > 1) {
    std::vector<std::string_view> halved;
    halved.reserve((parts.size() + 1) / 2);
    for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
      halved.emplace_back(joined.emplace_back(function_(parts[i], parts[i + 1])));
    }
    if (parts.size() % 2 == 1) halved.push_back(parts.back());
    parts = std::move(halved);
  }
  return parts.empty() ? std::string() : std::string(parts.front());
}

bool AssociativeMerge::FullMergeV2(const MergeOperationInput& in, MergeOperationOutput* out) const {
  std::vector<std::string_view> parts;
  parts.reserve(in.operand_list.size() + 1);
  if (in.existing_value != nullptr) parts.emplace_back(in.existing_value->data(), in.existing_value->size());
  for (const auto& operand : in.operand_list) parts.emplace_back(operand.data(), operand.size());
  out->new_value = join(std::move(parts));
  return true;
}

bool AssociativeMerge::PartialMergeMulti(const rocksdb::Slice& /*key*/, const std::deque<rocksdb::Slice>& operands,
                                         std::string* joined, rocksdb::Logger* /*logger*/) const {
  std::vector<std::string_view> parts;
  parts.reserve(operands.size());
  for (const auto& operand : operands) parts.emplace_back(operand.data(), operand.size());
  *joined = join(std::move(parts));
  return true;
}

}  // namespace shelfcast::storage

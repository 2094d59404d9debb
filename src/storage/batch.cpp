// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/store.hpp"

namespace shelfcast::storage {

Batch::Batch() = default;
Batch::~Batch() = default;
Batch::Batch(Batch&&) noexcept = default;
Batch& Batch::operator=(Batch&&) noexcept = default;

void Batch::put(const Family& family, std::string_view key, std::string_view value) {
  writes_.push_back({Write::Kind::put, &family, std::string(key), std::string(value)});
}

void Batch::merge(const Family& family, std::string_view key, std::string_view value) {
  writes_.push_back({Write::Kind::merge, &family, std::string(key), std::string(value)});
}

void Batch::erase(const Family& family, std::string_view key) {
  writes_.push_back({Write::Kind::erase, &family, std::string(key), {}});
}

bool Batch::empty() const {
  return writes_.empty();
}

const std::vector<Batch::Write>& Batch::writes() const {
  return writes_;
}

}  // namespace shelfcast::storage

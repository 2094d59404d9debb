// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::storage {

/// A kind of record in the store. Rooms declare theirs as constants; app hands all of them to `Store::open`.
struct Family {
  std::string_view name;
  /// How two values of a key become one, where the family is written with `Batch::merge`. Must be associative.
  std::string (*merge)(std::string_view earlier, std::string_view later) = nullptr;
  bool passing = false;  ///< what is written is read soon, and once, and then erased: not worth packing
};

/// Writes that become durable together or not at all. Of several to one key the later ones come on top.
class Batch {
 public:
  void put(const Family& family, std::string_view key, std::string_view value);
  void merge(const Family& family, std::string_view key, std::string_view value);
  void erase(const Family& family, std::string_view key);
  /// The other's writes come after those that are there.
  void append(Batch other);
  [[nodiscard]] bool empty() const { return writes_.empty(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  struct Write {
    enum class Kind : std::uint8_t { put, merge, erase } kind;
    const Family* family;
    std::string_view key;
    std::string_view value;
  };
  [[nodiscard]] std::span<const Write> writes() const { return writes_; }

 private:
  void add(Write::Kind kind, const Family& family, std::string_view key, std::string_view value);

  std::vector<Write> writes_;  // into the blocks
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t left_in_block_ = 0;
  char* next_ = nullptr;
  std::size_t bytes_ = 0;
};

/// The key-value store of the whole house (RocksDB). Any thread may call anything; one process at a time may open it.
///
/// Durable: when `commit` returns, the batch is on disk. `name` is its stop point (see stop_points.hpp). A large batch
///          goes into tables of its own, which the store then takes over: no log is written and nothing twice.
/// Failure: `conflict` - another process has it open; `corrupt` - what is on disk cannot be read; `unavailable` - the
///          disk is full or gone: nothing of the batch was written, and nothing more is until the store is opened
///          again.
class Store {
 public:
  /// Of all families together: what is written, and not yet in tables. A store that has little is merged often.
  static constexpr std::size_t kUnwrittenBytes = std::size_t{160} << 20U;
  static Result<std::unique_ptr<Store>> open(const std::filesystem::path& folder,
                                             std::span<const Family* const> families,
                                             std::size_t unwritten_bytes = kUnwrittenBytes);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  Result<void> commit(const Batch& batch, std::string_view name);
  [[nodiscard]] Result<std::optional<std::string>> get(const Family& family, std::string_view key) const;
  /// Values in the order of the keys, nullopt where there is none.
  [[nodiscard]] Result<std::vector<std::optional<std::string>>> get_many(const Family& family,
                                                                         std::span<const std::string> keys) const;
  /// Calls `visit` for every key in [from, to) in ascending order, until it returns false. An empty `to` means the end.
  Result<void> scan(const Family& family, std::string_view from, std::string_view to,
                    const std::function<bool(std::string_view key, std::string_view value)>& visit) const;
  /// Reads every byte of every table and holds it against its checksum; `corrupt` names the first that differs.
  [[nodiscard]] Result<void> check() const;
  Result<void> erase_range(const Family& family, std::string_view from, std::string_view to, std::string_view name);

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace shelfcast::storage

// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/store.hpp"
#include "storage/log_ahead.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace shelfcast;
using storage::Batch;
using storage::Family;
using storage::Store;
using testing::TempFolder;

namespace {

namespace fs = std::filesystem;
constexpr Family kOrders{"orders"};

Result<std::unique_ptr<Store>> open_store(const fs::path& folder) {
  const Family* families[] = {&kOrders};
  return Store::open(folder, families);
}

/// What a crash leaves of a store in which `values` were committed one after the other.
class Crashed {
 public:
  explicit Crashed(const std::vector<std::string>& values) {
    const auto store = open_store(folder_.path() / "alive").value();
    for (std::size_t i = 0; i < values.size(); ++i) {
      Batch batch;
      batch.put(kOrders, std::to_string(i), values[i]);
      REQUIRE(store->commit(batch, "test"));
      log_ = newest_log(folder_.path() / "alive");
      ends_.push_back(used(bytes()));
    }
    fs::copy(folder_.path() / "alive", folder_.path() / "dead");
    log_ = newest_log(folder_.path() / "dead");
  }

  [[nodiscard]] std::string bytes() const {
    std::ifstream file(log_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void change(const std::function<void(std::string& bytes)>& damage) const {
    std::string all = bytes();
    damage(all);
    std::ofstream(log_, std::ios::binary) << all;
  }
  /// Where the n-th commit ended in the log.
  [[nodiscard]] std::size_t end(std::size_t n) const { return ends_[n]; }

  /// How many of the values are there after opening again; -1 where the store is refused.
  [[nodiscard]] int found() const {
    const auto store = open_store(folder_.path() / "dead");
    if (!store) return -1;
    int count = 0;
    REQUIRE((*store)->scan(kOrders, "", "", [&](std::string_view, std::string_view) { return ++count > 0; }));
    return count;
  }

 private:
  static fs::path newest_log(const fs::path& folder) {
    fs::path newest;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().extension() == ".log") newest = std::max(newest, entry.path());
    }
    return newest;
  }
  static std::size_t used(const std::string& bytes) { return bytes.find_last_not_of('\0') + 1; }

  TempFolder folder_;
  fs::path log_;
  std::vector<std::size_t> ends_;
};

const std::string kSmall = "value that ends in zeros" + std::string(4, '\0') + "!";
const std::string kLarge(100'000, 'x');  // over several blocks of the log

}  // namespace

TEST_CASE("a log is filled ahead while it is open, and has its own length when it is closed") {
  const Crashed crashed({kSmall});
  CHECK(crashed.bytes().size() == storage::kLogStep);
  const TempFolder folder;
  {
    const auto store = open_store(folder.path()).value();
    Batch batch;
    batch.put(kOrders, "a", kSmall);
    REQUIRE(store->commit(batch, "test"));
  }
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    if (entry.path().extension() == ".log") CHECK(entry.file_size() < 1000);
  }
}

TEST_CASE("after a crash all that was committed is there, whatever its last bytes are") {
  CHECK(Crashed({}).found() == 0);
  CHECK(Crashed({kSmall, kSmall}).found() == 2);
  CHECK(Crashed({kSmall, kLarge, kSmall, kLarge}).found() == 4);
  CHECK(Crashed({std::string(100, '\0')}).found() == 1);
  CHECK(Crashed(std::vector<std::string>(40, kLarge)).found() == 40);
}

TEST_CASE("a last commit of which a crash left only parts is dropped, the others stay") {
  const auto lost_pages = [](std::size_t from, std::size_t count) {
    return [=](std::string& bytes) { std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(from), count, '\0'); };
  };
  for (const std::string& last : {kSmall, kLarge}) {
    const Crashed torn({kSmall, kLarge, last});
    const std::size_t begin = torn.end(1);
    const std::size_t size = torn.end(2) - begin;
    for (const auto& [from, count] : std::vector<std::pair<std::size_t, std::size_t>>{
             {begin, size}, {begin, 7}, {begin + size / 2, size - size / 2}, {begin + size - 1, 1}, {begin + 20, 4}}) {
      const Crashed again({kSmall, kLarge, last});
      again.change(lost_pages(from, count));
      CHECK(again.found() == 2);
    }
  }
}

TEST_CASE("damage before a later commit is refused, never passed over") {
  const Crashed damaged({kSmall, kLarge, kLarge});
  damaged.change([&](std::string& bytes) { bytes[damaged.end(0) + 5000] ^= 1; });
  CHECK(damaged.found() == -1);
  const Crashed small({kSmall, kSmall, kSmall});
  small.change([&](std::string& bytes) { bytes[small.end(0) - 1] ^= 1; });
  CHECK(small.found() == -1);
}

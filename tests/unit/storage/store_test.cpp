// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/storage/store.hpp"

#include "support/temp_folder.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <csignal>
#include <cstdlib>
#include <fstream>

using namespace shelfcast;
using storage::Batch;
using storage::Family;
using storage::Store;
using testing::TempFolder;

namespace {

std::string append(std::string_view earlier, std::string_view later) {
  return std::string(earlier).append(later);
}

constexpr Family kOrders{"orders"};
constexpr Family kNotes{"notes", append};

Result<std::unique_ptr<Store>> open_both(const std::filesystem::path& folder) {
  const Family* families[] = {&kOrders, &kNotes};
  return Store::open(folder, families);
}

std::unique_ptr<Store> opened(const std::filesystem::path& folder) {
  auto store = open_both(folder);
  if (!store) FAIL(store.error().text());
  return std::move(*store);
}

void put(Store& store, std::string_view key, std::string_view value) {
  Batch batch;
  batch.put(kOrders, key, value);
  REQUIRE(store.commit(batch, "test"));
}

std::vector<std::string> keys_between(const Store& store, std::string_view from, std::string_view to) {
  std::vector<std::string> keys;
  REQUIRE(store.scan(kOrders, from, to, [&](std::string_view key, std::string_view) {
    keys.emplace_back(key);
    return true;
  }));
  return keys;
}

void overwrite_first(const std::filesystem::path& folder, std::string_view beginning) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.path().filename().string().starts_with(beginning)) continue;
    std::ofstream(entry.path(), std::ios::trunc) << "this is not what was written here";
    return;
  }
  FAIL("no such file");
}

}  // namespace

TEST_CASE("what was committed is there after closing and opening again") {
  const TempFolder folder;
  {
    const auto store = opened(folder.path());
    put(*store, "a", "1");
    Batch batch;
    batch.put(kOrders, "b", "2");
    batch.erase(kOrders, "a");
    batch.merge(kNotes, "n", "x");
    batch.merge(kNotes, "n", "y");
    REQUIRE(store->commit(batch, "test"));
  }
  const auto store = opened(folder.path());
  CHECK(store->get(kOrders, "a").value() == std::nullopt);
  CHECK(store->get(kOrders, "b").value() == "2");
  CHECK(store->get(kNotes, "n").value() == "xy");
}

TEST_CASE("many keys are answered in the order in which they were asked") {
  const TempFolder folder;
  const auto store = opened(folder.path());
  Batch batch;
  std::vector<std::string> keys;
  for (int i = 0; i < 3000; ++i) {
    keys.push_back(std::to_string((i * 7919) % 3000));
    if (i % 3 != 0) batch.put(kOrders, keys.back(), "value of " + keys.back());
  }
  REQUIRE(store->commit(batch, "test"));
  const auto values = store->get_many(kOrders, keys).value();
  REQUIRE(values.size() == keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto expected = i % 3 == 0 ? std::optional<std::string>() : "value of " + keys[i];
    if (values[i] != expected) FAIL(keys[i]);
  }
}

TEST_CASE("a scan visits the keys of its range in order and stops when told") {
  const TempFolder folder;
  const auto store = opened(folder.path());
  for (const auto* key : {"d", "a", "c", "b"}) put(*store, key, "");
  CHECK(keys_between(*store, "b", "d") == std::vector<std::string>{"b", "c"});
  CHECK(keys_between(*store, "c", "") == std::vector<std::string>{"c", "d"});
  int visited = 0;
  REQUIRE(store->scan(kOrders, "", "", [&](std::string_view, std::string_view) { return ++visited < 2; }));
  CHECK(visited == 2);
  REQUIRE(store->erase_range(kOrders, "a", "c", "test"));
  CHECK(keys_between(*store, "", "") == std::vector<std::string>{"c", "d"});
}

TEST_CASE("a second opening is refused with a sentence that names the folder") {
  const TempFolder folder;
  const auto store = opened(folder.path());
  const auto second = open_both(folder.path());
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Code::conflict);
  CHECK(second.error().place == folder.path().string());
}

TEST_CASE("another process is refused the same way") {
  const TempFolder folder;
  int ready[2];
  int go_on[2];
  REQUIRE((::pipe(ready) == 0 && ::pipe(go_on) == 0));
  const pid_t child = ::fork();
  char signal = 0;
  if (child == 0) {
    const auto store = open_both(folder.path());
    if (::write(ready[1], "r", 1) == 1 && ::read(go_on[0], &signal, 1) == 1) ::_exit(store ? 0 : 1);
    ::_exit(2);
  }
  REQUIRE(::read(ready[0], &signal, 1) == 1);
  const auto second = open_both(folder.path());
  REQUIRE(::write(go_on[1], "g", 1) == 1);
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(status == 0);
  REQUIRE_FALSE(second);
  CHECK(second.error().code == Code::conflict);
  CHECK(open_both(folder.path()));
}

TEST_CASE("a store with more families than were asked for opens and keeps them") {
  const TempFolder folder;
  {
    const auto store = opened(folder.path());
    Batch batch;
    batch.merge(kNotes, "n", "x");
    batch.merge(kNotes, "n", "y");
    REQUIRE(store->commit(batch, "test"));
  }
  {
    const Family* families[] = {&kOrders};
    auto store = Store::open(folder.path(), families);
    if (!store) FAIL(store.error().text());
    put(**store, "a", "1");
  }
  CHECK(opened(folder.path())->get(kNotes, "n").value() == "xy");
}

TEST_CASE("a damaged store is refused as corrupt") {
  const TempFolder folder;
  put(*opened(folder.path()), "a", "1");
  SECTION("its manifest was overwritten") {
    overwrite_first(folder.path(), "MANIFEST");
  }
  SECTION("its manifest is missing from the folder's head") {
    std::filesystem::remove(folder.path() / "CURRENT");
  }
  const auto store = open_both(folder.path());
  REQUIRE_FALSE(store);
  CHECK(store.error().code == Code::corrupt);
  CHECK(store.error().place == folder.path().string());
}

TEST_CASE("of a write that the disk refuses nothing is there, then and after opening again") {
  const TempFolder folder;
  auto store = opened(folder.path());
  put(*store, "a", "1");
  const auto earlier = std::signal(SIGXFSZ, SIG_IGN);
  rlimit unlimited{};
  ::getrlimit(RLIMIT_FSIZE, &unlimited);
  rlimit tight = unlimited;
  tight.rlim_cur = 1 << 16;
  ::setrlimit(RLIMIT_FSIZE, &tight);
  Batch large;
  large.put(kOrders, "b", std::string(1 << 20, 'x'));
  large.put(kOrders, "c", "3");
  const auto refused = store->commit(large, "test");
  ::setrlimit(RLIMIT_FSIZE, &unlimited);
  std::signal(SIGXFSZ, earlier);

  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::unavailable);
  CHECK(store->get(kOrders, "c").value() == std::nullopt);
  store.reset();
  store = opened(folder.path());
  CHECK(keys_between(*store, "", "") == std::vector<std::string>{"a"});
  REQUIRE(store->commit(large, "test"));
  CHECK(store->get(kOrders, "c").value() == "3");
}

TEST_CASE("a batch too large for the log is written as tables, with the same meaning") {
  const TempFolder folder;
  const std::string large(1000, 'x');
  {
    auto store = opened(folder.path());
    put(*store, "key 500", "earlier");
    Batch batch;
    for (int i = 9'999; i >= 0; --i) batch.put(kOrders, "key " + std::to_string(i), large);
    batch.put(kOrders, "key 7", "last");
    batch.erase(kOrders, "key 8");
    for (const auto* part : {"a", "b", "c"}) batch.merge(kNotes, "note", part);
    REQUIRE(batch.bytes() > (std::size_t{8} << 20U));
    REQUIRE(store->commit(batch, "test"));
    Batch more;
    more.merge(kNotes, "note", "d");
    REQUIRE(store->commit(more, "test"));
  }
  const auto store = opened(folder.path());
  CHECK(store->get(kOrders, "key 500").value() == large);
  CHECK(store->get(kOrders, "key 7").value() == "last");
  CHECK_FALSE(store->get(kOrders, "key 8").value());
  CHECK(store->get(kNotes, "note").value() == "abcd");
  CHECK(keys_between(*store, "key 9990", "key 9992") == std::vector<std::string>{"key 9990", "key 9991"});
  CHECK_FALSE(std::filesystem::exists(folder.path() / "incoming"));
}

TEST_CASE("after a stop between two commits the first is there and the second is not") {
  const TempFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("SHELFCAST_STOP_AT", "count:2", 1);
    ::setenv("SHELFCAST_STOP_LIST", (folder.path() / "passed").c_str(), 1);
    const auto store = open_both(folder.path() / "store");
    for (const auto* key : {"a", "b", "c"}) {
      Batch batch;
      batch.put(kOrders, key, "1");
      if (store && !(*store)->commit(batch, "count")) ::_exit(1);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 137);
  const auto store = opened(folder.path() / "store");
  CHECK(keys_between(*store, "", "") == std::vector<std::string>{"a", "b"});
  std::ifstream list(folder.path() / "passed");
  CHECK(std::string(std::istreambuf_iterator<char>(list), {}) == "count\ncount\n");
}

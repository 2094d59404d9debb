// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/http/descriptor.hpp"

#include <chrono>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::http {

struct Letter {
  std::string word;
  std::vector<Descriptor> enclosed;
};

/// Letters between two processes of one user, which may hold open sockets: what is enclosed is then open in both.
/// Blocking; for one thread at a time. Every failure is `unavailable`: the other side has gone, or says nothing.
class SocketMail {
 public:
  static constexpr std::size_t kMostEnclosed = 200;

  /// To whoever has opened a mailbox there.
  static Result<SocketMail> to(const std::filesystem::path& mailbox);
  explicit SocketMail(Descriptor connection) : connection_(std::move(connection)) {}

  /// A short word, and at most kMostEnclosed sockets.
  Result<void> send(std::string_view word, std::span<const Descriptor> enclosed = {});
  /// The next letter; waits for ever where no patience is given.
  Result<Letter> receive(std::chrono::milliseconds patience = kForEver);

  static constexpr std::chrono::milliseconds kForEver{-1};

 private:
  Descriptor connection_;
};

/// Where another process of this user finds this one: a socket file of mode 0600, gone at the end.
class Mailbox {
 public:
  /// `conflict` where a living process has one there.
  static Result<Mailbox> open(const std::filesystem::path& path);
  Mailbox(Mailbox&&) = default;
  Mailbox& operator=(Mailbox&&) = default;
  ~Mailbox();

  Result<SocketMail> first(std::chrono::milliseconds patience);

 private:
  Mailbox(Descriptor listening, std::filesystem::path path)
      : listening_(std::move(listening)), path_(std::move(path)) {}
  Descriptor listening_;
  std::filesystem::path path_;
};

}  // namespace shelfcast::http

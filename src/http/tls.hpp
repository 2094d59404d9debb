// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

struct ssl_st;      // NOLINT(readability-identifier-naming): OpenSSL's own name
struct ssl_ctx_st;  // NOLINT(readability-identifier-naming): OpenSSL's own name

namespace shelfcast::http {

/// One side of a TLS conversation over a socket that does not block: each call does at once what it can, or says what
/// it would have to wait for; then it is repeated with the same bytes (or more behind them).
///
/// Calls: construct, shake_hands until done, (read | write)*, say_goodbye. One thread at a time.
class Tls {
 public:
  enum class Step : std::uint8_t {
    done,
    waits_to_read,   ///< the socket has nothing to read
    waits_to_write,  ///< the socket takes no more
    ended,           ///< the other side has said goodbye
    failed           ///< `complaint` says why; nothing can be read or written any more
  };
  /// The side that is called. The socket stays open for as long as this lives.
  Tls(ssl_ctx_st& context, int socket);
  /// The side that calls: the other one must prove to be `host`, a name or an address.
  Tls(ssl_ctx_st& context, int socket, const std::string& host);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  Step shake_hands();
  Step read(std::span<char> into, std::size_t& count);
  Step write(std::string_view bytes, std::size_t& count);
  /// Tells the other side that nothing more comes, if that can be told without waiting.
  void say_goodbye();
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  Step outcome_of(int result);

  const int socket_;
  std::unique_ptr<ssl_st, void (*)(ssl_st*)> tls_;
  bool is_whole_ = false;  // hands are shaken, and nothing has broken since
  std::string complaint_;
};

}  // namespace shelfcast::http

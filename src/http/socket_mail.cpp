// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/socket_mail.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace shelfcast::http {

namespace {

constexpr std::size_t kLongestWord = 64;
using Enclosure = std::array<char, CMSG_SPACE(SocketMail::kMostEnclosed * sizeof(int))>;

std::unexpected<Error> gone(const char* what) {
  return fail(Code::unavailable, "the other process", what);
}

Descriptor new_socket() {
  return Descriptor(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
}

Result<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof(address.sun_path)) return fail(Code::config, text, "is too long for a socket");
  text.copy(address.sun_path, text.size());
  return address;
}

/// 0 where it worked, else the error's number.
int connected(const Descriptor& socket, const sockaddr_un& to) {
  return ::connect(socket.number(), reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0 ? 0 : errno;
}

Result<void> wait_to_read(const Descriptor& socket, std::chrono::milliseconds patience) {
  pollfd waiting{.fd = socket.number(), .events = POLLIN, .revents = 0};
  int ready = 0;
  do {
    ready = ::poll(&waiting, 1, static_cast<int>(patience.count()));
  } while (ready < 0 && errno == EINTR);
  return ready > 0 ? Result<void>() : gone("says nothing");
}

/// Who only looked whether somebody has a mailbox here.
bool has_gone(const Descriptor& connection) {
  char first = 0;
  return ::recv(connection.number(), &first, sizeof(first), MSG_PEEK | MSG_DONTWAIT) == 0;
}

std::vector<Descriptor> enclosed_in(const msghdr& message) {
  std::vector<Descriptor> sockets;
  for (const cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr;
       part = CMSG_NXTHDR(const_cast<msghdr*>(&message), const_cast<cmsghdr*>(part))) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = 0;
      std::memcpy(&number, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
      sockets.emplace_back(number);
    }
  }
  return sockets;
}

void enclose(msghdr& message, Enclosure& room, std::span<const Descriptor> sockets) {
  message.msg_control = room.data();
  message.msg_controllen = CMSG_SPACE(sockets.size() * sizeof(int));
  cmsghdr* part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(sockets.size() * sizeof(int));
  for (std::size_t i = 0; i < sockets.size(); ++i) {
    const int number = sockets[i].number();
    std::memcpy(CMSG_DATA(part) + i * sizeof(int), &number, sizeof(int));
  }
}

}  // namespace

Result<SocketMail> SocketMail::to(const std::filesystem::path& mailbox) {
  const auto address = address_of(mailbox);
  if (!address) return std::unexpected(address.error());
  auto socket = new_socket();
  if (connected(socket, *address) != 0) return gone("has no mailbox");
  return SocketMail(std::move(socket));
}

Result<void> SocketMail::send(std::string_view word, std::span<const Descriptor> enclosed) {
  iovec text{.iov_base = const_cast<char*>(word.data()), .iov_len = word.size()};
  msghdr message{};
  message.msg_iov = &text;
  message.msg_iovlen = 1;
  alignas(cmsghdr) Enclosure room{};
  if (!enclosed.empty()) enclose(message, room, enclosed);
  if (::sendmsg(connection_.number(), &message, MSG_NOSIGNAL) < 0) return gone("has gone");
  return {};
}

Result<Letter> SocketMail::receive(std::chrono::milliseconds patience) {
  if (auto ready = wait_to_read(connection_, patience); !ready) return std::unexpected(ready.error());
  std::array<char, kLongestWord> word{};
  iovec text{.iov_base = word.data(), .iov_len = word.size()};
  alignas(cmsghdr) Enclosure room{};
  msghdr message{};
  message.msg_iov = &text;
  message.msg_iovlen = 1;
  message.msg_control = room.data();
  message.msg_controllen = room.size();
  const auto size = ::recvmsg(connection_.number(), &message, MSG_CMSG_CLOEXEC);
  if (size <= 0) return gone("has gone");
  return Letter{.word = std::string(word.data(), static_cast<std::size_t>(size)), .enclosed = enclosed_in(message)};
}

Result<Mailbox> Mailbox::open(const std::filesystem::path& path) {
  const auto address = address_of(path);
  if (!address) return std::unexpected(address.error());
  if (connected(new_socket(), *address) == 0) return fail(Code::conflict, path.string(), "another one waits here");
  std::error_code ignored;
  if (std::filesystem::is_socket(path, ignored)) std::filesystem::remove(path, ignored);
  auto socket = new_socket();
  // On the socket, not on the file: the file never exists with more rights than these.
  ::fchmod(socket.number(), S_IRUSR | S_IWUSR);
  const bool listens = ::bind(socket.number(), reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) == 0 &&
                       ::listen(socket.number(), 1) == 0;
  if (!listens) return fail(Code::unavailable, path.string(), std::string("cannot listen: ") + std::strerror(errno));
  return Mailbox(std::move(socket), path);
}

Mailbox::~Mailbox() {
  std::error_code ignored;
  if (listening_) std::filesystem::remove(path_, ignored);
}

Result<SocketMail> Mailbox::first(std::chrono::milliseconds patience) {
  for (;;) {
    if (auto ready = wait_to_read(listening_, patience); !ready) return std::unexpected(ready.error());
    Descriptor connection(::accept4(listening_.number(), nullptr, nullptr, SOCK_CLOEXEC));
    if (connection && !has_gone(connection)) return SocketMail(std::move(connection));
  }
}

}  // namespace shelfcast::http

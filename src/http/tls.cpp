// SPDX-License-Identifier: Apache-2.0
#include "http/tls.hpp"

#include "http/tls_context.hpp"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <cerrno>
#include <new>

namespace shelfcast::http {

namespace {

int socket_of(BIO* bio) {
  return *static_cast<const int*>(BIO_get_data(bio));
}

bool would_wait() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int send_some(BIO* bio, const char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  const auto sent = ::send(socket_of(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && would_wait()) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int receive_some(BIO* bio, char* into, int size) {
  BIO_clear_retry_flags(bio);
  const auto got = ::recv(socket_of(bio), into, static_cast<std::size_t>(size), 0);
  if (got < 0 && would_wait()) BIO_set_retry_read(bio);
  return static_cast<int>(got);
}

long answer_control(BIO* /*bio*/, int command, long /*number*/, void* /*pointer*/) {
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

/// OpenSSL's own way to a socket would raise SIGPIPE where the other side has gone.
const BIO_METHOD* over_socket() {
  static const auto method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket");
    if (made == nullptr) throw std::bad_alloc();
    BIO_meth_set_write(made, send_some);
    BIO_meth_set_read(made, receive_some);
    BIO_meth_set_ctrl(made, answer_control);
    return made;
  }();
  return method;
}

/// Names are told to the server (SNI), addresses never are.
void expect(SSL& tls, const std::string& host) {
  if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(&tls), host.c_str()) == 1) return;
  SSL_set_tlsext_host_name(&tls, host.c_str());
  SSL_set_hostflags(&tls, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  SSL_set1_host(&tls, host.c_str());
}

}  // namespace

Tls::Tls(ssl_ctx_st& context, int socket) : socket_(socket), tls_(SSL_new(&context), SSL_free) {
  BIO* bio = BIO_new(over_socket());
  if (!tls_ || bio == nullptr) throw std::bad_alloc();
  BIO_set_data(bio, const_cast<int*>(&socket_));
  BIO_set_init(bio, 1);
  SSL_set_bio(tls_.get(), bio, bio);
  SSL_set_accept_state(tls_.get());
}

Tls::Tls(ssl_ctx_st& context, int socket, const std::string& host) : Tls(context, socket) {
  SSL_set_connect_state(tls_.get());
  expect(*tls_, host);
}

Tls::~Tls() = default;

Tls::Step Tls::shake_hands() {
  ERR_clear_error();
  const Step step = outcome_of(SSL_do_handshake(tls_.get()));
  is_whole_ = step == Step::done;
  return step;
}

Tls::Step Tls::read(std::span<char> into, std::size_t& count) {
  count = 0;
  if (into.empty()) return Step::done;
  ERR_clear_error();
  return outcome_of(SSL_read_ex(tls_.get(), into.data(), into.size(), &count));
}

Tls::Step Tls::write(std::string_view bytes, std::size_t& count) {
  count = 0;
  if (bytes.empty()) return Step::done;
  ERR_clear_error();
  return outcome_of(SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &count));
}

void Tls::say_goodbye() {
  if (!is_whole_) return;
  ERR_clear_error();
  SSL_shutdown(tls_.get());
}

Tls::Step Tls::outcome_of(int result) {
  if (result == 1) return Step::done;
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return Step::waits_to_read;
    case SSL_ERROR_WANT_WRITE:
      return Step::waits_to_write;
    case SSL_ERROR_ZERO_RETURN:
      return Step::ended;
    default:
      break;
  }
  is_whole_ = false;
  const long verdict = SSL_get_verify_result(tls_.get());
  complaint_ = verdict == X509_V_OK ? reason_of_tls()
                                    : fmt::format("{}: {}", reason_of_tls(), X509_verify_cert_error_string(verdict));
  return Step::failed;
}

}  // namespace shelfcast::http

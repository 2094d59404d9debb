// SPDX-License-Identifier: Apache-2.0
#include "http/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <new>
#include <string_view>

namespace shelfcast::http {

namespace {

constexpr std::string_view kProtocols = "\x08http/1.1";

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// Who offers protocols, and ours is not among them, is refused: it would not understand a word (RFC 7301).
int choose_protocol(SSL* /*connection*/, const unsigned char** chosen, unsigned char* length,
                    const unsigned char* offered, unsigned int offered_length, void* /*nothing*/) {
  unsigned char* found = nullptr;
  const int outcome = SSL_select_next_proto(&found, length, bytes_of(kProtocols),
                                            static_cast<unsigned int>(kProtocols.size()), offered, offered_length);
  *chosen = found;
  return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

/// Nobody sits at a terminal to be asked for a key's password.
int no_password(char* /*password*/, int /*size*/, int /*writing*/, void* /*nothing*/) {
  return 0;
}

TlsContext context_for(const SSL_METHOD* side) {
  TlsContext context(SSL_CTX_new(side), SSL_CTX_free);
  if (!context) throw std::bad_alloc();
  // Partial writes and moving buffers: a socket that does not block takes what it takes, and is asked again.
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_default_passwd_cb(context.get(), no_password);
  return context;
}

}  // namespace

TlsContext serving_context() {
  auto context = context_for(TLS_server_method());
  SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
  SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);  // tickets hold what is to be remembered
  return context;
}

Result<TlsContext> asking_context(const std::string& ca_file) {
  auto context = context_for(TLS_client_method());
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_alpn_protos(context.get(), bytes_of(kProtocols), static_cast<unsigned int>(kProtocols.size()));
  ERR_clear_error();
  const int loaded = ca_file.empty() ? SSL_CTX_set_default_verify_paths(context.get())
                                     : SSL_CTX_load_verify_file(context.get(), ca_file.c_str());
  if (loaded != 1) return fail(Code::config, ca_file, "holds no certificates to trust: " + reason_of_tls());
  return context;
}

std::string reason_of_tls() {
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  return reason == nullptr ? "the connection broke" : reason;
}

}  // namespace shelfcast::http

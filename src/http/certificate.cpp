// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/http/certificate.hpp"

#include "http/tls_context.hpp"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <ctime>
#include <fstream>

namespace shelfcast::http {

namespace {

Instant instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return Instant{::timegm(&parts)};
}

std::string sha256_of(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  X509_digest(&certificate, EVP_sha256(), digest.data(), &size);
  std::string text;
  for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest.at(i));
  return text;
}

Result<void> must_be_readable(const std::filesystem::path& file, std::string_view what) {
  if (std::ifstream(file).get() != std::ifstream::traits_type::eof()) return {};
  return fail(Code::config, file.string(), fmt::format("cannot be read, or is empty: {} is to be there", what));
}

Result<void> take_chain(SSL_CTX& context, const std::filesystem::path& file) {
  if (auto readable = must_be_readable(file, "the server's certificate"); !readable) return readable;
  if (SSL_CTX_use_certificate_chain_file(&context, file.c_str()) == 1) return {};
  return fail(Code::config, file.string(), "is no certificate in PEM that a server could show: " + reason_of_tls());
}

Result<void> take_key(SSL_CTX& context, const Certificate::Files& files) {
  const auto place = files.key.string();
  if (auto readable = must_be_readable(files.key, "the certificate's key"); !readable) return readable;
  if (SSL_CTX_use_PrivateKey_file(&context, files.key.c_str(), SSL_FILETYPE_PEM) == 1) return {};
  const auto error = ERR_peek_error();
  const bool is_anothers = ERR_GET_LIB(error) == ERR_LIB_X509 && (ERR_GET_REASON(error) == X509_R_KEY_VALUES_MISMATCH ||
                                                                  ERR_GET_REASON(error) == X509_R_KEY_TYPE_MISMATCH);
  if (is_anothers) return fail(Code::config, place, "is not the key of the certificate in " + files.chain.string());
  return fail(Code::config, place, "is no key in PEM without a password: " + reason_of_tls());
}

}  // namespace

Result<CertificatePtr> Certificate::read(const Files& files) {
  std::shared_ptr<Certificate> read(new Certificate);
  read->context_ = serving_context();
  ERR_clear_error();
  if (auto taken = take_chain(*read->context_, files.chain); !taken) return std::unexpected(taken.error());
  if (auto taken = take_key(*read->context_, files); !taken) return std::unexpected(taken.error());
  const X509& own = *SSL_CTX_get0_certificate(read->context_.get());
  read->begins_ = instant_of(X509_get0_notBefore(&own));
  read->ends_ = instant_of(X509_get0_notAfter(&own));
  read->fingerprint_ = sha256_of(own);
  return read;
}

}  // namespace shelfcast::http

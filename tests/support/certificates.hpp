// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/certificate.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace shelfcast::testing {

/// Makes certificates that vouch for themselves, so that each may also be what a caller trusts.
class CertificateMaker {
 public:
  explicit CertificateMaker(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// For "DNS:localhost" or "IP:127.0.0.1", good from an hour ago for so many seconds from then.
  [[nodiscard]] http::Certificate::Files make(const std::string& name, const std::string& host,
                                              long good_seconds = 86400) const {
    using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
    using Made = std::unique_ptr<X509, decltype(&X509_free)>;
    const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const Made made(X509_new(), X509_free);
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), good_seconds - 3600);
    X509_set_pubkey(made.get(), key.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(made.get(), X509_get_subject_name(made.get()));
    X509_EXTENSION* hosts = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, host.c_str());
    X509_add_ext(made.get(), hosts, -1);
    X509_EXTENSION_free(hosts);
    X509_sign(made.get(), key.get(), EVP_sha256());

    const http::Certificate::Files files{.chain = folder_ / (name + ".crt"), .key = folder_ / (name + ".key")};
    std::FILE* chain = std::fopen(files.chain.c_str(), "w");
    PEM_write_X509(chain, made.get());
    std::fclose(chain);
    std::FILE* secret = std::fopen(files.key.c_str(), "w");
    PEM_write_PrivateKey(secret, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(secret);
    return files;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace shelfcast::testing

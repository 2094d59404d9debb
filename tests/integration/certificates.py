# SPDX-License-Identifier: Apache-2.0
"""Certificates that vouch for themselves, and callers that trust one of them."""
import ssl, subprocess


def make(folder, name, days=30):
    """-> (certificate, key) for localhost and 127.0.0.1."""
    chain, key = folder / f"{name}.crt", folder / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", str(days),
                    "-subj", f"/CN={name}", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key), "-out", str(chain)],
                   check=True, capture_output=True)
    return chain, key


def trusting(chain):
    return ssl.create_default_context(cafile=str(chain))

# SPDX-License-Identifier: Apache-2.0
"""Writes a few well-formed inputs for each fuzz target: OUT/<target>/<n>.   python3 seeds.py OUT"""
import base64, gzip, json, lzma, pathlib, sys

CSV = "date,store,item,sales\n2013-01-01,1,1,13\n2013-01-02,1,1,\"1,234.50\"\n"
GERMAN = "Datum;Artikel;Menge;Preis\n03.01.2025 10:15;\"M\u00fcsli; gro\u00df\";2;1.234,50\n31.01.2025;Tee;1;0,99\n"

SOURCE = {"connector": "postgresql", "table": "transaction_products", "lsn": 24023128, "ts_ms": 1736499600000, "snapshot": "false"}
LINE = {"trxn_product_id": 1, "trxn_id": 2, "product_id": "P1", "quantity": "2.000", "unit_price": "B88=", "status": "sold", "updated_at": 1736499600000000}
LINE_SCHEMA = [{"type": "bytes", "name": "org.apache.kafka.connect.data.Decimal", "parameters": {"scale": "2"}, "field": "unit_price"},
               {"type": "int64", "name": "io.debezium.time.MicroTimestamp", "field": "updated_at"}]
ORDER = {"trxn_id": 2, "marketplace_id": "DE", "transaction_time": "2025-01-10T09:00:00.123456Z", "status": None, "updated_at": 20098}


def change(op, cells, **source):
    return {"op": op, "before": cells if op == "d" else None, "after": None if op == "d" else cells, "source": SOURCE | source, "ts_ms": 1736499600001}


CHANGES = [change("c", LINE), change("d", {"trxn_product_id": 1}), change("t", None), {"ts_ms": 1}, {"status": "BEGIN", "id": "7"}, None,
           change("r", ORDER, table="transactions", snapshot="last"), change("u", ORDER, table="transactions", lsn=None, file="mysql-bin.000003", pos=154, row=0),
           {"schema": {"type": "struct", "fields": [{"type": "struct", "fields": LINE_SCHEMA, "field": "after"}]}, "payload": change("u", LINE)},
           change("c", {"product_id": 1, "current_price": {"scale": 2, "value": "AQ=="}, "created_at": 20098}, table="products")]

LINES = [b'{"a": 1, "b": {"c": "x"}, "d": [1, {"e": 2}]}\n{"a": null, "b": {"c": "y"}}\n', b'{"a":1.5e3,"b":true}\n[]\n{"b":"\\u00e4"}\n']
MAPPINGS = sorted((pathlib.Path(__file__).resolve().parents[2] / "config/mappings").glob("*.toml"))

QUERIES = [b"{ items(first: 2) { id name children { ... on Item { id } ...F @include(if: true) } } } fragment F on Node { id }",
           b'query Q($n: Int = 3, $f: Filter) { items(first: $n, filter: $f) { __typename } }\0{"n": 4, "f": {"text": "\\u00e4", "ids": [1, "b"]}}',
           b"mutation { add(n: 1) again: add(n: 2) }", b"subscription { added { id } }", b"{ __schema { types { name fields { name } } } }",
           b'{ items(filter: {text: """\n  a\n   b\\""" """, kind: RED, and: [{ids: [1, null]}]}) { id } }', b"type A implements B & C @d(a: 1) { f(x: [Int!]! = [1]): A }"]

REQUESTS = [b"GET /a/%C3%BC?x=1&y=%20 HTTP/1.1\r\nHost: x\r\nAccept-Encoding:gzip , br\t\r\nX-Request-Id: a.b\r\n\r\n",
            b"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
            b"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n3\r\nabc\r\n0\r\n\r\n"]


def frame(head, payload, mask=b"\x12\x34\x56\x78"):
    """A frame of a WebSocket, masked; `head` is its first byte."""
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2, "big")
    return bytes([head]) + size + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


FRAMES = [frame(0x81, b"hello") + frame(0x88, b"\x03\xe8bye"), frame(0x01, b"one ") + frame(0x89, b"there?") + frame(0x80, "zw\u00f6lf".encode()),
          frame(0x81, b"x" * 300) + frame(0x8A, b"") + frame(0x82, b"\0"), frame(0x81, b"close") + frame(0x81, b"late"), frame(0x81, b"\xc3")]


def token(header, claims):
    """A token whose signature is wrong, with the keys of RFC 7515's example behind it."""
    parts = [base64.urlsafe_b64encode(part).rstrip(b"=") for part in (json.dumps(header).encode(), json.dumps(claims).encode(), bytes(range(64)))]
    keys = {"keys": [{"kty": "EC", "crv": "P-256", "kid": "1", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                      "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
    return b".".join(parts) + b"\0" + json.dumps(keys).encode()


CLAIMS = {"iss": "a", "aud": ["shelfcast"], "sub": "b", "exp": 1800000300, "nbf": 1.5, "scope": "predictions:read", "seller": 7,
          "realm": {"roles": ["seller"]}}

SEEDS = {
    "http_request_fuzz": REQUESTS,
    "web_socket_fuzz": FRAMES,
    "jwt_fuzz": [token({"alg": algorithm, "kid": "1"}, CLAIMS) for algorithm in ("ES256", "HS256", "RS256", "none")],
    "redis_reply_fuzz": [b"$5\r\nhello\r\n", b"$-1\r\n", b"+OK\r\n", b"-ERR no\r\n"],
    "mapping_fuzz": [mapping.read_bytes() for mapping in MAPPINGS],
    "graphql_fuzz": QUERIES,
    "ndjson_fuzz": LINES,
    "debezium_fuzz": [json.dumps(event).encode() for event in CHANGES],
    "csv_fuzz": [CSV.encode(), GERMAN.encode(), GERMAN.encode("windows-1252"), GERMAN.encode("utf-16"), gzip.compress(CSV.encode()),
                 lzma.compress(CSV.encode()), b"a\tb\n1/13/2025 1:05 PM\t'x'\n", b"\"a\"\"b\",\"c\nd\"\r\n,\r\n", *LINES],
}

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for target, inputs in SEEDS.items():
        folder = pathlib.Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for number, content in enumerate(inputs):
            (folder / str(number)).write_bytes(content)

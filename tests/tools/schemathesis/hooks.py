# SPDX-License-Identifier: Apache-2.0
"""What schemathesis cannot guess: ids that there are. Half of all requests that name something name these."""
import json, zlib

import schemathesis

KNOWN = {"customerId": "1", "marketplaceId": "DE", "categoryId": "11", "type": "not-found", "rule": "stale-data"}
IDS = {"/products/": "100", "/categories/": "11", "/loads/": "1", "/orders/": "A-1"}


@schemathesis.serializer("application/x-ndjson")
def lines(ctx, value):
    return "\n".join(map(json.dumps, value if isinstance(value, list) else [value])).encode()


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if not path_parameters or zlib.crc32(repr(sorted(path_parameters.items())).encode("utf-8", "replace")) % 2:
        return path_parameters
    path = context.operation.path
    ids = next((known for part, known in IDS.items() if part in path), None)
    known = KNOWN | ({"id": ids} if ids else {})
    return {name: known.get(name, value) for name, value in path_parameters.items()}

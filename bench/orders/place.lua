-- SPDX-License-Identifier: Apache-2.0
-- Orders of one line, each with an id of its own, over wrk's connections. PREFIX keeps runs apart.
local prefix = os.getenv("PREFIX") or "bench"
local merchant = os.getenv("MERCHANT")
local product = os.getenv("PRODUCT")
local head = "POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
local body = '{"orderId":"' .. prefix .. '-%08d","merchantId":' .. merchant ..
  ',"orderTime":"2026-01-31T12:00:00Z","currency":"EUR","items":[{"lineId":"1","productId":' .. product ..
  ',"quantity":2,"unitPrice":19.99}]}'
local whole = string.format(head, #string.format(body, 0), body)
local count = 0

request = function()
  count = count + 1
  return string.format(whole, count)
end

done = function(summary, latency)
  io.write(string.format("orders/s %.0f  p50 %.2f ms  p99 %.2f ms  failed %d\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.SHELFCAST_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the policy of the page allows no data: addresses
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: Object.fromEntries(["/api", "/graphql", "/forecast", "/readyz", "/page", "/docs", "/runbooks"].map((path) => [path, { target: server, changeOrigin: false }])) },
  test: { include: ["src/**/*.test.ts"] },
});

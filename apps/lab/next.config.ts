import type { NextConfig } from "next";

const everywhere = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=()" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
];

// Pages get theirs, with a nonce, from proxy.ts.
const api = [
  { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" },
];

const config: NextConfig = {
  poweredByHeader: false,
  // Next leaves pg outside the bundles by itself; a client of the same kind goes with it.
  serverExternalPackages: ["redis"],
  // Browsers ask for it on their own where a page names no icon, as on an answer in JSON.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/api/:path*", headers: api },
  ],
};

export default config;

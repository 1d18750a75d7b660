import type { NextConfig } from "next";

const everywhere = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "referrer-policy", value: "same-origin" },
  { key: "permissions-policy", value: "camera=(), microphone=(), geolocation=()" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
];

// Pages get a policy with a nonce from proxy.ts. The endpoints have small pages of the library, such as the one
// of a link in a mail. These have an inline style and a form, and a stricter policy of their own.
const api = [
  {
    key: "content-security-policy",
    value:
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'self'; frame-ancestors 'none'",
  },
];

// The address of the engine contains a hash of its files, so a file never changes. Its worker runs the programs
// of learners. The worker has no network, and the page sends it the files of the engine.
const engine = [
  { key: "cache-control", value: "public, max-age=31536000, immutable" },
  { key: "content-security-policy", value: "default-src 'none'; script-src 'wasm-unsafe-eval'" },
];

// Matches every name but these. Next.js ignores case when it matches a source, and `(?-i:…)` makes
// the names match exactly. An import of lib/strategies.ts would fail where Next.js starts in another folder.
const otherName = ":strategy((?!(?-i:jwt|sealed|database|hybrid)/)[^/]+)";
const otherApiName = ":strategy((?!(?-i:jwt|sealed|database|hybrid|practice)/)[^/]+)";

/**
 * Addresses that match a `[strategy]` folder and do not exist. They are rewritten to an address without
 * a route, because `notFound()` in a page shows the 404 page only to browsers that run JavaScript.
 */
const notFound = [
  `/${otherName}/:page(sign-in|dashboard|devices|account|password)`,
  "/:strategy(jwt|sealed)/devices",
  `/api/${otherApiName}/:path+`,
];

const config: NextConfig = {
  poweredByHeader: false,
  // Next.js itself keeps pg out of the bundles. The Redis client needs the same.
  serverExternalPackages: ["redis"],
  rewrites: async () => ({
    beforeFiles: notFound.map((source) => ({ source, destination: "/404" })),
    // Browsers request this path when a response names no icon, for example a JSON response.
    afterFiles: [{ source: "/favicon.ico", destination: "/icon.svg" }],
    fallback: [],
  }),
  headers: async () => [
    { source: "/:path*", headers: everywhere },
    { source: "/api/:path*", headers: api },
    { source: "/engine/:path*", headers: engine },
  ],
};

export default config;

import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  // The options that create-next-app sets. Signet works with and without them.
  cacheComponents: true,
  partialPrefetching: true,
};

export default nextConfig;

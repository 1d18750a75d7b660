import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  // As create-next-app sets them. Signet works with and without.
  cacheComponents: true,
  partialPrefetching: true,
};

export default nextConfig;

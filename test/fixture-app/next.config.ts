import type { NextConfig } from "next";

/** Built twice: as create-next-app makes apps today, and with what older apps have. */
const today = process.env["FIXTURE_DEFAULTS"] === "today";

const config: NextConfig = {
  poweredByHeader: false,
  ...(today
    ? {
        distDir: ".next-today",
        typescript: { tsconfigPath: "tsconfig.today.json" },
        cacheComponents: true,
        partialPrefetching: true,
        pageExtensions: ["today.tsx", "tsx", "ts"],
      }
    : {
        pageExtensions: ["older.tsx", "tsx", "ts"],
        experimental: { authInterrupts: true },
      }),
};

export default config;

import type { NextConfig } from "next";

/** The app is built twice: with the current options of create-next-app, and with older ones. */
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

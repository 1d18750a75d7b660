import { join, resolve } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import type { Guest } from "../src/run/guest.ts";

const src = resolve(import.meta.dirname, "../src");
const library = resolve(import.meta.dirname, "../../signet");
const dist = join(library, "dist");
const librarySources = join(library, "src");

/** The entries of the library that programs can import, by the end of their name. */
const ENTRIES: Readonly<Record<string, string>> = {
  "": "index",
  "/next": "next/index",
  "/token": "token/node/index",
  "/jsonwebtoken": "dropin/jsonwebtoken/index",
  "/iron-session": "dropin/iron-session/index",
  "/iron-session/next": "dropin/iron-session/next/index",
  "/iron-session/edge": "dropin/iron-session/edge/index",
  "/next-auth": "dropin/next-auth/index",
  "/next-auth/next": "dropin/next-auth/next",
  "/next-auth/jwt": "dropin/next-auth/jwt/index",
  "/next-auth/middleware": "dropin/next-auth/middleware/index",
  "/next-auth/providers/credentials": "dropin/next-auth/providers/credentials",
};

/** The files of this package that programs can import. */
const OWN: Readonly<Record<string, string>> = {
  practice: "guest/practice/index.ts",
  "next/headers": "guest/next/headers.ts",
  "next/navigation": "guest/next/navigation.ts",
  "next/server": "guest/next/server.ts",
  "next/cache": "guest/next/cache.ts",
  "node:crypto": "crypto/node-crypto.ts",
};

/** The modules of the library, or of Node, that have another form in QuickJS. */
const REPLACED: Readonly<Record<string, string>> = {
  "#crypto": "crypto/chosen.ts",
  "#iron-crypto": "crypto/iron.ts",
  "node:crypto": "crypto/node-crypto.ts",
  // UTF-8 and UTF-16 only. The tables of other encodings would be most of the prelude.
  "@exodus/bytes/encoding.js": "@exodus/bytes/encoding-lite.js",
  "next/headers.js": "guest/next/headers.ts",
  "next/headers": "guest/next/headers.ts",
  "next/navigation": "guest/next/navigation.ts",
  "next/server.js": "guest/next/server.ts",
  "next/server": "guest/next/server.ts",
  "next/cache.js": "guest/next/cache.ts",
  ...Object.fromEntries(
    ["chosen", "index", "hmac", "content", "secret", "text", "asymmetric", "ecdsa", "import"].map(
      (name) => [join(dist, `token/crypto/node/${name}.js`), `crypto/${name}.ts`],
    ),
  ),
  [join(dist, "dropin/iron-session/crypto/node.js")]: "crypto/iron.ts",
};

/** Resolves names as the sandbox needs them: its own crypto, its own Next, and one copy of the library. */
const replace: Plugin = {
  name: "replace",
  load(id) {
    // The tables of AES are made when the file runs, which takes 30 ms in QuickJS. This form of the import
    // waits for the first use.
    return id === join(src, "crypto/aes.ts")
      ? 'export const aes = () => require("@noble/ciphers/aes.js");'
      : null;
  },
  async resolveId(name, importer, options) {
    const direct = REPLACED[name];
    if (direct?.startsWith("@")) return this.resolve(direct, importer);
    if (direct !== undefined) return join(src, direct);
    if (name === "#channel") return join(dist, "engine/channel/none.js");
    if (name === "signet-auth" || name.startsWith("signet-auth/")) {
      const entry = ENTRIES[name.slice("signet-auth".length)];
      return entry === undefined ? null : join(dist, `${entry}.js`);
    }
    const found = await this.resolve(name, importer, { ...options, skipSelf: true });
    // The files of this package import sources of the library. The programs import its build.
    const resolved = found?.id.startsWith(librarySources)
      ? { ...found, id: join(dist, found.id.slice(librarySources.length).replace(/ts$/, "js")) }
      : found;
    const inside = resolved === null ? undefined : REPLACED[resolved.id];
    return inside === undefined ? resolved : join(src, inside);
  },
};

/** The packages whose programs run on the library, by the name that those programs import. */
const REPLACEMENTS = ["jsonwebtoken", "iron-session", "next-auth"];

/** The files that the runner starts, and no program imports. */
const HIDDEN = ["prelude", "warm"];

/** Bundles all code that runs inside QuickJS. Files that several names need are made once. */
export async function buildGuest(): Promise<Guest> {
  const inputs = new Map<string, string>(
    HIDDEN.map((name) => [name, join(src, `guest/${name}.ts`)]),
  );
  for (const [end, file] of Object.entries(ENTRIES)) {
    inputs.set(`signet-auth${end}`, join(dist, `${file}.js`));
  }
  for (const [name, file] of Object.entries(OWN)) inputs.set(name, join(src, file));
  const bundle = await rolldown({
    input: Object.fromEntries([...inputs].map(([name, file]) => [flat(name), file])),
    platform: "neutral",
    resolve: { mainFields: ["module", "main"], conditionNames: ["import", "default"] },
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
    plugins: [replace],
    onLog(level, log) {
      // A name that stays outside of the bundle would not exist in QuickJS.
      if (level === "warn") throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({
    format: "esm",
    minify: true,
    // Programs print the names of classes.
    keepNames: true,
    entryFileNames: "[name].js",
    chunkFileNames: "chunk-[hash].js",
  });
  await bundle.close();
  const files: Record<string, string> = {};
  for (const each of output) if (each.type === "chunk") files[each.fileName] = each.code;
  const names: Record<string, string> = {};
  for (const name of inputs.keys()) {
    if (HIDDEN.includes(name)) continue;
    const file = `${flat(name)}.js`;
    names[name] = file;
    const short = name.replace(/^signet-auth\//, "");
    if (REPLACEMENTS.some((each) => short === each || short.startsWith(`${each}/`))) {
      names[short] = file;
    }
    if (name.startsWith("next/")) names[`${name}.js`] = file;
    if (name.startsWith("node:")) names[name.slice("node:".length)] = file;
  }
  return { prelude: "prelude.js", warm: "warm.js", names, files };
}

const flat = (name: string) => name.replaceAll(/[/:]/g, "--");

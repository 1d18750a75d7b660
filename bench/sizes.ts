/** `npm run bench -- sizes`: measures the bundle sizes of imports, and checks that no bundle has unneeded code. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type OutputChunk, rolldown } from "rolldown";
import { describeMachine } from "./harness/machine.ts";
import { machineText, table } from "./harness/table.ts";

interface Import {
  readonly what: string;
  readonly code: string;
  readonly note?: string;
  /** The target runtime of the bundle. Default: Edge, which stands for all runtimes with only web APIs. */
  readonly runtime?: "node" | "edge" | "browser";
  /** The greatest size after min+gzip; bytes. */
  readonly limit?: number;
  /** Matches text that must not be in the bundle. */
  readonly absent?: RegExp;
}

/** Matches uses of Node's APIs. `NODE_ENV` is allowed, because the library checks `typeof process` first. */
const NODE = /\bBuffer\b|\bnode:|(?<!\btypeof )\bprocess\b(?!\.env\b.{0,2}NODE_ENV\b)|\brequire\(/;
/** Matches code that a verifier does not need: code that signs, seals, opens, or derives keys. */
const OTHER_THAN_VERIFYING =
  /\bfunction (?:createSigner|createSealer|createOpener|payloadOf|keyRing|pairRing|parseSecrets|hkdf)\b|\b(?:encrypt|decrypt|deriveBits|hkdfSync|createCipheriv|createDecipheriv)\(/;

const IMPORTS: readonly Import[] = [
  {
    what: "signet-auth/token/web, verify only",
    code: `export { createVerifier } from "signet-auth/token/web";`,
    note: "Accepts PEM, X.509, JWK, JWKS and CryptoKey; includes rules, schema and cache.",
    absent: new RegExp(`${NODE.source}|${OTHER_THAN_VERIFYING.source}`),
  },
  {
    what: "jose, verify only",
    code: `export { jwtVerify } from "jose";`,
    note: "Accepts JWK and CryptoKey.",
  },
  {
    what: "jose, verify with the same keys",
    code: `export { jwtVerify, importSPKI, importX509, createLocalJWKSet } from "jose";`,
  },
  {
    what: "signet-auth/token/web, all of it",
    code: `export * from "signet-auth/token/web";`,
    absent: NODE,
  },
  { what: "jose, all of it", code: `export * from "jose";` },
  {
    what: "signet-auth with jwt()",
    code: `export { createSignet, jwt } from "signet-auth";`,
    note: "The engine, its cookies and its tokens.",
    absent: NODE,
  },
  {
    what: "signet-auth/react, all of it",
    code: `export * from "signet-auth/react";`,
    note: "For browsers: the provider and the hook, without React.",
    runtime: "browser",
    limit: 2_500,
    absent: NODE,
  },
  {
    what: "signet-auth/next-auth/react, all of it",
    code: `export * from "signet-auth/next-auth/react";`,
    note: "For browsers, without React.",
    runtime: "browser",
    absent: /\bBuffer\b|\bnode:|\bcrypto\b|\bcreateEngine\b/,
  },
  {
    what: "next-auth/react, all of it",
    // A star would leave out the exports of CommonJS.
    code: `import * as client from "next-auth/react"; export { client };`,
    note: "Without React.",
    runtime: "browser",
  },
  {
    what: "signet-auth/iron-session",
    code: `export * from "signet-auth/iron-session";`,
    absent: NODE,
  },
  { what: "iron-session 9", code: `export * from "iron-session";` },
  {
    what: "signet-auth/token, verify only",
    code: `export { createVerifier } from "signet-auth/token";`,
    note: "For Node.",
    runtime: "node",
    absent: OTHER_THAN_VERIFYING,
  },
  {
    what: "signet-auth/token, all of it",
    code: `export * from "signet-auth/token";`,
    note: "For Node.",
    runtime: "node",
  },
];

const quick = process.argv.includes("--quick");
// Inside the workspace of the bench, so that packages resolve as in an application.
const folder = mkdtempSync(join(import.meta.dirname, ".sizes-"));
try {
  const weighed = [];
  for (const one of IMPORTS) weighed.push({ ...one, ...(await weigh(one)) });
  if (quick) {
    console.log(`✓ Bundle sizes: ${weighed.length} imports contain no unneeded code`);
  } else {
    const page = toMarkdown(weighed);
    console.log(page);
    const results = join(import.meta.dirname, "results");
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, "sizes.md"), page);
  }
} finally {
  rmSync(folder, { recursive: true });
}

interface Weight {
  readonly minified: number;
  readonly compressed: number;
}

/** Returns the bundle sizes of one import; bytes. */
async function weigh(one: Import): Promise<Weight> {
  const { what, code, runtime = "edge", limit = Number.POSITIVE_INFINITY, absent } = one;
  const input = join(folder, "entry.mjs");
  writeFileSync(input, code);
  await using bundle = await rolldown({
    input,
    platform: runtime === "node" ? "node" : "neutral",
    resolve: { conditionNames: [runtime === "edge" ? "edge-light" : runtime, "import"] },
    external: /^react(?:$|\/)/,
    // The mark "use client" has no meaning in a bundle.
    checks: { moduleLevelDirective: false },
  });
  const generate = async (minify: boolean): Promise<OutputChunk> => {
    const form = { format: "esm", comments: false, codeSplitting: false } as const;
    const { output } = await bundle.generate({ ...form, minify });
    return output[0];
  };
  // Checked before minification, which removes the names, and without comments.
  const needless = absent?.exec((await generate(false)).code);
  if (needless) throw new Error(`The bundle of ${what} contains ${JSON.stringify(needless[0])}.`);
  const text = (await generate(true)).code;
  const compressed = gzipSync(text, { level: 9 }).length;
  if (compressed > limit)
    throw new Error(`${what} takes ${compressed} bytes. The limit is ${limit}.`);
  return { minified: Buffer.byteLength(text), compressed };
}

function toMarkdown(weighed: readonly (Import & Weight)[]): string {
  return [
    "# Bundle sizes",
    "Bundled by rolldown with the condition `edge-light`, or `node` or `browser` where noted, minified, and compressed by gzip. A kilobyte is 1,000 bytes. A bundle that only verifies contains no code that signs, seals, opens or derives keys. A bundle for Edge uses no API of Node.",
    table(
      ["", "minified", "min+gzip", ""],
      weighed.map(({ what, minified, compressed, note = "" }) => [
        what,
        kilobytes(minified),
        kilobytes(compressed),
        note,
      ]),
    ),
    "## Taken on",
    machineText(describeMachine()),
    "",
  ].join("\n\n");
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}

/** `npm run bench -- sizes`: what a user's bundle grows by, and that it holds nothing it has no use for. */
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
  /** Where the bundle runs; by default Edge, as good as any runtime that has no more than the web. */
  readonly runtime?: "node" | "edge";
  /** What must not be in the bundle, by the words that would give it away. */
  readonly absent?: RegExp;
}

/** What a runtime other than Node may not have. `NODE_ENV` is asked for only after `typeof process`. */
const NODE = /\bBuffer\b|\bnode:|(?<!\btypeof )\bprocess\b(?!\.env\b.{0,2}NODE_ENV\b)|\brequire\(/;
/** What a verifier has no use for: whatever signs claims, seals, opens, or derives keys. */
const OTHER_THAN_VERIFYING =
  /\bfunction (?:createSigner|createSealer|createOpener|payloadOf|keyRing|pairRing|parseSecrets|hkdf)\b|\b(?:encrypt|decrypt|deriveBits|hkdfSync|createCipheriv|createDecipheriv)\(/;

const IMPORTS: readonly Import[] = [
  {
    what: "signet-auth/token/web, verify only",
    code: `export { createVerifier } from "signet-auth/token/web";`,
    note: "Takes PEM, X.509, JWK, JWKS, CryptoKey; rules, schema and cache are in it.",
    absent: new RegExp(`${NODE.source}|${OTHER_THAN_VERIFYING.source}`),
  },
  {
    what: "jose, verify only",
    code: `export { jwtVerify } from "jose";`,
    note: "Takes JWK and CryptoKey.",
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
// In the bench's workspace, so that packages are found as a user would find them.
const folder = mkdtempSync(join(import.meta.dirname, ".sizes-"));
try {
  const weighed = [];
  for (const one of IMPORTS) weighed.push({ ...one, ...(await weigh(one)) });
  if (quick) {
    console.log(`✓ What a bundle grows by: ${weighed.length} imports hold nothing needless`);
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

/** Bytes of one import. */
async function weigh({ what, code, runtime = "edge", absent }: Import): Promise<Weight> {
  const input = join(folder, "entry.mjs");
  writeFileSync(input, code);
  await using bundle = await rolldown({
    input,
    platform: runtime === "node" ? "node" : "neutral",
    resolve: { conditionNames: [runtime === "node" ? "node" : "edge-light", "import"] },
  });
  const generate = async (minify: boolean): Promise<OutputChunk> => {
    const form = { format: "esm", comments: false, codeSplitting: false } as const;
    const { output } = await bundle.generate({ ...form, minify });
    return output[0];
  };
  // Minifying takes away the names that are looked for; comments may speak of anything.
  const needless = absent?.exec((await generate(false)).code);
  if (needless) throw new Error(`${what} brings ${JSON.stringify(needless[0])} along.`);
  const text = (await generate(true)).code;
  return { minified: Buffer.byteLength(text), compressed: gzipSync(text, { level: 9 }).length };
}

function toMarkdown(weighed: readonly (Import & Weight)[]): string {
  return [
    "# What a bundle grows by",
    "Bundled by rolldown under the condition `edge-light`, or `node` where it says so, minified, and compressed by gzip; kilobytes of 1,000 bytes. What only verifies holds no code that signs, seals, opens or derives keys, and what is for Edge names nothing of Node's.",
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

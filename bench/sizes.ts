/** `npm run bench -- sizes`: what a user's bundle grows by, minified and compressed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { describeMachine } from "./harness/machine.ts";
import { machineText } from "./harness/table.ts";

interface Import {
  readonly what: string;
  readonly code: string;
  readonly note?: string;
}

const IMPORTS: readonly Import[] = [
  {
    what: "signet-auth/token/web, verify only",
    code: `export { createVerifier } from "signet-auth/token/web";`,
    note: "Takes PEM, X.509, JWK, JWKS, CryptoKey; rules, schema and cache are in it.",
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
  { what: "signet-auth/token/web, all of it", code: `export * from "signet-auth/token/web";` },
  { what: "jose, all of it", code: `export * from "jose";` },
  {
    what: "signet-auth with jwt()",
    code: `export { createSignet, jwt } from "signet-auth";`,
    note: "The engine, its cookies and its tokens.",
  },
];

// In the bench's workspace, so that packages are found as a user would find them.
const folder = mkdtempSync(join(import.meta.dirname, ".sizes-"));
try {
  const weighed = [];
  for (const one of IMPORTS) weighed.push({ ...one, ...(await weigh(one)) });
  const page = toMarkdown(weighed);
  console.log(page);
  const results = join(import.meta.dirname, "results");
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, "sizes.md"), page);
} finally {
  rmSync(folder, { recursive: true });
}

interface Weight {
  readonly minified: number;
  readonly compressed: number;
}

/** Bytes of one import for a runtime such as Edge. */
async function weigh({ code }: Import): Promise<Weight> {
  const input = join(folder, "entry.mjs");
  writeFileSync(input, code);
  const bundle = await rolldown({
    input,
    platform: "neutral",
    resolve: { conditionNames: ["edge-light", "import"] },
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  await bundle.close();
  const text = output[0].code;
  if (/node:|\bBuffer\b/.test(text)) throw new Error(`${code} brings parts of Node along.`);
  return { minified: Buffer.byteLength(text), compressed: gzipSync(text, { level: 9 }).length };
}

function toMarkdown(weighed: readonly (Import & Weight)[]): string {
  const rows = weighed.map(
    ({ what, minified, compressed, note = "" }) =>
      `| ${what} | ${kilobytes(minified)} | ${kilobytes(compressed)} | ${note} |`,
  );
  return [
    "# What a bundle grows by",
    "Bundled by rolldown under the condition `edge-light`, minified, and compressed by gzip; kilobytes of 1,000 bytes.",
    ["|  | minified | min+gzip |  |", "| --- | --: | --: | --- |", ...rows].join("\n"),
    "## Taken on",
    machineText(describeMachine()),
    "",
  ].join("\n\n");
}

function kilobytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}

/**
 * Runs the token suite with the built web entry in Deno, Bun and workerd:
 *
 *     node test/tokens/runtimes/run.ts [deno] [bun] [workerd] [--suite=…] [--library=…] [--modules=…] [--report=…]
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { bun } from "./bun.ts";
import { bundle } from "./bundle.ts";
import { deno } from "./deno.ts";
import { findBinary, linesOf, type Runtime } from "./runtime.ts";
import { workerd } from "./workerd.ts";

const RUNTIMES = [deno, bun, workerd];
/** A runtime without a complete report after this time is killed; milliseconds. */
const TIMEOUT = 120_000;

const root = resolve(import.meta.dirname, "../../..");
const path = (fallback: string) => ({ type: "string", default: join(root, fallback) }) as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    suite: path("test/tokens/suite/index.ts"),
    library: path("packages/signet/dist/token/web/index.js"),
    modules: path("node_modules"),
    /** The file for the counts, as JSON. */
    report: { type: "string" },
  },
});

const chosen = RUNTIMES.filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
);
const subject = { suite: resolve(values.suite), library: resolve(values.library) };
const tally = { passed: 0, failed: 0, skipped: 0 };
const code = await bundle(subject);
for (const runtime of chosen) await runUnder(runtime);
console.log(`\n${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
if (values.report) writeFileSync(values.report, JSON.stringify(tally));
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;

async function runUnder(runtime: Runtime): Promise<void> {
  const binary = findBinary(runtime, resolve(values.modules));
  console.log(`\n── ${runtime.name}`);
  if (binary === null) {
    console.log(
      `⚠ not run: npm brought no ${runtime.name} for ${process.platform}-${process.arch}`,
    );
    tally.skipped++;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), `signet-${runtime.name}-`));
  const limit = AbortSignal.timeout(TIMEOUT);
  try {
    writeFileSync(join(folder, "suite.mjs"), code);
    await follow(runtime.run(binary, folder, limit));
  } catch (error) {
    const what = limit.aborted ? `It was killed after ${TIMEOUT / 1000} s.` : String(error);
    failed(`${runtime.name} did not report to the end`, what);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints the results of a report. Throws when the report is incomplete. */
async function follow(texts: AsyncIterable<string>): Promise<void> {
  let seen = 0;
  let end: number | null = null;
  for await (const line of linesOf(texts)) {
    if ("end" in line) {
      end = line.end;
      continue;
    }
    seen++;
    if (line.error !== null) failed(line.name, line.error);
    else {
      console.log(`✓ ${line.name}`);
      tally.passed++;
    }
  }
  if (end === null || end !== seen || seen === 0) throw new Error(`${seen} of ${end ?? "?"} tests`);
}

function failed(name: string, error: string): void {
  tally.failed++;
  console.log(`✗ ${name}\n  ${error.trimEnd().replaceAll("\n", "\n  ")}`);
}

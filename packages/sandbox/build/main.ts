/** Builds the sandbox into dist/: the code inside QuickJS, the worker, and the runner for Node. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { buildGuest } from "./guest.ts";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

const guest = await buildGuest();
writeFileSync(join(dist, "guest.json"), JSON.stringify(guest));

const wasm = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/wasm");
copyFileSync(wasm, join(dist, "quickjs.wasm"));

await bundle("src/host/worker.ts", "worker.js", "browser");
await bundle("src/node.ts", "node.js", "node");

async function bundle(input: string, file: string, platform: "browser" | "node"): Promise<void> {
  const made = await rolldown({ input: join(root, input), platform });
  await made.write({
    file: join(dist, file),
    format: "esm",
    codeSplitting: false,
    minify: platform === "browser",
  });
  await made.close();
}

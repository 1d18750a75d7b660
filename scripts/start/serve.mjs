import { setTimeout as delay } from "node:timers/promises";
import { pinnedNode } from "../setup/pinned-node.mjs";
import { start } from "../shared/child.mjs";
import { lab, labData, nextCli } from "../shared/paths.mjs";

const START_TIMEOUT_MS = 60_000;

/**
 * Starts the built Lab. Its output is held back until `showOutput()`, so that the address of the Lab is easy
 * to see. `env` is added to the environment.
 */
export function serve(port, env = {}) {
  const child = start(pinnedNode, [nextCli, "start", "--port", String(port)], {
    cwd: lab,
    env: { LAB_DATA_DIR: labData, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (text) => {
    output += text;
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return {
    child,
    output: () => output,
    showOutput() {
      child.stdout.off("data", keep).pipe(process.stdout);
      child.stderr.off("data", keep).pipe(process.stderr);
    },
  };
}

/**
 * Waits until the server answers over HTTP. Returns false if the server ends, or does not answer within
 * 60 seconds.
 */
export async function answers(port, child) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" });
      await response.body?.cancel();
      return true;
    } catch {
      await delay(100);
    }
  }
  return false;
}

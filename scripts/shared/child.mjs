import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter } from "node:path";
import { bin } from "./paths.mjs";

const running = new Set();
let stopping = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    stopping = true;
    for (const child of running) child.kill("SIGTERM");
    if (running.size === 0) process.exit(1);
    setTimeout(() => process.exit(1), 5_000).unref();
  });
}
// A signal to `npm start` ends npm and its shell, and does not reach this process. When the shell
// ends, the parent process id changes.
if (process.env.npm_lifecycle_event) {
  const shell = process.ppid;
  setInterval(() => {
    if (process.ppid !== shell) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Returns the environment of a child process: the pinned Node is first in PATH, and Next sends no telemetry.
 * Node prints no warnings about experimental features, for example about node:sqlite.
 */
function childEnv(extra = {}) {
  return {
    ...process.env,
    PATH: bin + delimiter + process.env.PATH,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_OPTIONS: [process.env.NODE_OPTIONS, "--disable-warning=ExperimentalWarning"]
      .filter(Boolean)
      .join(" "),
    ...extra,
  };
}

/** Starts a child process that is killed when this process exits. */
export function start(
  file,
  args,
  /** @type {import("node:child_process").SpawnOptions} */ options,
) {
  const child = spawn(file, args, { ...options, env: childEnv(options.env) });
  running.add(child);
  child.on("exit", () => running.delete(child));
  child.on("error", () => running.delete(child));
  return child;
}

/** Runs a child process, prints its output at once, and returns its exit code. */
export async function runShown(file, args, options) {
  const child = start(file, args, { ...options, stdio: ["ignore", "inherit", "inherit"] });
  return await exitOf(child);
}

/** Runs a child process, prints its output at its end, and returns its exit code. */
export async function runThenShown(file, args, options) {
  const { code, output } = await runCaptured(file, args, options);
  console.log(output.trimEnd());
  return code;
}

/** Runs a child process, and returns its exit code and its output. */
export async function runCaptured(file, args, options) {
  const child = start(file, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const code = await exitOf(child, "close");
  return { code, output };
}

async function exitOf(child, event = "exit") {
  try {
    const [code] = await once(child, event);
    if (stopping) process.exit(1); // A stop by a signal needs no report of a failure.
    return code ?? 1;
  } catch (error) {
    if (error.code === "ENOENT") return 127;
    throw error;
  }
}

import { runCaptured } from "./child.mjs";

const live = process.stdout.isTTY && process.env.CI !== "true";
const TERMINAL_INTERVAL_MS = 200;
const LOG_INTERVAL_MS = 15_000;

/**
 * Runs a program and shows a title with the seconds that have passed. Prints the program's output only
 * when the program fails. Returns whether it succeeded.
 */
export async function step(title, file, args, options) {
  const began = Date.now();
  if (!live) console.log(`… ${title}`);
  const tick = setInterval(() => show(title, began), live ? TERMINAL_INTERVAL_MS : LOG_INTERVAL_MS);
  const { code, output } = await runCaptured(file, args, options);
  clearInterval(tick);
  if (live) process.stdout.write("\r\x1b[2K");
  console.log(`${code === 0 ? "✓" : "✗"} ${title} (${seconds(began)})`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

/** Returns the seconds since a time as text. `began` is in milliseconds since the epoch. */
export function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

function show(title, began) {
  if (live) process.stdout.write(`\r\x1b[2K… ${title} (${seconds(began)})`);
  else console.log(`  … still running after ${seconds(began)}`);
}

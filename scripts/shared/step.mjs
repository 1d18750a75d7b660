import { runKept } from "./child.mjs";

const live = process.stdout.isTTY && process.env.CI !== "true";
const QUIET_INTERVAL = 15_000;

/**
 * Runs a program under a title, with the seconds counting while it works.
 * Its output is shown only if it fails. Returns whether it succeeded.
 */
export async function step(title, file, args, options) {
  const began = Date.now();
  if (!live) console.log(`… ${title}`);
  const tick = setInterval(() => show(title, began), live ? 200 : QUIET_INTERVAL);
  const { code, output } = await runKept(file, args, options);
  clearInterval(tick);
  if (live) process.stdout.write("\r\x1b[2K");
  console.log(`${code === 0 ? "✓" : "✗"} ${title} (${seconds(began)})`);
  if (code !== 0) console.log(output.trimEnd());
  return code === 0;
}

export function seconds(began) {
  return `${((Date.now() - began) / 1000).toFixed(1)} s`;
}

function show(title, began) {
  if (live) process.stdout.write(`\r\x1b[2K… ${title} (${seconds(began)})`);
  else console.log(`  … still at it after ${seconds(began)}`);
}

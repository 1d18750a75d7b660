/** `npm run bench -- [question …] [--quick | --long]`: runs the questions whose names start with these words, or all. `sizes` measures bundles. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { questions } from "./questions.ts";

const SIZES = "sizes";
const { values, positionals } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    long: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const names = [...Object.keys(questions), SIZES];
const unknown = positionals.find((wanted) => !names.some((name) => name.startsWith(wanted)));
if (unknown !== undefined) {
  console.error(`Unknown question: ${unknown}. Known questions: ${names.join(", ")}.`);
  process.exit(1);
}
const chosen = names.filter(
  (name) => positionals.length === 0 || positionals.some((wanted) => name.startsWith(wanted)),
);
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const flags = [...(values.quick ? ["--quick"] : []), ...(values.long ? ["--long"] : [])];

async function ask(name: string): Promise<void> {
  const script = name === SIZES ? [file("sizes.ts")] : [file("ask.ts"), name];
  const args = ["--expose-gc", "--disable-warning=ExperimentalWarning", ...script, ...flags];
  const child = spawn(process.execPath, args, { stdio: "inherit" });
  const [status] = await once(child, "exit");
  if (status !== 0) process.exitCode = 1;
}

const queue = [...chosen];
async function askNext(): Promise<void> {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) await ask(name);
}
// Two questions at a time when nothing is timed.
await Promise.all(Array.from({ length: values.quick ? 2 : 1 }, askNext));

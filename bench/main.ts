/** `npm run bench -- [question …] [--quick | --long]`: asks the questions whose names start so, or all; `sizes` weighs. */
import { spawnSync } from "node:child_process";
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
  console.error(`No question is called ${unknown}. There are: ${names.join(", ")}.`);
  process.exit(1);
}
const chosen = names.filter(
  (name) => positionals.length === 0 || positionals.some((wanted) => name.startsWith(wanted)),
);
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const flags = [...(values.quick ? ["--quick"] : []), ...(values.long ? ["--long"] : [])];
for (const name of chosen) {
  const script = name === SIZES ? [file("sizes.ts")] : [file("ask.ts"), name];
  const args = ["--expose-gc", "--disable-warning=ExperimentalWarning", ...script, ...flags];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}

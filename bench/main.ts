/** `npm run bench -- [question …] [--quick]`: asks the questions whose names start so, or all; `sizes` weighs. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { questions } from "./questions.ts";

const SIZES = "sizes";
const { values, positionals } = parseArgs({
  options: { quick: { type: "boolean", default: false } },
  allowPositionals: true,
});
const names = Object.keys(questions);
const allNames = [...names, SIZES];
const unknown = positionals.find((wanted) => !allNames.some((name) => name.startsWith(wanted)));
if (unknown !== undefined) {
  console.error(`No question is called ${unknown}. There are: ${allNames.join(", ")}.`);
  process.exit(1);
}
const chosen = names.filter(
  (name) => positionals.length === 0 || positionals.some((wanted) => name.startsWith(wanted)),
);
const ask = fileURLToPath(new URL("ask.ts", import.meta.url));
const node = ["--expose-gc", "--disable-warning=ExperimentalWarning", ask];
let failed = false;
for (const name of chosen) {
  const args = [...node, name, ...(values.quick ? ["--quick"] : [])];
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  failed ||= status !== 0;
}
if (positionals.length === 0 ? !values.quick : positionals.includes(SIZES)) {
  const sizes = fileURLToPath(new URL("sizes.ts", import.meta.url));
  failed = spawnSync(process.execPath, [sizes], { stdio: "inherit" }).status !== 0 || failed;
}
process.exitCode = failed ? 1 : 0;

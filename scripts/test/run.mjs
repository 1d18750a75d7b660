import { install } from "../setup/install.mjs";
import { installCommand } from "../setup/programs.mjs";
import { provision } from "../setup/provision.mjs";
import { seconds } from "../shared/step.mjs";
import { command, Stop } from "../shared/stop.mjs";
import { suites } from "./suites.mjs";
import { closingLine, sum, tally } from "./tally.mjs";

const onCi = process.env.CI === "true";

await command(async () => {
  const began = Date.now();
  const chosen = choose(process.argv.slice(2));
  await install();
  const missing = await provision([...new Set(chosen.flatMap((suite) => suite.needs ?? []))]);
  const results = [];
  for (const suite of chosen) results.push(await runSuite(suite, missing, results));
  report(results, missing, began);
});

/** The suites named on the command line, or all; and what they are made of. */
function choose(names) {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown) {
    const known = suites.map((suite) => suite.name).join(", ");
    throw new Stop(`There is no suite called ${JSON.stringify(unknown)}. There are: ${known}.`);
  }
  if (names.length === 0) return suites;
  const wanted = new Set([...names, "build"]);
  for (const suite of suites) if (wanted.has(suite.name) && suite.after) wanted.add(suite.after);
  return suites.filter((suite) => wanted.has(suite.name));
}

async function runSuite(suite, missing, results) {
  console.log(`\n── ${suite.name}: ${suite.sentence}`);
  const lacking = (suite.needs ?? []).filter((name) => missing.includes(name));
  const unready = results.some(
    (result) => result.suite.name === suite.after && result.counts.failed,
  );
  if (lacking.length > 0) {
    const counts = onCi ? tally(0, 1) : tally(0, 0, 1);
    return notRun(suite, counts, `${lacking.join(" and ")} is not on this machine`);
  }
  if (unready) return notRun(suite, tally(0, 0, 1), `the suite ${suite.after} failed`);
  const began = Date.now();
  const counts = await suite.run();
  console.log(
    `${counts.failed ? "✗" : "✓"} ${suite.name}: ${closingLine(counts)} in ${seconds(began)}`,
  );
  return { suite, counts, took: seconds(began) };
}

function notRun(suite, counts, reason) {
  console.log(`⚠ not run: ${reason}`);
  return { suite, counts, reason };
}

function report(results, missing, began) {
  const counts = sum(results.map((result) => result.counts));
  console.log(`\n── In ${seconds(began)}`);
  for (const { suite, counts, took } of results.filter((result) => result.took)) {
    console.log(
      `${counts.failed ? "✗" : "✓"} ${suite.name.padEnd(12)} ${closingLine(counts)} (${took})`,
    );
  }
  const silent = results.filter((result) => result.reason);
  if (silent.length > 0) {
    console.log(`\n⚠⚠⚠ THESE SUITES DID NOT RUN ⚠⚠⚠`);
    for (const { suite, reason } of silent) console.log(`⚠ ${suite.name}: ${reason}`);
    if (missing.length > 0)
      console.log(`\nInstall what is missing with:\n  ${installCommand(missing)}`);
  }
  console.log(`\n${closingLine(counts)}`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

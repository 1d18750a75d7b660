import { install } from "../setup/install.mjs";
import { installCommand } from "../setup/programs.mjs";
import { provision } from "../setup/provision.mjs";
import { runShown, runThenShown } from "../shared/child.mjs";
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
  for (const group of groups(chosen)) results.push(...(await runGroup(group, missing, results)));
  report(results, missing, began);
});

/**
 * Returns the suites that the command line names, and the suites that these need; all suites when it names
 * none. Throws when a name is unknown.
 */
function choose(names) {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown) {
    const known = suites.map((suite) => suite.name).join(", ");
    throw new Stop(
      `There is no suite called ${JSON.stringify(unknown)}. The suites are: ${known}.`,
    );
  }
  if (names.length === 0) return suites;
  const wanted = new Set([...names, "build"]);
  for (const suite of suites) if (wanted.has(suite.name) && suite.after) wanted.add(suite.after);
  return suites.filter((suite) => wanted.has(suite.name));
}

/** Returns the suites in groups. A group is a list of lanes that run at the same time. */
function groups(chosen) {
  const all = [];
  const lane = (name) => all.at(-1)?.find((suites) => suites.some((suite) => suite.name === name));
  for (const suite of chosen) {
    if (suite.behind && lane(suite.behind)) lane(suite.behind).push(suite);
    else if (suite.beside && lane(suite.beside)) all.at(-1).push([suite]);
    else all.push([[suite]]);
  }
  return all;
}

/** Runs each lane's suites one after another. The output of the first lane is shown as it comes. */
async function runGroup(lanes, missing, results) {
  const runLane = async (suites, runProgram) => {
    const done = [];
    for (const suite of suites) done.push(await runSuite(suite, missing, results, runProgram));
    return done;
  };
  const [first, ...others] = lanes;
  const all = await Promise.all([
    runLane(first, runShown),
    ...others.map((suites) => runLane(suites, runThenShown)),
  ]);
  return all.flat();
}

async function runSuite(suite, missing, results, runProgram = runShown) {
  console.log(`\n── ${suite.name}: ${suite.sentence}`);
  const missingHere = (suite.needs ?? []).filter((name) => missing.includes(name));
  const prerequisiteFailed = results.some(
    (result) => result.suite.name === suite.after && result.counts.failed,
  );
  if (missingHere.length > 0) {
    const counts = onCi ? tally(0, 1) : tally(0, 0, 1);
    return skip(suite, counts, `missing on this machine: ${missingHere.join(", ")}`);
  }
  if (prerequisiteFailed) return skip(suite, tally(0, 0, 1), `the suite ${suite.after} failed`);
  const began = Date.now();
  const counts = await suite.run(runProgram);
  console.log(
    `${counts.failed ? "✗" : "✓"} ${suite.name}: ${closingLine(counts)} in ${seconds(began)}`,
  );
  return { suite, counts, took: seconds(began) };
}

function skip(suite, counts, reason) {
  console.log(`⚠ not run: ${reason}`);
  return { suite, counts, reason };
}

function report(results, missing, began) {
  const counts = sum(results.map((result) => result.counts));
  console.log(`\n── Results after ${seconds(began)}`);
  for (const { suite, counts, took } of results.filter((result) => result.took)) {
    console.log(
      `${counts.failed ? "✗" : "✓"} ${suite.name.padEnd(12)} ${closingLine(counts)} (${took})`,
    );
  }
  const notRun = results.filter((result) => result.reason);
  if (notRun.length > 0) {
    console.log(`\n⚠⚠⚠ THESE SUITES DID NOT RUN ⚠⚠⚠`);
    for (const { suite, reason } of notRun) console.log(`⚠ ${suite.name}: ${reason}`);
    if (missing.length > 0)
      console.log(`\nInstall the missing programs with:\n  ${installCommand(missing)}`);
  }
  console.log(`\n${closingLine(counts)}`);
  process.exitCode = counts.failed > 0 ? 1 : 0;
}

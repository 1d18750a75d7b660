import { existsSync } from "node:fs";
import { step } from "../shared/step.mjs";
import { findProgram, programs } from "./programs.mjs";

// RUNLEVEL=1 keeps the packages from starting their servers: the tests start their own.
const QUIET_APT = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };

/** Finds these programs, installs them where that is possible, and returns those still missing. */
export async function provision(names) {
  const missing = missingOf(names);
  if (missing.length === 0 || !canUseApt()) return missing;
  const packages = missing.map((name) => programs[name].apt);
  const install = ["install", "--yes", "--no-install-recommends", ...packages];
  await step("Reading Debian's package lists", "apt-get", ["update"], { env: QUIET_APT });
  await step(`Installing ${packages.join(", ")} with apt-get`, "apt-get", install, {
    env: QUIET_APT,
  });
  return missingOf(names);
}

function missingOf(names) {
  return names.filter((name) => !findProgram(name));
}

function canUseApt() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

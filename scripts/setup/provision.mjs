import { existsSync } from "node:fs";
import { step } from "../shared/step.mjs";
import { findProgram, programs } from "./programs.mjs";

// With RUNLEVEL=1 the packages do not start their servers. The tests start their own servers.
const APT_ENV = { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };

/**
 * Installs missing programs if this process runs as root and apt-get exists. Returns the programs that
 * are still missing.
 */
export async function provision(names) {
  const missing = missingOf(names);
  if (missing.length === 0 || !canUseApt()) return missing;
  const packages = missing.flatMap((name) => programs[name].apt);
  const install = ["install", "--yes", "--no-install-recommends", ...packages];
  await step("Reading Debian's package lists", "apt-get", ["update"], { env: APT_ENV });
  await step(`Installing ${packages.join(", ")} with apt-get`, "apt-get", install, {
    env: APT_ENV,
  });
  return missingOf(names);
}

function missingOf(names) {
  return names.filter((name) => !findProgram(name));
}

function canUseApt() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

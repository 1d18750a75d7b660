import { join } from "node:path";
import { installPackages } from "../setup/packages.mjs";
import { root } from "../shared/paths.mjs";
import { one, sum, tally } from "./tally.mjs";
import { vitest } from "./vitest.mjs";

const packages = join(root, "test/integration/postgres/prisma/packages");
const tests = vitest("postgres");

/**
 * Runs the tests on PostgreSQL. Only one of them needs Prisma, so Prisma is installed here. The other tests
 * run also when npm cannot install Prisma.
 */
export async function postgres(run) {
  const installed = await installPackages(packages, "prisma", "Prisma");
  return sum([installed ? tally() : one(false), await tests(run)]);
}

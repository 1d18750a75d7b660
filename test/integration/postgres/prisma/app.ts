import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  type ExampleFolder,
  exampleFolder,
  examplesOf,
  newAppConfig,
} from "../../../harness/examples.ts";

const packages = join(import.meta.dirname, "packages");

export interface PrismaApp {
  /** The folder of the files of docs/accounts.md and of the generated client. */
  readonly path: string;
  /** The settings for `typeErrors`: of these files, those for Prisma. */
  readonly config: object;
  readonly remove: () => void;
}

/**
 * Writes the files of docs/accounts.md and generates the client of Prisma from the schema among them.
 * Throws when Prisma is not installed.
 */
export function prismaApp(): PrismaApp {
  const cli = join(packages, "node_modules/prisma/build/index.js");
  if (!existsSync(cli)) {
    throw new Error(
      "Prisma is not installed. Run `npm test -- postgres`, which installs it, " +
        "or `npm ci --ignore-scripts` in test/integration/postgres/prisma/packages.",
    );
  }
  const folder = exampleFolder(packages);
  try {
    return { ...generated(folder, cli), remove: folder.remove };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

function generated(folder: ExampleFolder, cli: string): Omit<PrismaApp, "remove"> {
  const config = { ...newAppConfig, include: ["prisma.config.ts", "prisma"] };
  const files = examplesOf("docs/accounts.md");
  // Prisma reads from it how the generated files import each other.
  files.set("tsconfig.json", JSON.stringify(config));
  const path = folder.write("accounts", files);
  execFileSync(process.execPath, [cli, "generate"], {
    cwd: path,
    env: {
      ...process.env,
      // Without a path, Prisma downloads its schema engine, which `generate` does not run.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      // Prisma looks for a newer version otherwise.
      CHECKPOINT_DISABLE: "1",
    },
    stdio: "pipe",
    timeout: 60_000,
  });
  return { path, config };
}

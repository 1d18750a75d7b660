import "server-only";
import { readdirSync } from "node:fs";
import { join } from "node:path";

let base: string | null = null;

/**
 * Returns the URL of the folder with the engine's files. The build names the folder by a hash.
 *
 * @throws {Error} if the sandbox was not built.
 */
export function engineBase(): string {
  base ??= findBase();
  return base;
}

function findBase(): string {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "public/engine");
  const [name] = readdirSync(folder);
  if (name === undefined) throw new Error("public/engine is empty. Run `npm run build` first.");
  return `/engine/${name}`;
}

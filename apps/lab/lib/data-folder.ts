import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** The folder of everything the Lab keeps; `LAB_DATA_DIR` moves it. Made when first asked for. */
export function inDataFolder(name: string): string {
  const folder = process.env["LAB_DATA_DIR"] ?? join(process.cwd(), ".data");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, name);
}

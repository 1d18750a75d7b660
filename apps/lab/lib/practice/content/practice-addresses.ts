import "server-only";
import { join } from "node:path";
import { type Addresses, readAddresses } from "./addresses";

let kept: Addresses | undefined;

/** Returns the addresses of the practice. In development it reads them each time, because content changes. */
export function practiceAddresses(): Addresses {
  if (kept !== undefined && process.env.NODE_ENV === "production") return kept;
  kept = readAddresses(join(/* turbopackIgnore: true */ process.cwd(), "content"));
  return kept;
}

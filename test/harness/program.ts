import { findProgram, installCommand } from "../../scripts/setup/programs.mjs";

/** Returns the path of a program. Throws when it is missing; the message names the install command. */
export function requireProgram(name: Parameters<typeof findProgram>[0]): string {
  const path = findProgram(name);
  if (path) return path;
  throw new Error(`${name} is not on this machine. Install it with: ${installCommand([name])}`);
}

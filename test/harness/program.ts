import { findProgram, installCommand } from "../../scripts/setup/programs.mjs";

/** The path of a program the tests need; throws the command that installs it. */
export function requireProgram(name: Parameters<typeof findProgram>[0]): string {
  const path = findProgram(name);
  if (path) return path;
  throw new Error(`${name} is not on this machine. Install it with: ${installCommand([name])}`);
}

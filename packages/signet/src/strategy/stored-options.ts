import { SignetError } from "../errors.ts";

/** @throws {SignetError} `invalid-config` for an option that is not known, or present and undefined. */
export function checkNames(maker: string, options: object, names: readonly string[]): void {
  for (const [name, value] of Object.entries(options ?? {})) {
    if (!names.includes(name)) {
      throw invalid(`${maker}() has no option ${name}. Its options are ${names.join(", ")}.`);
    }
    if (value === undefined) {
      throw invalid(`${name} is present but undefined: give it a value, or leave it out.`);
    }
  }
}

/** @throws {SignetError} `invalid-config` for what is no number of sessions. */
export function parseLimit(maxSessionsPerUser: number | null): number | null {
  const isLimit = Number.isInteger(maxSessionsPerUser) && Number(maxSessionsPerUser) > 0;
  if (maxSessionsPerUser === null || isLimit) return maxSessionsPerUser;
  throw invalid("maxSessionsPerUser must be a whole number from 1; leave it out for no limit.");
}

export function invalid(message: string): SignetError {
  return new SignetError("invalid-config", message);
}

import { invalidConfig } from "../../errors.ts";

/**
 * Checks `maxSessionsPerUser`.
 *
 * @throws {SignetError} `invalid-config` for a value that is no whole number from 1.
 */
export function parseLimit(maxSessionsPerUser: number | null): number | null {
  const isLimit = Number.isInteger(maxSessionsPerUser) && Number(maxSessionsPerUser) > 0;
  if (maxSessionsPerUser === null || isLimit) return maxSessionsPerUser;
  throw invalidConfig(
    "maxSessionsPerUser must be a whole number from 1; leave it out for no limit.",
  );
}

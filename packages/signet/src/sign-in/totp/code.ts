import { verify } from "otplib";

/** The length of a time step (RFC 6238, section 4.1); seconds. */
const STEP = 30;
/** One step before and one after the current one count, for clocks that differ (RFC 6238, section 5.2). */
const TOLERANCE = 30;

/** Returns the six digits of a typed code; `null` for another text. Spaces and hyphens are left out. */
export function parseTotpCode(text: string | null): string | null {
  const digits = text?.normalize("NFKC").replace(/[\s-]/g, "") ?? "";
  return /^[0-9]{6}$/.test(digits) ? digits : null;
}

/**
 * Returns the time step of a right code; `null` for a wrong one, and for one of the last accepted step or
 * of an earlier step.
 *
 * @param now milliseconds since the Unix epoch.
 * @param lastStep `-1` if no code was accepted yet.
 */
export async function stepOf(
  secret: Uint8Array,
  code: string,
  now: number,
  lastStep: number,
): Promise<number | null> {
  const epoch = Math.floor(now / 1_000);
  // otplib throws when no step is left. This happens after the server's clock was set back.
  if (lastStep > Math.floor((epoch + TOLERANCE) / STEP)) return null;
  const result = await verify({
    secret,
    token: code,
    epoch,
    period: STEP,
    epochTolerance: TOLERANCE,
    ...(lastStep < 0 ? {} : { afterTimeStep: lastStep }),
  });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

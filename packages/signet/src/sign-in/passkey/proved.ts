import { proved } from "../contract/makers.ts";
import type { MethodOutcome } from "../contract/outcome.ts";
import type { PasskeyData } from "./stored.ts";

/**
 * Returns the proof by a passkey: of two factors if the device verified the user. A passkey that may be
 * copied is a key in software (`swk` of RFC 8176), because it leaves the device. Without attestation `hwk` is
 * only what the authenticator says of itself.
 */
export function provedBy(
  userId: string,
  { deviceType }: Pick<PasskeyData, "deviceType">,
  userVerified: boolean,
): MethodOutcome {
  const key = deviceType === "singleDevice" ? "hwk" : "swk";
  return proved(
    { kind: "user", userId },
    { amr: userVerified ? [key, "user", "mfa"] : [key, "user"], factors: userVerified ? 2 : 1 },
  );
}

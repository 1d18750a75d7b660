import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import { decodeBytes, encodeBytes } from "../../token/base64url.ts";
import type { OperationContext } from "../contract/operation.ts";
import { type Ceremony, DIALOG_TIME } from "./ceremony.ts";
import { frameProblem } from "./client-data.ts";
import { type Policy, rpIdOf } from "./options.ts";
import { type Problem, problemOf } from "./refusal.ts";
import type { Passkey, PasskeyData } from "./stored.ts";

/**
 * The accepted signature algorithms: EdDSA, ES256 and RS256 (IANA COSE). The library's own list depends on
 * the runtime, so another server could be unable to verify a key.
 */
const ALGORITHMS = [-8, -7, -257];

/** The longest credential id; bytes (WebAuthn, section 7.1, step 25). */
const LONGEST_ID = 1_023;

const NO_AAGUID = "00000000-0000-0000-0000-000000000000";

/** The names of a user in the dialog of a browser. */
export interface ShownUser {
  /** Distinguishes the accounts of one person, such as an e-mail address. */
  readonly name: string;
  readonly displayName: string;
}

/** Returns the options with which a browser makes a passkey. */
export async function registrationOptions(
  { origin }: OperationContext,
  policy: Policy,
  rpName: string,
  ceremony: Ceremony,
  user: ShownUser,
  existing: readonly Passkey[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return await generateRegistrationOptions({
    rpID: rpIdOf(policy, origin),
    rpName,
    userID: decodeBytes(ceremony.userHandle ?? "") ?? new Uint8Array(),
    userName: user.name,
    userDisplayName: user.displayName,
    challenge: decodeBytes(ceremony.challenge) ?? new Uint8Array(),
    timeout: DIALOG_TIME,
    attestationType: "none",
    supportedAlgorithmIDs: [...ALGORITHMS],
    excludeCredentials: existing.map(({ id, data }) => ({ id, transports: [...data.transports] })),
    authenticatorSelection: {
      // Only a discoverable passkey can sign in without a user name.
      residentKey: "required",
      userVerification: policy.userVerification,
    },
  });
}

/** A verified new passkey without its name. */
export interface Registration {
  readonly id: string;
  readonly data: Omit<PasskeyData, "name">;
  readonly userVerified: boolean;
}

/** Verifies the answer of a browser to registration options (WebAuthn, section 7.1). */
export async function verifyRegistration(
  context: OperationContext,
  policy: Policy,
  ceremony: Ceremony,
  response: RegistrationResponseJSON,
): Promise<Registration | Problem> {
  const { clientDataJSON, attestationObject, transports = [] } = response.response;
  const rpID = rpIdOf(policy, context.origin);
  try {
    const problem =
      frameProblem(clientDataJSON, policy.topOrigins) ?? attestationProblem(attestationObject);
    if (problem !== null) return problem;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: ceremony.challenge,
      expectedOrigin: context.origin,
      expectedRPID: rpID,
      requireUserVerification: policy.userVerification === "required",
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    if (!verified) return { problem: "bad-signature" };
    const { credential, aaguid, userVerified } = registrationInfo;
    if (credential.id !== response.id) return { problem: "other-credential-id" };
    const length = decodeBytes(credential.id)?.length ?? 0;
    if (length === 0 || length > LONGEST_ID) return { problem: "credential-id-length" };
    return {
      id: credential.id,
      userVerified,
      data: {
        publicKey: encodeBytes(credential.publicKey),
        counter: credential.counter,
        userHandle: ceremony.userHandle ?? "",
        deviceType: registrationInfo.credentialDeviceType,
        backedUp: registrationInfo.credentialBackedUp,
        transports,
        aaguid: aaguid === NO_AAGUID ? null : aaguid,
      },
    };
  } catch (error) {
    return problemOf(error);
  }
}

/**
 * Refuses an attestation with certificates. The options ask for none, and for some certificates the library
 * would fetch a revocation list from an address that the sender chose.
 */
function attestationProblem(attestationObject: string): Problem | null {
  const bytes = decodeBytes(attestationObject);
  if (bytes === null) return { problem: "invalid-response" };
  const attestation = decodeAttestationObject(bytes);
  const format = attestation.get("fmt");
  const isSelfSigned = format === "packed" && attestation.get("attStmt").get("x5c") === undefined;
  return format === "none" || isSelfSigned ? null : { problem: "attestation-not-asked" };
}

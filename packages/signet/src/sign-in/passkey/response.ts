import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { isPlain } from "../../options.ts";
import type { Fields } from "../contract/operation.ts";

/** The longest member of a response; characters. An attestation object is the largest one. */
const LONGEST = 65_536;

/** The most transports that are kept, and the longest one; characters. */
const MOST_TRANSPORTS = 8;
const LONGEST_TRANSPORT = 32;

/**
 * Returns the response of a browser in an input; `null` without one. A form sends it as the text of a
 * hidden field.
 */
export function responseIn(input: Fields): unknown {
  const { response = null } = input;
  if (response === "") return null;
  if (typeof response !== "string") return response;
  try {
    return JSON.parse(response);
  } catch {
    return {};
  }
}

/** Returns an assertion (WebAuthn, section 5.1.8) with the members that count; `null` for another value. */
export function assertionOf(value: unknown): AuthenticationResponseJSON | null {
  const parts = partsOf(value);
  if (parts === null) return null;
  const { id, response } = parts;
  const clientDataJSON = base64urlIn(response, "clientDataJSON");
  const authenticatorData = base64urlIn(response, "authenticatorData");
  const signature = base64urlIn(response, "signature");
  const userHandle = base64urlIn(response, "userHandle");
  if (clientDataJSON === null || authenticatorData === null || signature === null) return null;
  return {
    ...credential(id),
    response: {
      clientDataJSON,
      authenticatorData,
      signature,
      ...(userHandle === null ? {} : { userHandle }),
    },
  };
}

/** Returns an attestation (WebAuthn, section 5.1.8) with the members that count; `null` for another value. */
export function attestationOf(value: unknown): RegistrationResponseJSON | null {
  const parts = partsOf(value);
  if (parts === null) return null;
  const { id, response } = parts;
  const clientDataJSON = base64urlIn(response, "clientDataJSON");
  const attestationObject = base64urlIn(response, "attestationObject");
  if (clientDataJSON === null || attestationObject === null) return null;
  return {
    ...credential(id),
    response: { clientDataJSON, attestationObject, transports: transportsIn(response) },
  };
}

function credential(
  id: string,
): Pick<AuthenticationResponseJSON, "id" | "rawId" | "type" | "clientExtensionResults"> {
  return { id, rawId: id, type: "public-key", clientExtensionResults: {} };
}

function partsOf(value: unknown): { id: string; response: Record<string, unknown> } | null {
  if (!isPlain(value)) return null;
  const id = base64urlIn(value, "id");
  const { rawId, type, response } = value;
  if (id === null || rawId !== id || type !== "public-key" || !isPlain(response)) return null;
  return { id, response };
}

function base64urlIn(object: Record<string, unknown>, name: string): string | null {
  const value = object[name];
  return typeof value === "string" && value.length <= LONGEST && /^[\w-]+$/.test(value)
    ? value
    : null;
}

function transportsIn({ transports }: Record<string, unknown>): string[] {
  if (!Array.isArray(transports)) return [];
  return transports
    .filter((one) => typeof one === "string" && one.length <= LONGEST_TRANSPORT)
    .slice(0, MOST_TRANSPORTS);
}

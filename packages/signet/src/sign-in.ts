import { SignetError } from "./errors.ts";
import { headerOf, type RequestSource } from "./http/source.ts";
import { acceptData, type DataSchema } from "./session/data.ts";
import { parseUserId } from "./sessions.ts";
import type { NewSession } from "./strategy/contract.ts";

/** Whom to sign in, once you have proved who it is. */
export type SignInInput<Input> = {
  readonly userId: string;
  /** What the device list shows besides the User-Agent header, which is taken from the request. */
  readonly device?: { readonly label?: string; readonly ip?: string };
} & (undefined extends Input ? { readonly data?: Input } : { readonly data: Input });

/** Device texts are cut here; characters. */
const LONGEST_DEVICE_TEXT = 256;

/**
 * Checks what sign-in was given.
 *
 * @throws {SignetError} `invalid-input` or `invalid-data`; nothing has been written then.
 */
export async function newSession(
  request: RequestSource,
  input: Omit<SignInInput<undefined>, "data"> & { readonly data?: unknown },
  schema: DataSchema<unknown, object>,
): Promise<NewSession> {
  return {
    userId: parseUserId(input?.userId),
    data: await acceptData(schema, input.data),
    deviceLabel: deviceText(input.device?.label, "label"),
    userAgent: deviceText(headerOf(request, "user-agent"), "userAgent"),
    ip: deviceText(input.device?.ip, "ip"),
  };
}

function deviceText(text: string | null | undefined, member: string): string | null {
  if (text === undefined || text === null) return null;
  if (typeof text !== "string") {
    throw new SignetError("invalid-input", `device.${member} must be a text, or left out.`);
  }
  return text.slice(0, LONGEST_DEVICE_TEXT).toWellFormed();
}

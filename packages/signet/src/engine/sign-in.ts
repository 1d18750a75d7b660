import { headerOf, type RequestSource } from "../http/source.ts";
import { acceptData, type DataSchema } from "../session/data.ts";
import { parseDeviceText, parseUserId, plainHeader } from "../session/text.ts";
import type { NewSession } from "../strategy/contract.ts";

/** Whom to sign in, once you have proved who it is. */
export type SignInInput<Input> = {
  readonly userId: string;
  /**
   * What the device list shows besides the User-Agent header, which is taken from the request: plain
   * texts, which are cut at 256 characters.
   */
  readonly device?: { readonly label?: string; readonly ip?: string };
} & (undefined extends Input ? { readonly data?: Input } : { readonly data: Input });

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
    deviceLabel: parseDeviceText(input.device?.label, "label"),
    userAgent: plainHeader(headerOf(request, "user-agent")),
    ip: parseDeviceText(input.device?.ip, "ip"),
  };
}

import { headerOf, type RequestSource } from "../http/request-source.ts";
import { acceptData, type DataSchema } from "../session/data.ts";
import { parseDeviceText, parseUserId, plainHeader } from "../session/text.ts";
import type { NewSession } from "../strategy/contract.ts";

/** The user to sign in, after you have authenticated them. */
export type SignInInput<Input> = {
  readonly userId: string;
  /**
   * Texts for the list of devices, cut at 256 characters. The User-Agent header is taken from the
   * request.
   */
  readonly device?: { readonly label?: string; readonly ip?: string };
} & (undefined extends Input ? { readonly data?: Input } : { readonly data: Input });

/**
 * Checks the input of sign-in.
 *
 * @throws {SignetError} `invalid-input` or `invalid-data`, before anything is written.
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

import { SignetError } from "../errors.ts";
import { headerOf, type RequestSource } from "../http/request-source.ts";
import { acceptData, type DataSchema } from "../session/data.ts";
import { termsWith } from "../session/kept-terms.ts";
import type { Lifetime } from "../session/lifetime.ts";
import { parseBeginning } from "../session/proof-input.ts";
import { parseTerms, type SessionLifetimeOptions } from "../session/terms.ts";
import { parseDeviceText, parseUserId, plainText } from "../session/text.ts";
import type { Proof, SessionTerms } from "../session/types.ts";
import type { NewSession } from "../strategy/contract.ts";

/** The user to sign in, after you have authenticated them. */
export type SignInInput<Input> = {
  readonly userId: string;
  /**
   * A shorter life for this one session, which the server keeps to through all renewals and changes of
   * strategy. Default: the configured `lifetime`, and no session can live longer than that.
   */
  readonly lifetime?: SessionLifetimeOptions | undefined;
  /**
   * `false` sets a cookie without Max-Age, which browsers delete when they end ("remember me" is off).
   * Default `true`: the cookie stays as long as the session can live.
   *
   * The server does not notice the end of a browser: the session itself lives on until `lifetime`, and a
   * copy of its credential works as long. Browsers that continue where the user left off, and most
   * phones, keep such cookies. So set a short `lifetime` as well, and tell users to sign out on devices
   * that they share.
   */
  readonly persistent?: boolean | undefined;
  /**
   * How and when the user proved who they are: at most four proofs. Guards with `factor: 2` count them,
   * as `assuranceOf` does. So pass only proofs that you have verified, and one entry for each factor: a
   * second proof by another method counts as a second factor. A link in a mail is none. The list is
   * stored in the session, the oldest proof first.
   *
   * `method` is a name of yours of at most 64 characters. `amr` has at most eight values of RFC 8176, of
   * at most 32 characters each, and may be empty.
   */
  readonly proofs?: readonly Proof[] | undefined;
  /**
   * The id of the user who acts in this session as `userId`. `impersonate` sets it for you, with checks.
   */
  readonly actor?: string | undefined;
  /**
   * Texts for the list of devices, cut at 256 characters. The User-Agent header is taken from the
   * request.
   */
  readonly device?: DeviceTexts;
} & DataInput<Input>;

interface DeviceTexts {
  readonly label?: string;
  readonly ip?: string;
}

/** The member `data`, which is required if the schema requires it. */
type DataInput<Input> = undefined extends Input
  ? { readonly data?: Input }
  : { readonly data: Input };

/** The data and the device of a session in which one user acts as another one. */
export type ImpersonateInput<Input> = {
  /** Texts for the list of devices of the other user, cut at 256 characters. */
  readonly device?: DeviceTexts;
} & DataInput<Input>;

const MEMBERS = ["userId", "data", "device", "lifetime", "persistent", "proofs", "actor"];

/**
 * Checks the input of sign-in.
 *
 * @param lifetime the configured lifetime.
 * @param now milliseconds since the epoch.
 * @param terms terms that were checked before; `undefined`: those of the input.
 * @throws {SignetError} `invalid-input` or `invalid-data`, before anything is written.
 */
export async function newSession(
  request: RequestSource,
  input: Omit<SignInInput<undefined>, "data"> & { readonly data?: unknown },
  schema: DataSchema<unknown, object>,
  lifetime: Lifetime,
  now: number,
  terms?: SessionTerms | null,
): Promise<NewSession> {
  const userId = parseUserId(input?.userId);
  // A misspelled persistent would leave a cookie on a device that others use.
  const unknown = Object.keys(input).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) {
    throw new SignetError(
      "invalid-input",
      `${unknown} is not a member of the input of signIn(). The members are ${MEMBERS.join(", ")}. Pass other values in data.`,
    );
  }
  const beginning = parseBeginning(input, now + lifetime.clockTolerance);
  return {
    userId,
    terms: termsWith(terms === undefined ? parseTerms(input, lifetime) : terms, beginning),
    authenticatedAt: null,
    data: await acceptData(schema, input.data),
    deviceLabel: parseDeviceText(input.device?.label, "label"),
    userAgent: plainText(headerOf(request, "user-agent")),
    ip: parseDeviceText(input.device?.ip, "ip"),
  };
}

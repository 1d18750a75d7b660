import { invalidConfig } from "../../errors.ts";
import { ownOptions, textOption } from "../../options.ts";

/** The options of `passkey()`. */
export interface PasskeyOptions {
  /**
   * The domain that passkeys belong to: the host name of the site, or a domain above it, such as
   * `example.com` for `https://app.example.com`. Default: the host name of the site. A later change makes
   * all passkeys useless.
   */
  readonly rpId?: string;
  /** The name of the site in the dialogs of browsers. Default: the name of the application. */
  readonly rpName?: string;
  /**
   * Whether the device must verify the user, by a fingerprint, a face or a PIN. `"required"` (default): a
   * passkey proves two factors. `"preferred"`: also devices that cannot, and then it proves one.
   */
  readonly userVerification?: "required" | "preferred";
  /**
   * The reaction to a signature counter that does not rise, which means that a copy of the key may be in
   * use. `"refuse"` (default), or `"report"`: only an event.
   */
  readonly onCounterRegression?: "refuse" | "report";
  /** Origins of other sites that may show this site in a frame and use passkeys there. Default: none. */
  readonly topOrigins?: readonly string[];
  /**
   * Whether a visitor may create an account with a name and a passkey. Such a user has no address. It also
   * needs `signUp: "open"` of `createAuth`. Default `false`.
   */
  readonly signUp?: boolean;
}

/** The options of `passkey()` after their check. */
export interface Policy {
  /** `null`: the host name of the site. */
  readonly rpId: string | null;
  /** `null`: the name of the application. */
  readonly rpName: string | null;
  readonly userVerification: "required" | "preferred";
  readonly onCounterRegression: "refuse" | "report";
  readonly topOrigins: readonly string[];
  readonly signUp: boolean;
}

const NAMES = [
  "rpId",
  "rpName",
  "userVerification",
  "onCounterRegression",
  "topOrigins",
  "signUp",
] as const;

/**
 * Checks the options of `passkey()`.
 *
 * @throws {SignetError} `invalid-config`
 */
export function policyOf(options: PasskeyOptions): Policy {
  const given = ownOptions(options, NAMES);
  const { signUp = false, topOrigins = [] } = given;
  if (typeof signUp !== "boolean") {
    throw invalidConfig(`signUp of passkey() must be true or false, not ${typeof signUp}.`);
  }
  if (!Array.isArray(topOrigins) || !topOrigins.every(isOrigin)) {
    throw invalidConfig(
      'topOrigins of passkey() must be a list of origins, such as "https://partner.example", without a path.',
    );
  }
  return {
    rpId: textOption(given, "rpId"),
    rpName: textOption(given, "rpName"),
    userVerification: choice(given["userVerification"], "userVerification", [
      "required",
      "preferred",
    ]),
    onCounterRegression: choice(given["onCounterRegression"], "onCounterRegression", [
      "refuse",
      "report",
    ]),
    topOrigins: [...topOrigins],
    signUp,
  };
}

/** Returns one of several texts. The first one is the default. */
function choice<Text extends string>(
  value: unknown,
  name: string,
  texts: readonly [Text, ...Text[]],
): Text {
  if (value === undefined) return texts[0];
  const found = texts.find((text) => text === value);
  if (found === undefined) {
    throw invalidConfig(`${name} of passkey() must be "${texts.join('" or "')}".`);
  }
  return found;
}

function isOrigin(value: unknown): value is string {
  return typeof value === "string" && URL.parse(value)?.origin === value;
}

/**
 * Returns the RP ID: the domain to which a browser binds the passkeys of a site (WebAuthn, section 4).
 *
 * @throws {SignetError} `invalid-config` when browsers would refuse it for this origin.
 */
export function rpIdOf(policy: Policy, origin: string): string {
  const { hostname } = new URL(origin);
  if (/^\[|^[\d.]+$/.test(hostname)) {
    throw invalidConfig(
      `passkey() cannot work on ${origin}, because browsers bind passkeys to a domain and not to an IP address. Open the site as http://localhost, or under a domain.`,
    );
  }
  const { rpId } = policy;
  if (rpId === null || rpId === hostname) return hostname;
  if (!hostname.endsWith(`.${rpId}`)) {
    throw invalidConfig(
      `rpId of passkey() is "${rpId}", but the site is ${origin}. Set it to "${hostname}" or to a domain above it, or leave it out.`,
    );
  }
  return rpId;
}

import type { Profile } from "../contract/outcome.ts";
import { parseEmail } from "../shared/email.ts";
import { providerRefused } from "./client/carried-failure.ts";
import type { Provider } from "./provider.ts";
import type { Claims } from "./provider-data.ts";

/** A user of a provider. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** What an account page shows. */
  readonly data: {
    readonly label: string;
    readonly name: string | null;
    readonly email: string | null;
  };
  readonly profile: Profile;
}

/** The longest subject (OpenID Connect Core, section 2); characters. */
const LONGEST_SUBJECT = 255;
/** Characters. */
const LONGEST_NAME = 255;
const LONGEST_IMAGE = 2_048;

/**
 * Returns the user in the claims of a provider. The identity is the issuer with the subject, and never
 * the address (OpenID Connect Core, section 5.7).
 *
 * @param issuer the issuer in the metadata.
 * @throws {Error} "provider-failed": `not-accepted` for a user of another tenant, `no-subject`.
 */
export function identityOf(provider: Provider, issuer: string, claims: Claims): ProviderIdentity {
  const { data } = provider;
  if (!data.accepts(claims)) throw providerRefused("not-accepted");
  const subject = data.subject(claims);
  // GitHub's ids are numbers.
  const text = Number.isSafeInteger(subject) ? String(subject) : subject;
  if (typeof text !== "string" || text === "" || text.length > LONGEST_SUBJECT) {
    throw providerRefused("no-subject");
  }
  const profile = profileOf(provider, claims);
  return {
    issuer: data.sharedIssuer === null ? issuer : String(claims["iss"]),
    subject: text,
    data: { label: data.title, name: profile.name, email: profile.email },
    profile,
  };
}

function profileOf({ data, settings }: Provider, claims: Claims): Profile {
  const given = data.profile(claims);
  const email = parseEmail(given.email);
  const emailVerified = email !== null && isTrue(given.emailVerified);
  return {
    email,
    emailVerified,
    trusted: emailVerified && (data.trusts(email, claims) || isIn(settings.trustedDomains, email)),
    name: textOf(given.name, LONGEST_NAME),
    image: pictureOf(given.image),
  };
}

/** Some providers send booleans as texts, and the text "false" is true in JavaScript (CVE-2026-134312). */
function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

function isIn(domains: readonly string[] | "all", email: string): boolean {
  return domains === "all" || domains.includes(email.slice(email.indexOf("@") + 1));
}

function textOf(value: unknown, longest: number): string | null {
  if (typeof value !== "string" || !value.isWellFormed()) return null;
  const text = value.replaceAll(/\p{Cc}/gu, " ").trim();
  return text === "" ? null : text.slice(0, longest);
}

/** Only https: an application puts the address into a page. */
function pictureOf(value: unknown): string | null {
  const url = typeof value === "string" && value.length <= LONGEST_IMAGE ? URL.parse(value) : null;
  return url?.protocol === "https:" ? url.href : null;
}

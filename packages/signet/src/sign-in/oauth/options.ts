import type { Duration } from "../../duration.ts";
import { invalidConfig } from "../../errors.ts";
import {
  checkOptions,
  durationOption,
  type Given,
  isPlain,
  textOption,
  textsOption,
} from "../../options.ts";

/** The options of every provider. */
export interface ProviderOptions {
  /** The client id that the provider gave to your application. */
  readonly clientId: string | undefined;
  /** The client secret. Leave it out for a public client. */
  readonly clientSecret?: string | undefined;
  /** Scopes to ask for beside the ones that sign-in needs. */
  readonly scopes?: readonly string[];
  /** More parameters of the authorization request, such as `{ hd: "example.com" }`. */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * Domains for which you trust this provider to verify e-mail addresses, or `"all"`. A trusted, verified
   * address joins an account that verified the same address. Default: what the preset says.
   */
  readonly trustedDomains?: readonly string[] | "all";
  /** Whether the provider's tokens are kept, sealed, for calls of its API. Default `false`. */
  readonly keepTokens?: boolean;
  /** The age that the sign-in at the provider may have. It is asked for and checked (`auth_time`). */
  readonly maxAge?: Duration;
  /** Whether `mfa` in the ID token's `amr` counts as two factors. Default `false`. */
  readonly trustMfa?: boolean;
  /** Whether the operation `signOut` also signs out at the provider. Default `false`. */
  readonly providerSignOut?: boolean;
  /**
   * Whether the provider may end sessions by OpenID Connect Back-Channel Logout. It needs `database()` or
   * `hybrid()`. Default `false`.
   */
  readonly backchannelLogout?: boolean;
  /** The timeout of a call of the provider. Default `"10s"`. */
  readonly timeout?: Duration;
  /** Makes the calls of the provider, for example through a proxy. Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** The checked options. */
export interface Settings {
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly scopes: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly trustedDomains: readonly string[] | "all";
  readonly keepTokens: boolean;
  /** Seconds; `null` for any age. */
  readonly maxAge: number | null;
  readonly trustMfa: boolean;
  readonly providerSignOut: boolean;
  readonly backchannelLogout: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly fetch: typeof fetch;
}

const OPTIONS = [
  "clientId",
  "clientSecret",
  "scopes",
  "parameters",
  "trustedDomains",
  "keepTokens",
  "maxAge",
  "trustMfa",
  "providerSignOut",
  "backchannelLogout",
  "timeout",
  "fetch",
];

/** Parameters of the authorization request that this library sets. Others in their place would undo a check. */
const RESERVED = [
  "client_id",
  "client_secret",
  "code_challenge",
  "code_challenge_method",
  "nonce",
  "redirect_uri",
  "request",
  "request_uri",
  "response_mode",
  "response_type",
  "scope",
  "state",
];

/** Seconds. */
const TIMEOUT = 10;

/**
 * Checks the options that every provider has.
 *
 * @param owner the maker, such as `"github()"`.
 * @param own the names of the maker's own options.
 * @throws {SignetError} `invalid-config`. The message names the option.
 */
export function parseProviderOptions(
  options: ProviderOptions,
  owner: string,
  own: readonly string[] = [],
): Settings {
  if (!isPlain(options)) {
    throw invalidConfig(`The options of ${owner} must be a plain object. Pass an object literal.`);
  }
  const given: Given = { ...options };
  // An environment variable that is not set has a message of its own.
  checkOptions(given, [...OPTIONS, ...own], owner, ["clientId", "clientSecret"]);
  return {
    clientId: clientIdOption(given, owner),
    clientSecret: secretOption(given, owner),
    scopes: textsOption(given, "scopes") ?? [],
    parameters: parametersOption(given),
    trustedDomains: domainsOption(given),
    keepTokens: flag(given, "keepTokens"),
    maxAge: seconds(durationOption(given, "maxAge", 0)),
    trustMfa: flag(given, "trustMfa"),
    providerSignOut: flag(given, "providerSignOut"),
    backchannelLogout: flag(given, "backchannelLogout"),
    timeout: seconds(durationOption(given, "timeout")) ?? TIMEOUT,
    fetch: fetchOption(given),
  };
}

function clientIdOption(given: Given, owner: string): string {
  if (typeof given["clientId"] === "string" && given["clientId"] !== "") return given["clientId"];
  throw invalidConfig(
    `clientId of ${owner} must be a text that is not empty. Register your application at the provider, and check that the environment variable is set.`,
  );
}

function secretOption(given: Given, owner: string): string | null {
  if (!Object.hasOwn(given, "clientSecret")) return null;
  const secret = given["clientSecret"];
  if (typeof secret === "string" && secret !== "") return secret;
  throw invalidConfig(
    `clientSecret of ${owner} is present but no text. Check that the environment variable is set. Leave the option out for a public client.`,
  );
}

function flag(given: Given, name: string): boolean {
  const value = given[name] ?? false;
  if (typeof value === "boolean") return value;
  throw invalidConfig(`${name} must be true or false.`);
}

function seconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1_000;
}

function parametersOption(given: Given): Readonly<Record<string, string>> {
  const entries = Object.entries(given["parameters"] ?? {});
  for (const [name, text] of entries) {
    if (RESERVED.includes(name)) {
      throw invalidConfig(`parameters must not set ${name}, because the library sets it.`);
    }
    if (typeof text !== "string") throw invalidConfig(`parameters.${name} must be a text.`);
  }
  return Object.fromEntries(entries);
}

function domainsOption(given: Given): readonly string[] | "all" {
  if (given["trustedDomains"] === "all") return "all";
  const domains = textsOption(given, "trustedDomains") ?? [];
  for (const domain of domains) {
    if (/[@*\s]/.test(domain)) {
      throw invalidConfig(
        `trustedDomains has ${JSON.stringify(domain)}, which is no domain. Give domains such as "example.com", or "all".`,
      );
    }
  }
  return domains.map((domain) => domain.toLowerCase());
}

function fetchOption(given: Given): typeof fetch {
  const value = given["fetch"];
  // The global is looked up at each call, because frameworks replace it after this module is loaded.
  if (value === undefined) return (...call) => globalThis.fetch(...call);
  if (typeof value === "function") return (...call) => Reflect.apply(value, undefined, call);
  throw invalidConfig("fetch must be a function such as the global fetch.");
}

/**
 * Checks the address of an issuer, and returns it.
 *
 * @throws {SignetError} `invalid-config` for an address that is not https, except on this machine, and
 *   for the address of a discovery document, with which the issuer would not be checked.
 */
export function issuerOption(given: object, owner: string): string {
  const issuer = textOption({ ...given }, "issuer");
  const url = issuer === null ? null : URL.parse(issuer);
  if (issuer === null || url === null || !isSecure(url) || url.search !== "" || url.hash !== "") {
    throw invalidConfig(
      `issuer of ${owner} must be the https address of the provider, without query. http is allowed only on localhost.`,
    );
  }
  if (url.pathname.includes("/.well-known/")) {
    throw invalidConfig(
      `issuer of ${owner} is the address of a document. Give the issuer: the part before /.well-known/.`,
    );
  }
  return issuer;
}

/** Checks whether an address is https, or http on this machine. */
export function isSecure(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}

/** Checks whether an address names this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

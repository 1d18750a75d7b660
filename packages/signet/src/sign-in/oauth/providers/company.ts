import { invalidConfig } from "../../../errors.ts";
import { type ProviderMethod, providerMethod } from "../method.ts";
import { issuerOption, type ProviderOptions, parseProviderOptions } from "../options.ts";
import { OPENID, type ProviderData } from "../provider-data.ts";

/** The options of {@link microsoftEntra}. */
export interface MicrosoftEntraOptions extends ProviderOptions {
  /**
   * The id of your tenant. `"common"` and `"organizations"` are for applications of many tenants, and
   * need `tenants`. Personal accounts are the tenant `9188040d-6c67-4c5b-b112-36a304b66dad`.
   */
  readonly tenant: string | undefined;
  /** The ids of the tenants whose users are accepted, or `"any"`. */
  readonly tenants?: readonly string[] | "any";
}

const ENTRA = "https://login.microsoftonline.com";
const TENANT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * Creates sign-in with Microsoft Entra ID. The identity is the object id of the user in the tenant. An
 * address counts as verified only with the optional claim `xms_edov`.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { microsoftEntra } from "signet-auth/sign-in/oauth";
 *
 * const method = microsoftEntra({
 *   tenant: process.env.ENTRA_TENANT,
 *   clientId: process.env.ENTRA_ID,
 *   clientSecret: process.env.ENTRA_SECRET,
 * });
 * ```
 */
export function microsoftEntra(options: MicrosoftEntraOptions): ProviderMethod {
  const owner = "microsoftEntra()";
  const settings = parseProviderOptions(options, owner, ["tenant", "tenants"]);
  const { tenant, tenants } = options;
  const isShared = tenant === "common" || tenant === "organizations";
  const accepted = isShared ? tenants : [tenant];
  if (!isShared && !(tenant !== undefined && TENANT_ID.test(tenant))) {
    throw invalidConfig(
      `tenant of ${owner} must be the id of your tenant (lower case), "common" or "organizations". Check that the environment variable is set.`,
    );
  }
  if (accepted === undefined || (accepted !== "any" && !Array.isArray(accepted))) {
    throw invalidConfig(
      `tenants of ${owner} is missing, so users of every company in the world would be accepted. List the ids of the tenants, or set "any" if that is meant.`,
    );
  }
  const data: ProviderData = {
    ...OPENID,
    title: "Microsoft",
    issuer: `${ENTRA}/${tenant}/v2.0`,
    sharedIssuer: isShared ? `${ENTRA}/{tenantid}/v2.0` : null,
    // The metadata of all tenants lets every tenant pass.
    accepts: ({ tid }) => typeof tid === "string" && (accepted === "any" || accepted.includes(tid)),
    subject: ({ oid }) => oid,
    profile: ({ email, xms_edov, name }) => ({
      email,
      emailVerified: xms_edov,
      name,
      image: null,
    }),
    trusts: () => true,
  };
  return providerMethod(data, settings, owner);
}

/** The options of {@link auth0}. */
export interface Auth0Options extends ProviderOptions {
  /** The domain of your tenant, such as `"example.eu.auth0.com"`. */
  readonly domain: string | undefined;
}

/**
 * Creates sign-in with Auth0. Back-channel logout needs their Enterprise plan.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { auth0 } from "signet-auth/sign-in/oauth";
 *
 * const method = auth0({
 *   domain: "example.eu.auth0.com",
 *   clientId: process.env.AUTH0_ID,
 *   clientSecret: process.env.AUTH0_SECRET,
 * });
 * ```
 */
export function auth0(options: Auth0Options): ProviderMethod {
  const settings = parseProviderOptions(options, "auth0()", ["domain"]);
  if (!/^[\w-]+(?:\.[\w-]+)+$/.test(options.domain ?? "")) {
    throw invalidConfig(
      'domain of auth0() must be a host such as "example.eu.auth0.com". Check that the environment variable is set.',
    );
  }
  // The issuer of Auth0 ends with a slash.
  const issuer = `https://${options.domain}/`;
  return providerMethod({ ...OPENID, title: "Auth0", issuer }, settings, "auth0()");
}

/** The options of {@link okta} and {@link keycloak}. */
export interface IssuerOptions extends ProviderOptions {
  /** The issuer, as the provider shows it. */
  readonly issuer: string | undefined;
}

/**
 * Creates sign-in with Okta. The issuer is `https://DOMAIN` for the organisation's own server, and
 * `https://DOMAIN/oauth2/default` for a custom authorization server.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { okta } from "signet-auth/sign-in/oauth";
 *
 * const method = okta({
 *   issuer: "https://example.okta.com",
 *   clientId: process.env.OKTA_ID,
 *   clientSecret: process.env.OKTA_SECRET,
 * });
 * ```
 */
export function okta(options: IssuerOptions): ProviderMethod {
  const settings = parseProviderOptions(options, "okta()", ["issuer"]);
  const issuer = issuerOption(options, "okta()");
  return providerMethod({ ...OPENID, title: "Okta", issuer }, settings, "okta()");
}

/**
 * Creates sign-in with Keycloak. The issuer is `https://HOST/realms/REALM`, with the public host. Logout
 * tokens of the type `JWT` are accepted too, because older versions send them.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { keycloak } from "signet-auth/sign-in/oauth";
 *
 * const method = keycloak({
 *   issuer: "https://login.example.com/realms/staff",
 *   clientId: "shop",
 *   clientSecret: process.env.KEYCLOAK_SECRET,
 *   backchannelLogout: true,
 * });
 * ```
 */
export function keycloak(options: IssuerOptions): ProviderMethod {
  const settings = parseProviderOptions(options, "keycloak()", ["issuer"]);
  const data: ProviderData = {
    ...OPENID,
    title: "Keycloak",
    issuer: issuerOption(options, "keycloak()"),
    logoutTokenTypes: ["logout+jwt", "jwt"],
  };
  return providerMethod(data, settings, "keycloak()");
}

/** The options of {@link cognito}. */
export interface CognitoOptions extends ProviderOptions {
  /** The region, such as `"eu-central-1"`. */
  readonly region: string | undefined;
  /** The id of the user pool, such as `"eu-central-1_AbCdEfGhI"`. */
  readonly userPoolId: string | undefined;
}

/**
 * Creates sign-in with Amazon Cognito. Its sign-out takes `logout_uri` and returns no `state`.
 *
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { cognito } from "signet-auth/sign-in/oauth";
 *
 * const method = cognito({
 *   region: "eu-central-1",
 *   userPoolId: process.env.COGNITO_POOL,
 *   clientId: process.env.COGNITO_ID,
 *   clientSecret: process.env.COGNITO_SECRET,
 * });
 * ```
 */
export function cognito(options: CognitoOptions): ProviderMethod {
  const settings = parseProviderOptions(options, "cognito()", ["region", "userPoolId"]);
  const { region, userPoolId } = options;
  if (!/^[a-z\d-]+$/.test(region ?? "") || !/^[\w-]+$/.test(userPoolId ?? "")) {
    throw invalidConfig(
      'region and userPoolId of cognito() must be texts such as "eu-central-1" and "eu-central-1_AbCdEfGhI". Check that the environment variables are set.',
    );
  }
  const data: ProviderData = {
    ...OPENID,
    title: "Cognito",
    issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
    signOut: "cognito",
  };
  return providerMethod(data, settings, "cognito()");
}

import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretPost,
  Configuration,
  customFetch,
  type DiscoveryRequestOptions,
  discovery,
  enableNonRepudiationChecks,
  None,
} from "openid-client";
import type { Settings } from "../options.ts";
import { isLoopback } from "../options.ts";
import type { ProviderData } from "../provider-data.ts";
import { providerRefused } from "./carried-failure.ts";
import { toUnavailable } from "./failures.ts";
import { providerFetch } from "./provider-fetch.ts";

/** The age that the metadata of a provider may have; milliseconds. */
const METADATA_AGE = 3_600_000;

/** Returns the client for one provider. */
export type ProviderClient = (now: number) => Promise<Configuration>;

/**
 * Creates the client for a provider. Metadata is found by discovery at the first use and kept for an
 * hour. A failed discovery is not kept.
 *
 * @throws {Error} from the returned function, "provider-unavailable" when discovery fails.
 * @throws {Error} from the returned function, "provider-failed" when the metadata is of another issuer.
 */
export function providerClient(data: ProviderData, settings: Settings): ProviderClient {
  if (data.endpoints !== null) {
    const fixed = fixedConfiguration(data, data.endpoints, settings);
    return async () => fixed;
  }
  let known: { readonly configuration: Configuration; readonly until: number } | null = null;
  // The promise is not kept, because on Workers a request must not wait for another request.
  return async (now) => {
    if (known !== null && now < known.until) return known.configuration;
    const configuration = await discovered(data, settings);
    known = { configuration, until: now + METADATA_AGE };
    return configuration;
  };
}

function fixedConfiguration(
  data: ProviderData,
  endpoints: NonNullable<ProviderData["endpoints"]>,
  settings: Settings,
): Configuration {
  const configuration = new Configuration(
    {
      issuer: data.issuer,
      authorization_endpoint: endpoints.authorization,
      token_endpoint: endpoints.token,
    },
    settings.clientId,
    {},
    clientAuth(data, settings),
  );
  configuration[customFetch] = providerFetch(settings.fetch);
  configuration.timeout = settings.timeout;
  for (const extension of extensions(data)) extension(configuration);
  return configuration;
}

async function discovered(data: ProviderData, settings: Settings): Promise<Configuration> {
  const issuer = new URL(data.issuer);
  const options: DiscoveryRequestOptions = {
    [customFetch]: providerFetch(settings.fetch),
    timeout: settings.timeout,
    execute: extensions(data),
  };
  const auth = clientAuth(data, settings);
  const configuration = await discovery(issuer, settings.clientId, {}, auth, options).catch(
    toUnavailable,
  );
  const found = configuration.serverMetadata().issuer;
  const { sharedIssuer } = data;
  // openid-client does not compare the issuers of two hosts that have many tenants.
  if (sharedIssuer === null ? new URL(found).href !== issuer.href : found !== sharedIssuer) {
    throw providerRefused("issuer-mismatch");
  }
  return configuration;
}

/** ID tokens are always verified by their signature, which openid-client leaves out by default. */
function extensions(data: ProviderData): ((configuration: Configuration) => void)[] {
  const issuer = new URL(data.issuer);
  const isLocal = issuer.protocol === "http:" && isLoopback(issuer);
  return [enableNonRepudiationChecks, ...(isLocal ? [allowInsecureRequests] : [])];
}

function clientAuth({ clientAuth }: ProviderData, { clientSecret }: Settings): ClientAuth {
  if (typeof clientAuth === "function") return clientAuth;
  if (clientSecret === null) return None();
  return clientAuth === "basic" ? basicAuth(clientSecret) : ClientSecretPost(clientSecret);
}

/**
 * Authenticates by the header Basic (RFC 6749, section 2.3.1). openid-client would write "-" as "%2D",
 * which is allowed too, but is another secret for a server that does not decode.
 */
function basicAuth(secret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials = `${formEncoded(client.client_id)}:${formEncoded(secret)}`;
    headers.set("authorization", `Basic ${btoa(credentials)}`);
  };
}

function formEncoded(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}

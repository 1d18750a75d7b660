import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type ClientMetadata, type Configuration } from "oidc-provider";

/** The claims of a user beside `sub`, such as `email`, `email_verified` and `name`. */
export type ProviderUser = Readonly<Record<string, unknown>>;

export interface ProviderSetting {
  /** A client secret is sent by POST, unless the client says otherwise. */
  readonly clients: readonly ClientMetadata[];
  /** Users by their login, which is their `sub`. Any password is accepted, and no other login. */
  readonly users: Readonly<Record<string, ProviderUser>>;
  /** Default: any free port. */
  readonly port?: number;
  /** Seconds. Default 3,600. */
  readonly accessTokenLife?: number;
}

/** A result of a back-channel logout call of the provider. */
export interface LogoutCall {
  readonly client: string;
  readonly sid: string;
  /** `null` if the client answered 200. */
  readonly error: string | null;
}

export interface OpenIdProvider {
  readonly issuer: string;
  /** The back-channel logout calls that the provider made, in order. */
  readonly logoutCalls: readonly LogoutCall[];
  stop(): Promise<void>;
}

/**
 * Starts a real provider of OpenID Connect on this machine. Its pages ask for a login and for consent, and
 * answer to `visitProvider`.
 */
export async function startOpenIdProvider(setting: ProviderSetting): Promise<OpenIdProvider> {
  const server = createServer().listen(setting.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, configurationOf(setting));
  const logoutCalls: LogoutCall[] = [];
  provider.on("backchannel.success", (_context, { clientId }, _user, sid) => {
    logoutCalls.push({ client: clientId, sid: String(sid), error: null });
  });
  provider.on("backchannel.error", (_context, { message }, { clientId }, _user, sid) => {
    logoutCalls.push({ client: clientId, sid: String(sid), error: message });
  });
  server.on("request", provider.callback());
  return {
    issuer,
    logoutCalls,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The key of all providers of a process, because a new one takes a tenth of a second. */
let signingKey: KeyObject | null = null;

function configurationOf({
  clients,
  users,
  accessTokenLife = 3_600,
}: ProviderSetting): Configuration {
  signingKey ??= generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey;
  const day = 86_400;
  return {
    clients: clients.map((client) => ({
      token_endpoint_auth_method: "client_secret_post",
      grant_types: ["authorization_code", "refresh_token"],
      ...client,
    })),
    findAccount: (_context, id) =>
      Object.hasOwn(users, id)
        ? { accountId: id, claims: async () => ({ sub: id, ...users[id] }) }
        : undefined,
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "picture"] },
    cookies: { keys: ["a-key-of-the-provider-in-tests"] },
    jwks: { keys: [{ ...signingKey.export({ format: "jwk" }), use: "sig", kid: "rsa" }] },
    features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
    ttl: {
      AccessToken: accessTokenLife,
      AuthorizationCode: 60,
      Grant: day,
      IdToken: 3_600,
      Interaction: 3_600,
      RefreshToken: day,
      Session: day,
    },
    // The dispatcher of oidc-provider refuses all calls of this machine.
    fetch: (
      url,
      { dispatcher: _refusing, ...options }: RequestInit & { dispatcher?: unknown } = {},
    ) => fetch(url, options),
  };
}

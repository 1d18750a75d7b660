import type { ClientAuth } from "openid-client";
import type { Unchecked } from "../unchecked.ts";
import type { OpenId } from "./openid-client.ts";
import type { ResolvedOAuth } from "./provider.ts";

/**
 * Returns how the client authenticates at the token endpoint. The default is that of openid-client 5:
 * HTTP Basic, or the secret in the body when the provider's metadata names only that.
 *
 * @throws {TypeError} for an unknown method, and for a missing or unusable key.
 */
export async function clientAuthOf(
  openId: OpenId,
  { client, clientSecret, jwks }: ResolvedOAuth,
): Promise<ClientAuth> {
  switch (client?.token_endpoint_auth_method) {
    case undefined:
      return basicOrPost(openId, clientSecret);
    case "client_secret_basic":
      return openId.ClientSecretBasic(clientSecret);
    case "client_secret_post":
      return openId.ClientSecretPost(clientSecret);
    case "client_secret_jwt":
      return openId.ClientSecretJwt(clientSecret);
    case "private_key_jwt":
      return openId.PrivateKeyJwt(
        await privateKeyOf(jwks?.keys[0], client["token_endpoint_auth_signing_alg"]),
      );
    case "none":
      return openId.None();
    default:
      throw new TypeError(
        `client.token_endpoint_auth_method is ${JSON.stringify(client?.token_endpoint_auth_method)}. Use client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt or none.`,
      );
  }
}

function basicOrPost(openId: OpenId, secret: string | undefined): ClientAuth {
  const basic = openId.ClientSecretBasic(secret);
  const post = openId.ClientSecretPost(secret);
  return (server, ...rest) => {
    const supported = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const isPost =
      !supported.includes("client_secret_basic") && supported.includes("client_secret_post");
    return (isPost ? post : basic)(server, ...rest);
  };
}

async function privateKeyOf(jwk: Unchecked, algorithm: unknown) {
  if (jwk === undefined) {
    throw new TypeError("private_key_jwt needs a private key in the option jwks of the provider.");
  }
  const { alg = algorithm ?? "RS256", kid } = jwk;
  const key = await crypto.subtle.importKey("jwk", jwk, importParams(String(alg)), false, ["sign"]);
  return typeof kid === "string" ? { key, kid } : { key };
}

function importParams(alg: string): Parameters<typeof crypto.subtle.importKey>[2] {
  const hash = `SHA-${alg.slice(2)}`;
  switch (alg.slice(0, 2)) {
    case "RS":
      return { name: "RSASSA-PKCS1-v1_5", hash };
    case "PS":
      return { name: "RSA-PSS", hash };
    case "ES":
      return { name: "ECDSA", namedCurve: alg === "ES512" ? "P-521" : `P-${alg.slice(2)}` };
    default:
      return { name: "Ed25519" };
  }
}

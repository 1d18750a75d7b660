import { generateKeyPairSync, randomBytes } from "node:crypto";
import Provider from "oidc-provider";
import { errorPage, signedOutPage, signOutPage } from "./page.mjs";
import { claimsOf, people } from "./people.mjs";

const MINUTE = 60;
const DAY = 86_400;

/**
 * Creates the OpenID provider. It keeps its keys and sessions in memory, so a restart signs everybody out
 * there. `clients` are the Lab's client ids, one for each strategy; all have the same secret.
 */
export function createProvider({ issuer, clients }) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  return new Provider(issuer, {
    clients,
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", kid: "practice" }] },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    findAccount: (_context, id) => {
      const person = people.find((one) => one.id === id);
      return person && { accountId: id, claims: async () => claimsOf(person) };
    },
    interactions: { url: (_context, { uid }) => `/choose/${uid}` },
    // The Lab is the provider's own application, so nobody is asked for consent.
    loadExistingGrant: consent,
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = signOutPage(form);
        },
        postLogoutSuccessSource: (context) => {
          context.body = signedOutPage();
        },
      },
    },
    renderError: (context, { error_description: detail, error }) => {
      context.type = "html";
      context.body = errorPage(detail ?? error);
    },
    ttl: {
      AccessToken: 10 * MINUTE,
      AuthorizationCode: MINUTE,
      Grant: DAY,
      IdToken: 60 * MINUTE,
      Interaction: 30 * MINUTE,
      RefreshToken: DAY,
      Session: DAY,
    },
    // The dispatcher of oidc-provider refuses calls of this machine, and the Lab runs on this machine.
    fetch: (url, { dispatcher: _refusing, ...options } = {}) => fetch(url, options),
  });
}

async function consent(context) {
  const { client, session, provider, params } = context.oidc;
  const known = session.grantIdFor(client.clientId);
  if (known) return provider.Grant.find(known);
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(params.scope);
  await grant.save();
  return grant;
}

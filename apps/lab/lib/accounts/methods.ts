import "server-only";
import { emailLink } from "signet-auth/sign-in/email";
import { oidc } from "signet-auth/sign-in/oauth";
import { passkey } from "signet-auth/sign-in/passkey";
import { password } from "signet-auth/sign-in/password";
import { recoveryCodes, totp } from "signet-auth/sign-in/totp";
import { isStored, type StrategyName } from "../strategies";
import { labAccounts } from "./lab-accounts";
import { keepMail } from "./mailbox";
import { practiceProvider } from "./practice-provider";

/** The name in messages, authenticator apps and passkeys. */
const APP_NAME = "Signet Lab";

/** Returns the options of `createAuth` for the sign-in methods of a strategy. The methods are the same. */
export function signInOptions(strategy: StrategyName) {
  const provider = practiceProvider();
  return {
    accounts: labAccounts,
    signIn: {
      password: password({ send: keepMail }),
      email: emailLink({ send: keepMail }),
      passkey: passkey(),
      totp: totp(),
      recovery: recoveryCodes({ send: keepMail }),
      ...(provider && { provider: companyLogin(strategy, provider) }),
    },
    notify: keepMail,
    appName: APP_NAME,
    basePath: `/api/${strategy}`,
    origin: process.env["LAB_ORIGIN"],
    sessionData: ({
      name,
      email,
      role,
    }: {
      name: string | null;
      email: string | null;
      role: "member" | "admin";
    }) => ({
      name: (name ?? email ?? "Somebody").slice(0, 64),
      role,
    }),
  };
}

function companyLogin(
  strategy: StrategyName,
  { issuer, secret }: { readonly issuer: string; readonly secret: string },
) {
  return oidc({
    issuer,
    clientId: `lab-${strategy}`,
    clientSecret: secret,
    trustedDomains: ["people.example"],
    providerSignOut: true,
    // Only a store can end one session at the provider's request.
    backchannelLogout: isStored(strategy),
  });
}

import { type Accounts, memoryAccounts } from "signet-auth/accounts";
import { createAuth, database, memoryStore } from "signet-auth/next";
import { passkey } from "signet-auth/sign-in/passkey";
import { z } from "zod";

// Next loads this module once for pages and once for handlers.
const shared: { passkeyAccounts?: Accounts; passkeySessions?: ReturnType<typeof memoryStore> } =
  Object(globalThis);
shared.passkeyAccounts ??= memoryAccounts();
shared.passkeySessions ??= memoryStore();

/** Sign-in with passkeys only, beside the other `auth` of this app. */
export const passkeys = createAuth({
  strategy: database({ store: shared.passkeySessions }),
  secret: process.env["AUTH_SECRET"],
  cookieName: "passkeys",
  basePath: "/api/passkeys",
  signInPath: "/passkeys",
  appName: "Fixture",
  accounts: shared.passkeyAccounts,
  signIn: { passkey: passkey({ signUp: true }) },
  data: z.object({ name: z.string() }),
  sessionData: (user) => ({ name: user.name ?? "nobody" }),
});

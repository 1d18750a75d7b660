import "server-only";
import { createAuth, database, hybrid, jwt, sealed } from "signet-auth/next";
import { signInOptions } from "./accounts/methods";
import { installationSecret } from "./server/installation-secret";
import { isBuild } from "./server/is-build";
import { sessionData } from "./session/session-data";
import { sessionStore } from "./store/session-store";
import { strategies } from "./strategies";

const common = {
  // A build has no secret: everyone who has the build could read it.
  secret: isBuild ? undefined : installationSecret(),
  data: sessionData,
  lifetime: { idle: "7d", absolute: "30d", renewAfter: "1d" },
} as const;

export const hybridStore = sessionStore("hybrid");

// Only the strategy and the names differ.
export const jwtAuth = createAuth({
  ...common,
  ...signInOptions("jwt"),
  strategy: jwt(),
  cookieName: strategies.jwt.cookieName,
  signInPath: "/jwt/sign-in",
});

export const sealedAuth = createAuth({
  ...common,
  ...signInOptions("sealed"),
  strategy: sealed(),
  cookieName: strategies.sealed.cookieName,
  signInPath: "/sealed/sign-in",
});

export const databaseAuth = createAuth({
  ...common,
  ...signInOptions("database"),
  strategy: database({ store: sessionStore("database") }),
  cookieName: strategies.database.cookieName,
  signInPath: "/database/sign-in",
});

export const hybridAuth = createAuth({
  ...common,
  ...signInOptions("hybrid"),
  strategy: hybrid({ store: hybridStore }),
  cookieName: strategies.hybrid.cookieName,
  signInPath: "/hybrid/sign-in",
});

export const auths = {
  jwt: jwtAuth,
  sealed: sealedAuth,
  database: databaseAuth,
  hybrid: hybridAuth,
};

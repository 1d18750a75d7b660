import "server-only";
import { PHASE_PRODUCTION_BUILD } from "next/constants";
import { createAuth, database, jwt, sealed } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
import { inDataFolder } from "./data-folder";
import { installationSecret } from "./secret";
import { sessionData } from "./session-data";
import { tracedStore } from "./store-trace";
import { strategies } from "./strategies";

// A build has no business with secrets: whoever ships it would ship the secret too.
const isBuild = process.env["NEXT_PHASE"] === PHASE_PRODUCTION_BUILD;

const common = {
  secret: isBuild ? undefined : installationSecret(),
  data: sessionData,
  lifetime: { idle: "7d", absolute: "30d", renewAfter: "1d" },
} as const;

/** What the sides are configured with. The strategy is the one line that differs. */
export const settings = {
  jwt: {
    ...common,
    strategy: jwt(),
    cookieName: strategies.jwt.cookieName,
  },
  sealed: {
    ...common,
    strategy: sealed(),
    cookieName: strategies.sealed.cookieName,
  },
  database: {
    ...common,
    strategy: database({ store: tracedStore(sqliteStore(inDataFolder("sessions.db"))) }),
    cookieName: strategies.database.cookieName,
  },
};

export const jwtAuth = createAuth({ ...settings.jwt, signInPath: "/jwt/sign-in" });
export const sealedAuth = createAuth({ ...settings.sealed, signInPath: "/sealed/sign-in" });
export const databaseAuth = createAuth({ ...settings.database, signInPath: "/database/sign-in" });

export const auths = { jwt: jwtAuth, sealed: sealedAuth, database: databaseAuth };

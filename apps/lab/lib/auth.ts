import "server-only";
import { PHASE_PRODUCTION_BUILD } from "next/constants";
import { createAuth, database, jwt } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
import { inDataFolder } from "./data-folder";
import { installationSecret } from "./secret";
import { sessionData } from "./session-data";
import { tracedStore } from "./store-trace";
import { strategies } from "./strategies";

// A build has no business with secrets: whoever ships it would ship the secret too.
const isBuild = process.env["NEXT_PHASE"] === PHASE_PRODUCTION_BUILD;
const secret = isBuild ? undefined : installationSecret();
const lifetime = { idle: "7d", absolute: "30d", renewAfter: "1d" } as const;

export const jwtAuth = createAuth({
  strategy: jwt(),
  secret,
  data: sessionData,
  lifetime,
  cookieName: strategies.jwt.cookieName,
  signInPath: "/jwt/sign-in",
});

export const databaseAuth = createAuth({
  strategy: database({ store: tracedStore(sqliteStore(inDataFolder("sessions.db"))) }),
  secret,
  data: sessionData,
  lifetime,
  cookieName: strategies.database.cookieName,
  signInPath: "/database/sign-in",
});

export const auths = { jwt: jwtAuth, database: databaseAuth };

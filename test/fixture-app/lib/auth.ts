import { createAuth, database, jwt, sealed } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
import { z } from "zod";

const strategies = {
  jwt,
  sealed,
  database: () => database({ store: sqliteStore(process.env["FIXTURE_STORE"] ?? "") }),
};
const chosen = process.env["FIXTURE_STRATEGY"];
const strategy = strategies[chosen === "jwt" || chosen === "sealed" ? chosen : "database"]();

export const auth = createAuth({
  strategy,
  secret: process.env["AUTH_SECRET"],
  data: z.object({ name: z.string(), color: z.string().optional() }),
  lifetime: { idle: "1h", absolute: "2h", renewAfter: "3s" },
  signInPath: "/sign-in",
});

export const members = createAuth({
  strategy: jwt(),
  secret: process.env["AUTH_SECRET"],
  cookieName: "members",
});

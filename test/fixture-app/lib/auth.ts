import { createAuth, database, hybrid, jwt, sealed } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
import { z } from "zod";

const store = () => sqliteStore(process.env["FIXTURE_STORE"] ?? "");
const strategies = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  hybrid: () => hybrid({ store: store() }),
  database: () => database({ store: store() }),
};
const chosen = process.env["FIXTURE_STRATEGY"];
const isKnown = (name: string | undefined): name is keyof typeof strategies =>
  name !== undefined && Object.hasOwn(strategies, name);
const strategy = strategies[isKnown(chosen) ? chosen : "database"]();
const idle = Number(process.env["FIXTURE_IDLE"] ?? 3_600);

export const auth = createAuth({
  strategy,
  secret: process.env["AUTH_SECRET"],
  data: z.object({ name: z.string(), color: z.string().optional() }),
  lifetime: { idle, absolute: "2h", renewAfter: "3s" },
  signInPath: "/sign-in",
});

export const members = createAuth({
  strategy: jwt(),
  secret: process.env["AUTH_SECRET"],
  cookieName: "members",
});

import { existsSync } from "node:fs";
import { createAuth, database, hybrid, jwt, type Store, sealed } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
import { z } from "zod";

const path = process.env["FIXTURE_STORE"] ?? "";
const store = () => sqliteStore(path);

/** The store of database(). It fails while a file with the ending `.down` lies beside the database. */
function storeWithSwitch(): Store {
  const working = store();
  return {
    ...working,
    async find(id) {
      if (existsSync(`${path}.down`)) throw new Error("The store is down.");
      return working.find(id);
    },
  };
}

const strategies = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  hybrid: () => hybrid({ store: store() }),
  database: () => database({ store: storeWithSwitch() }),
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
  clientUpdates: ["color"],
});

export const members = createAuth({
  strategy: jwt(),
  secret: process.env["AUTH_SECRET"],
  cookieName: "members",
});

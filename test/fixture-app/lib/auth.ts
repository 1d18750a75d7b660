import { createAuth, database, jwt } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
import { z } from "zod";

const strategy =
  process.env["FIXTURE_STRATEGY"] === "jwt"
    ? jwt()
    : database({ store: sqliteStore(process.env["FIXTURE_STORE"] ?? "") });

export const auth = createAuth({
  strategy,
  secret: process.env["AUTH_SECRET"],
  data: z.object({ name: z.string() }),
  lifetime: { idle: "1h", absolute: "2h", renewAfter: "3s" },
  signInPath: "/sign-in",
});

export const members = createAuth({
  strategy: jwt(),
  secret: process.env["AUTH_SECRET"],
  cookieName: "members",
});

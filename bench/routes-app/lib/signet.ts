import { createAuth, hybrid, jwt } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
import { z } from "zod";
import { secret } from "./person.ts";

const data = z.object({ name: z.string(), email: z.string(), role: z.enum(["member", "admin"]) });

export const signetJwt = createAuth({ strategy: jwt(), secret, data, cookieName: "jwt" });

export const signetHybrid = createAuth({
  strategy: hybrid({ store: sqliteStore(process.env["BENCH_SIGNET_DB"] ?? "") }),
  secret,
  data,
  cookieName: "hybrid",
});

import { createAuth, hybrid } from "signet-auth/next";
import { sqliteStore } from "signet-auth/sqlite";
import { z } from "zod";

export const auth = createAuth({
  strategy: hybrid({ store: sqliteStore("data/sessions.db") }), // or database({ store }), jwt(), sealed()
  secret: process.env.AUTH_SECRET,
  data: z.object({ name: z.string(), role: z.enum(["member", "admin"]) }),
  signInPath: "/sign-in",
});

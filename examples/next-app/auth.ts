import { createAuth, hybrid } from "signet-auth/next";
import { password } from "signet-auth/sign-in/password";
import { sqliteAccounts, sqliteStore } from "signet-auth/sqlite";
import { z } from "zod";
import { send } from "./mail";

const role = z.enum(["member", "admin"]).default("member");

export const accounts = sqliteAccounts("data/app.db", { attributes: z.object({ role }) });

export const auth = createAuth({
  strategy: hybrid({ store: sqliteStore("data/app.db") }), // or database({ store }), jwt(), sealed()
  secret: process.env.AUTH_SECRET,
  origin: process.env.ORIGIN, // such as https://app.example; may be missing on localhost
  accounts,
  signIn: { password: password({ send }) },
  data: z.object({ name: z.string(), role }),
  sessionData: (user) => ({ name: user.name ?? "", role: user.role }), // what a session holds of a user
  signInPath: "/sign-in",
});

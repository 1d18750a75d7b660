import "server-only";
import { sqliteAccounts } from "signet-auth/sqlite";
import { z } from "zod";
import { createPrivateFile, inDataFolder } from "../server/data-folder";
import { isBuild } from "../server/is-build";

/** What the Lab keeps of a user beside the members of `User`. */
const attributes = z.object({ role: z.enum(["member", "admin"]).default("member") });

const path = inDataFolder("accounts.db");
// The file has secrets of users, sealed or hashed. Only its owner can read it.
if (!isBuild) createPrivateFile(path);

/** The users that signed in by one of the methods. All four strategies share them. */
export const labAccounts = sqliteAccounts(path, { attributes });

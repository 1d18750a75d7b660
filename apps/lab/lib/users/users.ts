import "server-only";
import { randomUUID } from "node:crypto";
import { sessionData } from "../session/session-data";
import { type RegisterInput, signInInput } from "./account-input";
import { demoAccounts } from "./demo-accounts";
import { checkPassword, hashPassword } from "./passwords";
import { usersDatabase } from "./users-database";

/** A verified user, with the input of `signIn`. */
export interface User {
  readonly userId: string;
  readonly data: { readonly name: string; readonly role: "member" | "admin" };
}

/** Returns the user of a name and a password, or `null` when one of them is wrong. */
export async function verifyUser(input: unknown): Promise<User | null> {
  await ensureDemoUsers();
  const parsed = signInInput.safeParse(input);
  const row = parsed.success ? findRow(parsed.data.username) : undefined;
  const given = parsed.success ? parsed.data.password : "";
  const hash = row?.["password_hash"];
  if (!(await checkPassword(typeof hash === "string" ? hash : null, given))) return null;
  return { userId: String(row?.["id"]), data: sessionData.parse(row) };
}

/** Creates an account. Returns `null` when the name is taken. */
export async function createUser(input: RegisterInput): Promise<User | null> {
  await ensureDemoUsers();
  return insert(randomUUID(), { ...input, role: "member" });
}

function findRow(username: string) {
  return usersDatabase().prepare("SELECT * FROM users WHERE username = ?").get(username);
}

async function insert(
  userId: string,
  account: RegisterInput & { readonly role: "member" | "admin" },
): Promise<User | null> {
  const { username, name, role, password } = account;
  const { changes } = usersDatabase()
    .prepare("INSERT INTO users VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
    .run(userId, username, name, role, await hashPassword(password));
  return changes === 1 ? { userId, data: { name, role } } : null;
}

let seeded: Promise<void> | null = null;

function ensureDemoUsers(): Promise<void> {
  seeded ??= seedDemoUsers().catch((error: unknown) => {
    seeded = null;
    throw error;
  });
  return seeded;
}

async function seedDemoUsers(): Promise<void> {
  for (const account of demoAccounts) {
    if (findRow(account.username) === undefined) await insert(`demo-${account.username}`, account);
  }
}

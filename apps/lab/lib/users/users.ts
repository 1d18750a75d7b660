import "server-only";
import { randomUUID } from "node:crypto";
import { sessionData } from "../session-data";
import { usersDatabase } from "./database";
import { demoAccounts } from "./demo";
import { type RegisterInput, signInInput } from "./input";
import { checkPassword, hashPassword } from "./passwords";

/** Somebody who has proved who they are: what sign-in needs. */
export interface User {
  readonly userId: string;
  readonly data: { readonly name: string; readonly role: "member" | "admin" };
}

/** The user behind a name and a password, or `null`, which does not tell what was wrong. */
export async function proveUser(input: unknown): Promise<User | null> {
  await demoUsersExist();
  const parsed = signInInput.safeParse(input);
  const row = parsed.success ? rowOf(parsed.data.username) : undefined;
  const given = parsed.success ? parsed.data.password : "";
  const hash = row?.["password_hash"];
  if (!(await checkPassword(typeof hash === "string" ? hash : null, given))) return null;
  return { userId: String(row?.["id"]), data: sessionData.parse(row) };
}

/** Makes an account, or `null` when the name is taken. */
export async function createUser(input: RegisterInput): Promise<User | null> {
  await demoUsersExist();
  return insert(randomUUID(), { ...input, role: "member" });
}

function rowOf(username: string) {
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

function demoUsersExist(): Promise<void> {
  seeded ??= seedDemoUsers().catch((error: unknown) => {
    seeded = null;
    throw error;
  });
  return seeded;
}

async function seedDemoUsers(): Promise<void> {
  for (const account of demoAccounts) {
    if (rowOf(account.username) === undefined) await insert(`demo-${account.username}`, account);
  }
}

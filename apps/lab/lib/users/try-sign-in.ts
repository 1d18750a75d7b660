import "server-only";
import { headers } from "next/headers";
import { networkFrom } from "../limits/client";
import { findMark } from "../limits/mark-cookie";
import { limits } from "../limits/rules";
import { takeSignIn } from "../limits/sign-in-limit";
import { signInInput } from "./input";
import { proveUser, type User } from "./users";

export type Tried =
  | { readonly outcome: "proved"; readonly user: User; readonly account: string }
  /** The user name or the password; nobody is told which. */
  | { readonly outcome: "wrong" }
  /** Too many tries: seconds until the next. */
  | { readonly outcome: "wait"; readonly seconds: number };

/** One try to sign in with a name and a password, by a form or over HTTP. */
export async function trySignIn(input: unknown): Promise<Tried> {
  const account = signInInput.safeParse(input).data?.username ?? null;
  const allowed = await takeSignIn(limits(), {
    account,
    network: networkFrom(await headers()),
    browser: await findMark(account),
  });
  if (allowed.wait !== null) return { outcome: "wait", seconds: allowed.wait };
  const user = await proveUser(input);
  if (user === null || account === null) return { outcome: "wrong" };
  await allowed.succeeded();
  return { outcome: "proved", user, account };
}

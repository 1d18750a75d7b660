import "server-only";
import { headers } from "next/headers";
import { clientNetwork } from "../rate-limit/client-network";
import { findKnownBrowser } from "../rate-limit/known-browser-cookie";
import { limits } from "../rate-limit/limits";
import { takeSignIn } from "../rate-limit/sign-in-limit";
import { signInInput } from "../users/account-input";
import { type User, verifyUser } from "../users/users";

export type SignInResult =
  | { readonly outcome: "verified"; readonly user: User; readonly account: string }
  /** The user name or the password is wrong. The result does not contain which one. */
  | { readonly outcome: "wrong" }
  /** Too many attempts. `seconds` is the time until the next attempt. */
  | { readonly outcome: "wait"; readonly seconds: number };

/** Checks a user name and a password within the limits, for the form and for the HTTP endpoint. */
export async function trySignIn(input: unknown): Promise<SignInResult> {
  const account = signInInput.safeParse(input).data?.username ?? null;
  const allowed = await takeSignIn(limits(), {
    account,
    network: clientNetwork(await headers()),
    browser: await findKnownBrowser(account),
  });
  if (allowed.wait !== null) return { outcome: "wait", seconds: allowed.wait };
  const user = await verifyUser(input);
  if (user === null || account === null) return { outcome: "wrong" };
  await allowed.succeeded();
  return { outcome: "verified", user, account };
}

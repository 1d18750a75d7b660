/** Compiled by `npm test` and never run. `@ts-expect-error` marks each line that must not compile. */
import { z } from "zod";
import type { Accounts, User } from "../accounts/contract.ts";
import { memoryAccounts } from "../accounts/memory/index.ts";
import { done } from "../sign-in/contract/makers.ts";
import { type MethodSetting, type Operation, operation } from "../sign-in/contract/operation.ts";
import type { SignInMethod } from "../sign-in/method.ts";
import { signInService } from "../sign-in/service/index.ts";
import { createAuth, jwt, type Session } from "./index.ts";

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function isTrue<T extends true>(): T | null {
  return null;
}

type PinOperations = {
  readonly signIn: Operation<{ pin: string }>;
  readonly change: Operation<{ next: string }>;
  readonly callback: Operation;
};
declare const pin: (setting?: MethodSetting) => SignInMethod<PinOperations>;
declare const members: Accounts<User & { readonly role: "member" | "admin" }>;

const base = { strategy: jwt(), secret: "x", accounts: memoryAccounts(), signIn: { pin: pin() } };
const data = z.object({ name: z.string(), role: z.enum(["member", "admin"]).default("member") });

export async function calls(form: FormData): Promise<void> {
  const auth = createAuth({ ...base, data, sessionData: (user) => ({ name: user.name ?? "" }) });
  await auth.signInWith("pin", form);
  await auth.signInWith("pin", { pin: "1" }, { returnTo: "/orders" });
  await auth.signInWith("pin", form, { persistent: false, lifetime: { idle: "1h" } });
  await auth.signInWith("pin", form, { persistent: undefined, lifetime: undefined });
  await auth.methods.pin.change(form, { persistent: form.get("remember") === "on" });
  // @ts-expect-error: a text of a form is no boolean
  await auth.signInWith("pin", form, { persistent: form.get("remember") });
  // @ts-expect-error: a lifetime has at least one time
  await auth.signInWith("pin", form, { lifetime: {} });
  // @ts-expect-error: the misspelled option would leave a cookie on a device that others use
  await auth.signInWith("pin", form, { persistant: false });
  // @ts-expect-error: to link an identity begins no session
  await auth.account.link("pin", form, { persistent: false });
  // @ts-expect-error: no such method
  await auth.signInWith("password", form);
  // @ts-expect-error: the input of the method has a pin
  await auth.signInWith("pin", { password: "1" });
  await auth.methods.pin.change({ next: "2" });
  // @ts-expect-error: the input of the operation
  await auth.methods.pin.change({ pin: "2" });
  // @ts-expect-error: a provider calls it
  auth.methods.pin.callback;
  // @ts-expect-error: no such operation
  auth.methods.pin.remove;
  const outcome = await auth.signInWith("pin", form);
  if (outcome.status === "signed-in") {
    isTrue<Equals<typeof outcome.session, Session<{ name: string; role: "member" | "admin" }>>>();
  }
  // @ts-expect-error: only some outcomes have an address
  outcome.url;
  const user = await auth.account.user();
  isTrue<Equals<typeof user, User | null>>();
}

export async function ownMethod(form: FormData): Promise<void> {
  const badge = {
    ...({
      kind: "badge",
      role: "first",
      authenticator: "badge",
      takes: () => true,
      service: signInService,
    } as const),
    prepare: () => ({
      signIn: operation<{ badge: string }>({ access: "anyone", run: async () => done() }),
      again: operation({ access: "recent", run: async () => done() }),
    }),
  };
  const auth = createAuth({ ...base, signIn: { badge } });
  await auth.signInWith("badge", form);
  await auth.signInWith("badge", { badge: "1" });
  // @ts-expect-error: the input of the method has a badge
  await auth.signInWith("badge", { pin: "1" });
  await auth.methods.badge.again();
  // @ts-expect-error: no such operation
  auth.methods.badge.remove;
}

export function sessionData(): void {
  // @ts-expect-error: sessionData is missing, and the schema needs a name
  createAuth({ ...base, data });
  // @ts-expect-error: sessionData does not return the input of the schema
  createAuth({ ...base, data, sessionData: (user) => ({ nome: user.name }) });
  // @ts-expect-error: the name of a user may be null
  createAuth({ ...base, data, sessionData: ({ name }) => ({ name }) });
  createAuth({ ...base, data, sessionData: async (user) => ({ name: user.name ?? "" }) });
  createAuth(base);
  const own = createAuth({
    ...{ ...base, accounts: members, data },
    sessionData: ({ name, role }) => ({ name: name ?? "", role }),
  });
  const user = own.account.user();
  isTrue<Equals<typeof user, Promise<(User & { readonly role: "member" | "admin" }) | null>>>();
}

export function withoutMethods(): void {
  const auth = createAuth({ strategy: jwt(), secret: "x" });
  // @ts-expect-error: there are no methods
  auth.signInWith("pin", {});
  // @ts-expect-error: there are no methods
  auth.methods.pin;
  // @ts-expect-error: there are no methods
  auth.account.user();
  // @ts-expect-error: accounts is missing
  createAuth({ strategy: jwt(), secret: "x", signIn: { pin: pin() } });
  // @ts-expect-error: accounts needs signIn
  createAuth({ strategy: jwt(), secret: "x", accounts: memoryAccounts() });
}

/** `npm test` compiles this file and never runs it. `@ts-expect-error` marks every expected error. */
import * as original from "next-auth/react";
import { createElement } from "react";
import type { Session } from "../session-types.ts";
import {
  getCsrfToken,
  getProviders,
  getSession,
  SessionContext,
  type SessionContextValue,
  SessionProvider,
  type SessionProviderProps,
  type SignInOptions,
  type SignInResponse,
  type SignOutParams,
  type SignOutResponse,
  signIn,
  signOut,
  type UseSessionOptions,
  useSession,
} from "./index.ts";

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function isTrue<T extends true>(): T | null {
  return null;
}

export function useHooks(): void {
  const value = useSession();
  isTrue<Equals<typeof value.status, "authenticated" | "unauthenticated" | "loading">>();
  isTrue<Equals<typeof value.data, Session | null>>();
  if (value.status === "authenticated") isTrue<Equals<typeof value.data, Session>>();
  else isTrue<Equals<typeof value.data, null>>();
  const updated = value.update({ anything: [1] });
  isTrue<Equals<typeof updated, Promise<Session | null>>>();

  const required = useSession({ required: true, onUnauthenticated() {} });
  isTrue<Equals<typeof required.status, "authenticated" | "loading">>();
  const options: UseSessionOptions<false> = { required: false };
  isTrue<Equals<ReturnType<typeof useSession<false>>, SessionContextValue>>();
  useSession(options);
  // @ts-expect-error: `required` is needed in the options
  useSession({ onUnauthenticated() {} });
}

const originalOther = (id: string) => original.signIn(id);
const originalSignIn = () => original.signIn("credentials", { redirect: false });
const originalSignOut = () => original.signOut({ redirect: false });

export async function calls(unknownProvider: string): Promise<void> {
  const result = await signIn("credentials", { redirect: false, username: "ada", deep: { a: 1 } });
  isTrue<Equals<typeof result, SignInResponse | undefined>>();
  isTrue<Equals<typeof result, Awaited<ReturnType<typeof originalSignIn>>>>();
  const other = await signIn(unknownProvider);
  isTrue<Equals<typeof other, Awaited<ReturnType<typeof originalOther>>>>();
  await signIn();
  const withQuery: SignInOptions = { callbackUrl: "/x" };
  await signIn("email", withQuery, { login_hint: "ada" });
  await signIn("email", withQuery, [["a", "b"]]);
  // @ts-expect-error: `redirect` is a boolean
  await signIn("credentials", { redirect: "no" });

  const stays = await signOut({ redirect: false });
  isTrue<Equals<typeof stays, SignOutResponse>>();
  isTrue<Equals<typeof stays, Awaited<ReturnType<typeof originalSignOut>>>>();
  const leaves = await signOut();
  isTrue<Equals<typeof leaves, undefined>>();
  const params: SignOutParams<false> = { callbackUrl: "/", redirect: false };
  await signOut(params);

  const session = await getSession({ req: { headers: { cookie: "a=b" } }, broadcast: false });
  isTrue<Equals<typeof session, Session | null>>();
  const token = await getCsrfToken();
  isTrue<Equals<typeof token, string | undefined>>();
  const providers = await getProviders();
  isTrue<Equals<NonNullable<typeof providers>[string]["callbackUrl"], string>>();
}

export function providers(session: Session | null): void {
  createElement(SessionProvider, { session, refetchInterval: 5 }, "text");
  createElement(SessionProvider, {}, "text");
  const props: SessionProviderProps = { children: null, refetchWhenOffline: false };
  createElement(SessionProvider, props);
  createElement(SessionContext.Provider, { value: undefined });
  // @ts-expect-error: only `false` changes anything
  createElement(SessionProvider, { refetchWhenOffline: true });
}

/** Compiles client code in the manner of next-auth's documentation, with only the imports changed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../../../../..");
const folder = mkdtempSync(join(root, "packages/signet/src/.types-next-auth-react-"));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAM = `
import type { DefaultSession, Session } from "signet-auth/next-auth";
import {
  getCsrfToken, getProviders, getSession, SessionProvider, signIn, signOut, useSession,
} from "signet-auth/next-auth/react";
import { type FormEvent, type ReactNode, useState } from "react";

declare module "signet-auth/next-auth" {
  interface Session {
    user: { id: string; role: "admin" | "member" } & DefaultSession["user"];
  }
}

export function App({ session, children }: { session: Session | null; children: ReactNode }) {
  return <SessionProvider session={session} refetchInterval={5 * 60}>{children}</SessionProvider>;
}

export function LoginButton() {
  const { data: session, status } = useSession();
  if (session) {
    const role: "admin" | "member" = session.user.role;
    // @ts-expect-error The program's own Session has no such role.
    const owner: "owner" = session.user.role;
    return (
      <>
        Signed in as {session.user.email} {role} {owner} {status}
        <button onClick={() => signOut({ callbackUrl: "/" })}>Sign out</button>
      </>
    );
  }
  // @ts-expect-error A visitor without a session has no user.
  session.user;
  return <button onClick={() => signIn()}>Sign in</button>;
}

export function Admin() {
  const { data: session, status, update } = useSession({
    required: true,
    onUnauthenticated() {
      window.location.href = "/login";
    },
  });
  if (status === "loading") return "Loading or not authenticated...";
  return <button onClick={() => update({ name: "Ada" })}>{session.user.id}</button>;
}

export function Form({ csrfToken }: { csrfToken?: string }) {
  const [error, setError] = useState<string | null>(null);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const result = await signIn("credentials", {
      username: form.get("username"),
      password: form.get("password"),
      redirect: false,
    });
    if (result?.error) setError(result.error);
    else if (result?.ok) window.location.assign(result.url ?? "/");
  }
  return <form onSubmit={submit}><input name="csrfToken" defaultValue={csrfToken} />{error}</form>;
}

export async function getServerSideProps(context: { req: import("node:http").IncomingMessage }) {
  const session = await getSession(context);
  const id: string | undefined = session?.user.id;
  return { props: { id, providers: await getProviders(), csrfToken: await getCsrfToken(context) } };
}
`;

function compile(program: string): string {
  const entries = {
    "signet-auth/next-auth": "../dropin/next-auth/index.ts",
    "signet-auth/next-auth/react": "../dropin/next-auth/react/index.ts",
    "#crypto": "../token/crypto/node/chosen.ts",
    "#channel": "../engine/channel/node.ts",
  };
  writeFileSync(join(folder, "program.tsx"), program);
  const compilerOptions = {
    isolatedDeclarations: false,
    declaration: false,
    jsx: "react-jsx",
    lib: ["es2024", "dom"],
    paths: Object.fromEntries(Object.entries(entries).map(([name, at]) => [name, [at]])),
  };
  const config = { extends: "../../tsconfig.json", compilerOptions, include: ["program.tsx"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = join(root, "node_modules/.bin/tsc");
  const { stdout } = spawnSync(tsc, ["-p", folder], { encoding: "utf8" });
  // A program compiles against declarations. Here its members of Session also reach the sources.
  return stdout
    .split("\n")
    .filter((line) => line.includes("program.tsx"))
    .join("\n");
}

test("client code with its own members of Session compiles", () => {
  expect(compile(PROGRAM)).toBe("");
});

import type { GetServerSidePropsContext, InferGetServerSidePropsType } from "next";
import { useRouter } from "next/router";
import { getServerSession } from "next-auth/next";
import { getCsrfToken, getProviders, signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { authOptions } from "../auth";

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function SignIn({ providers, csrfToken }: Props) {
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const { callbackUrl = "/", error } = router.query;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { email, password } = Object.fromEntries(new FormData(event.currentTarget));
    const result = await signIn("credentials", {
      redirect: false,
      email,
      password,
      callbackUrl: String(callbackUrl),
    });
    if (result?.ok && result.url) await router.push(result.url);
    else setProblem(`${result?.status}: ${result?.error}`);
  }

  return (
    <main>
      <h1>Sign in to the peers</h1>
      {error && <p>Query: {error}</p>}
      {problem && <p role="alert">{problem}</p>}
      <form onSubmit={submit} method="post" action="/api/auth/callback/credentials">
        <input name="csrfToken" type="hidden" defaultValue={csrfToken} />
        <label>
          E-mail <input name="email" type="email" />
        </label>
        <label>
          Password <input name="password" type="password" />
        </label>
        <button type="submit">Sign in</button>
      </form>
      <p>
        Providers:{" "}
        {Object.values(providers ?? {}).map(({ id, name, type }) => `${id} ${name} ${type}`)}
      </p>
    </main>
  );
}

export async function getServerSideProps(context: GetServerSidePropsContext) {
  const session = await getServerSession(context.req, context.res, authOptions);
  if (session) return { redirect: { destination: "/" } as never };
  const providers = await getProviders();
  const csrfToken = (await getCsrfToken(context)) ?? null;
  return { props: { providers, csrfToken: csrfToken ?? "" } };
}

/** Compiled by `npm test` and never run. `@ts-expect-error` marks each line that must not compile. */
import type {
  GetServerSideProps,
  GetServerSidePropsContext,
  InferGetServerSidePropsType,
  NextApiHandler,
  NextApiRequest,
  NextApiResponse,
} from "next";
import { z } from "zod";
import { database, hybrid, jwt, memoryStore, type Session } from "../../index.ts";
import { createAuth, type PagesContext } from "../index.ts";

type Equals<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function isTrue<T extends true>(): T | null {
  return null;
}

interface Data {
  name: string;
}

const secret = "a-secret-for-type-tests-0123456789-abcdef";
const data = z.object({ name: z.string() });
const auth = createAuth({ strategy: jwt(), secret, data });
const stored = createAuth({ strategy: hybrid({ store: memoryStore() }), secret, data });

export function api(): void {
  const route = auth.api((req, res: NextApiResponse<{ name: string }>, session) => {
    isTrue<Equals<typeof session, Session<Data>>>();
    isTrue<Equals<typeof req, NextApiRequest>>();
    // @ts-expect-error: the response has no such body
    res.json({ id: 1 });
    return res.status(200).json({ name: session.data.name });
  });
  route satisfies NextApiHandler<{ name: string }>;
  auth.api((_req, res, session) => res.json(session.data), { within: "10m" });
  stored.api((_req, res) => res.status(204).end(), { fresh: true, maxStaleness: "1s" });
  // @ts-expect-error: the data has no such member
  auth.api((_req, res, session) => res.json(session.data.nothing));
  // @ts-expect-error: a duration in a string has a unit
  auth.api((_req, res) => res.end(), { within: "10" });
  // @ts-expect-error: jwt() has no store to read
  auth.api((_req, res) => res.end(), { fresh: true });

  const open = auth.openApi(async (req, res) => {
    await auth.signIn({ userId: "1", data: { name: req.body.name } }, { req, res });
    res.redirect(303, await auth.returnTo("/", { req, res }));
  });
  open satisfies NextApiHandler;
  // @ts-expect-error: a handler without a guard receives no session
  auth.openApi((_req, res, session) => res.json(session));
  auth.handlers.api satisfies NextApiHandler;
}

export function props(): void {
  const getServerSideProps = auth.props(async (context, session) => {
    isTrue<Equals<typeof context, GetServerSidePropsContext>>();
    isTrue<Equals<typeof session, Session<Data>>>();
    return { props: { name: session.data.name, tab: context.query["tab"] } };
  });
  getServerSideProps satisfies GetServerSideProps;
  type Props = InferGetServerSidePropsType<typeof getServerSideProps>;
  isTrue<Equals<Props, { name: string; tab: string | string[] | undefined }>>();

  const either = auth.props((context, session) =>
    context.query["gone"] === undefined
      ? { props: { id: session.id } }
      : { redirect: { destination: "/", permanent: false } },
  );
  isTrue<Equals<InferGetServerSidePropsType<typeof either>, { id: string }>>();

  auth.props(
    async ({ params }: GetServerSidePropsContext<{ id: string }>, { data: { name } }) => ({
      props: { name, id: params?.id.length },
    }),
    { within: "10m", returnTo: "/home" },
  ) satisfies GetServerSideProps<{ name: string }, { id: string }>;
  stored.props(async () => ({ props: {} }), { fresh: true });
  // @ts-expect-error: jwt() has no store to read
  auth.props(async () => ({ props: {} }), { fresh: true });
  // @ts-expect-error: the result needs props, redirect or notFound
  auth.props(async (_context, session) => ({ name: session.data.name }));
  // @ts-expect-error: the page needs another type of props
  auth.props(async () => ({ props: { id: 1 } })) satisfies GetServerSideProps<{ id: string }>;
}

export async function calls(context: GetServerSidePropsContext): Promise<void> {
  const { req, res }: PagesContext = context;
  isTrue<Equals<Awaited<ReturnType<typeof auth>>, Session<Data> | null>>();
  await auth(context);
  await auth({ req, res });
  await auth.read({ req, res });
  await stored({ req, res, fresh: true });
  await stored.read({ req, res, maxStaleness: "1s" });
  await auth.update({ name: "Ada" }, context);
  await auth.signOut({ req, res });
  await auth.impersonate("1", { data: { name: "Ada" } }, context);
  auth.props(async () => ({ props: {} }), { factor: 2 });
  auth.api((_req, response) => response.end(), { factor: 2, within: "10m" });
  await stored.sessions.revokeOthers({ req, res });
  // @ts-expect-error: jwt() has no store to read
  await auth({ req, res, fresh: true });
  // @ts-expect-error: the response is missing
  await auth.signOut({ req });
  // @ts-expect-error: a request alone is no context
  await auth.signIn({ userId: "1", data: { name: "Ada" } }, req);
  // @ts-expect-error: pages of the Pages Router are guarded by auth.props
  await auth.required({ req, res });
  // @ts-expect-error: the data has no such member
  await auth.update({ nickname: "A" }, context);
  const plain = createAuth({ strategy: database({ store: memoryStore() }), secret });
  await plain.signIn({ userId: "1" }, context);
}

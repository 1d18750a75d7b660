import type { GetServerSidePropsContext, InferGetServerSidePropsType } from "next";
import { getServerSession } from "next-auth/next";
import { authOptions } from "../auth";

type Props = InferGetServerSidePropsType<typeof getServerSideProps>;

export default function Protected({ name, role }: Props) {
  return (
    <main>
      <h1>Protected</h1>
      <p>
        {name} is {role}
      </p>
    </main>
  );
}

export async function getServerSideProps(context: GetServerSidePropsContext) {
  const session = await getServerSession(context.req, context.res, authOptions);
  if (!session?.user) {
    const destination = `/api/auth/signin?callbackUrl=${encodeURIComponent(context.resolvedUrl)}`;
    return { redirect: { destination, permanent: false } };
  }
  return { props: { name: session.user.name ?? "", role: session.user.role } };
}

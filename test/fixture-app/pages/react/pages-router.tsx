import type { GetServerSideProps } from "next";
import { type GivenSession, SessionProvider } from "signet-auth/react";
import { Shown } from "../../app/react/shown";

interface Props {
  readonly session: GivenSession | null;
}

/** Reads the session as JSON, in which times are texts. */
export const getServerSideProps: GetServerSideProps<Props> = async ({ req }) => {
  const { cookie = "", host } = req.headers;
  const response = await fetch(`http://${host}/api/auth/session`, { headers: { cookie } });
  return { props: await response.json() };
};

export default function Page({ session }: Props) {
  return (
    <SessionProvider session={session}>
      <Shown />
    </SessionProvider>
  );
}

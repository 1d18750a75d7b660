import type { GetServerSideProps } from "next";
import { auth } from "../../lib/auth";

/** Wrong on purpose: signs in after the headers of the response were sent. */
export const getServerSideProps: GetServerSideProps = async (context) => {
  context.res.flushHeaders();
  const thrown: unknown = await auth
    .signIn({ userId: "wrong", data: { name: "wrong" } }, context)
    .catch((error: unknown) => error);
  context.res.end(String(thrown));
  return { props: {} };
};

export default function Wrong() {
  return null;
}

import { auth } from "../../lib/auth";

/** Signs out in a guarded page, whose renewal must not bring the session back. */
export const getServerSideProps = auth.props(async (context) => {
  context.res.setHeader("Cache-Control", "public, max-age=3600");
  await auth.signOut(context);
  return { props: { name: String((await auth(context))?.userId) } };
});

export { default } from "./private";

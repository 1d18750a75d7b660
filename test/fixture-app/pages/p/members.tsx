import { members } from "../../lib/auth";

/** Guarded by an auth without a sign-in page. */
export const getServerSideProps = members.props(async (_context, { userId }) => ({
  props: { name: userId },
}));

export { default } from "./private";

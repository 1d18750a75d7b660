import { auth } from "../../lib/auth";

export const getServerSideProps = auth.props(
  async (_context, { data }) => ({ props: { name: data.name } }),
  { within: "4s" },
);

export { default } from "./private";

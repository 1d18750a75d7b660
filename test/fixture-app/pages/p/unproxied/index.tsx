import { auth } from "../../../lib/auth";

export const getServerSideProps = auth.props(
  async (_context, { data }) => ({ props: { name: data.name } }),
  { returnTo: "/p/unproxied" },
);

export { default } from "../private";

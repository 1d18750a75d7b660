import { auth } from "../../lib/auth";

export const getServerSideProps = auth.props(async (_context, { data }) => ({
  props: { name: data.name },
}));

export default function Private({ name }: { readonly name: string }) {
  return <h1>Secret of {name}</h1>;
}

import type { InferGetServerSidePropsType } from "next";
import { auth } from "../../../lib/auth";

export const getServerSideProps = auth.props(async ({ params, query }, { data }) => ({
  props: { name: data.name, id: String(params?.["id"]), tab: String(query["tab"]) },
}));

export default function Team({
  name,
  id,
  tab,
}: InferGetServerSidePropsType<typeof getServerSideProps>) {
  return (
    <h1>
      Secret of {name}: team {id}, tab {tab}
    </h1>
  );
}

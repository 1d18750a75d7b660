import { auth } from "../../../lib/auth";

export default auth.page(
  async ({ data }, { params, searchParams }: PageProps<"/team/[id]">) => (
    <h1>
      Secret of {data.name}: team {(await params).id}, tab {(await searchParams)["tab"]}
    </h1>
  ),
  { fallback: <p>The team is on its way</p> },
);

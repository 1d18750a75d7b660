import type { ResolvingMetadata } from "next";
import { auth } from "../../lib/auth";

export default auth.page((session) => <h1>Secret of {session.data.name}</h1>);

export const generateMetadata = auth.page(
  async (session, _props: object, parent: ResolvingMetadata) => ({
    title: `${(await parent).title?.absolute}: secret title of ${session.data.name}`,
  }),
);

import { auth } from "../../lib/auth";

/** Changes the name of the user for a POST request, as a form without JavaScript sends it. */
export const getServerSideProps = auth.props(async (context, session) => {
  const isForm = context.req.method === "POST";
  const { data } = isForm ? await auth.update({ name: "Renamed" }, context) : session;
  return { props: { name: data.name } };
});

export { default } from "./private";

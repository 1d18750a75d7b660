import type { GetServerSideProps } from "next";

/** Shows the Cookie header that the page receives. */
export const getServerSideProps: GetServerSideProps = async ({ req }) => ({
  props: { cookie: req.headers.cookie ?? "" },
});

export default function Cookies({ cookie }: { readonly cookie: string }) {
  return <pre>{cookie}</pre>;
}

import { withSessionSsr } from "../../lib/with-session";

interface Props {
  user: { id: number; name: string; admin?: boolean };
  views: number;
}

export default function Profile({ user, views }: Props) {
  return (
    <main>
      <h1>Profile</h1>
      <p>
        {user.name} {user.admin ? "is" : "is not"} an administrator. Views: {views}
      </p>
    </main>
  );
}

export const getServerSideProps = withSessionSsr(async function getServerSideProps({ req }) {
  const user = req.session.user;
  if (!user) return { redirect: { destination: "/v6", permanent: false } };
  req.session.views = (req.session.views ?? 0) + 1;
  await req.session.save();
  return { props: { user: JSON.parse(JSON.stringify(user)), views: req.session.views } };
});

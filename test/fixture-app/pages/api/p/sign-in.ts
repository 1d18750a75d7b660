import { auth } from "../../../lib/auth";

export default auth.openApi(async (req, res) => {
  const { userId, name = userId }: { userId: string; name?: string } = JSON.parse(req.body);
  const session = await auth.signIn({ userId, data: { name } }, { req, res });
  const after = (await auth({ req, res }))?.userId ?? null;
  res.json({ id: session.id, after, returnTo: await auth.returnTo("/p/private", { req, res }) });
});

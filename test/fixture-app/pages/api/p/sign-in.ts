import { auth } from "../../../lib/auth";
import { bodyOf } from "../../../lib/body";

export default auth.openApi(async (req, res) => {
  const { userId, name = userId } = bodyOf<{ userId: string; name?: string }>(req);
  const session = await auth.signIn({ userId, data: { name } }, { req, res });
  const after = (await auth({ req, res }))?.userId ?? null;
  res.json({ id: session.id, after, returnTo: await auth.returnTo("/p/private", { req, res }) });
});

import type { PagesContext } from "signet-auth/next";
import { auth } from "../../../lib/auth";
import { bodyOf } from "../../../lib/body";

const actions: Record<string, (context: PagesContext) => Promise<unknown>> = {
  name: (context) => auth.update({ name: "both" }, context),
  color: (context) => auth.update({ color: "blue" }, context),
  "sign-in": (context) => auth.signIn({ userId: "grace", data: { name: "grace" } }, context),
  "sign-out": (context) => auth.signOut(context),
};

/** Runs several actions concurrently, and returns the outcome of each. */
export default auth.openApi(async (req, res) => {
  const names = bodyOf<string[]>(req);
  const context = { req, res };
  const outcomes = await Promise.allSettled(names.map((name) => actions[name]?.(context)));
  res.json({
    outcomes: outcomes.map(({ status }) => status),
    data: (await auth(context))?.data ?? null,
  });
});

import { auth } from "../../../lib/auth";

const actions: Record<string, () => Promise<unknown>> = {
  name: () => auth.update({ name: "both" }),
  color: () => auth.update({ color: "blue" }),
  "sign-in": () => auth.signIn({ userId: "grace", data: { name: "grace" } }),
  "sign-out": () => auth.signOut(),
};

/** Runs several actions concurrently, and returns the outcome of each. */
export async function POST(request: Request): Promise<Response> {
  const names: string[] = await request.json();
  const outcomes = await Promise.allSettled(names.map((name) => actions[name]?.()));
  return Response.json({
    outcomes: outcomes.map(({ status }) => status),
    data: (await auth())?.data ?? null,
  });
}

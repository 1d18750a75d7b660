import { auth } from "../../../lib/auth";

/** Sets cookies with unusual values. */
export const GET = auth.route(() => {
  const headers = new Headers();
  headers.append("set-cookie", 'odd=100%"x y"; Path=/');
  headers.append("set-cookie", "odd=twice; Path=/api");
  return new Response("odd", { headers });
});

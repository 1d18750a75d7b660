/** The part of jsonwebtoken 9 used here; it brings no types of its own. */
declare module "jsonwebtoken" {
  import type { KeyObject } from "node:crypto";

  type Secret = string | KeyObject;
  const jsonwebtoken: {
    sign(claims: object, secret: Secret, options: { algorithm: "HS256" }): string;
    verify(token: string, secret: Secret, options: { algorithms: ["HS256"] }): unknown;
  };
  // biome-ignore lint/style/noDefaultExport: it is CommonJS
  export default jsonwebtoken;
}

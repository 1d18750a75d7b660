/** Types of the used part of jsonwebtoken 9, which has no types. */
declare module "jsonwebtoken" {
  import type { KeyObject } from "node:crypto";

  const jsonwebtoken: {
    sign(claims: object, key: string | KeyObject, options: { algorithm: string }): string;
    verify(token: string, key: string | KeyObject, options: { algorithms: string[] }): unknown;
    decode(token: string): unknown;
  };
  // biome-ignore lint/style/noDefaultExport: it is CommonJS
  export default jsonwebtoken;
}

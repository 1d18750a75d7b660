import type { Crypto } from "../../../packages/signet/src/token/crypto/contract.ts";
import * as nodeCrypto from "../../../packages/signet/src/token/crypto/node/index.ts";
import * as webCrypto from "../../../packages/signet/src/token/crypto/web/index.ts";
import * as node from "../../../packages/signet/src/token/node/index.ts";
import * as web from "../../../packages/signet/src/token/web/index.ts";

type Claims = Readonly<Record<string, unknown>>;

/**
 * One build of the token layer. Every function returns a promise, so that a test can run with both
 * builds.
 */
export interface Build {
  readonly name: "node" | "web";
  readonly crypto: Crypto;
  createSigner(options: object): Promise<(claims: object) => Promise<string>>;
  createVerifier(options: object): Promise<(token: string) => Promise<Claims>>;
  createSealer(options: object): Promise<(claims: object) => Promise<string>>;
  createOpener(options: object): Promise<(token: string) => Promise<Claims>>;
  keyRing(keys: unknown): Promise<node.KeyRing>;
}

const build = (name: Build["name"], crypto: Crypto, entry: typeof node | typeof web): Build => {
  const asynchronous =
    <Input>(create: (options: never) => unknown) =>
    async (options: object) => {
      const created = (await create(options as never)) as (input: Input) => unknown;
      return async (input: Input) => (await created(input)) as never;
    };
  return {
    name,
    crypto,
    createSigner: asynchronous(entry.createSigner),
    createVerifier: asynchronous(entry.createVerifier),
    createSealer: asynchronous(entry.createSealer),
    createOpener: asynchronous(entry.createOpener),
    keyRing: async (keys) => (await entry.keyRing(keys as never)) as unknown as node.KeyRing,
  };
};

export const BUILDS: readonly Build[] = [
  build("node", nodeCrypto, node),
  build("web", webCrypto, web),
];

import type { Crypto } from "../../../packages/signet/src/token/crypto/contract.ts";
import * as nodeCrypto from "../../../packages/signet/src/token/crypto/node/index.ts";
import * as webCrypto from "../../../packages/signet/src/token/crypto/web/index.ts";
import * as node from "../../../packages/signet/src/token/node/index.ts";
import * as web from "../../../packages/signet/src/token/web/index.ts";

type Claims = Readonly<Record<string, unknown>>;

/** One build of the token layer, by promise whichever it is, so that a proof speaks of both alike. */
export interface Build {
  readonly name: "node" | "web";
  readonly crypto: Crypto;
  createSigner(options: object): Promise<(claims: object) => Promise<string>>;
  createVerifier(options: object): Promise<(token: string) => Promise<Claims>>;
  createSealer(options: object): Promise<(claims: object) => Promise<string>>;
  createOpener(options: object): Promise<(token: string) => Promise<Claims>>;
  keyRing(given: unknown): Promise<node.KeyRing>;
}

const build = (name: Build["name"], crypto: Crypto, entry: typeof node | typeof web): Build => {
  const make =
    <Given>(maker: (options: never) => unknown) =>
    async (options: object) => {
      const made = (await maker(options as never)) as (given: Given) => unknown;
      return async (given: Given) => (await made(given)) as never;
    };
  return {
    name,
    crypto,
    createSigner: make(entry.createSigner),
    createVerifier: make(entry.createVerifier),
    createSealer: make(entry.createSealer),
    createOpener: make(entry.createOpener),
    keyRing: async (given) => (await entry.keyRing(given as never)) as unknown as node.KeyRing,
  };
};

export const BUILDS: readonly Build[] = [
  build("node", nodeCrypto, node),
  build("web", webCrypto, web),
];

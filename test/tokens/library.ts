/** An entry of the token layer as the suite sees it: either build, and any use of it, right or wrong. */

export type Awaitable<Value> = Value | Promise<Value>;
export type Claims = Readonly<Record<string, unknown>>;

/** What either entry makes, by whatever name: it takes anything and answers at once or later. */
type Maker<Given, Answer> = (options: unknown) => Awaitable<(given: Given) => Awaitable<Answer>>;

interface RingKey {
  readonly kid: string;
}

export interface Ring {
  readonly kind: "secrets" | "pairs";
  readonly keys: readonly RingKey[];
  /** Rings of pairs alone have it. */
  readonly jwks: () => { readonly keys: readonly Claims[] };
}

type ErrorClass = abstract new (...args: never[]) => Error;

export interface TokenLibrary {
  readonly createSigner: Maker<unknown, string>;
  readonly createVerifier: Maker<unknown, Claims>;
  readonly createSealer: Maker<unknown, string>;
  readonly createOpener: Maker<unknown, Claims>;
  readonly keyRing: (given: unknown) => Awaitable<Ring>;
  readonly decodeUnverified: (token: unknown) => {
    readonly header: Claims;
    readonly payload: Claims | null;
  };
  readonly TokenError: ErrorClass;
  readonly MalformedTokenError: ErrorClass;
  readonly BadSignatureError: ErrorClass;
  readonly TokenExpiredError: ErrorClass;
  readonly TokenNotActiveError: ErrorClass;
  readonly TokenClaimError: ErrorClass;
  readonly TokenKeyError: ErrorClass;
}

/** An entry's module, with the types taken off its options, so that wrong use can be written. */
export function tokenLibrary(build: object): TokenLibrary {
  return build as TokenLibrary;
}

/** Takes one test: a sentence, and what must not throw. */
export type Define = (name: string, run: () => void | Promise<void>) => void;

/** A file of the suite. */
export type Part = (define: Define, lib: TokenLibrary) => void;

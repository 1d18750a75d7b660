/** The type of both builds of the token layer for the suite. It also allows wrong use. */

export type Awaitable<Value> = Value | Promise<Value>;
export type Claims = Readonly<Record<string, unknown>>;

/** Creates a function of the library. It accepts any value, and returns its result or a promise. */
type Maker<Given, Answer> = (options: unknown) => Awaitable<(given: Given) => Awaitable<Answer>>;

interface RingKey {
  readonly kid: string;
}

export interface Ring {
  readonly kind: "secrets" | "pairs";
  readonly keys: readonly RingKey[];
  /** Only rings of pairs have this function. */
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

/** Returns the module of an entry without the types of its options, so that tests can use it wrongly. */
export function tokenLibrary(build: object): TokenLibrary {
  return build as TokenLibrary;
}

/** Defines one test: its title, and a function that must not throw. */
export type Define = (name: string, run: () => void | Promise<void>) => void;

/** A file of the suite. */
export type Part = (define: Define, lib: TokenLibrary) => void;

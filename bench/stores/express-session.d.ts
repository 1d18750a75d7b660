/** Types of the used part of express-session 1, which has no types. */
declare module "express-session" {
  export interface SessionData {
    [name: string]: unknown;
  }

  export class Store {
    set(id: string, session: SessionData, done?: (error?: unknown) => void): unknown;
  }

  export interface Session extends SessionData {
    regenerate(done: (error?: unknown) => void): void;
    destroy(done: (error?: unknown) => void): void;
  }

  /** The members of a request that the middleware reads and sets. */
  export interface SessionRequest {
    readonly headers: { readonly [name: string]: string };
    readonly method: string;
    readonly url: string;
    session?: Session;
  }

  export interface SessionResponse {
    writeHead(status: number): void;
    end(): void;
  }

  const session: (options: {
    readonly store: Store;
    readonly secret: string;
    readonly name: string;
    readonly resave: boolean;
    readonly saveUninitialized: boolean;
    readonly rolling: boolean;
    readonly proxy: boolean;
    readonly cookie: { readonly secure: boolean; readonly maxAge: number };
  }) => (
    request: SessionRequest,
    response: SessionResponse,
    next: (error?: unknown) => void,
  ) => void;
  // biome-ignore lint/style/noDefaultExport: it is CommonJS
  export default session;
}

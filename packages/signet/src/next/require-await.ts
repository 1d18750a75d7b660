import { after } from "next/server.js";
import * as react from "react";
import { SignetError } from "../errors.ts";
import { inDevelopment } from "../warn.ts";

const MEMBERS = ["id", "userId", "user", "data", "expiresAt"];

/**
 * A function whose promise must be taken up. In development it is an error when nobody did by the
 * end of the render or the request, because a promise is always true, so that a test of it lets
 * everybody in; the error names the line that called. In production the function itself.
 *
 * @param name how the application calls it, such as `auth.required()`.
 */
export function requireAwait<Args extends unknown[], T>(
  name: string,
  call: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  if (!inDevelopment()) return call;
  return function awaited(...args) {
    const forgotten = new SignetError(
      "not-awaited",
      `${name} was called and nobody awaited its promise, so it protects nothing. Write await ${name}, or guard the page with auth.page.`,
    );
    Error.captureStackTrace?.(forgotten, awaited);
    return watch(name, call(...args), forgotten);
  };
}

function watch<T>(name: string, promise: Promise<T>, forgotten: SignetError): Promise<T> {
  const watched = new Watched<T>((resolve) => resolve(promise));
  // One error is enough: what nobody waits for is not reported as unhandled as well.
  Promise.prototype.then.call(watched, undefined, () => {});
  for (const member of MEMBERS) {
    Object.defineProperty(watched, member, {
      configurable: true,
      get(): never {
        throw new SignetError(
          "not-awaited",
          `${name} returns a promise: await it. Write (await ${name}).${member} instead of ${name}.${member}.`,
        );
      },
    });
  }
  whenDone(() => {
    if (!watched.isTaken) console.error(forgotten, flushed());
  });
  return watched;
}

/** A promise that knows whether anybody asked for what it holds. `await` asks by `then`. */
class Watched<T> extends Promise<T> {
  isTaken = false;

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  // biome-ignore lint/suspicious/noThenProperty: a promise has one, and this is how await calls it.
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.isTaken = true;
    return super.then(onFulfilled, onRejected);
  }
}

/** Calls back once the render that is going on is complete, or else the request is answered. */
function whenDone(callBack: () => void): void {
  const render = "cacheSignal" in react ? react.cacheSignal() : null;
  if (render instanceof AbortSignal) {
    const atEnd = () => {
      // A render that was given up says nothing: what it would have awaited never ran.
      if (/completed successfully/.test(String(render.reason))) callBack();
    };
    render.addEventListener("abort", atEnd, { once: true });
    return;
  }
  try {
    after(callBack);
  } catch {
    // Outside of any request there is no end to wait for.
  }
}

/**
 * Goes behind an error on the console and shows nothing. The end of a render is too late for what
 * React sends to the browser, unless there is a promise among it: for that it sends once more.
 */
function flushed(): Promise<void> {
  const hidden = { value: () => "" };
  return Object.defineProperty(Promise.resolve(), Symbol.for("nodejs.util.inspect.custom"), hidden);
}

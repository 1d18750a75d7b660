import { after } from "next/server.js";
import * as react from "react";
import { SignetError } from "../errors.ts";
import { inDevelopment } from "../warn.ts";
import { isPagesContext, type PagesContext } from "./pages-router/context.ts";

/** Members of a session that code may read by mistake from the promise. */
const SESSION_MEMBERS = ["id", "userId", "user", "data", "expiresAt"];

/**
 * Wraps a function, so that a promise of the function which is not awaited by the end of the render
 * or the request is logged as an error. The error names the line of the call. A promise is always
 * truthy, so a condition on the promise would let every visitor in. Outside of development the
 * function is returned unchanged.
 *
 * @param name the call as the application writes it, such as `auth.required()`.
 */
export function requireAwait<Args extends unknown[], T>(
  name: string,
  call: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  if (!inDevelopment()) return call;
  return function checked(...args) {
    const context = args.find(isPagesContext);
    const guards =
      context === undefined ? "the page with auth.page" : "with auth.props or auth.api";
    const notAwaited = new SignetError(
      "not-awaited",
      `${name} was called, but its promise was not awaited, so the call protects nothing. Write await ${name}, or guard ${guards}.`,
    );
    Error.captureStackTrace?.(notAwaited, checked);
    return observe(name, call(...args), notAwaited, context);
  };
}

function observe<T>(
  name: string,
  promise: Promise<T>,
  notAwaited: SignetError,
  context: PagesContext | undefined,
): Promise<T> {
  const observed = new ObservedPromise<T>((resolve) => resolve(promise));
  // Prevents a second error about an unhandled rejection of the same promise.
  Promise.prototype.then.call(observed, undefined, () => {});
  for (const member of SESSION_MEMBERS) {
    Object.defineProperty(observed, member, {
      configurable: true,
      get(): never {
        throw new SignetError(
          "not-awaited",
          `${name} returns a promise: await it. Write (await ${name}).${member} instead of ${name}.${member}.`,
        );
      },
    });
  }
  whenDone(context, () => {
    if (!observed.isAwaited) console.error(notAwaited, flushTrigger());
  });
  return observed;
}

/**
 * A promise that records whether its result was requested. `await` requests the result with `then`.
 */
class ObservedPromise<T> extends Promise<T> {
  isAwaited = false;

  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  // biome-ignore lint/suspicious/noThenProperty: await calls this method of a promise.
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.isAwaited = true;
    return super.then(onFulfilled, onRejected);
  }
}

/**
 * Calls `callBack` at the end of the current render. Outside of a render it calls it after the
 * response. In the Pages Router the end of the response is the end of the request.
 */
function whenDone(context: PagesContext | undefined, callBack: () => void): void {
  if (context !== undefined) {
    context.res.once("close", callBack);
    return;
  }
  const render = "cacheSignal" in react ? react.cacheSignal() : null;
  if (render instanceof AbortSignal) {
    const atEnd = () => {
      // In an aborted render the code that would await the promise may not have run.
      if (/completed successfully/.test(String(render.reason))) callBack();
    };
    render.addEventListener("abort", atEnd, { once: true });
    return;
  }
  try {
    after(callBack);
  } catch {
    // Outside of a request after() throws, and there is no end to wait for.
  }
}

/**
 * Returns a promise to log with an error; the console prints nothing for it. React has already sent
 * its data to the browser at the end of a render. A promise in the logged values makes React send
 * once more, so the error reaches the browser.
 */
function flushTrigger(): Promise<void> {
  const hidden = { value: () => "" };
  return Object.defineProperty(Promise.resolve(), Symbol.for("nodejs.util.inspect.custom"), hidden);
}

import { returnPath } from "../../http/return-path.ts";
import type { RefusalReason } from "../../sign-in/contract/outcome.ts";
import { addressOf } from "./address.ts";
import { type AddedPasskey, type PasskeyOutcome, refusedBy } from "./outcome.ts";

/** The endpoints of a passkey method, and the path to go to afterwards. */
export interface Endpoints {
  /** The name of the method in the option `signIn`. Default `"passkey"`. */
  readonly method?: string | undefined;
  /** The path of the endpoints. Default `"/api/auth"`. */
  readonly basePath?: string | undefined;
  /** The path to load after the sign-in. Default `"/"`. */
  readonly returnTo?: string | undefined;
  /** `false`: the cookie of the session ends with the browser. Default `true`. */
  readonly persistent?: boolean | undefined;
}

/** The answer of an endpoint: options for the browser, or an outcome. */
export type Answer = { readonly status: "challenge"; readonly value: object } | PasskeyOutcome;

/** Sends JSON to an operation, and returns its answer. Never rejects. */
export async function post(
  { method = "passkey", basePath, returnTo, persistent }: Endpoints,
  operation: string | undefined,
  body: object,
): Promise<Answer> {
  try {
    const response = await fetch(addressOf(basePath, method, operation), {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ returnTo, persistent, ...body }),
    });
    return answerOf(await response.json(), returnTo);
  } catch (error) {
    return refusedBy("request-failed", error);
  }
}

/** The members of the answers that count here. */
interface Body {
  readonly status?: string;
  readonly value?: AddedPasskey;
  readonly methods?: readonly string[];
  readonly reason?: RefusalReason;
  readonly retryAfter?: number | null;
  readonly returnTo?: string;
}

function answerOf(json: unknown, wanted: string | undefined): Answer {
  const body: Body = Object(json);
  const { status, value, methods = [], reason, retryAfter = null } = body;
  // Two tabs can share a challenge, and the server knows the path of the first one only.
  const returnTo = returnPath(wanted ?? body.returnTo);
  if (status === "challenge" && value) return { status, value };
  if (status === "signed-in") return { status, returnTo };
  if (status === "second-factor") return { status, methods, returnTo };
  if (status === "done" && value) return { status, value };
  if (status === "refused" && reason) return { status, error: reason, retryAfter, cause: null };
  return refusedBy("request-failed", json);
}

import type { SignInService } from "../service-contract.ts";

/** An endpoint of sign-in. */
export interface Route {
  readonly kind: "operation" | "link" | "callback" | "logout" | "account" | "unlink";
  /** The name of a sign-in method; `""` without one. */
  readonly method: string;
  readonly operation: string;
  /** The methods of HTTP that it takes. */
  readonly methods: readonly string[];
}

/** Operations that have a route of their own. */
const ELSEWHERE = ["signIn", "callback", "backchannelLogout"];

/** Returns the endpoint of a path; `null` for a path that is not of sign-in. */
export function routeOf(
  [first = "", second = "", third = "", ...more]: readonly string[],
  service: Pick<SignInService, "knows">,
): Route | "unknown" | null {
  const route = (kind: Route["kind"], operation: string, methods: readonly string[] = ["POST"]) =>
    service.knows(second, operation) !== false
      ? ({ kind, method: second, operation, methods } as const)
      : "unknown";
  const isWhole = third === "" && more.length === 0;
  switch (first) {
    case "sign-in":
      if (isWhole) return route("operation", "signIn");
      if (more.length > 0 || ELSEWHERE.includes(third)) return "unknown";
      return route(
        "operation",
        third,
        service.knows(second, third) === "page" ? ["GET"] : ["POST"],
      );
    case "link":
      return isWhole ? route("link", "signIn") : "unknown";
    case "callback":
      return isWhole ? route("callback", "callback", ["GET", "POST"]) : "unknown";
    case "logout":
      return isWhole ? route("logout", "backchannelLogout") : "unknown";
    case "account": {
      const about = { method: "", operation: "unlink" };
      if (!isWhole) return "unknown";
      if (second === "") return { ...about, kind: "account", methods: ["GET"] };
      return second === "unlink" ? { ...about, kind: "unlink", methods: ["POST"] } : "unknown";
    }
    default:
      return null;
  }
}

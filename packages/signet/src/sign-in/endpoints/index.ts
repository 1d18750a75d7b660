import { StoreUnavailableError } from "../../errors.ts";
import { errorResponse, problemResponse } from "../../http/problem.ts";
import { isPageRequest } from "../../http/problem-page.ts";
import { headerOf } from "../../http/request-source.ts";
import { returnPath, returnPathIn } from "../../http/return-path.ts";
import type { Fields } from "../contract/operation.ts";
import type {
  EndpointRequest,
  ServiceRequest,
  ServiceSetting,
  SignInService,
} from "../service-contract.ts";
import { fieldsIn, fieldsOf } from "./body.ts";
import { bodyProblem } from "./body-problem.ts";
import { readAccount } from "./read-account.ts";
import { respond } from "./respond.ts";
import { type Route, routeOf } from "./route.ts";

type Running = Omit<SignInService, "answer">;
type Setting = Pick<ServiceSetting, "engine" | "signInPath" | "basePath" | "sitePath">;

/**
 * Creates the function that answers the endpoints of sign-in:
 *
 * - `POST sign-in/<method>` and `POST sign-in/<method>/<operation>`;
 * - `POST link/<method>`;
 * - `GET` and `POST callback/<method>`, for the answer of a provider;
 * - `GET account` and `POST account/unlink`;
 * - `POST logout/<method>`, for the server of a provider.
 */
export function answerer(service: Running, setting: Setting): SignInService["answer"] {
  return async (request, path) => {
    const route = routeOf(path, service);
    if (route === null) return null;
    if (route === "unknown") return problemResponse("not-found");
    if (!route.methods.includes(request.method)) return problemResponse("method-not-allowed");
    try {
      return await answer(service, setting, request, route);
    } catch (error) {
      if (error instanceof StoreUnavailableError) return problemResponse("unavailable", OUTAGE);
      return errorResponse(error);
    }
  };
}

const OUTAGE = "A store of the site did not answer. Nothing was changed. Try again soon.";

async function answer(
  service: Running,
  setting: Setting,
  request: EndpointRequest,
  route: Route,
): Promise<Response> {
  if (route.kind === "account") return readAccount(service, setting.engine, request);
  const search = searchOf(request);
  const input =
    request.method === "GET" ? fieldsIn(new URLSearchParams(search)) : await fieldsOf(request);
  if (typeof input === "string") return bodyProblem(input);
  const { method, operation } = route;
  const isPage = isPageRequest(request);
  const { signInPath, sitePath } = setting;
  const caller = { isPage, method, operation, signInPath, sitePath };
  const returnTo = returnToOf(request, input, route, setting);
  if (route.kind === "unlink") {
    const [kind, id] = [textOf(input["kind"]), textOf(input["id"])];
    const { outcome, setCookies } = await service.unlink(request, kind, id);
    const shown = "returnTo" in outcome ? { ...outcome, returnTo } : outcome;
    return respond({ outcome: shown, setCookies }, caller);
  }
  const asked: ServiceRequest = {
    request,
    method,
    operation,
    intent: route.kind === "link" ? "link" : "sign-in",
    input,
    path: `${setting.basePath}/callback/${method}${request.method === "GET" ? search : ""}`,
    returnTo,
    terms: {},
  };
  return respond(await service.run(asked), caller);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function searchOf({ url }: EndpointRequest): string {
  const from = url.indexOf("?");
  return from === -1 ? "" : url.slice(from).replace(/#.*$/, "");
}

/**
 * Returns the path to go to: the field `returnTo`, or else `returnTo` in the address of the page with the
 * form. An operation on an account returns to that page itself.
 */
function returnToOf(
  request: EndpointRequest,
  input: Fields,
  { kind, operation }: Route,
  { sitePath, basePath, signInPath }: Setting,
): string {
  // The answer of a provider says nothing about paths of this site. The transaction has the path.
  if (kind === "callback" || kind === "logout") return "/";
  if (typeof input["returnTo"] === "string") return returnPath(input["returnTo"]);
  const referer = headerOf(request, "referer");
  if (referer === null) return "/";
  const isOfAccount = kind === "link" || kind === "unlink" || operation !== "signIn";
  const page = isOfAccount ? URL.parse(referer) : null;
  const path = page === null ? "/" : pathOf(page, sitePath);
  // A page of the library has a link of a mail in its address.
  const isOurs = path.startsWith(`${basePath}/`);
  return returnPathIn(referer, isOurs ? (signInPath ?? "/") : path);
}

function pathOf({ pathname, search }: URL, sitePath: string): string {
  const isWithin = sitePath !== "" && pathname.startsWith(`${sitePath}/`);
  return returnPath((isWithin ? pathname.slice(sitePath.length) : pathname) + search);
}

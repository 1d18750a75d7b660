import type { Engine } from "../engine/api.ts";
import type { Settings } from "../engine/config.ts";
import { isUnsupported } from "../errors.ts";
import type { SignInMethods } from "../sign-in/method.ts";
import type { SignInService } from "../sign-in/service-contract.ts";
import type { SignInSetting } from "./sign-in-options.ts";

/** An engine, and the service of its sign-in methods. */
export interface EngineWithService<Data extends object, Input> {
  readonly engine: Engine<Data, Input>;
  /** `null` without sign-in methods. */
  readonly service: SignInService | null;
}

/**
 * Creates the service of sign-in methods for an engine. The methods bring its code, so an application
 * without methods does not ship it.
 */
export function withService<Data extends object, Input>(
  engine: Engine<Data, Input>,
  settings: Settings,
  signIn: SignInSetting | null,
  methods: SignInMethods,
  signInPath: string | null,
): EngineWithService<Data, Input> {
  const [method] = Object.values(methods);
  if (signIn === null || method === undefined) return { engine, service: null };
  const { keys, cookieName, cookiePlaces, trustProxy, now, lifetime, operations } = settings;
  const service = method.service({
    ...signIn,
    ...{ engine, keys, cookieName, cookiePlaces, trustProxy, now, lifetime, signInPath },
    hasStore: !isUnsupported(operations.directory),
    // Next adds `basePath` to every redirect of its own. The build inlines its value.
    sitePath: process.env["__NEXT_ROUTER_BASEPATH"] ?? "",
  });
  const observed = service.observed(engine);
  const isRequired = signIn.secondFactor === "required";
  return { engine: isRequired ? { ...observed, defaultFactor: 2 } : observed, service };
}

import { invalidConfig } from "../../errors.ts";
import type { MethodSetting, Operation } from "../contract/operation.ts";
import type { SignInMethod } from "../method.ts";
import { signInService } from "../service/index.ts";
import { type BeginInput, beginOperation } from "./begin.ts";
import { callbackOperation } from "./callback.ts";
import { isOfIssuer } from "./issuer.ts";
import { backchannelOperation } from "./logout/backchannel.ts";
import { signOutOperation } from "./logout/sign-out.ts";
import type { Settings } from "./options.ts";
import { type Provider, prepareProvider } from "./provider.ts";
import type { ProviderData } from "./provider-data.ts";
import { liveToken, type ProviderTokens } from "./tokens/provider-tokens.ts";

/** The operations of a provider. With `backchannelLogout` there is also the one that the provider calls. */
export type ProviderOperations = {
  readonly signIn: Operation<BeginInput>;
  readonly callback: Operation;
  /** Ends the session here, and with `providerSignOut` also the one at the provider. */
  readonly signOut: Operation;
};

/** Sign-in at a provider. */
export interface ProviderMethod extends SignInMethod<ProviderOperations> {
  /** The tokens of users, for calls of the provider's API from the server. */
  readonly tokens: ProviderTokens;
}

/**
 * Creates the method for a provider.
 *
 * @param owner the maker, such as `"github()"`, for messages.
 */
export function providerMethod(
  data: ProviderData,
  settings: Settings,
  owner: string,
): ProviderMethod {
  refuseUnknownLogout(data, settings, owner);
  let prepared: Provider | null = null;
  return {
    kind: "oauth",
    role: "first",
    authenticator: "identity",
    takes: (id) => isOfIssuer(id, data),
    service: signInService,

    prepare(setting) {
      refuseLogoutWithoutStore(settings, setting, owner);
      prepared = prepareProvider(data, settings, setting.keys);
      return {
        signIn: beginOperation(prepared),
        callback: callbackOperation(prepared),
        signOut: signOutOperation(prepared),
        ...(settings.backchannelLogout
          ? { backchannelLogout: backchannelOperation(prepared) }
          : {}),
      };
    },

    tokens: {
      async get(accounts, userId) {
        if (!settings.keepTokens) {
          throw invalidConfig(`${owner} keeps no tokens. Set keepTokens: true.`);
        }
        if (prepared === null) {
          throw invalidConfig(
            `${owner} was not given to createAuth, so it has no keys to open its tokens. Pass this method in the option signIn, and call tokens.get() of the same object.`,
          );
        }
        return liveToken(prepared, accounts, userId, () => Date.now());
      },
    },
  };
}

function refuseUnknownLogout(data: ProviderData, settings: Settings, owner: string): void {
  if (data.endpoints === null) return;
  for (const name of ["providerSignOut", "backchannelLogout", "trustMfa", "maxAge"] as const) {
    if (settings[name] !== false && settings[name] !== null) {
      throw invalidConfig(
        `${name} of ${owner} needs OpenID Connect, which this provider does not offer. Leave ${name} out.`,
      );
    }
  }
}

function refuseLogoutWithoutStore(
  { backchannelLogout }: Settings,
  { hasStore, name }: MethodSetting,
  owner: string,
): void {
  if (!backchannelLogout || hasStore) return;
  throw invalidConfig(
    `backchannelLogout of ${owner} (signIn.${name}) needs a strategy with a store, because jwt() and sealed() cannot end a session from the server. Use database({ store }) or hybrid({ store }), or leave backchannelLogout out.`,
  );
}

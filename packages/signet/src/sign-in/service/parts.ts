import type { Accounts, User } from "../../accounts/contract.ts";
import type { Operations } from "../contract/operation.ts";
import type { Limiter } from "../limits/contract.ts";
import { memoryLimiter } from "../limits/memory.ts";
import type { ServiceSetting } from "../service-contract.ts";
import { type KnownDevices, knownDevices } from "./device.ts";
import { withExactAddresses } from "./exact-addresses.ts";
import { secondMethods } from "./factors.ts";
import { withNotices } from "./notices.ts";
import { type PendingSignIns, pendingSignIns } from "./pending.ts";
import { type Reporter, reporterOf } from "./reporter.ts";
import { withOutages } from "./store-outage.ts";
import { type Transactions, transactionsOf } from "./transactions.ts";

/** A method, ready to run. */
export interface ReadyMethod {
  readonly operations: Operations;
  readonly transactions: Transactions;
}

/** The setting of a service with the parts that it makes once. */
export interface Parts<U extends User> {
  readonly setting: ServiceSetting<U>;
  readonly accounts: Accounts<U>;
  readonly limiter: Limiter;
  readonly methods: ReadonlyMap<string, ReadyMethod>;
  readonly pending: PendingSignIns;
  readonly devices: KnownDevices;
  readonly reporter: Reporter;
}

export function partsOf<U extends User>(setting: ServiceSetting<U>): Parts<U> {
  const { keys, cookieName, hasStore, appName, signUp } = setting;
  const requiresSecondFactor = setting.secondFactor === "required";
  const accounts = withOutages(withExactAddresses(setting.accounts));
  const { oneTime } = accounts;
  const hasSecondFactor = secondMethods(setting.methods).length > 0;
  const ready = Object.entries(setting.methods).map(([name, method]): [string, ReadyMethod] => [
    name,
    {
      operations: method.prepare({
        ...{ name, keys, hasStore, appName, signUp, hasSecondFactor, requiresSecondFactor },
      }),
      transactions: transactionsOf(keys, cookieName, name, oneTime),
    },
  ]);
  return {
    setting,
    accounts,
    limiter: setting.limiter ?? memoryLimiter(),
    methods: new Map(ready),
    pending: pendingSignIns(keys, cookieName, oneTime),
    devices: knownDevices(keys, cookieName),
    reporter: withNotices(reporterOf(setting.onEvent), {
      ...{ notify: setting.notify, users: accounts.users, appName },
    }),
  };
}

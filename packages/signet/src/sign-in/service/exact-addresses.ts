import type { Accounts, User } from "../../accounts/contract.ts";
import { parseEmail } from "../shared/email.ts";

/**
 * Wraps accounts so that an address never finds the user of another address. The table of an application
 * may compare texts without accents, as MySQL does by default: then the owner of one address would be signed
 * in as the user of another one (CVE-2026-134314). A table may keep addresses with capital letters.
 */
export function withExactAddresses<U extends User>(accounts: Accounts<U>): Accounts<U> {
  const { users, authenticators, oneTime } = accounts;
  return {
    users: {
      find: (id) => users.find(id),
      async findByEmail(email) {
        const user = await users.findByEmail(email);
        return user !== null && parseEmail(user.email) === email ? user : null;
      },
      create: (user, identity) => users.create(user, identity),
      update: (id, change, ifEmail) => users.update(id, change, ifEmail),
      remove: (id) => users.remove(id),
    },
    authenticators,
    oneTime,
  };
}

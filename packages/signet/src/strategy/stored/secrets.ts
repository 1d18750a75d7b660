import type { SecretHash } from "../../store/contract.ts";
import type { EngineKey } from "../../token/engine/keys.ts";
import { hashSecret } from "../../token/engine/opaque.ts";
import type { StrategySetting } from "../contract.ts";

/** Makes the secrets of stored sessions and their hashes. */
export interface StoredSecrets {
  /**
   * Hashes a secret together with the cookie's name, so that a credential of one engine is not valid for
   * another engine on the same store.
   */
  hash(secret: string): Promise<SecretHash>;
  /**
   * Derives the secrets of an adopted session from its id, one for each key of the ring, newest first.
   * Requests that adopt a session at the same time derive the same secrets.
   */
  derived(id: string): Promise<readonly [DerivedSecret, ...DerivedSecret[]]>;
}

export interface DerivedSecret {
  readonly secret: string;
  readonly hash: SecretHash;
}

export function secretsOf({ keys, cookieName }: StrategySetting): StoredSecrets {
  const [newest, ...older] = keys;

  async function hash(secret: string): Promise<SecretHash> {
    return (await hashSecret(`${cookieName}.${secret}`)) as SecretHash;
  }

  async function derivedBy(key: EngineKey, id: string): Promise<DerivedSecret> {
    const secret = await (await key.deriveSigning(`adopt:${cookieName}`)).sign(id);
    return { secret, hash: await hash(secret) };
  }

  return {
    hash,
    async derived(id) {
      const others = older.map((key) => derivedBy(key, id));
      return [await derivedBy(newest, id), ...(await Promise.all(others))];
    },
  };
}

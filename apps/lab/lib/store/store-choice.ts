/** The possible stores of the `database` and `hybrid` strategies, by the value of `STORE`, with their names on pages. */
export const stores = {
  sqlite: { title: "SQLite", distance: "a file on this machine" },
  postgres: { title: "PostgreSQL", distance: "a round trip away" },
  redis: { title: "Redis", distance: "a round trip away" },
  cluster: { title: "Redis Cluster", distance: "a round trip away" },
} as const;

export type StoreChoice =
  | { readonly name: "sqlite" }
  | { readonly name: "postgres" | "redis"; readonly url: string }
  | { readonly name: "cluster"; readonly urls: readonly string[] };

const EXAMPLES = {
  postgres: "postgres://user:password@localhost:5432/lab",
  redis: "redis://localhost:6379",
  cluster: "redis://localhost:7001,redis://localhost:7002,redis://localhost:7003",
};

/**
 * Returns the store of `STORE` and `STORE_URL`. Without them, this is SQLite.
 *
 * @throws {Error} for invalid values. The message never contains the URL, which may hold a password.
 */
export function storeChoice(env: Readonly<Record<string, string | undefined>>): StoreChoice {
  const name = env["STORE"] || "sqlite";
  const url = env["STORE_URL"] ?? "";
  switch (name) {
    case "sqlite":
      if (url === "") return { name };
      throw new Error(
        "STORE_URL is set, but SQLite does not use it. Set STORE to postgres, redis or cluster, or remove STORE_URL.",
      );
    case "postgres":
      return { name, url: checked(name, url, /^postgres(?:ql)?:$/) };
    case "redis":
      return { name, url: checked(name, url, /^rediss?:$/) };
    case "cluster":
      return { name, urls: url.split(",").map((one) => checked(name, one, /^rediss?:$/)) };
    default:
      throw new Error(
        `STORE is ${JSON.stringify(name)}. Set STORE to sqlite, postgres, redis or cluster.`,
      );
  }
}

function checked(name: keyof typeof EXAMPLES, text: string, protocol: RegExp): string {
  const url = URL.parse(text.trim());
  if (url !== null && protocol.test(url.protocol)) return url.href;
  throw new Error(`STORE=${name} needs a valid STORE_URL. Example: ${EXAMPLES[name]}`);
}

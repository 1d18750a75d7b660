import { type StrategyName, strategies, strategyNames } from "@/lib/strategies";

interface Row extends Readonly<Record<StrategyName, string>> {
  readonly topic: string;
}

const ROWS: readonly Row[] = [
  {
    topic: "Reading a session",
    jwt: "Verifies a signature. Reads no store.",
    sealed: "Decrypts the cookie. Reads no store.",
    database: "Reads the store each time.",
    hybrid: "Verifies a signature and checks a list of ended sessions. Reads no store.",
  },
  {
    topic: "Revoking a session",
    jwt: "Not available. A copied cookie works until it expires.",
    sealed: "Not available. A copied cookie works until it expires.",
    database: "At once, on every server.",
    hybrid: "Within five seconds, on every server.",
  },
  {
    topic: "Listing devices",
    jwt: "Not available: there is no record.",
    sealed: "Not available: there is no record.",
    database: "Available, with the device and the start time of each session.",
    hybrid: "Available, with the device and the start time of each session.",
  },
  {
    topic: "Changing the data",
    jwt: "In a new cookie, for this browser only.",
    sealed: "In a new cookie, for this browser only.",
    database: "At once, for all devices.",
    hybrid: "Within five seconds, for all devices.",
  },
  {
    topic: "Readers of the data",
    jwt: "Everyone who has the cookie.",
    sealed: "Only the server.",
    database: "Only the server.",
    hybrid: "Everyone who has the cookie.",
  },
  {
    topic: "Size of the cookie",
    jwt: "Grows with the data, up to 4,096 bytes.",
    sealed: "Grows with the data, up to 14,336 bytes in four cookies.",
    database: "Constant, under 100 bytes.",
    hybrid: "Grows with the data, up to 4,096 bytes.",
  },
  {
    topic: "During a store outage",
    jwt: "No change.",
    sealed: "No change.",
    database: "Status 503. The browser keeps the cookie.",
    hybrid: "No change for five seconds, then status 503. The browser keeps the cookie.",
  },
];

/** Compares the strategies in a table. */
export function ComparisonTable() {
  return (
    <section aria-labelledby="comparison" className="mt-16">
      <h2 id="comparison" className="text-xl font-semibold tracking-tight">
        Comparison
      </h2>
      <p className="mt-2 max-w-2xl text-soft">No strategy is the best for every app.</p>
      <table className="mt-6 block w-full text-left text-sm lg:table lg:table-fixed">
        <thead className="hidden lg:table-header-group">
          <tr>
            <td className="w-1/5 pb-3" />
            {strategyNames.map((name) => (
              <th key={name} scope="col" data-strategy={name} className="pr-6 pb-3 text-accent">
                {strategies[name].title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block lg:table-row-group">
          {ROWS.map(({ topic, ...cells }) => (
            <tr key={topic} className="block border-t border-line py-3 lg:table-row">
              <th scope="row" className="block pr-6 align-top font-semibold lg:table-cell lg:py-3">
                {topic}
              </th>
              {strategyNames.map((name) => (
                <td
                  key={name}
                  className="mt-1 grid grid-cols-[5rem_1fr] align-top lg:table-cell lg:py-3 lg:pr-6"
                >
                  {/* On narrow screens the header row is hidden, so each cell shows its strategy. */}
                  <span data-strategy={name} className="font-semibold text-accent lg:hidden">
                    {strategies[name].title}
                  </span>
                  {cells[name]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

import { type StrategyName, strategies, strategyNames } from "@/lib/strategies";

interface Row extends Readonly<Record<StrategyName, string>> {
  readonly question: string;
}

const ROWS: readonly Row[] = [
  {
    question: "To read a session",
    jwt: "Checks a signature. Asks no store.",
    sealed: "Decrypts the cookie. Asks no store.",
    database: "Reads the store each time.",
    hybrid: "Checks a signature and a list of sessions that ended. Asks no store.",
  },
  {
    question: "To revoke one",
    jwt: "Not offered. A copied cookie works until it ends.",
    sealed: "Not offered. A copied cookie works until it ends.",
    database: "At once, on every server.",
    hybrid: "Within five seconds, on every server.",
  },
  {
    question: "To list devices",
    jwt: "Not offered: there is no record.",
    sealed: "Not offered: there is no record.",
    database: "Yes, with when and on which device each began.",
    hybrid: "Yes, with when and on which device each began.",
  },
  {
    question: "To change the data",
    jwt: "In a new cookie, for this browser only.",
    sealed: "In a new cookie, for this browser only.",
    database: "At once, for all devices.",
    hybrid: "Within five seconds, for all devices.",
  },
  {
    question: "Who can read the data",
    jwt: "Anybody who has the cookie.",
    sealed: "Only the server.",
    database: "Only the server.",
    hybrid: "Anybody who has the cookie.",
  },
  {
    question: "Size of the cookie",
    jwt: "Grows with the data, up to 4,096 bytes.",
    sealed: "Grows with the data, over four cookies up to 14,336 bytes.",
    database: "Always the same, under 100 bytes.",
    hybrid: "Grows with the data, up to 4,096 bytes.",
  },
  {
    question: "When the store is down",
    jwt: "Nothing changes.",
    sealed: "Nothing changes.",
    database: "503, and the cookie stays.",
    hybrid: "Nothing changes for five seconds; then 503, and the cookie stays.",
  },
];

/** What differs between the strategies, row by row. */
export function Differences() {
  return (
    <section aria-labelledby="differences" className="mt-16">
      <h2 id="differences" className="text-xl font-semibold tracking-tight">
        What differs
      </h2>
      <p className="mt-2 max-w-2xl text-soft">No way is the best for every app.</p>
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
          {ROWS.map(({ question, ...answers }) => (
            <tr key={question} className="block border-t border-line py-3 lg:table-row">
              <th scope="row" className="block pr-6 align-top font-semibold lg:table-cell lg:py-3">
                {question}
              </th>
              {strategyNames.map((name) => (
                <td
                  key={name}
                  className="mt-1 grid grid-cols-[5rem_1fr] align-top lg:table-cell lg:py-3 lg:pr-6"
                >
                  {/* Where rows are stacked, the column's name stands before each answer. */}
                  <span data-strategy={name} className="font-semibold text-accent lg:hidden">
                    {strategies[name].title}
                  </span>
                  {answers[name]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

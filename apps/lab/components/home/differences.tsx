import { strategies, strategyNames } from "@/lib/strategies";

const ROWS = [
  ["To read a session", "Checks a signature. No store.", "Reads the store, every time."],
  [
    "To revoke one",
    "Not offered. A copied cookie works until it ends.",
    "At once, on every server.",
  ],
  [
    "To list devices",
    "Not offered: there is no record.",
    "Yes, each with when and where it began.",
  ],
  ["To change the data", "A new cookie, for this browser alone.", "At once, whoever reads next."],
  ["Who can read the data", "Whoever holds the cookie.", "The server alone."],
  [
    "Size of the cookie",
    "Grows with the data, up to 4,096 bytes.",
    "Always the same, under 100 bytes.",
  ],
  ["When the store is out", "Goes on as if nothing were.", "503, and the cookie stays."],
] as const;

/** The bargain of each side, row by row. */
export function Differences() {
  return (
    <section aria-labelledby="differences" className="mt-16">
      <h2 id="differences" className="text-xl font-semibold tracking-tight">
        What differs
      </h2>
      <p className="mt-2 max-w-2xl text-soft">
        Neither is the better one. Each pays for what it gives.
      </p>
      <table className="mt-6 block w-full text-left text-sm sm:table">
        <thead className="hidden sm:table-header-group">
          <tr>
            <td className="pb-3" />
            {strategyNames.map((name) => (
              <th key={name} scope="col" data-strategy={name} className="pr-6 pb-3 text-accent">
                {strategies[name].title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block sm:table-row-group">
          {ROWS.map(([question, ...answers]) => (
            <tr key={question} className="block border-t border-line py-3 sm:table-row">
              <th scope="row" className="block pr-6 font-semibold sm:table-cell sm:w-1/4 sm:py-3">
                {question}
              </th>
              {answers.map((answer, at) => (
                <td key={answer} className="mt-1 block pr-6 align-top sm:table-cell sm:py-3">
                  <SideName at={at} />
                  {answer}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Where rows are stacked, the column's name stands before each answer. */
function SideName({ at }: { readonly at: number }) {
  const name = strategyNames[at] ?? "jwt";
  return (
    <span data-strategy={name} className="mr-2 font-semibold text-accent sm:hidden">
      {strategies[name].title}
    </span>
  );
}

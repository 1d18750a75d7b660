import { assuranceOf, type Session } from "signet-auth/next";
import { Code } from "../ui/code";
import { DateTime } from "../ui/date-time";
import { DefinitionList } from "../ui/definition-list";

/** Shows how and when the user of the session proved who they are. */
export function SessionProofs(props: { readonly session: Session<object>; readonly now: number }) {
  const proofs = props.session.proofs ?? [];
  return (
    <DefinitionList
      items={[
        ...proofs.map(({ method, amr, at }) => ({
          term: method,
          value: (
            <>
              {amr.length > 0 && (
                <>
                  <Code>{amr.join(" ")}</Code>,{" "}
                </>
              )}
              <DateTime at={at} now={props.now} />
            </>
          ),
        })),
        { term: "Assurance", code: "acr", value: assuranceOf(props.session) },
      ]}
    />
  );
}

import type { ReactNode } from "react";
import type { Session } from "signet-auth/next";
import type { SessionData } from "@/lib/session/session-data";
import { revocationText } from "@/lib/session-end/revocation-text";
import { LinkButton } from "../ui/button";
import { PageHeading } from "../ui/page-heading";
import { Panel } from "../ui/panel";
import { ResultMessage } from "../ui/result-message";
import { SubmitButton } from "../ui/submit-button";
import { Device } from "./device";

export interface DevicesPageProps {
  readonly strategy: "database" | "hybrid";
  readonly current: Session<SessionData>;
  readonly sessions: readonly Session<SessionData>[];
  /** The result of a revocation, from the query of the address. */
  readonly revoked: unknown;
  readonly revoke: (form: FormData) => Promise<void>;
  readonly revokeOthers: () => Promise<void>;
  /** The text below the heading. */
  readonly children: ReactNode;
  /** Content between the heading and the list. */
  readonly above?: ReactNode;
}

/** Lists the user's sessions under a stored strategy. */
export function DevicesPage(props: DevicesPageProps) {
  const { strategy, current, sessions } = props;
  const now = Date.now();
  return (
    <div data-strategy={strategy}>
      <PageHeading strategy={strategy} title="Your devices">
        {props.children}
      </PageHeading>
      <ResultMessage>{revocationText(props.revoked, strategy)}</ResultMessage>
      {props.above}
      <Panel strategy={strategy}>
        <ul>
          {sessions.map((session) => (
            <Device
              key={session.id}
              strategy={strategy}
              session={session}
              isThisOne={session.id === current.id}
              now={now}
              revoke={props.revoke}
            />
          ))}
        </ul>
      </Panel>
      <div className="flex flex-wrap gap-2 pt-6">
        {sessions.length > 1 && (
          <form action={props.revokeOthers}>
            <SubmitButton kind="danger" pending="Revoking…">
              Revoke all others
            </SubmitButton>
          </form>
        )}
        <LinkButton href={`/${strategy}/dashboard`}>Dashboard</LinkButton>
        <LinkButton href={`/#${strategy}`}>All strategies</LinkButton>
      </div>
    </div>
  );
}

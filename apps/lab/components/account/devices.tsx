import type { ReactNode } from "react";
import type { Session } from "signet-auth/next";
import { revokedText } from "@/lib/revoked-text";
import type { SessionData } from "@/lib/session-data";
import { LinkButton } from "../ui/button";
import { Outcome } from "../ui/outcome";
import { PageHeading } from "../ui/page-heading";
import { Panel } from "../ui/panel";
import { SubmitButton } from "../ui/submit-button";
import { Device } from "./device";

export interface DevicesProps {
  readonly strategy: "database" | "hybrid";
  readonly current: Session<SessionData>;
  readonly sessions: readonly Session<SessionData>[];
  /** What came of revoking, from the address. */
  readonly revoked: unknown;
  readonly revoke: (form: FormData) => Promise<void>;
  readonly revokeOthers: () => Promise<void>;
  /** What this page is about. */
  readonly children: ReactNode;
  /** Between the heading and the list. */
  readonly above?: ReactNode;
}

/** The user's sessions on a side that keeps records. */
export function Devices(props: DevicesProps) {
  const { strategy, current, sessions } = props;
  const now = Date.now();
  return (
    <div data-strategy={strategy}>
      <PageHeading strategy={strategy} title="Your devices">
        {props.children}
      </PageHeading>
      <Outcome>{revokedText(props.revoked, strategy)}</Outcome>
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
        <LinkButton href={`/#${strategy}`}>Side by side</LinkButton>
      </div>
    </div>
  );
}

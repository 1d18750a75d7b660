import type { Metadata } from "next";
import { revokeOtherSessions } from "@/app/actions/devices";
import { Device } from "@/components/account/device";
import { LinkButton } from "@/components/ui/button";
import { Outcome } from "@/components/ui/outcome";
import { PageHeading } from "@/components/ui/page-heading";
import { Panel } from "@/components/ui/panel";
import { SubmitButton } from "@/components/ui/submit-button";
import { databaseAuth } from "@/lib/auth";
import { revokedText } from "@/lib/revoked-text";
import { storeInUse } from "@/lib/session-store";

export const metadata: Metadata = { title: "Devices" };

export default async function Page(props: {
  readonly searchParams: Promise<{ readonly revoked?: string | string[] }>;
}) {
  const current = await databaseAuth.required({ returnTo: "/database/devices" });
  const sessions = await databaseAuth.sessions.list(current.userId);
  const { revoked } = await props.searchParams;
  const now = Date.now();
  return (
    <div data-strategy="database">
      <PageHeading strategy="database" title="Your devices">
        Every sign-in leaves a record in {storeInUse.title}, so each can be seen here and revoked
        from here. A JWT or a sealed cookie leaves none.
      </PageHeading>
      <Outcome>{revokedText(revoked)}</Outcome>
      <Panel strategy="database">
        <ul>
          {sessions.map((session) => (
            <Device
              key={session.id}
              session={session}
              isThisOne={session.id === current.id}
              now={now}
            />
          ))}
        </ul>
      </Panel>
      <div className="flex flex-wrap gap-2 pt-6">
        {sessions.length > 1 && (
          <form action={revokeOtherSessions}>
            <SubmitButton kind="danger" pending="Revoking…">
              Revoke all others
            </SubmitButton>
          </form>
        )}
        <LinkButton href="/database/dashboard">Dashboard</LinkButton>
        <LinkButton href="/#database">Side by side</LinkButton>
      </div>
    </div>
  );
}

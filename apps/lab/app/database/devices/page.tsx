import type { Metadata } from "next";
import { revokeOthersUnderDatabase, revokeUnderDatabase } from "@/app/actions/devices";
import { Devices } from "@/components/account/devices";
import { databaseAuth } from "@/lib/auth";
import { storeInUse } from "@/lib/session-store";

export const metadata: Metadata = { title: "Devices" };

interface Props {
  readonly searchParams: Promise<{ readonly revoked?: string | string[] }>;
}

export default databaseAuth.page(async (current, props: Props) => {
  const sessions = await databaseAuth.sessions.list(current.userId);
  const { revoked } = await props.searchParams;
  return (
    <Devices
      strategy="database"
      {...{ current, sessions, revoked }}
      revoke={revokeUnderDatabase}
      revokeOthers={revokeOthersUnderDatabase}
    >
      Each sign-in is recorded in {storeInUse.title}, so that it can be listed and revoked here.
      With a JWT or a sealed cookie there is no record.
    </Devices>
  );
});

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { sessionsOf } from "signet-auth/next-auth";
import { authOptions } from "../../auth";

async function end(formData: FormData) {
  "use server";
  const current = await sessionsOf(authOptions).current();
  if (!current) redirect("/api/auth/signin?callbackUrl=/devices");
  const id = String(formData.get("id"));
  await sessionsOf(authOptions).revoke(id, { ownedBy: current.userId });
  revalidatePath("/devices");
}

export default async function Devices() {
  const current = await sessionsOf(authOptions).current();
  if (!current) redirect("/api/auth/signin?callbackUrl=/devices");
  const sessions = await sessionsOf(authOptions).listSessions(current.userId);
  return (
    <>
      <h1>Devices</h1>
      <ul>
        {sessions.map(({ id, data }) => (
          <li key={id}>
            {data.name}, {data.role}
            {id === current.id ? (
              ", this device"
            ) : (
              <form action={end}>
                <input type="hidden" name="id" value={id} />
                <button type="submit">End</button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

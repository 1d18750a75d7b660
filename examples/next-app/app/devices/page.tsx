import { auth } from "../../auth";
import { revokeDevice } from "./actions";

export default auth.page(async (session) => {
  const devices = await auth.sessions.list(session.userId);
  return (
    <main>
      <h1>Your devices</h1>
      <ul>
        {devices.map(({ id, device }) => (
          <li key={id}>
            {device?.label ?? "An unknown device"}
            {id === session.id ? (
              <em>this device</em>
            ) : (
              <form action={revokeDevice}>
                <button type="submit" name="id" value={id}>
                  Sign out
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </main>
  );
});

import { problemOf, problemResponse } from "../../http/problem.ts";
import type { EndpointRequest, ServiceSetting, SignInService } from "../service-contract.ts";

/** Answers with the user of the session and the user's authenticators. It holds no secret. */
export async function readAccount(
  service: Pick<SignInService, "user" | "list">,
  engine: ServiceSetting["engine"],
  request: EndpointRequest,
): Promise<Response> {
  const reading = await engine.read(request);
  if (reading.status !== "active") return problemResponse(problemOf(reading) ?? "unavailable");
  const { userId } = reading.session;
  const user = await service.user(userId);
  if (user === null) return problemResponse("bad-credential");
  // An application may keep more with its users, such as a hash. So the members are named.
  const { id, email, emailVerifiedAt, name, image, createdAt } = user;
  const authenticators = await service.list(userId);
  return Response.json(
    { user: { id, email, emailVerifiedAt, name, image, createdAt }, authenticators },
    { headers: { "cache-control": "no-store" } },
  );
}

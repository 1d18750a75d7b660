import { signInOverHttp } from "@/lib/sign-in-over-http";

export const POST = (request: Request): Promise<Response> => signInOverHttp("hybrid", request);

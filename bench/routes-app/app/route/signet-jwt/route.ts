import { answer } from "../../../lib/person.ts";
import { signetJwt } from "../../../lib/signet.ts";

export const GET = signetJwt.route((_request, { data }) => answer(data));

import { answer } from "../../../lib/person.ts";
import { signetHybrid } from "../../../lib/signet.ts";

export const GET = signetHybrid.route((_request, { data }) => answer(data));

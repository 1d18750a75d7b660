import { ADA, answer } from "../../../lib/person.ts";

export const dynamic = "force-dynamic";

export const GET = () => answer(ADA);

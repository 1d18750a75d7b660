"use server";

import { auth } from "../../../lib/auth";

export const whoAmI = auth.action(async (session) => session.userId);

import { provesItself } from "./suite.ts";

provesItself("sqlite");

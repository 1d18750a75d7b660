import { provesItself } from "./suite.ts";

provesItself("postgres");

import { provesItself } from "./suite.ts";

provesItself("redis");

import { provesItself } from "./suite.ts";

provesItself("cluster");
